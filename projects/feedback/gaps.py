"""What two sides think of themselves and of each other: four ratings a topic, 1–10, and the gap between them.

After the 360-degree evaluations of client and agency that Aprais has published: A of A, A of B, B of B, B of A. The gap
of a side is its own rating less the other's of it; above zero it thinks better of itself than the other does. Only rounds
of this room are ever compared, and each of them was blind: a rating given with the other's in sight is another number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from partnership.kit.rounding import rounded

TENTH = Decimal("0.1")
HUNDREDTH = Decimal("0.01")
FEWEST_FOR_NPS = 30
PROMOTERS, PASSIVES = 9, 7
"""From these scores on: promoters 9–10, passives 7–8, detractors below."""


class Width(StrEnum):
    ALIGNED = "aligned"
    MINOR = "minor"
    SIGNIFICANT = "significant"
    CRITICAL = "critical"


LIMITS = ((Decimal(1), Width.ALIGNED), (Decimal(2), Width.MINOR), (Decimal(3), Width.SIGNIFICANT))


@dataclass(frozen=True, slots=True)
class Rated:
    """One score of one person of `party` on a question, about a side."""

    party: UUID
    about: UUID
    question: str
    score: int


@dataclass(frozen=True, slots=True)
class Mean:
    """What a side says of another, or of itself, on one question; `count` is how many scores it is the mean of."""

    value: Fraction
    count: int

    @property
    def shown(self) -> Decimal:
        return rounded(self.value, step=TENTH)


@dataclass(frozen=True, slots=True)
class Gap:
    """How a side sees itself on a question, against how another sees it; None where one of them has not said."""

    question: str
    about: UUID
    other: UUID
    own: Mean | None
    others: Mean | None

    @property
    def exact(self) -> Fraction | None:
        return self.own.value - self.others.value if self.own and self.others else None

    @property
    def shown(self) -> Decimal | None:
        return None if self.exact is None else rounded(self.exact, step=TENTH)

    @property
    def width(self) -> Width | None:
        return None if self.exact is None else width_of(self.exact)


Means = Mapping[tuple[str, UUID, UUID], Mean]
"""By question, the side that says it, and the side that it is said of."""


def means_of(ratings: Iterable[Rated]) -> Means:
    """Return the mean of each side's scores on each question about each side."""
    found: dict[tuple[str, UUID, UUID], list[int]] = {}
    for one in ratings:
        found.setdefault((one.question, one.party, one.about), []).append(one.score)
    return {key: Mean(Fraction(sum(scores), len(scores)), len(scores)) for key, scores in found.items()}


def gaps_of(means: Means, *, questions: Sequence[str], parties: Sequence[UUID]) -> list[Gap]:
    """Return every gap: for each question, each side as it and each other one see it."""
    return [
        Gap(question, about, other, means.get((question, about, about)), means.get((question, other, about)))
        for question in questions
        for about in parties
        for other in parties
        if other != about
    ]


def width_of(gap: Fraction | Decimal) -> Width:
    """Return the word for a gap, whichever way it goes: below 1 aligned, 1–2 minor, 2–3 significant, from 3 critical."""
    size = abs(Fraction(gap))
    return next((word for limit, word in LIMITS if size < limit), Width.CRITICAL)


def widest(gaps: Iterable[Gap]) -> list[Gap]:
    """Return the gaps that are known, the largest first: what to talk about, in that order."""
    known = [one for one in gaps if one.exact is not None]
    return sorted(known, key=lambda one: -abs(one.exact or Fraction(0)))


def closing_rate(now: Fraction, before: Fraction) -> Decimal | None:
    """Return 1 − |gap now| / |gap before|: 1 closed, 0 as it was, below 0 wider. None where there was no gap."""
    if not before:
        return None
    return rounded(1 - abs(now) / abs(before), step=HUNDREDTH)


def closing_of(now: Sequence[Gap], before: Sequence[Gap]) -> Decimal | None:
    """Return the closing rate over the gaps that both rounds know: of their mean size, so that each counts alike."""
    old = {(one.question, one.about, one.other): one.exact for one in before}
    pairs = [
        (one.exact, was)
        for one in now
        if one.exact is not None and (was := old.get((one.question, one.about, one.other))) is not None
    ]
    return closing_rate(
        sum((abs(new) for new, _was in pairs), Fraction(0)),
        sum((abs(was) for _new, was in pairs), Fraction(0)),
    )


def promoter_score(scores: Sequence[int]) -> int | None:
    """Return the share of 9–10 less that of 1–6, in whole percent; None below 30 answers, where it is noise.

    At 5 answers its interval is about ±60 (measures of the house).
    """
    if len(scores) < FEWEST_FOR_NPS:
        return None
    promoters = sum(score >= PROMOTERS for score in scores)
    detractors = sum(score < PASSIVES for score in scores)
    return int(rounded(Fraction(100 * (promoters - detractors), len(scores))))
