"""How a week's health is counted: one score for each party first, then the joint score.

After the published score cards of Gainsight and Totango, with two changes: every party is scored, and all of them see it.
Weights spread over what has data; coverage tells how much that was. Everything here is exact decimal arithmetic, so parts sum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

from partnership.kit.rounding import CENT, divided, made_to_sum, rounded, rounded_to_sum, split

VERSION = 5
WEIGHTS: Mapping[str, Decimal] = {
    "goals": Decimal(25),
    "delivery": Decimal(20),
    "benefit": Decimal(20),
    "openness": Decimal(15),
    "feedback": Decimal(15),
    "answers": Decimal(5),
}
HALF_LIVES: Mapping[str, int] = {
    "goals": 4,
    "delivery": 4,
    "benefit": 8,
    "openness": 6,
    "feedback": 8,
    "answers": 4,
}
SPREAD_WEIGHT = Decimal("0.25")
MOST_SPREAD = Decimal("0.5")
ENOUGH = Decimal("0.5")
HYSTERESIS = 3
GOOD, WATCH = 75, 50
TEN_THOUSANDTH = Decimal("0.0001")
ZERO = Decimal(0)
NOTHING_MORE: Mapping[str, Any] = MappingProxyType({})
SPREAD, LAMBDA = "spread", "lambda"


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a partnership has signed about the score: the dimensions' weights, which sum to 100, and λ."""

    weights: Mapping[str, Decimal]
    spread_weight: Decimal


DEFAULT = Agreed(WEIGHTS, SPREAD_WEIGHT)


class Key(NamedTuple):
    """What a row of the score is about: a dimension, one part of it, and the project or goal if it has one."""

    dimension: str
    part: str
    subject: UUID | None = None


class Reading(NamedTuple):
    """One measured part: weight in points of the charter's 100, freshness 0–1, score 0–100 or None, and its facts."""

    key: Key
    weight: Decimal
    freshness: Decimal
    score: Decimal | None
    fact: Mapping[str, Any] = NOTHING_MORE

    @property
    def counts(self) -> Decimal:
        """w·f, and 0 where there is no value."""
        return ZERO if self.score is None else self.weight * self.freshness


class Scored(NamedTuple):
    """A party's week: S or None, coverage C, and what each reading gives to S, in hundredths that sum to S."""

    score: Decimal | None
    coverage: Decimal
    readings: tuple[Reading, ...]
    contributions: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Driver:
    """What moved the score, and by how many points."""

    key: Key
    points: Decimal


@lru_cache(maxsize=4096)
def freshness(age_days: int, *, half_life_weeks: int) -> Decimal:
    """0.5 ^ (age / half-life), to four decimals. What is dated ahead counts as new."""
    return rounded(0.5 ** (max(age_days, 0) / (7 * half_life_weeks)), step=TEN_THOUSANDTH)


@lru_cache(maxsize=4096)
def shared_out(weight: Decimal, shares: tuple[Decimal | int, ...]) -> tuple[Decimal, ...]:
    """Share a dimension's weight out on its parts, to four decimals, so that they sum to it."""
    return tuple(split(weight, shares, step=TEN_THOUSANDTH))


def score_party(readings: Sequence[Reading], *, weights: Mapping[str, Decimal] = WEIGHTS) -> Scored:
    """S = Σ w·f·s / Σ w·f with C = Σ w·f / Σ w, and contributions c = w·f·s / Σ w·f that sum to S exactly."""
    counted = [reading.counts for reading in readings]
    evidence = sum(counted, ZERO)
    whole = sum(weights.values(), Decimal(0))
    coverage = divided(evidence, whole, step=TEN_THOUSANDTH) if whole else Decimal(0)
    if not evidence:
        return Scored(None, coverage, tuple(readings), tuple(Decimal(0) for _ in readings))
    exact = [count * (reading.score or ZERO) for count, reading in zip(counted, readings, strict=True)]
    score = divided(sum(exact, ZERO), evidence, step=CENT)
    # Nothing is negative, and none has more than half of the digits that a Decimal holds: no remainder is rounded.
    hundredth = evidence * CENT
    points = made_to_sum([divmod(one, hundredth) for one in exact], int(score * 100))
    return Scored(score, coverage, tuple(readings), tuple(CENT * steps for steps in points))


def lost_points(scored: Scored) -> list[Decimal]:
    """What each reading keeps from a party's score, in hundredths that sum to 100 − S: with what it gives, its share of 100."""
    evidence = sum((reading.counts for reading in scored.readings), Decimal(0))
    if scored.score is None or not evidence:
        return [Decimal(0) for _ in scored.readings]
    lost = [one.counts * (100 - (one.score or 0)) for one in scored.readings]
    return rounded_to_sum(lost, total=100 - scored.score, step=CENT, whole=evidence)


def spread(scores: Sequence[Decimal]) -> Decimal:
    """How far apart the parties are: max − min."""
    return max(scores) - min(scores)


def joint_score(
    scores: Sequence[Decimal | None], *, spread_weight: Decimal = SPREAD_WEIGHT
) -> Decimal | None:
    """J = mean(S) − λ·spread(S), in hundredths; None unless every party has a score."""
    known = [score for score in scores if score is not None]
    if not known or len(known) < len(scores):
        return None
    count = len(known)
    return divided(sum(known, ZERO) - count * spread_weight * spread(known), count, step=CENT)


def joint_coverage(parties: Sequence[Scored]) -> Decimal:
    """The coverage of the party about which the least is known."""
    return min((party.coverage for party in parties), default=Decimal(0))


def band(score: Decimal | None, *, coverage: Decimal, previous: str = "") -> str:
    """good ≥ 75, watch 50–74, act < 50; "" where coverage is below one half: too little evidence.

    A band once reached is kept until the score is more than 3 points under its limit.
    """
    if score is None or coverage < ENOUGH:
        return ""
    if score >= GOOD - (HYSTERESIS if previous == "good" else 0):
        return "good"
    return "watch" if score >= WATCH - (HYSTERESIS if previous in ("good", "watch") else 0) else "act"
