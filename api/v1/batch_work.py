"""`/work-entries/batch/upsert`: hours from a time system, many at once, by the statements that write one."""

from typing import Any, NamedTuple
from uuid import UUID

from django.http import HttpResponse

from accounts.access import Right
from api.batch import ABOUT, Batch, BatchResultsShape, BatchRow, BatchView, Row
from api.fields import Ref
from api.names import Called
from api.operation import operation, rows_cost
from api.quick import Rows
from api.v1.lists import ProjectNotHere
from api.v1.references import MOVED, StaysWhereItIs, homes_of, ids_meant
from api.v1.work_entries import WorkEntryChange
from partnership.kit.errors import Refused
from projects.work.actions.entries import EntrySaid, OtherProject, hold_entries, write_entries
from projects.work.entry_rows import KnownEntry

NAMED = ("project", "deliverable")


class WorkEntryRow(BatchRow, WorkEntryChange):
    """Hours of your own side."""

    project = Ref(help_text="Needed to log hours; it can't be changed.")
    deliverable = Ref(  # type: ignore[assignment]
        required=False, allow_null=True, help_text="Of the same project."
    )


class WorkEntryBatch(Batch):
    rows = WorkEntryRow(many=True, help_text="1 to 1,000.")


class WorkEntriesBatchView(BatchView):
    tag, kind, rows = (
        "work entries",
        "work_entry",
        Rows(WorkEntryRow, required=("project", "done_on", "hours")),
    )

    @operation(
        "upsert_work_entries",
        Right.LOG_WORK,
        summary="Log and change hours of your own side, up to 1,000 rows",
        about=ABOUT,
        answer=BatchResultsShape,
        body=WorkEntryBatch,
        cost=rows_cost("rows"),
    )
    def post(self, request: Any) -> HttpResponse:
        return self.upsert()

    def write(self, rows: list[Row]) -> None:
        """Write what can be read, all of it by one action."""
        held = hold_entries(self.actor, ids=[row.record for row in rows if row.record])
        placed = self._placed(rows, held)
        said = [entry for _row, entry in placed]
        written = write_entries(self.actor, rows=said, today=self.today, now=self.now, held=held)
        for (row, _entry), done in zip(placed, written, strict=True):
            row.status, row.record, row.refusal = done.status, done.id, done.refusal

    def _placed(self, rows: list[Row], there: dict[UUID, KnownEntry]) -> list[tuple[Row, EntrySaid]]:
        """Return the rows that have a place to be written in; the others fail."""
        projects, parts = (
            ids_meant(self.actor, kind, [row.values.get(kind) for row in rows]) for kind in NAMED
        )
        places = Places(there, projects, parts, homes_of(self.actor, projects.values()))
        placed = []
        for row in rows:
            if row.record not in there:
                row.record = None
            if row.record is None and self.needs_more(row):
                continue
            try:
                placed.append((row, places.entry(row)))
            except Refused as refusal:
                row.fail(refusal)
        return placed


class Places(NamedTuple):
    """Where rows belong: entries that are there, what references mean, and the partnerships of projects."""

    there: dict[UUID, KnownEntry]
    projects: dict[UUID | Called, UUID]
    parts: dict[UUID | Called, UUID]
    homes: dict[UUID, UUID]

    def entry(self, row: Row) -> EntrySaid:
        """Return a row as the action takes it; raises ProjectNotHere, StaysWhereItIs or OtherProject."""
        said, ref = dict(row.values), row.values.get("project")
        said.pop("project", None)
        if said.get("deliverable") is not None and said["deliverable"] not in self.parts:
            raise OtherProject
        if "deliverable" in said:
            part = said.pop("deliverable")
            said["deliverable_id"] = None if part is None else self.parts[part]
        project = None if ref is None else self.projects.get(ref)
        if row.record is not None:
            known = self.there[row.record]
            if ref is not None and project != known.project_id:
                raise StaysWhereItIs(MOVED["project"], field="project")
            return EntrySaid(known.partnership_id, known.project_id, said, entry=row.record)
        if project not in self.homes:
            raise ProjectNotHere
        return EntrySaid(self.homes[project], project, said)
