"""A key figure as far as a step shows it: a light, bands by month, the values, or the values with their source. Pure.

A band's width is the figure's own and fixed: it never moves with a number in it. Months are told with the figure's own
width too, so that months and newest value say no more together than each says alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from projects.openness.shown import Cut, Figure, light_of, may_cut, shown
from projects.openness.steps import Step

EXACT = Decimal("0.0001")


class Monthly(StrEnum):
    LAST = "last"
    MEAN = "mean"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class Said:
    """A value as it was written down; of several for a day the newest counts."""

    read_on: date
    value: Decimal
    recorded_at: datetime
    source_kind: str
    source_name: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What shapes a figure's showing; `low` and `high` are the ends that its target sets, None without one."""

    band: Decimal
    monthly: Monthly
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A value that counts; `corrected` says how many earlier ones of the day it took the place of."""

    read_on: date
    value: Decimal
    source_kind: str = ""
    source_name: str = ""
    corrected: int = 0


@dataclass(frozen=True, slots=True)
class Month:
    month: date
    value: Figure


@dataclass(frozen=True, slots=True)
class FigureShown:
    """A figure's values at a step; what the step does not permit is not in here."""

    step: Step
    newest: Figure
    newest_on: date | None = None
    months: tuple[Month, ...] = ()
    days: tuple[Day, ...] = ()


def target_ends(target: Decimal | None, direction: str) -> tuple[Decimal | None, Decimal | None]:
    """Return the ends of what is good: from the target up, or up to the target."""
    return (None, target) if direction == "down" else (target, None)


def counted(values: Sequence[Said]) -> list[Day]:
    """Return the value that counts of each day, by day; `values` in the order they were written down."""
    by_day: dict[date, list[Said]] = {}
    for one in values:
        by_day.setdefault(one.read_on, []).append(one)
    return [
        Day(day, some[-1].value, some[-1].source_kind, some[-1].source_name, len(some) - 1)
        for day, some in sorted(by_day.items())
    ]


def months_of(days: Sequence[Day], monthly: Monthly) -> list[tuple[date, Decimal]]:
    """Return each month's number: the last value, the mean or the sum of its days."""
    by_month: dict[date, list[Decimal]] = {}
    for one in days:
        by_month.setdefault(one.read_on.replace(day=1), []).append(one.value)
    return [(month, _of_month(values, monthly)) for month, values in sorted(by_month.items())]


def reduced(days: Sequence[Day], frame: Frame, *, step: Step) -> FigureShown:
    """Return what the step permits: 1 where the newest value stands, 2 bands, 3 values by day, 4 their source besides."""
    newest = days[-1] if days else None
    light = light_of(newest.value if newest else None, frame.low, frame.high)
    figure = shown(newest.value if newest else None, step=step, width=frame.band, light=light)
    if not may_cut(step, Cut.MONTH):
        return FigureShown(step, figure)
    months = tuple(
        Month(month, shown(value, step=step, width=frame.band))
        for month, value in months_of(days, frame.monthly)
    )
    if not may_cut(step, Cut.ROLE):
        return FigureShown(step, figure, newest.read_on.replace(day=1) if newest else None, months)
    told = days if may_cut(step, Cut.LINE) else [Day(one.read_on, one.value) for one in days]
    return FigureShown(step, figure, newest.read_on if newest else None, months, tuple(told))


def _of_month(values: Sequence[Decimal], monthly: Monthly) -> Decimal:
    if monthly == Monthly.LAST:
        return values[-1]
    whole = sum(values, Decimal(0))
    if monthly == Monthly.SUM:
        return whole
    return (whole / len(values)).quantize(EXACT, ROUND_HALF_UP)
