"""The goals dimension: what signed goals have achieved against the pace of their time.

Each measure: achieved / expected, at most 1; a threshold (stay below) has no pace and is kept or not. A goal is the
weighted mean of its measures that have a value, times 100; goals count by their signed weight. A measure without a
value takes its share from the freshness: it lowers the coverage and leaves the score as it was. On the first day of a
goal's time nothing can be expected yet, so nothing is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from partnership.kit.rounding import CENT, rounded, split
from projects.health.formula import HALF_LIVES, TEN_THOUSANDTH, WEIGHTS, Key, Reading, freshness

DIMENSION = "goals"
PACE = "pace"


@dataclass(frozen=True, slots=True)
class MeasureStand:
    """A measure on a day: its weight, achieved 0–1 (None: no value yet), expected 0–1 (None: a threshold has no pace)."""

    weight: Decimal
    achieved: Decimal | None
    expected: Decimal | None


@dataclass(frozen=True, slots=True)
class GoalStand:
    """A signed goal on a day: its weight among the goals, its measures, and the day of its newest value."""

    goal_id: UUID
    weight: Decimal
    measures: tuple[MeasureStand, ...]
    evidence_on: date | None


def pace_score(measures: Sequence[MeasureStand]) -> Decimal | None:
    """The weighted mean of min(1, achieved / expected), times 100; None without any value."""
    known = [(Fraction(one.weight), ratio) for one in measures if (ratio := _ratio(one)) is not None]
    whole = sum(weight for weight, _share in known)
    if not whole:
        return None
    return rounded(100 * sum(weight * share for weight, share in known) / whole, step=CENT)


def readings(
    goals: Sequence[GoalStand], *, as_of: date, weight: Decimal = WEIGHTS[DIMENSION]
) -> list[Reading]:
    """The dimension's readings on a day; their weights sum to the dimension's weight. Empty when no goal is signed."""
    ordered = sorted(goals, key=lambda one: one.goal_id)
    sizes = [one.weight for one in ordered]
    if not any(sizes):
        return []
    whole = split(weight, sizes, step=TEN_THOUSANDTH)
    return [_reading(one, share, as_of) for one, share in zip(ordered, whole, strict=True)]


def _reading(one: GoalStand, weight: Decimal, as_of: date) -> Reading:
    score = pace_score(one.measures)
    fact = {} if score is None else _fact(one, score)
    return Reading(Key(DIMENSION, PACE, one.goal_id), weight, _fresh(one, as_of), score, fact)


def _fact(one: GoalStand, score: Decimal) -> dict[str, int | None]:
    """Whole percent, as the goal's own page has them; where every measure is a threshold, how much of it is kept."""
    expected = _expected(one)
    kept = int(rounded(score)) if expected is None else None
    return {"achieved": None if expected is None else _achieved(one), "expected": expected, "kept": kept}


def _ratio(one: MeasureStand) -> Fraction | None:
    if one.achieved is None or one.expected == 0:
        return None
    pace = Fraction(1) if one.expected is None else Fraction(one.expected)
    return min(max(Fraction(one.achieved) / pace, Fraction(0)), Fraction(1))


def _achieved(one: GoalStand) -> int:
    """The weighted mean of all measures that have a value, thresholds too."""
    known = [row for row in one.measures if row.achieved is not None]
    return _mean(
        [(row.weight, min(max(row.achieved or Decimal(0), Decimal(0)), Decimal(1))) for row in known]
    )


def _expected(one: GoalStand) -> int | None:
    """What the elapsed time expects of the measures with a pace; None where every measure is a threshold."""
    paced = [(row.weight, row.expected) for row in one.measures if row.expected and row.achieved is not None]
    return _mean(paced) if any(weight for weight, _share in paced) else None


def _mean(shares: Sequence[tuple[Decimal, Decimal]]) -> int:
    """The weighted mean in whole percent."""
    whole = sum(Fraction(weight) for weight, _share in shares)
    return int(rounded(sum(Fraction(weight) * Fraction(share) for weight, share in shares) * 100 / whole))


def _fresh(one: GoalStand, as_of: date) -> Decimal:
    """The freshness of the newest value, times the share of the measures that have one."""
    whole = sum(Fraction(row.weight) for row in one.measures)
    if one.evidence_on is None or not whole:
        return Decimal(0)
    known = sum(Fraction(row.weight) for row in one.measures if _ratio(row) is not None)
    age = freshness((as_of - one.evidence_on).days, half_life_weeks=HALF_LIVES[DIMENSION])
    return rounded(Fraction(age) * known / whole, step=TEN_THOUSANDTH)
