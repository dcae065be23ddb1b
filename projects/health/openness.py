"""The openness dimension: what the other sides open to a party against what was agreed, and how long its questions wait.

opened     56 %: every topic that another side agreed to open to the party counts alike: 100 while it is as open as agreed;
           withdrawn before its last day, what is left of its step out of the agreed one, until that day; 50 for eight
           weeks when it ran out and was not renewed: no word was broken, but less is open than was.
questions  24 %: the mean of the working days that the party's own questions wait, to open a topic or about the other's
           business: as with answers.
insight    20 %: the pages of business context that the others keep fresh until a day: 100 until then, falling evenly to 0
           in eight weeks.

What there is carries the weight of what there is not; a party to which nothing was opened or told, and that asked nothing,
has no value.
An agreed opening is seen again each day that it runs; what ran out is as old as its last day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple
from uuid import UUID

from partnership.kit.rounding import CENT, divided, in_whole_numbers, rounded
from projects.health.answers import TENTH, answers_score, working_days
from projects.health.formula import HALF_LIVES, WEIGHTS, Key, Reading, freshness, shared_out
from projects.openness.steps import Opened, Step, step_in

DIMENSION = "openness"
OPENED, QUESTIONS, INSIGHT = "opened", "questions", "insight"
SHARES = {OPENED: 56, QUESTIONS: 24, INSIGHT: 20}
WINDOW = timedelta(days=56)
WHOLE, EXPIRED = Fraction(1), Fraction(1, 2)


class Question(NamedTuple):
    """A party's question, to open a topic or about the other's business: the day it was asked, and the day of its answer; None while it waits."""

    party_id: UUID
    asked_on: date
    ended_on: date | None


class Told(NamedTuple):
    """A page of business context of a party's, and until when it says that it is fresh."""

    party_id: UUID
    fresh_until: date


class Kept(NamedTuple):
    """How much of one agreed opening is left, 0–1, and the day of the evidence."""

    share: Fraction
    evidence_on: date
    is_expired: bool = False


def kept_to(party: UUID, *, opened: Sequence[Opened], withdrawn: Sequence[Opened], as_of: date) -> list[Kept]:
    """How each topic that another side agreed to open to the party stands on a day, by its newest agreement."""
    since = as_of - WINDOW
    lasting = [one for one in opened if one.reader == party and one.until > since]
    broken = [one for one in withdrawn if one.reader == party and one.until >= as_of]
    # A withdrawn step was what was agreed; what is open since then is what is left of it. So the highest counts.
    agreed = {
        (one.owner, one.topic): one
        for one in sorted((*lasting, *broken), key=lambda row: (row.step, row.until))
        if one.step > Step.CLOSED
    }
    return [_kept(one, opened, as_of) for _key, one in sorted(agreed.items())]


def readings(
    opened: Sequence[Opened],
    withdrawn: Sequence[Opened],
    questions: Sequence[Question],
    pages: Sequence[Told] = (),
    *,
    sides: Sequence[UUID] = (),
    as_of: date,
    weight: Decimal = WEIGHTS[DIMENSION],
) -> Mapping[UUID, list[Reading]]:
    """The readings of each party to which something was opened or told, or that asked; their weights sum to the dimension's.

    `sides` are all parties: pages of one are told to the others.
    """
    waits = _waits(questions, as_of)
    parties = {one.reader for one in (*opened, *withdrawn)} | waits.keys() | (set(sides) if pages else set())
    found = {}
    for party in sorted(parties):
        kept = kept_to(party, opened=opened, withdrawn=withdrawn, as_of=as_of)
        told = [one for one in pages if one.party_id != party]
        if kept or told or party in waits:
            found[party] = _of_party(kept, waits.get(party, []), told, as_of, weight)
    return found


def _of_party(
    kept: Sequence[Kept], waits: Sequence[Question], told: Sequence[Told], as_of: date, weight: Decimal
) -> list[Reading]:
    there = {OPENED: bool(kept), QUESTIONS: bool(waits), INSIGHT: bool(told)}
    first, second, third = shared_out(
        weight, tuple(share if there[part] else 0 for part, share in SHARES.items())
    )
    found = [_opened(kept, first, as_of)] if kept else []
    found += [_questions(waits, second, as_of)] if waits else []
    return [*found, _insight(told, third, as_of)] if told else found


def _opened(kept: Sequence[Kept], weight: Decimal, as_of: date) -> Reading:
    shares, under = in_whole_numbers([one.share for one in kept])
    newest = max(one.evidence_on for one in kept)
    whole = sum(one.share == 1 for one in kept)
    expired = sum(one.is_expired for one in kept)
    fact = {"kept": whole, "agreed": len(kept), "expired": expired}
    score = divided(100 * sum(shares), under * len(kept), step=CENT)
    return Reading(Key(DIMENSION, OPENED), weight, _fresh(newest, as_of), score, fact)


def _questions(waits: Sequence[Question], weight: Decimal, as_of: date) -> Reading:
    lengths = [working_days(one.asked_on, one.ended_on or as_of) for one in waits]
    mean = Fraction(sum(lengths), len(lengths))
    newest = max(one.ended_on or as_of for one in waits)
    fact = {
        "days": str(rounded(mean, step=TENTH)),
        "questions": len(waits),
        "open": sum(one.ended_on is None for one in waits),
    }
    return Reading(Key(DIMENSION, QUESTIONS), weight, _fresh(newest, as_of), answers_score(mean), fact)


def _insight(told: Sequence[Told], weight: Decimal, as_of: date) -> Reading:
    """Every page counts alike; that it stands there is seen again each day."""
    late = [max((as_of - one.fresh_until).days, 0) for one in told]
    left = sum(max(WINDOW.days - days, 0) for days in late)
    score = divided(100 * left, WINDOW.days * len(late), step=CENT)
    fact = {"fresh": sum(days == 0 for days in late), "pages": len(late)}
    return Reading(Key(DIMENSION, INSIGHT), weight, _fresh(as_of, as_of), score, fact)


def _waits(questions: Sequence[Question], as_of: date) -> dict[UUID, list[Question]]:
    found: dict[UUID, list[Question]] = {}
    for one in questions:
        if one.ended_on is None or one.ended_on > as_of - WINDOW:
            found.setdefault(one.party_id, []).append(one)
    return found


def _kept(one: Opened, opened: Sequence[Opened], as_of: date) -> Kept:
    now = step_in(opened, one.owner, one.reader, one.topic, today=as_of)
    if now >= one.step:
        return Kept(WHOLE, as_of)
    if one.until < as_of:
        return Kept(max(EXPIRED, Fraction(now, one.step)), one.until, is_expired=True)
    return Kept(Fraction(now, one.step), as_of)


def _fresh(evidence_on: date, as_of: date) -> Decimal:
    return freshness((as_of - evidence_on).days, half_life_weeks=HALF_LIVES[DIMENSION])
