"""The openness dimension: what the other sides open to a party against what was agreed, and how long its questions wait.

opened     70 %: every topic that another side agreed to open to the party counts alike: 100 while it is as open as agreed;
           withdrawn before its last day, what is left of its step out of the agreed one, until that day; 50 for eight
           weeks when it ran out and was not renewed: no word was broken, but less is open than was.
questions  30 %: the mean of the working days that the party's own questions to open a topic wait: as with answers.

One without the other carries the whole weight; a party to which nothing was opened and that asked nothing has no value.
An agreed opening is seen again each day that it runs; what ran out is as old as its last day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from partnership.kit.rounding import CENT, rounded, split
from projects.health.answers import TENTH, answers_score, working_days
from projects.health.formula import HALF_LIVES, TEN_THOUSANDTH, WEIGHTS, Key, Reading, freshness
from projects.openness.steps import Opened, Step, step_in

DIMENSION = "openness"
OPENED, QUESTIONS = "opened", "questions"
SHARES = {OPENED: 70, QUESTIONS: 30}
WINDOW = timedelta(days=56)
EXPIRED = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Question:
    """A party's question to open a topic: the day it was asked, and the day of its answer; None while it waits."""

    party_id: UUID
    asked_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Kept:
    """How much of one agreed opening is left, 0–1, and the day of the evidence."""

    share: Fraction
    evidence_on: date
    is_expired: bool = False


def kept_to(party: UUID, *, opened: Sequence[Opened], withdrawn: Sequence[Opened], as_of: date) -> list[Kept]:
    """How each topic that another side agreed to open to the party stands on a day, by its newest agreement."""
    lasting = [one for one in opened if one.until > as_of - WINDOW]
    broken = [one for one in withdrawn if one.until >= as_of]
    # A withdrawn step was what was agreed; what is open since then is what is left of it. So the highest counts.
    agreed = {
        (one.owner, one.topic): one
        for one in sorted((*lasting, *broken), key=lambda row: (row.step, row.until))
        if one.reader == party and one.step > Step.CLOSED
    }
    return [_kept(one, opened, as_of) for _key, one in sorted(agreed.items())]


def readings(
    opened: Sequence[Opened],
    withdrawn: Sequence[Opened],
    questions: Sequence[Question],
    *,
    as_of: date,
    weight: Decimal = WEIGHTS[DIMENSION],
) -> Mapping[UUID, list[Reading]]:
    """The readings of each party to which something was to be opened or that asked; their weights sum to the dimension's."""
    waits = _waits(questions, as_of)
    parties = {one.reader for one in (*opened, *withdrawn)} | waits.keys()
    found = {}
    for party in sorted(parties):
        kept = kept_to(party, opened=opened, withdrawn=withdrawn, as_of=as_of)
        if kept or party in waits:
            found[party] = _of_party(kept, waits.get(party, []), as_of, weight)
    return found


def _of_party(kept: Sequence[Kept], waits: Sequence[Question], as_of: date, weight: Decimal) -> list[Reading]:
    shares = [SHARES[OPENED] if kept else 0, SHARES[QUESTIONS] if waits else 0]
    first, second = split(weight, shares, step=TEN_THOUSANDTH)
    found = [_opened(kept, first, as_of)] if kept else []
    return [*found, _questions(waits, second, as_of)] if waits else found


def _opened(kept: Sequence[Kept], weight: Decimal, as_of: date) -> Reading:
    mean = sum((one.share for one in kept), Fraction(0)) / len(kept)
    newest = max(one.evidence_on for one in kept)
    whole = sum(one.share == 1 for one in kept)
    expired = sum(one.is_expired for one in kept)
    fact = {"kept": whole, "agreed": len(kept), "expired": expired}
    score = rounded(100 * mean, step=CENT)
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


def _waits(questions: Sequence[Question], as_of: date) -> dict[UUID, list[Question]]:
    found: dict[UUID, list[Question]] = {}
    for one in questions:
        if one.ended_on is None or one.ended_on > as_of - WINDOW:
            found.setdefault(one.party_id, []).append(one)
    return found


def _kept(one: Opened, opened: Sequence[Opened], as_of: date) -> Kept:
    now = step_in(opened, one.owner, one.reader, one.topic, today=as_of)
    if now >= one.step:
        return Kept(Fraction(1), as_of)
    if one.until < as_of:
        return Kept(max(EXPIRED, Fraction(now, one.step)), one.until, is_expired=True)
    return Kept(Fraction(now, one.step), as_of)


def _fresh(evidence_on: date, as_of: date) -> Decimal:
    return freshness((as_of - evidence_on).days, half_life_weeks=HALF_LIVES[DIMENSION])
