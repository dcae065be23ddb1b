"""The peer of the health sweep: one partnership at a time, one object at a time, as it is usually written."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from accounts.doors import system_door
from accounts.models import Partnership, Party
from bench.peers.orm_facts import SYSTEM, of, read_money, read_rest
from partnership.kit.weeks import Week
from projects.health.actions import score_parties
from projects.health.alerts import WEEKS_BEHIND, Heard, Point
from projects.health.before import Before
from projects.health.formula import DEFAULT, VERSION
from projects.health.gathering import Gathered, clocks_of
from projects.health.models import Contribution, PartyHealth, Snapshot, Weights
from projects.health.storing import Counted
from projects.health.weights import agreed_of
from projects.work.clocks import read_clocks
from projects.work.earned import Milestone, Work
from projects.work.models import Deliverable, Project, Task, WorkEntry
from projects.work.queries.facts import ProjectRead

A_YEAR = timedelta(weeks=52)


def compute_one(partnership_id: UUID, week: Week, today: date) -> None:
    """Compute and store one partnership's week from its objects; the weeks of the sweep stay beside it."""
    with system_door("health.compute"):
        partnership = Partnership.objects.using(SYSTEM).get(id=partnership_id)
        sides = list(of(Party, partnership_id).order_by("position"))
        facts = Gathered()
        facts.clocks = [clocks_of(_read(one, today).facts) for one in of(Project, partnership_id)]
        read_rest(partnership_id, facts, today=today)
        read_money(partnership_id, facts, today=today)
        signed = of(Weights, partnership_id, from_on__lte=week.monday).order_by("-number").first()
        terms = agreed_of(signed) if signed else DEFAULT
        scored = score_parties([side.id for side in sides], facts, terms, as_of=today)
        before = Before(Heard(partnership.started_on, facts.said_on))
        for row in of(Snapshot, partnership_id, week_on__lt=week.monday).order_by("-week_on")[:WEEKS_BEHIND]:
            before.points.insert(0, Point(row.week_on, row.joint, row.coverage, row.band))
        _store(Counted(partnership_id, scored, before, terms.spread_weight), week, today)


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


def _store(counted: Counted, week: Week, today: date) -> None:
    point = Point(week.monday, counted.joint, counted.coverage, counted.band)
    scores = [one.score for one in counted.parties.values()]
    key = {"partnership_id": counted.partnership_id}
    snapshot = Snapshot(
        **key, week_on=week.monday - A_YEAR, as_of=today, joint=point.joint, coverage=point.coverage, band=point.band,
        spread_weight=counted.spread_weight, alerts=counted.before.alerts(point, sides=scores, as_of=today),
        formula=VERSION, computed_at=timezone.now(),
    )  # fmt: skip
    snapshot.save(using=SYSTEM)
    for party_id, scored in counted.parties.items():
        row = PartyHealth(
            **key, snapshot=snapshot, party_id=party_id, score=scored.score, coverage=scored.coverage
        )
        row.save(using=SYSTEM)
        for reading, points in zip(scored.readings, scored.contributions, strict=True):
            Contribution(
                **key, snapshot=snapshot, party_id=party_id, subject_id=reading.key.subject,
                dimension=reading.key.dimension, part=reading.key.part, weight=reading.weight,
                freshness=reading.freshness, score=reading.score, points=points, fact=dict(reading.fact),
            ).save(using=SYSTEM)  # fmt: skip
