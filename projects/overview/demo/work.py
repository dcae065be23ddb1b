"""The demo's projects, deliverables, tasks, hours and the events that tell of them."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from partnership.kit.ids import new_id
from projects.activity.models import Event
from projects.overview.demo.people import ORGANIZATIONS, PARTNERSHIPS, PEOPLE, demo_id, party_id
from projects.overview.demo.plans import PlannedPart, PlannedTask, parts_of
from projects.overview.demo.scripts import SCRIPTS, WORKERS, Script
from projects.work.models import Deliverable, Project, Task, WorkEntry, Worker

SYSTEM = "system"


def write_work(*, now: datetime) -> None:
    """Write every script's rows; call it inside the demo's door."""
    workers = _workers()
    events: list[Event] = []
    for number, script in enumerate(SCRIPTS, start=1):
        project = _project(script, demo_id(60 + number), now)
        _save(Project, [project])
        parts = parts_of(script, today=now.date())
        events += _write_parts(script, project, parts, workers, now)
    for name in PARTNERSHIPS:
        events.append(_begun(name, now))
    _save(Event, sorted(events, key=lambda event: event.at))


def _workers() -> dict[tuple[UUID, str], Worker]:
    rows = {
        (partnership_id, label): Worker(
            partnership_id=partnership_id, organization_id=ORGANIZATIONS[side][0], label=label, is_named=named
        )
        for partnership_id, sides, _weeks in PARTNERSHIPS.values()
        for side in sides
        for label, _role, named in WORKERS[side]
    }
    _save(Worker, rows.values())
    return rows


def _project(script: Script, key: UUID, now: datetime) -> Project:
    """A project as one side writes it down; budget and days come with its signed terms."""
    began = now - timedelta(days=script.began_days_ago)
    return Project(
        id=key,
        partnership_id=PARTNERSHIPS[script.partnership][0],
        name=script.name,
        code=script.code,
        commissioned_by_id=party_id(script.partnership, script.commissioned_by),
        delivered_by_id=party_id(script.partnership, script.delivered_by),
        created_at=began,
        updated_at=began,
    )


def _write_parts(
    script: Script,
    project: Project,
    parts: list[PlannedPart],
    workers: dict[tuple[UUID, str], Worker],
    now: datetime,
) -> list[Event]:
    events, refs = (
        [_event(script, "work.project_created", "project", project.id, project.created_at)],
        count(101),
    )
    for part in parts:
        row = Deliverable(
            partnership_id=project.partnership_id,
            project=project,
            code=part.name,
            name=part.name,
            hours_budget=part.hours,
            planned_on=part.planned_on,
            delivered_on=part.delivered_on,
            created_at=project.created_at,
            updated_at=project.created_at,
        )
        _save(Deliverable, [row])
        if part.delivered_on:
            at = min(_noon(part.delivered_on), now)
            events.append(_event(script, "work.deliverable_delivered", "deliverable", row.id, at))
        for planned in part.tasks:
            _write_task(script, row, planned, f"{script.code}-{next(refs)}", workers)
    return events


def _write_task(
    script: Script,
    part: Deliverable,
    planned: PlannedTask,
    ref: str,
    workers: dict[tuple[UUID, str], Worker],
) -> None:
    task = Task(
        partnership_id=part.partnership_id,
        project_id=part.project_id,
        deliverable=part,
        ref=ref,
        title=f"{planned.title}: {part.name}",
        hours_estimate=planned.estimate,
        finished_on=planned.finished_on,
        status=Task.Status.FINISHED if planned.finished_on else Task.Status.OPEN,
    )
    _save(Task, [task])
    _save(
        WorkEntry,
        (
            WorkEntry(
                partnership_id=part.partnership_id,
                project_id=part.project_id,
                deliverable=part,
                task=task,
                party_id=party_id(script.partnership, booked.side),
                worker=workers[part.partnership_id, booked.worker],
                done_on=booked.done_on,
                hours=booked.hours,
                role=booked.role,
                note=planned.title,
                created_at=_noon(booked.done_on),
                updated_at=_noon(booked.done_on),
            )
            for booked in planned.booked
        ),
    )


def _event(script: Script, kind: str, subject_kind: str, subject_id: UUID, at: datetime) -> Event:
    side = script.commissioned_by if kind == "work.project_created" else script.delivered_by
    return _told(script.partnership, side, kind, subject_kind, subject_id, at)


def _begun(name: str, now: datetime) -> Event:
    key, sides, weeks = PARTNERSHIPS[name]
    return _told(name, sides[0], "partnership.begun", "partnership", key, now - timedelta(weeks=weeks))


def _told(name: str, side: str, kind: str, subject_kind: str, subject_id: UUID, at: datetime) -> Event:
    """An event that everybody has heard of already: no listener is told of the demo's past."""
    person = next(one for one in PEOPLE if one.organization == side)
    return Event(
        id=new_id(),
        partnership_id=PARTNERSHIPS[name][0],
        party_id=party_id(name, side),
        person_id=demo_id(person.number),
        kind=kind,
        subject_kind=subject_kind,
        subject_id=subject_id,
        at=at,
        told_at=at,
    )


def _save(model: Any, rows: Any) -> None:
    model.objects.using(SYSTEM).bulk_create(rows)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12, 0), tzinfo=UTC)
