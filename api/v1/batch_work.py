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
from projects.work.actions.entries import EntrySaid, OtherProject, write_entries
from projects.work.models import WorkEntry

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
        placed = self._placed(rows)
        said = [entry for _row, entry in placed]
        written = write_entries(self.actor, rows=said, today=self.today, now=self.now)
        for (row, _entry), done in zip(placed, written, strict=True):
            row.status, row.record, row.refusal = done.status, done.id, done.refusal

    def _placed(self, rows: list[Row]) -> list[tuple[Row, EntrySaid]]:
        """Return the rows that have a place to be written in; the others fail."""
        there = self._there([row.record for row in rows if row.record])
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

    def _there(self, ids: list[UUID]) -> dict[UUID, tuple[UUID, UUID]]:
        """Return partnership and project of those entries that are there to be changed, by id."""
        rows = WorkEntry.objects.filter(partnership_id__in=list(self.actor.parties), id__in=ids)
        return {key: place for key, *place in rows.values_list("id", "partnership_id", "project_id")}


class Places(NamedTuple):
    """Where rows belong: entries that are there, what references mean, and the partnerships of projects."""

    there: dict[UUID, tuple[UUID, UUID]]
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
            partnership, home = self.there[row.record]
            if ref is not None and project != home:
                raise StaysWhereItIs(MOVED["project"], field="project")
            return EntrySaid(partnership, home, said, entry=row.record)
        if project not in self.homes:
            raise ProjectNotHere
        return EntrySaid(self.homes[project], project, said)
