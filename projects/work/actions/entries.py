"""Hours by hand: each side logs its own, both see all."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.actions.organizations import ChangedMeanwhile
from accounts.actor import Actor
from partnership.kit.book import record
from partnership.kit.errors import NotAllowed, NotThere, Refused
from partnership.kit.ids import new_id
from partnership.kit.once import made_before
from projects.work.holding import is_approved, keep_still
from projects.work.logfile.cells import EARLIEST, LATEST_AHEAD
from projects.work.models import Deliverable, Project, WorkEntry, Worker

A_DAY = Decimal(24)


class HoursOfDay(Refused):
    message = _("A day has 24 hours: write more than 0 and at most 24.")
    code = "hours_of_day"
    status = 422
    field = "hours"


class DayFull(Refused):
    message = _("With this, the same person would have more than 24 hours on that day.")
    code = "day_full"
    status = 422
    field = "hours"


class DayOutside(Refused):
    message = _("Write a day from 1990 on and at most a year ahead.")
    code = "day_outside"
    status = 422
    field = "done_on"


class OtherProject(Refused):
    message = _("That deliverable belongs to another project.")
    code = "other_project"
    status = 422
    field = "deliverable"


class NotYourHours(NotAllowed):
    message = _("Each side writes its own hours. Ask the other side to change these.")
    code = "not_your_hours"


class ApprovedAlready(Refused):
    message = _(
        "These hours are approved. Whoever approved them has to take that back before they can change."
    )
    code = "hours_approved"


@dataclass(frozen=True, slots=True)
class EntryValues:
    """Hours of one day; `worker` is the person as one's own side names them, or ""."""

    done_on: date
    hours: Decimal
    role: str = ""
    note: str = ""
    deliverable_id: UUID | None = None
    worker: str = ""


def log_entry(
    actor: Actor,
    *,
    project: Project,
    values: EntryValues,
    today: date,
    now: datetime,
    key: UUID | None = None,
) -> WorkEntry:
    """Log hours for one's own side; raise HoursOfDay, DayFull, DayOutside or OtherProject."""
    actor.require(Right.LOG_WORK, project)
    if found := made_before(WorkEntry, project.partnership_id, key):
        return found
    party_id = actor.party_id(project.partnership_id)
    worker = _worker(actor, project.partnership_id, values.worker)
    _check(project, values, worker, party_id, today)
    entry = WorkEntry(
        id=key or new_id(),
        partnership_id=project.partnership_id,
        project=project,
        party_id=party_id,
        worker=worker,
        created_at=now,
        updated_at=now,
        **_fields(values),
    )
    entry.save(force_insert=True)
    _tell(actor, "work.entry_logged", entry, now)
    return entry


def change_entry(
    actor: Actor,
    *,
    entry: WorkEntry,
    values: EntryValues,
    today: date,
    now: datetime,
    version: int | None = None,
) -> WorkEntry:
    """Change hours of one's own side; raises NotYourHours, ApprovedAlready, ChangedMeanwhile, and what log_entry raises.

    An entry of an import keeps its span: only the day's own limit is lifted for it.
    """
    current = _own(actor, entry, version)
    worker = _worker(actor, current.partnership_id, values.worker)
    _check(current.project, values, worker, current.party_id, today, but=current)
    current.worker = worker
    for name, value in _fields(values).items():
        setattr(current, name, value)
    current.version += 1
    current.updated_at = now
    current.save()
    _tell(actor, "work.entry_changed", current, now)
    return current


def delete_entry(actor: Actor, *, entry: WorkEntry, now: datetime) -> None:
    """Take hours of one's own side away; raises NotYourHours or ApprovedAlready."""
    current = _own(actor, entry, None)
    _tell(actor, "work.entry_deleted", current, now)
    WorkEntry.objects.filter(partnership_id=current.partnership_id, id=current.id).delete()


def _own(actor: Actor, entry: WorkEntry, version: int | None) -> WorkEntry:
    actor.require(Right.LOG_WORK, entry)
    if entry.party_id != actor.party_id(entry.partnership_id):
        raise NotYourHours
    keep_still(entry.partnership_id, [entry.project_id])
    rows = WorkEntry.objects.select_for_update(of=("self",)).select_related("project")
    found = rows.filter(partnership_id=entry.partnership_id, id=entry.id).first()
    if found is None:
        raise NotThere
    if is_approved(found.partnership_id, found.id):
        raise ApprovedAlready
    if version is not None and found.version != version:
        raise ChangedMeanwhile
    return found  # type: ignore[no-any-return]


def _worker(actor: Actor, partnership_id: UUID, label: str) -> Worker | None:
    if not label:
        return None
    key = {"partnership_id": partnership_id, "organization_id": actor.organization_id, "label": label}
    Worker.objects.bulk_create([Worker(**key)], ignore_conflicts=True)
    return Worker.objects.get(**key)  # type: ignore[no-any-return]


def _check(
    project: Project,
    values: EntryValues,
    worker: Worker | None,
    party_id: UUID,
    today: date,
    but: WorkEntry | None = None,
) -> None:
    has_span = but is not None and but.batch_id is not None
    if values.hours <= 0 or (values.hours > A_DAY and not has_span):
        raise HoursOfDay
    if not EARLIEST <= values.done_on <= today + LATEST_AHEAD:
        raise DayOutside
    parts = Deliverable.objects.filter(partnership_id=project.partnership_id, project=project)
    if values.deliverable_id and not parts.filter(id=values.deliverable_id).exists():
        raise OtherProject
    if worker and not has_span:
        _check_day(project.partnership_id, values, worker, party_id, but)


def _check_day(
    partnership_id: UUID, values: EntryValues, worker: Worker, party_id: UUID, but: WorkEntry | None
) -> None:
    same_day = WorkEntry.objects.filter(
        partnership_id=partnership_id, done_on=values.done_on, worker=worker, party_id=party_id, batch=None
    )
    booked = same_day.exclude(id=but.id if but else None).aggregate(hours=Sum("hours"))["hours"] or 0
    if booked + values.hours > A_DAY:
        raise DayFull


def _fields(values: EntryValues) -> dict[str, object]:
    return {name: getattr(values, name) for name in ("done_on", "hours", "role", "note", "deliverable_id")}


def _tell(actor: Actor, kind: str, entry: WorkEntry, now: datetime) -> None:
    record(
        actor,
        kind,
        subject_kind="work_entry",
        subject_id=entry.id,
        partnership=entry.partnership_id,
        data={"project": str(entry.project_id)},
        at=now,
    )
