"""What is worth a talk now: alerts over the weeks of a partnership. No Django, no clock, no database.

An alert holds while its condition does and is raised in the first week of it, once. A new one can be raised only after a
week in which it did not hold.

band       the band is another than the week before
falling    the joint score of the last 6 weeks falls by 1.5 points a week or more (least squares)
apart      the sides' scores are more than 20 points apart
coverage   less is known: coverage is 10 points or more below that of 4 weeks before
silence    no early warning and no feedback from anybody for 6 weeks: silence is a signal
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from partnership.kit.rounding import rounded

SLOPE_WEEKS = 6
STEEP = Decimal("-1.5")
FAR_APART = 20
COVERAGE_WEEKS = 4
COVERAGE_LOST = Decimal("0.1")
SILENCE = timedelta(weeks=6)
A_WEEK = timedelta(weeks=1)
TENTH = Decimal("0.1")
WEEKS_BEHIND = max(SLOPE_WEEKS, COVERAGE_WEEKS + 1) - 1
"""As many weeks before the counted one are read."""


class AlertKind(StrEnum):
    BAND = "band"
    FALLING = "falling"
    APART = "apart"
    COVERAGE = "coverage"
    SILENCE = "silence"


class Point(NamedTuple):
    """A counted week: joint score 0–100 or None, coverage 0–1, "" for no band."""

    week_on: date
    joint: Decimal | None
    coverage: Decimal
    band: str


@dataclass(frozen=True, slots=True)
class Alert:
    """`since` is the Monday of the first week in which it holds without a break; `fact` its numbers, as JSON has them."""

    kind: AlertKind
    since: date
    fact: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Heard:
    """The first day of the partnership, and the last day on which anybody warned or gave feedback, if ever."""

    started_on: date
    last_on: date | None = None


def alerts_in(
    points: Sequence[Point],
    *,
    sides: Sequence[Decimal | None],
    before: Mapping[str, date],
    heard: Heard,
    as_of: date,
) -> list[Alert]:
    """Return what holds in the last of these weeks, in the order of the kinds.

    `points` are the weeks known, oldest first; `sides` the sides' scores of the last one; `before` what held in the week
    before, with its own first week: it goes on from there.
    """
    checks: dict[AlertKind, Mapping[str, Any] | None] = {
        AlertKind.BAND: _band(points),
        AlertKind.FALLING: _falling(points),
        AlertKind.APART: _apart(sides),
        AlertKind.COVERAGE: _coverage(points),
        AlertKind.SILENCE: _silence(heard, as_of),
    }
    week_on = points[-1].week_on
    return [Alert(kind, before.get(kind, week_on), fact) for kind, fact in checks.items() if fact is not None]


def slope(values: Sequence[Decimal]) -> Decimal:
    """Return the least-squares slope a step of equally spaced values; 0 for fewer than two."""
    count = len(values)
    if count < 2:
        return Decimal(0)
    middle = Decimal(count - 1) / 2
    mean = sum(values, Decimal(0)) / count
    above = sum(((at - middle) * (value - mean) for at, value in enumerate(values)), Decimal(0))
    below = sum(((at - middle) ** 2 for at in range(count)), Decimal(0))
    return above / below


def _last(points: Sequence[Point], count: int) -> Sequence[Point] | None:
    """The last `count` weeks, if they are there without a gap."""
    last = points[-count:]
    whole = len(last) == count and last[-1].week_on - last[0].week_on == A_WEEK * (count - 1)
    return last if whole else None


def _band(points: Sequence[Point]) -> dict[str, Any] | None:
    last = _last(points, 2)
    if last is None or not last[0].band or not last[1].band or last[0].band == last[1].band:
        return None
    return {"before": last[0].band, "now": last[1].band}


def _falling(points: Sequence[Point]) -> dict[str, Any] | None:
    last = _last(points, SLOPE_WEEKS)
    scores = [one.joint for one in last or () if one.joint is not None]
    if len(scores) < SLOPE_WEEKS:
        return None
    steep = slope(scores)
    return {"a_week": str(rounded(-steep, step=TENTH)), "weeks": SLOPE_WEEKS} if steep <= STEEP else None


def _apart(sides: Sequence[Decimal | None]) -> dict[str, Any] | None:
    scores = [score for score in sides if score is not None]
    if len(scores) < len(sides) or not scores:
        return None
    apart = max(scores) - min(scores)
    return {"points": int(rounded(apart))} if apart > FAR_APART else None


def _coverage(points: Sequence[Point]) -> dict[str, Any] | None:
    last = _last(points, COVERAGE_WEEKS + 1)
    if last is None or last[0].coverage - last[-1].coverage < COVERAGE_LOST:
        return None
    return {"before": str(last[0].coverage), "now": str(last[-1].coverage)}


def _silence(heard: Heard, as_of: date) -> dict[str, Any] | None:
    quiet_from = max(heard.last_on or heard.started_on, heard.started_on)
    return {"weeks": (as_of - quiet_from).days // 7} if as_of - quiet_from >= SILENCE else None
