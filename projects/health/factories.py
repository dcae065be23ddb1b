"""Rows for tests of health and of what reads it: made as the creator, past both nets."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from accounts.models import Party
from projects.work.models import Deliverable, Project, Task, WorkEntry

SOME_DAY = datetime(2026, 8, 17, 8, 0, tzinfo=UTC)


def make_project(partnership_id: UUID, *, name: str = "Ny webbutik", **changes: object) -> Project:
    """A project under way: 400 hours, from 17 August to 15 December 2026; the first party commissions."""
    first, second = Party.objects.filter(partnership_id=partnership_id).order_by("position")
    values = {
        "name": name,
        "code": name[:40],
        "commissioned_by": first,
        "delivered_by": second,
        "hours_budget": Decimal(400),
        "starts_on": date(2026, 8, 17),
        "delivery_on": date(2026, 12, 15),
        "created_at": SOME_DAY,
        "updated_at": SOME_DAY,
    }
    return Project.objects.create(partnership_id=partnership_id, **(values | changes))


def make_deliverable(
    project: Project, name: str, *, planned_on: date, delivered_on: date | None = None
) -> Deliverable:
    """A deliverable whose planned day is agreed."""
    return Deliverable.objects.create(
        partnership_id=project.partnership_id,
        project=project,
        name=name,
        planned_on=planned_on,
        agreed_on=planned_on,
        delivered_on=delivered_on,
        created_at=SOME_DAY,
        updated_at=SOME_DAY,
    )


def make_task(project: Project, ref: str, *, estimate: int, finished_on: date | None = None) -> Task:
    status = Task.Status.FINISHED if finished_on else Task.Status.OPEN
    return Task.objects.create(
        partnership_id=project.partnership_id,
        project=project,
        ref=ref,
        hours_estimate=Decimal(estimate),
        finished_on=finished_on,
        status=status,
    )


def make_entry(project: Project, *, done_on: date, hours: str, task: Task | None = None) -> WorkEntry:
    party = project.delivered_by
    return WorkEntry.objects.create(
        partnership_id=project.partnership_id,
        project=project,
        party=party,
        task=task,
        done_on=done_on,
        hours=Decimal(hours),
        created_at=SOME_DAY,
        updated_at=SOME_DAY,
    )


def make_running_project(partnership_id: UUID, *, name: str = "Ny webbutik", overrun: int = 0) -> Project:
    """Fourteen weeks of work: a task of 20 hours each week, each taking `overrun` hours more, and six still open."""
    project = make_project(partnership_id, name=name)
    for week in range(20):
        day = date(2026, 8, 21) + timedelta(weeks=week)
        done = week < 14
        task = make_task(project, f"T{week}", estimate=20, finished_on=day if done else None)
        if done:
            make_entry(project, done_on=day, hours=str(20 + overrun), task=task)
    return project
