"""Hours: each side logs its own, both see all. One row or a thousand are written by the same few statements."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from accounts.access import Right
from accounts.actions.organizations import ChangedMeanwhile
from accounts.actor import Actor
from partnership.kit.errors import NotThere, Refused
from partnership.kit.ids import new_ids
from partnership.kit.once import made_before
from projects.work.day_limits import DayLimits
from projects.work.entry_rows import (
    WrittenRow,
    deliverables_in,
    held_rows,
    insert_rows,
    keep_workers,
    update_rows,
)
from projects.work.entry_values import (
    A_DAY,
    BLANK,
    VALUES,
    ApprovedAlready,
    DayFull,
    DayOutside,
    EntrySaid,
    EntryValues,
    HoursOfDay,
    KnownEntry,
    NotYourHours,
    OtherProject,
    Written,
)
from projects.work.logfile.cells import EARLIEST, LATEST_AHEAD
from projects.work.models import Project, WorkEntry

from .entries_told import tell_deleted, tell_written

__all__ = [
    "ApprovedAlready",
    "EntrySaid",
    "EntryValues",
    "NotYourHours",
    "OtherProject",
    "Written",
    "change_entry",
    "delete_entry",
    "hold_entries",
    "log_entry",
    "write_entries",
]


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
    said = EntrySaid(project.partnership_id, project.id, _said(values), key=key)
    return _the_one(actor, said, today, now)


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

    The same again changes nothing and tells nobody. An entry of an import keeps its span: only the day's own limit is
    lifted for it.
    """
    actor.require(Right.LOG_WORK, entry)
    there = held_rows(actor, [entry.partnership_id], [entry.id]).get(entry.id)
    said = EntrySaid(entry.partnership_id, entry.project_id, _said(values), entry.id, there, version)
    return _the_one(actor, said, today, now)


def delete_entry(actor: Actor, *, entry: WorkEntry, now: datetime) -> None:
    """Take hours of one's own side away; raises NotYourHours or ApprovedAlready."""
    actor.require(Right.LOG_WORK, entry)
    known = held_rows(actor, [entry.partnership_id], [entry.id]).get(entry.id)
    if refusal := _not_to_touch(known, None):
        raise refusal
    tell_deleted(actor, entry.partnership_id, entry.project_id, entry.id, now=now)
    WorkEntry.objects.filter(partnership_id=entry.partnership_id, id=entry.id).delete()


def hold_entries(actor: Actor, *, ids: Sequence[UUID]) -> dict[UUID, KnownEntry]:
    """Hold hours in the actor's partnerships until the transaction ends; return those that are there, by id."""
    actor.require(Right.LOG_WORK)
    return held_rows(actor, list(actor.parties), ids)


def write_entries(actor: Actor, *, rows: Sequence[EntrySaid], today: date, now: datetime) -> list[Written]:
    """Log and change hours of one's own side, in order, as if one by one; return what became of each row.

    The partnerships are the actor's own, hours to be changed are held (`hold_entries`), and none are named twice. A row that
    is refused leaves the others alone. What was written is told by one event, or where there are several by one a project
    that names up to 200.
    """
    actor.require(Right.LOG_WORK)
    work = _Set(actor, rows, today)
    results = [work.take(row, values) for row, values in zip(rows, work.values, strict=True)]
    keep_workers(actor, work.naming)
    insert_rows(actor, work.new, now=now)
    update_rows(actor, work.changed, now=now)
    tell_written(actor, work.new, work.changed, now=now)
    return results


class _Set:
    """The rows of a set on their way: what they are checked against, read at once, and what is to be written."""

    def __init__(self, actor: Actor, rows: Sequence[EntrySaid], today: date) -> None:
        self.last_day = today + LATEST_AHEAD
        self.new: list[WrittenRow] = []
        self.changed: list[WrittenRow] = []
        self.naming: list[WrittenRow] = []
        """Those that name a person whom they did not name before."""
        self.values = [(row.there.values if row.there else BLANK) | row.said for row in rows]
        self.ids = iter(new_ids(sum(row.there is None for row in rows)))
        partnerships = sorted({row.partnership_id for row in rows})
        self.parts = deliverables_in(partnerships, [row.said.get("deliverable_id") for row in rows])
        self.days = DayLimits(actor, partnerships, self.values)

    def take(self, row: EntrySaid, values: dict[str, Any]) -> Written:
        """Check one row and lay it aside to be written as `values` say; say what became of it."""
        known = row.there
        before = known.values if known else None
        if row.entry and (refusal := _not_to_touch(known, row.version)):
            return Written("failed", row.entry, refusal)
        if known is not None and values == before:
            return Written("unchanged", known.id)
        project_id = known.project_id if known else row.project_id
        if refusal := self._wrong(values, project_id, known) or self._over_full(row, values):
            return Written("failed", row.entry, refusal)
        key = known.id if known else row.key or next(self.ids)
        written = WrittenRow(key, row.partnership_id, project_id, values)
        (self.changed if known else self.new).append(written)
        if before is None or values["worker"] != before["worker"]:
            self.naming.append(written)
        return Written("updated" if known else "created", key)

    def _wrong(
        self, values: dict[str, Any], project_id: UUID | None, known: KnownEntry | None
    ) -> Refused | None:
        if values["hours"] <= 0 or (values["hours"] > A_DAY and not (known and known.has_span)):
            return HoursOfDay()
        if not EARLIEST <= values["done_on"] <= self.last_day:
            return DayOutside()
        part = values["deliverable_id"]
        if not part or (known and part == known.values["deliverable_id"]):
            return None
        return None if self.parts.get(part) == project_id else OtherProject()

    def _over_full(self, row: EntrySaid, values: dict[str, Any]) -> Refused | None:
        known = row.there
        if known and known.has_span:
            return None
        before = known.values if known else None
        return None if self.days.book(row.partnership_id, values, before) else DayFull()


def _not_to_touch(known: KnownEntry | None, version: int | None) -> Refused | None:
    if known is None:
        return NotThere()
    if not known.is_own:
        return NotYourHours()
    if known.is_approved:
        return ApprovedAlready()
    return ChangedMeanwhile() if version is not None and known.version != version else None


def _said(values: EntryValues) -> dict[str, Any]:
    return {name: getattr(values, name) for name in VALUES}


def _the_one(actor: Actor, said: EntrySaid, today: date, now: datetime) -> WorkEntry:
    [written] = write_entries(actor, rows=[said], today=today, now=now)
    if written.refusal:
        raise written.refusal
    found: WorkEntry = WorkEntry.objects.get(partnership_id=said.partnership_id, id=written.id)
    return found
