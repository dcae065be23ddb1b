"""The goals dimension: what signed goals have achieved against the pace of their time.

Each measure: achieved / expected, at most 1; a threshold (stay below) has no pace and is kept or not. A goal is the
weighted mean of its measures that have a value, times 100; goals count by their signed weight. A measure without a
value takes its share from the freshness: it lowers the coverage and leaves the score as it was. On the first day of a
goal's time nothing can be expected yet, so nothing is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from math import prod
from typing import NamedTuple
from uuid import UUID

from partnership.kit.rounding import CENT, divided, in_whole_numbers, rounded
from projects.health.formula import (
    HALF_LIVES,
    TEN_THOUSANDTH,
    WEIGHTS,
    ZERO,
    Key,
    Reading,
    freshness,
    shared_out,
)

DIMENSION = "goals"
PACE = "pace"
ONE = Decimal(1)


class MeasureStand(NamedTuple):
    """A measure on a day: its weight, achieved 0–1 (None: no value yet), expected 0–1 (None: a threshold has no pace)."""

    weight: Decimal
    achieved: Decimal | None
    expected: Decimal | None


class GoalStand(NamedTuple):
    """A signed goal on a day: its weight among the goals, its measures, and the day of its newest value."""

    goal_id: UUID
    weight: Decimal
    measures: tuple[MeasureStand, ...]
    evidence_on: date | None


def pace_score(measures: Sequence[MeasureStand]) -> Decimal | None:
    """The weighted mean of min(1, achieved / expected), times 100; None without any value."""
    known = [(one.weight, ratio) for one in measures if (ratio := _ratio(one)) is not None]
    sizes, _under = in_whole_numbers([weight for weight, _ratio in known])
    whole = sum(sizes)
    if not whole:
        return None
    under = prod(bottom for _weight, (_top, bottom) in known)
    shares = [top * (under // bottom) for _weight, (top, bottom) in known]
    kept = sum(size * share for size, share in zip(sizes, shares, strict=True))
    return divided(100 * kept, whole * under, step=CENT)


def readings(
    goals: Sequence[GoalStand], *, as_of: date, weight: Decimal = WEIGHTS[DIMENSION]
) -> list[Reading]:
    """The dimension's readings on a day; their weights sum to the dimension's weight. Empty when no goal is signed."""
    ordered = sorted(goals, key=lambda one: one.goal_id)
    sizes = tuple(one.weight for one in ordered)
    if not any(sizes):
        return []
    whole = shared_out(weight, sizes)
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


def _ratio(one: MeasureStand) -> tuple[int, int] | None:
    """Achieved / expected, kept in 0–1, as an exact ratio."""
    if one.achieved is None or one.expected == 0:
        return None
    pace = ONE if one.expected is None else one.expected
    if one.achieved >= pace:
        return 1, 1
    top, under = max(one.achieved, ZERO).as_integer_ratio()
    over, bottom = pace.as_integer_ratio()
    return top * bottom, under * over


def _achieved(one: GoalStand) -> int:
    """The weighted mean of all measures that have a value, thresholds too."""
    known = [row for row in one.measures if row.achieved is not None]
    return _mean([(row.weight, min(max(row.achieved or ZERO, ZERO), ONE)) for row in known])


def _expected(one: GoalStand) -> int | None:
    """What the elapsed time expects of the measures with a pace; None where every measure is a threshold."""
    paced = [(row.weight, row.expected) for row in one.measures if row.expected and row.achieved is not None]
    return _mean(paced) if any(weight for weight, _share in paced) else None


def _mean(shares: Sequence[tuple[Decimal, Decimal]]) -> int:
    """The weighted mean in whole percent."""
    whole = sum((weight for weight, _share in shares), ZERO)
    return int(divided(100 * sum((weight * share for weight, share in shares), ZERO), whole))


def _fresh(one: GoalStand, as_of: date) -> Decimal:
    """The freshness of the newest value, times the share of the measures that have one."""
    whole = sum((row.weight for row in one.measures), ZERO)
    if one.evidence_on is None or not whole:
        return ZERO
    known = sum((row.weight for row in one.measures if row.achieved is not None and row.expected != 0), ZERO)
    age = freshness((as_of - one.evidence_on).days, half_life_weeks=HALF_LIVES[DIMENSION])
    return age if known == whole else divided(age * known, whole, step=TEN_THOUSANDTH)
