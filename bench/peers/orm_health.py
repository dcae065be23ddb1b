"""The peer of the health sweep: one partnership at a time, one object at a time, as it is usually written."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from accounts.doors import system_door
from accounts.models import Party
from partnership.kit.weeks import Week
from projects.health.alerts import Heard
from projects.health.before import Before
from projects.health.delivery import readings
from projects.health.formula import Scored, score_party
from projects.health.gathering import clocks_of
from projects.health.models import Contribution, PartyHealth, Snapshot
from projects.health.storing import Counted
from projects.work.clocks import read_clocks
from projects.work.earned import Milestone, Work
from projects.work.models import Deliverable, Project, Task, WorkEntry
from projects.work.queries.facts import ProjectRead

SYSTEM = "system"


def compute_one(partnership_id: UUID, week: Week, today: date) -> None:
    """Compute and store one partnership's week from its objects; the weeks of the sweep stay beside it."""
    with system_door("health.compute"):
        projects = Project.objects.using(SYSTEM).filter(partnership_id=partnership_id)
        clocks = [clocks_of(_read(one, today).facts) for one in projects]
        sides = list(Party.objects.using(SYSTEM).filter(partnership_id=partnership_id))
        scored = score_party(readings(clocks, as_of=today))
        counted = Counted(partnership_id, {side.id: scored for side in sides}, Before(Heard(today)))
        _store(counted, scored, week.previous, today, sides)


def _read(project: Project, today: date) -> ProjectRead:
    used, newest, tasks = Decimal(0), None, {}
    for entry in WorkEntry.objects.using(SYSTEM).filter(
        partnership_id=project.partnership_id, project=project
    ):
        if entry.done_on <= today:
            used += entry.hours
            newest = max(newest or entry.done_on, entry.done_on)
            tasks[entry.task_id] = tasks.get(entry.task_id, Decimal(0)) + entry.hours
    milestones = [
        _milestone(one, tasks)
        for one in Deliverable.objects.using(SYSTEM).filter(
            partnership_id=project.partnership_id, project=project
        )
    ]
    finished = Task.objects.using(SYSTEM).filter(
        partnership_id=project.partnership_id, project=project, finished_on__lte=today
    )
    work = Work(
        used=used,
        budget=project.hours_budget,
        starts_on=project.starts_on,
        delivery_on=project.delivery_on,
        milestones=milestones,
        finished_tasks=finished.count(),
    )
    return ProjectRead(
        project.id, project.partnership_id, project.name, project.commissioned_by_id, project.delivered_by_id,
        work, read_clocks(work, as_of=today), newest,
    )  # fmt: skip


def _milestone(deliverable: Deliverable, hours: dict[UUID, Decimal]) -> Milestone:
    tasks = Task.objects.using(SYSTEM).filter(
        partnership_id=deliverable.partnership_id, deliverable=deliverable
    )
    estimated = finished = rest = Decimal(0)
    for task in tasks:
        estimate = task.hours_estimate or Decimal(0)
        estimated += estimate
        if task.finished_on:
            finished += estimate
        else:
            rest += max(estimate - hours.get(task.id, Decimal(0)), Decimal(0))
    return Milestone(
        deliverable.agreed_hours or deliverable.hours_budget,
        deliverable.agreed_on or deliverable.planned_on,
        deliverable.delivered_on,
        estimated,
        finished,
        rest,
        deliverable.agreed_on,
    )


def _store(counted: Counted, scored: Scored, week: Week, today: date, sides: Sequence[Party]) -> None:
    snapshot = Snapshot(
        partnership_id=counted.partnership_id, week_on=week.monday - timedelta(weeks=52), as_of=today,
        joint=counted.joint, coverage=counted.coverage, band=counted.band, formula=1, computed_at=timezone.now(),
    )  # fmt: skip
    snapshot.save(using=SYSTEM)
    for side in sides:
        PartyHealth(
            partnership_id=counted.partnership_id, snapshot=snapshot, party=side, score=scored.score,
            coverage=scored.coverage,
        ).save(using=SYSTEM)  # fmt: skip
        for reading, points in zip(scored.readings, scored.contributions, strict=True):
            Contribution(
                partnership_id=counted.partnership_id, snapshot=snapshot, party=side, subject_id=reading.key.subject,
                dimension=reading.key.dimension, part=reading.key.part, weight=reading.weight,
                freshness=reading.freshness, score=reading.score, points=points, fact=dict(reading.fact),
            ).save(using=SYSTEM)  # fmt: skip
