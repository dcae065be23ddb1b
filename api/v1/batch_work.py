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
from api.v1.references import MOVED, StaysWhereItIs, homes_of, ids_called
from api.v1.work_entries import WorkEntryChange
from partnership.kit.errors import Refused
from projects.work.actions.entries import EntrySaid, OtherProject, hold_entries, write_entries
from projects.work.entry_values import KnownEntry

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
        placed = self._placed(rows, hold_entries(self.actor, ids=[row.record for row in rows if row.record]))
        said = [entry for _row, entry in placed]
        written = write_entries(self.actor, rows=said, today=self.today, now=self.now)
        for (row, _entry), done in zip(placed, written, strict=True):
            row.status, row.record, row.refusal = done

    def _placed(self, rows: list[Row], held: dict[UUID, KnownEntry]) -> list[tuple[Row, EntrySaid]]:
        """Return the rows that have a place to be written in; the others fail."""
        there = [held.get(row.record) if row.record else None for row in rows]
        places = self._places(rows, there)
        placed = []
        for row, known in zip(rows, there, strict=True):
            if known is None:
                row.record = None
                if self.needs_more(row):
                    continue
            try:
                placed.append((row, places.entry(row.values, known)))
            except Refused as refusal:
                row.fail(refusal)
        return placed

    def _places(self, rows: list[Row], there: list[KnownEntry | None]) -> "Places":
        """Read at once what the rows name; the partnerships of projects only for hours that are to be logged."""
        projects, parts = (
            ids_called(self.actor, kind, [row.values.get(kind) for row in rows]) for kind in NAMED
        )
        logged = [row.values.get("project") for row, known in zip(rows, there, strict=True) if not known]
        ids = [found for ref in logged if (found := _meant(ref, projects))]
        return Places(projects, parts, homes_of(self.actor, ids))


class Places(NamedTuple):
    """Where rows belong: what is called so, and the partnerships of projects."""

    projects: dict[Called, UUID]
    parts: dict[Called, UUID]
    homes: dict[UUID, UUID]

    def entry(self, values: dict[str, Any], known: KnownEntry | None) -> EntrySaid:
        """Return a row as the action takes it; raises ProjectNotHere, StaysWhereItIs or OtherProject."""
        said = dict(values)
        ref = said.pop("project", None)
        project = _meant(ref, self.projects)
        if "deliverable" in said:
            said["deliverable_id"] = self._part(said.pop("deliverable"))
        if known is not None:
            if ref is not None and project != known.project_id:
                raise StaysWhereItIs(MOVED["project"], field="project")
            return EntrySaid(known.partnership_id, known.project_id, said, entry=known.id, there=known)
        if project is None or project not in self.homes:
            raise ProjectNotHere
        return EntrySaid(self.homes[project], project, said)

    def _part(self, ref: UUID | Called | None) -> UUID | None:
        found = _meant(ref, self.parts)
        if ref is not None and found is None:
            raise OtherProject
        return found


def _meant(ref: UUID | Called | None, called: dict[Called, UUID]) -> UUID | None:
    return called.get(ref) if isinstance(ref, Called) else ref
