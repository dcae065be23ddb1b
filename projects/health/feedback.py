"""The feedback dimension: what a party said of the others in the newest revealed pulse, less for how far apart the views are.

said   the mean of what the party's people said of each other side, 1–10, over the questions: 10 is 100, 1 is 0;
apart  the mean distance between how each other side sees itself and how the party sees it, and the other way around.
       Below 1 it costs nothing; each point beyond costs 5, at most 20.

What is not revealed yet says nothing. Ratings of a party count together: no score of a person exists.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple
from uuid import UUID

from partnership.kit.rounding import CENT, in_whole_numbers, rounded
from projects.health.formula import HALF_LIVES, WEIGHTS, Key, Reading, freshness

DIMENSION = "feedback"
PULSE = "pulse"
KEY = Key(DIMENSION, PULSE)
LEAST, MOST = 1, 10
ALIGNED = 1
PER_POINT, MOST_LOST = 5, 20
TENTH = Decimal("0.1")
Sizes = dict[UUID, list[int]]


class View(NamedTuple):
    """What a party said of a side, or of itself, on one question: the mean of its people's scores, and the day."""

    party_id: UUID
    about_id: UUID
    question: str
    mean: Fraction
    revealed_on: date


def said_score(mean: Fraction) -> Fraction:
    """A mean of 1–10 as 0–100."""
    return 100 * (mean - LEAST) / (MOST - LEAST)


def lost_by(distance: Fraction) -> Fraction:
    """What a mean distance between the views costs: nothing below 1, 5 for each point beyond, at most 20."""
    return min(max(distance - ALIGNED, Fraction(0)) * PER_POINT, Fraction(MOST_LOST))


def readings(
    views: Sequence[View], *, as_of: date, weight: Decimal = WEIGHTS[DIMENSION]
) -> Mapping[UUID, list[Reading]]:
    """The reading of each party that said something of another side in the newest revealed pulse."""
    means, under = in_whole_numbers([one.mean for one in views])
    of_others, apart = _said_and_apart(views, means)
    found: dict[UUID, list[Reading]] = {}
    for party in sorted(of_others):
        said = _mean(of_others[party], under)
        distance = _mean(apart[party], under) if party in apart else None
        score = max(said_score(said) - lost_by(distance or Fraction(0)), Fraction(0))
        fact = {
            "said": str(rounded(said, step=TENTH)),
            "apart": None if distance is None else str(rounded(distance, step=TENTH)),
        }
        age = (as_of - views[0].revealed_on).days
        fresh = freshness(age, half_life_weeks=HALF_LIVES[DIMENSION])
        found[party] = [Reading(KEY, weight, fresh, rounded(score, step=CENT), fact)]
    return found


def _said_and_apart(views: Sequence[View], means: Sequence[int]) -> tuple[Sizes, Sizes]:
    """What each party said of others, and the sizes of the gaps in which it is one of the two; means are over one denominator."""
    said = list(zip(views, means, strict=True))
    of_itself = {(one.about_id, one.question): mean for one, mean in said if one.party_id == one.about_id}
    of_others: Sizes = {}
    apart: Sizes = {}
    for one, mean in said:
        if one.party_id == one.about_id:
            continue
        of_others.setdefault(one.party_id, []).append(mean)
        own = of_itself.get((one.about_id, one.question))
        if own is not None:
            for party in (one.party_id, one.about_id):
                apart.setdefault(party, []).append(abs(own - mean))
    return of_others, apart


def _mean(sizes: Sequence[int], under: int) -> Fraction:
    return Fraction(sum(sizes), under * len(sizes))
