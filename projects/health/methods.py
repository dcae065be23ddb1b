"""What "How it is counted" says about the formula: its own numbers, so page and code can't disagree."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from projects.health import answers, benefit, delivery, feedback, formula, openness, warned
from projects.health.reasons import dimension_name, part_name


@dataclass(frozen=True)
class DimensionSeen:
    """A dimension with its agreed weight and half-life, and whether it has data this week."""

    name: str
    weight: Decimal
    half_life: int
    has_data: bool


@dataclass(frozen=True)
class PartSeen:
    """A part of the delivery dimension and its share of it."""

    name: str
    share: Decimal


def dimensions(covered: Collection[str], agreed: formula.Agreed) -> list[DimensionSeen]:
    """All dimensions in their fixed order, with the weights that are in force."""
    return [
        DimensionSeen(dimension_name(name), agreed.weights[name], half_life, name in covered)
        for name, half_life in formula.HALF_LIVES.items()
    ]


def parts_of_delivery() -> list[PartSeen]:
    """The parts of delivery with their shares, 0–1."""
    return [
        PartSeen(part_name(formula.Key(delivery.DIMENSION, part)), Decimal(share) / 100)
        for part, share in delivery.SHARES.items()
    ]


def settings_of_formula(agreed: formula.Agreed, *, version: int) -> dict[str, Decimal | int]:
    """The formula's numbers that the page names; a week keeps the version that it was counted with."""
    return {
        "spread": agreed.spread_weight,
        "prompt": answers.PROMPT,
        "longest": answers.LONGEST,
        "enough": formula.ENOUGH,
        "good": formula.GOOD,
        "watch": formula.WATCH,
        "hysteresis": formula.HYSTERESIS,
        "per_percent": delivery.POINTS_PER_PERCENT,
        "window_weeks": delivery.WINDOW.days // 7,
        "version": version,
        "shortest_weeks": delivery.SHORTEST_PLAN.days // 7,
        **benefit.SCORES,
        "nearby": benefit.NEARBY,
        "nearly": 1 - benefit.NEARBY,
        "opened": Decimal(openness.SHARES[openness.OPENED]) / 100,
        "per_point": feedback.PER_POINT,
        "most_lost": feedback.MOST_LOST,
        "warned": Decimal(warned.SHARE) / 100,
        "insight": Decimal(openness.SHARES[openness.INSIGHT]) / 100,
        "questions": Decimal(openness.SHARES[openness.QUESTIONS]) / 100,
    }
