"""Earned value and earned schedule: how much of the work is finished, and when the plan had as much.

EV = work finished, PV = work planned by now, AC = hours used, CPI = EV/AC (PMI). ES = the time at which the plan had
what is earned now, SPI(t) = ES/AT (Lipke 2003): the ordinary SPI = EV/PV drifts to 1 at the end of every project.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

ZERO, ONE = Decimal(0), Decimal(1)


class Milestone(NamedTuple):
    """A deliverable: its budget and estimates in hours; `rest` is the estimate left on its open tasks.

    `budget` and `planned_on` are the agreed ones, or the planned where nothing is agreed; `agreed_on` is agreed alone.
    """

    budget: Decimal | None = None
    planned_on: date | None = None
    delivered_on: date | None = None
    estimated: Decimal = ZERO
    finished: Decimal = ZERO
    rest: Decimal = ZERO
    agreed_on: date | None = None


class Work(NamedTuple):
    """A project as known on one day, hours of all parties together.

    `estimated`, `finished` and `rest` are of tasks that stand under no deliverable. Nothing agreed is None.
    """

    used: Decimal
    budget: Decimal | None = None
    starts_on: date | None = None
    delivery_on: date | None = None
    finished_on: date | None = None
    milestones: Sequence[Milestone] = ()
    estimated: Decimal = ZERO
    finished: Decimal = ZERO
    rest: Decimal = ZERO
    finished_tasks: int = 0

    @property
    def is_plan_agreed(self) -> bool:
        """Whether every day that the plan's curve goes through is signed by every party."""
        return all(one.agreed_on for one in self.milestones)


def share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Divide, but by nothing and by zero give None."""
    return part / whole if part is not None and whole else None


def earned_share(work: Work) -> Decimal | None:
    """The share of the work that is finished: deliverables by budget, else tasks by estimate; None without either.

    A delivered deliverable counts whole, an open one by the estimates of its finished tasks.
    """
    if work.milestones:
        weights = _weights(work.milestones)
        done = sum((w * _done(m) for w, m in zip(weights, work.milestones, strict=True)), ZERO)
        return share(done, sum(weights, ZERO))
    return share(work.finished, work.estimated)


def planned_share(work: Work, *, on: date) -> Decimal | None:
    """The share of the work that the plan has finished by a day, evenly between the planned days; None without a plan."""
    curve = _curve(work)
    if not curve:
        return None
    (before, low), *rest = curve
    if on <= before:
        return ZERO
    for day, high in rest:
        if on <= day:
            return low + (high - low) * (on - before).days / Decimal((day - before).days)
        before, low = day, high
    return ONE


def earned_days(work: Work) -> Decimal | None:
    """Earned schedule in days from the start: when the plan had what is earned now; None without plan or earnings."""
    curve, earned = _curve(work), earned_share(work)
    if not curve or not earned:
        return None
    start = curve[0][0]
    (before, low), *rest = curve
    for day, high in rest:
        if earned <= high:
            gone = (earned - low) / (high - low) * (day - before).days
            return (before - start).days + gone
        before, low = day, high
    return Decimal((before - start).days)


def cost_index(work: Work) -> Decimal | None:
    """CPI = EV/AC, where EV = earned share × budget; None without hours, budget or earnings."""
    earned = earned_share(work)
    return share(earned * work.budget, work.used) if earned is not None and work.budget else None


def schedule_index(work: Work, *, as_of: date) -> Decimal | None:
    """SPI(t) = ES/AT; None on the first day, without a plan and before anything is earned."""
    earned = earned_days(work)
    if earned is None or work.starts_on is None:
        return None
    actual = ((work.finished_on or as_of) - work.starts_on).days
    return share(earned, Decimal(actual)) if actual > 0 else None


def planned_days(work: Work) -> int | None:
    """The agreed calendar time in days; None unless the agreed day is later than the start."""
    if work.starts_on is None or work.delivery_on is None or work.delivery_on <= work.starts_on:
        return None
    return (work.delivery_on - work.starts_on).days


def _weights(milestones: Sequence[Milestone]) -> list[Decimal]:
    """A deliverable weighs its budget; one without weighs as the mean of the others, or all alike."""
    budgets = [one.budget for one in milestones if one.budget]
    usual = sum(budgets, ZERO) / len(budgets) if budgets else ONE
    return [one.budget or usual for one in milestones]


def _done(one: Milestone) -> Decimal:
    return ONE if one.delivered_on else share(one.finished, one.estimated) or ZERO


def _curve(work: Work) -> list[tuple[date, Decimal]]:
    """The plan as rising points from (start, 0) to (last planned day, 1); empty without a start and a day to reach."""
    if work.starts_on is None:
        return []
    weights = _weights(work.milestones)
    days = [
        max(day, work.starts_on) for one in work.milestones if (day := one.planned_on or work.delivery_on)
    ]
    if not days or len(days) < len(work.milestones) or max(days) == work.starts_on:
        return (
            [(work.starts_on, ZERO), (work.delivery_on, ONE)]
            if planned_days(work) and work.delivery_on
            else []
        )
    total, reached = sum(weights, ZERO), ZERO
    points: dict[date, Decimal] = {work.starts_on: ZERO}
    for day, weight in sorted(zip(days, weights, strict=True)):
        reached += weight
        points[day] = reached / total
    return _rising(sorted(points.items()))


def _rising(points: list[tuple[date, Decimal]]) -> list[tuple[date, Decimal]]:
    """A deliverable planned on the very first day is earned from the start: the curve begins the day before."""
    first_day, first = points[0]
    return [(first_day - timedelta(days=1), ZERO), *points] if first else points
