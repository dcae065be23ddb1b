"""The answers dimension: how long a party's proposals and questions wait for the other parties. The first one where the sides differ.

A proposal waits from the day it was put forward until everybody else has signed it or it was closed: declined, answered
with another, withdrawn; a question from the day it was asked until it was answered or closed. Weekdays count, the first day doesn't: put forward on a Friday and answered on Monday is one day.
The mean over a party's proposals that were open at some time in the last 56 days, open ones with their waiting so far:
100 up to 2 working days, then falling evenly to 0 at 20. Who proposed and asked nothing has no value, and loses nothing by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple
from uuid import UUID

from partnership.kit.rounding import CENT, divided, rounded
from projects.health.formula import HALF_LIVES, WEIGHTS, Key, Reading, freshness

DIMENSION = "answers"
WAIT = "wait"
KEY = Key(DIMENSION, WAIT)
WINDOW = timedelta(days=56)
PROMPT, LONGEST = 2, 20
TENTH = Decimal("0.1")


class Wait(NamedTuple):
    """One proposal or question of a party: the day it was put forward, and the day the waiting ended; None while it lasts."""

    party_id: UUID
    asked_on: date
    ended_on: date | None


def working_days(first: date, last: date) -> int:
    """The weekdays after the first day up to the last one; 0 when the last is not later. Holidays are not known."""
    return max(_weekdays_until(last) - _weekdays_until(first), 0)


def _weekdays_until(day: date) -> int:
    """The weekdays up to a day, it too: day 1 of the calendar is a Monday."""
    weeks, rest = divmod(day.toordinal(), 7)
    return 5 * weeks + min(rest, 5)


def answers_score(mean_days: Fraction) -> Decimal:
    """100 up to 2 working days, 0 from 20 on, evenly between."""
    days, under = mean_days.as_integer_ratio()
    whole = (LONGEST - PROMPT) * under
    left = min(max(LONGEST * under - days, 0), whole)
    return divided(100 * left, whole, step=CENT)


def readings(
    waits: Sequence[Wait], *, as_of: date, weight: Decimal = WEIGHTS[DIMENSION]
) -> Mapping[UUID, Reading]:
    """The reading of each party whose proposals waited at some time in the last 56 days."""
    by_party: dict[UUID, list[Wait]] = {}
    for one in waits:
        if one.ended_on is None or one.ended_on > as_of - WINDOW:
            by_party.setdefault(one.party_id, []).append(one)
    return {party: _reading(found, as_of, weight) for party, found in by_party.items()}


def _reading(waits: Sequence[Wait], as_of: date, weight: Decimal) -> Reading:
    lengths = [working_days(one.asked_on, one.ended_on or as_of) for one in waits]
    mean = Fraction(sum(lengths), len(lengths))
    newest = max(one.ended_on or as_of for one in waits)
    # Decimals as text, as everywhere in JSON of ours; a mean with one decimal says enough.
    fact = {
        "days": str(rounded(mean, step=TENTH)),
        "proposals": len(waits),
        "open": sum(one.ended_on is None for one in waits),
    }
    fresh = freshness((as_of - newest).days, half_life_weeks=HALF_LIVES[DIMENSION])
    return Reading(KEY, weight, fresh, answers_score(mean), fact)
