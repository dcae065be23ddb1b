"""From a script to the days and hours of its rows: pure, and the same for the same seed and day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from partnership.kit.rounding import rounded, split
from projects.overview.demo.scripts import COMMISSIONERS_SHARE, TASKS, WORKERS, Script

SEED = 20261123
QUARTER = Decimal("0.25")
LONGEST_DAY = Decimal("7.5")
FRIDAY = 5


@dataclass(frozen=True)
class Booked:
    """Hours on a day, by one worker of one side."""

    side: str
    worker: str
    role: str
    done_on: date
    hours: Decimal


@dataclass(frozen=True)
class PlannedTask:
    title: str
    estimate: Decimal
    finished_on: date | None
    booked: tuple[Booked, ...]


@dataclass(frozen=True)
class PlannedPart:
    """A deliverable with its tasks as they stand today."""

    name: str
    hours: int
    planned_on: date
    delivered_on: date | None
    tasks: tuple[PlannedTask, ...]


def parts_of(script: Script, *, today: date, seed: int = SEED) -> list[PlannedPart]:
    """The deliverables of a script, evenly over its plan by their hours, with the work that is done by today."""
    random = Random(f"{seed}{script.code}")  # noqa: S311 - a story, not a secret
    began, ends = today - timedelta(days=script.began_days_ago), _end(script, today)
    total, gone, parts, day = int(script.budget), 0, [], began
    for name, hours in script.parts:
        gone += hours
        progress = gone / total
        planned_on = workday(began + (ends - began) * progress)
        slip = round(script.late_days * progress**2) + (
            1 if script.late_days and random.random() < 0.25 else 0
        )
        real_end = workday(planned_on + timedelta(days=slip))
        low, high = script.overrun
        factor = low + (high - low) * progress
        tasks = tuple(_tasks(script, hours, (day, real_end), factor, today, random))
        delivered = real_end if real_end <= today and slip >= 0 else None
        parts.append(PlannedPart(name, hours, planned_on, delivered, tasks))
        day = real_end
    return parts


def workday(day: date) -> date:
    """The day, or the Friday before it on a weekend."""
    return day - timedelta(days=max(day.isoweekday() - FRIDAY, 0))


def _end(script: Script, today: date) -> date:
    days = 100 if script.due_in_days is None else script.due_in_days
    return today + timedelta(days=days)


def _tasks(
    script: Script, hours: int, span: tuple[date, date], factor: float, today: date, random: Random
) -> Iterator[PlannedTask]:
    began, ends = span
    estimates = split(Decimal(hours), [random.randint(2, 5) for _ in TASKS], step=QUARTER)
    for number, (title, estimate) in enumerate(zip(TASKS, estimates, strict=True), start=1):
        start = began + (ends - began) * ((number - 1) / len(TASKS))
        finish = workday(began + (ends - began) * (number / len(TASKS)))
        real = rounded(estimate * Decimal(str(factor * random.uniform(0.94, 1.06))), step=QUARTER)
        booked = tuple(row for row in _booked(script, real, (start, finish), random) if row.done_on <= today)
        yield PlannedTask(title, estimate, finish if finish <= today else None, booked)


def _booked(script: Script, hours: Decimal, span: tuple[date, date], random: Random) -> Iterator[Booked]:
    """The task's hours on its days: most by who delivers, some by who commissions."""
    shared = max(rounded(hours * COMMISSIONERS_SHARE, step=QUARTER), QUARTER)
    for side, whole in ((script.delivered_by, hours - shared), (script.commissioned_by, shared)):
        worker, role, _named = random.choice(WORKERS[side])
        days = _days(span, count=max(int(whole / LONGEST_DAY) + 1, 1))
        for day, part in zip(days, split(whole, [1] * len(days), step=QUARTER), strict=True):
            if part > 0:
                yield Booked(side, worker, role, day, part)


def _days(span: tuple[date, date], *, count: int) -> list[date]:
    """As many different workdays, ending with the last of the span."""
    day = span[1]
    found: list[date] = []
    while len(found) < count:
        day = workday(day)
        found.append(day)
        day -= timedelta(days=1)
    return sorted(found)
