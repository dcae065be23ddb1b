"""The delivery dimension: both clocks of every running project, and the milestones of eight weeks.

Each project has three parts, all from facts that both sides see:
hours      40 %: 100 as long as the forecast keeps the agreed budget; 4 points less for each percent over; 0 at 125 %.
date       40 %: 100 as long as the forecast keeps the agreed day; 4 points less for each percent of the planned time
           that it is late (planned time counts as four weeks at least); 0 at a quarter of it.
on the day 20 %: deliveries due in the last 56 days that came on or before their agreed day, out of all of them.

Projects count by their agreed hours; one without a budget counts as the mean of the others, one that has slept for half a
year not at all. What is not agreed or can't be forecast yet has no value: it lowers the coverage and leaves the score of
the others as it was. Where nothing was due, the third part gives its weight to the first two.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from partnership.kit.rounding import CENT, divided, rounded
from projects.health.formula import HALF_LIVES, WEIGHTS, Key, Reading, freshness, shared_out

DIMENSION = "delivery"
HOURS, DATE, ON_THE_DAY = "hours", "date", "on_the_day"
SHARES = {HOURS: 40, DATE: 40, ON_THE_DAY: 20}
POINTS_PER_PERCENT = 4
WINDOW = timedelta(days=56)
ASLEEP_AFTER = timedelta(days=182)
SHORTEST_PLAN = timedelta(days=28)


class Clocks(NamedTuple):
    """A project's two clocks on a day. Hours are of both sides together; None is "not agreed" or "too early to say"."""

    project_id: UUID
    budget_hours: Decimal | None
    forecast_hours: Decimal | None
    start_on: date | None
    due_on: date | None
    forecast_on: date | None
    finished_on: date | None
    evidence_on: date | None
    due_in_window: int = 0
    on_the_day: int = 0


def hours_score(forecast: Decimal, *, budget: Decimal) -> Decimal:
    """100 when the forecast keeps the budget, 4 points less for each percent over it, never under 0."""
    return _falling(forecast - budget, of=budget)


def date_score(forecast_on: date, *, due_on: date, start_on: date | None) -> Decimal:
    """100 when the forecast keeps the day, 4 points less for each percent of the planned time it is late, never under 0."""
    planned = max(due_on - start_on if start_on else SHORTEST_PLAN, SHORTEST_PLAN)
    return _falling((forecast_on - due_on).days, of=planned.days)


def on_the_day_score(on_the_day: int, *, due: int) -> Decimal:
    """The share of the due deliveries that came on or before their day, times 100."""
    return divided(100 * on_the_day, due, step=CENT)


def running(clocks: Sequence[Clocks], *, as_of: date) -> list[Clocks]:
    """The projects that count on a day: begun, not finished more than 56 days ago, and not asleep."""
    return [
        one
        for one in clocks
        if (one.start_on is None or one.start_on <= as_of)
        and (one.finished_on is None or one.finished_on > as_of - WINDOW)
        and not sleeps(one, as_of=as_of)
    ]


def sleeps(one: Clocks, *, as_of: date) -> bool:
    """Nothing has happened for half a year, and no agreed day lies ahead."""
    is_awaited = one.due_on is not None and one.due_on >= as_of
    return not is_awaited and one.evidence_on is not None and one.evidence_on < as_of - ASLEEP_AFTER


def readings(clocks: Sequence[Clocks], *, as_of: date, weight: Decimal = WEIGHTS[DIMENSION]) -> list[Reading]:
    """The dimension's readings on a day; their weights sum to the dimension's weight. Empty when no project runs."""
    projects = sorted(running(clocks, as_of=as_of), key=lambda one: one.project_id)
    if not projects:
        return []
    whole = shared_out(weight, _sizes(projects))
    return [
        reading
        for one, share in zip(projects, whole, strict=True)
        for reading in _of_project(one, share, as_of)
    ]


def _of_project(one: Clocks, weight: Decimal, as_of: date) -> list[Reading]:
    due = one.due_in_window
    shares = (SHARES[HOURS], SHARES[DATE], SHARES[ON_THE_DAY] if due else 0)
    hours, day, milestones = shared_out(weight, shares)
    both = [_hours(one, hours, as_of), _date(one, day, as_of)]
    return [*both, _on_the_day(one, milestones, as_of)] if due else both


def _hours(one: Clocks, weight: Decimal, as_of: date) -> Reading:
    score, fact = None, {}
    if one.budget_hours and one.forecast_hours is not None:
        score = hours_score(one.forecast_hours, budget=one.budget_hours)
        percent = divided(100 * one.forecast_hours, one.budget_hours)
        fact = {"percent": int(percent), "finished": one.finished_on is not None}
    return Reading(Key(DIMENSION, HOURS, one.project_id), weight, _fresh(one.evidence_on, as_of), score, fact)


def _date(one: Clocks, weight: Decimal, as_of: date) -> Reading:
    score, fact = None, {}
    day = expected_on(one, as_of=as_of)
    if one.due_on and day:
        score = date_score(day, due_on=one.due_on, start_on=one.start_on)
        late = (day - one.due_on).days
        fact = {"on": day.isoformat(), "days_late": late, "finished": one.finished_on is not None}
    return Reading(Key(DIMENSION, DATE, one.project_id), weight, _fresh(one.evidence_on, as_of), score, fact)


def _on_the_day(one: Clocks, weight: Decimal, as_of: date) -> Reading:
    fact = {"kept": one.on_the_day, "due": one.due_in_window}
    score = on_the_day_score(one.on_the_day, due=one.due_in_window)
    key = Key(DIMENSION, ON_THE_DAY, one.project_id)
    return Reading(key, weight, _fresh(one.evidence_on, as_of), score, fact)


def expected_on(one: Clocks, *, as_of: date) -> date | None:
    """The day of delivery: the real one, else the forecast, which can't lie in the past; a passed agreed day means today at best."""
    if one.finished_on:
        return one.finished_on
    if one.forecast_on:
        return max(one.forecast_on, as_of)
    return as_of if one.due_on and one.due_on < as_of else None


def _fresh(evidence_on: date | None, as_of: date) -> Decimal:
    if evidence_on is None:
        return Decimal(0)
    return freshness((as_of - evidence_on).days, half_life_weeks=HALF_LIVES[DIMENSION])


def _sizes(projects: Sequence[Clocks]) -> tuple[Decimal, ...]:
    agreed = [one.budget_hours for one in projects if one.budget_hours]
    usual = rounded(sum(agreed) / len(agreed), step=CENT) if agreed else Decimal(1)
    return tuple(one.budget_hours or usual for one in projects)


def _falling(over: Decimal | int, *, of: Decimal | int) -> Decimal:
    points = 100 * of - 100 * POINTS_PER_PERCENT * max(over, 0)
    return divided(max(points, 0), of, step=CENT)
