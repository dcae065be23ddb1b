"""`/work-entries`: hours. Every party reads them; each side writes, changes and deletes its own."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers

from accounts.access import Right
from api.etags import require_match
from api.fields import Day, Hours, Id, Strict, Text
from api.names import EXTERNAL
from api.operation import operation
from api.parameters import PAGING, UPDATED, day, ids, yes_or_no
from api.shapes import Deleted, Named, decimal
from api.v1.lists import ListingView, project_named, with_names
from partnership.kit.errors import NotThere
from projects.work.actions.entries import EntryValues, change_entry, delete_entry, log_entry
from projects.work.models import Project, WorkEntry
from projects.work.queries.listed import ENTRIES

FILTERS = (
    *PAGING,
    *UPDATED,
    *EXTERNAL,
    ids("project", "Only entries of these projects."),
    ids("deliverable", "Only entries of these deliverables."),
    ids("party", "Only entries of these parties."),
    yes_or_no("is_approved", "Only entries that another party has approved, or only those that wait."),
    ids("import_batch", "Only entries that came with these imports."),
    day("done_since", "Only work of this day or later."),
    day("done_until", "Only work before this day."),
)


class WorkEntryShape(Named):
    """Hours of one party on one day; with `started_on`, of a span that ended on `done_on`."""

    partnership = serializers.UUIDField()
    project = serializers.UUIDField()
    deliverable = serializers.UUIDField(allow_null=True)
    party = serializers.UUIDField()
    worker = serializers.CharField(
        allow_null=True, help_text="Who worked; of the other side only with that person's consent."
    )
    started_on = serializers.DateField(allow_null=True)
    done_on = serializers.DateField()
    hours = decimal(3)
    role = serializers.CharField()
    note = serializers.CharField()
    is_approved = serializers.BooleanField(help_text="Approved hours can't be changed or deleted.")
    import_batch = serializers.UUIDField(
        allow_null=True, help_text="The import that it came with: the `subject` of that import's events."
    )


class WorkEntryChange(Strict):
    """What is left out stays as it is."""

    deliverable = Id(required=False, allow_null=True, help_text="Of the same project.")
    done_on = Day()
    hours = Hours(whole=6, decimals=3)
    role = Text(max_length=80, required=False, allow_blank=True)
    note = Text(max_length=2000, required=False, allow_blank=True)
    worker = Text(
        max_length=120, required=False, allow_blank=True, help_text="As your side names the person."
    )


class NewWorkEntry(WorkEntryChange):
    """Hours of your own side."""

    project = Id()


class WorkEntries(ListingView):
    tag, listing, one_name = "work entries", with_names(ENTRIES, "work_entry"), "work_entry"

    def log(self, project: Project, body: dict[str, Any]) -> UUID:
        """Log what a body says; return the new entry's id."""
        values = EntryValues(**_renamed(body))
        return log_entry(self.actor, project=project, values=values, today=self.today, now=self.now).id

    def change(self, seen: dict[str, Any], body: dict[str, Any]) -> None:
        """Change what a body names of the entry that was seen."""
        row = _row(seen)
        change_entry(
            self.actor,
            entry=row,
            values=replace(_values(row, seen), **_renamed(body)),
            today=self.today,
            now=self.now,
            version=seen["version"],
        )


class WorkEntriesView(WorkEntries):
    @operation(
        "list_work_entries",
        Right.READ,
        summary="Hours in all your partnerships, by day, newest first",
        answer=WorkEntryShape,
        listed=True,
        parameters=(*FILTERS, ids("partnership", "Only entries of these partnerships.")),
        asks_singly=True,
    )
    def get(self, request: Any) -> HttpResponse:
        return self.answer_list()


class PartnershipWorkEntriesView(WorkEntries):
    @operation(
        "list_partnership_work_entries",
        Right.READ,
        summary="Hours in one partnership, by day, newest first",
        answer=WorkEntryShape,
        listed=True,
        parameters=FILTERS,
        asks_singly=True,
    )
    def get(self, request: Any, partnership: UUID) -> HttpResponse:
        return self.answer_list(partnership)

    @operation(
        "create_work_entry",
        Right.LOG_WORK,
        summary="Log hours of your own side",
        answer=WorkEntryShape,
        body=NewWorkEntry,
        status=201,
    )
    def post(self, request: Any, partnership: UUID) -> HttpResponse:
        body = self.body()
        project = project_named(partnership, body.pop("project"))
        return self.answer_one(self.log(project, body), status=201)


class WorkEntryView(WorkEntries):
    @operation(
        "get_work_entry",
        Right.READ,
        summary="One work entry",
        answer=WorkEntryShape,
        conditional=True,
        asks_singly=True,
    )
    def get(self, request: Any, work_entry: UUID) -> HttpResponse:
        return self.answer_one(work_entry)

    @operation(
        "change_work_entry",
        Right.LOG_WORK,
        summary="Change hours of your own side",
        answer=WorkEntryShape,
        body=WorkEntryChange,
        if_match="possible",
    )
    def patch(self, request: Any, work_entry: UUID) -> HttpResponse:
        seen = self.seen(work_entry)
        require_match(request, seen["version"], needed=False)
        self.change(seen, self.body(partial=True))
        return self.answer_one(work_entry)

    @operation(
        "delete_work_entry",
        Right.LOG_WORK,
        summary="Delete hours of your own side",
        answer=Deleted,
        if_match="possible",
    )
    def delete(self, request: Any, work_entry: UUID) -> HttpResponse:
        seen = self.seen(work_entry)
        require_match(request, seen["version"], needed=False)
        delete_entry(self.actor, entry=_row(seen), now=self.now)
        return self.deleted(work_entry, "work_entry")


def _row(seen: dict[str, Any]) -> WorkEntry:
    found: WorkEntry | None = WorkEntry.objects.filter(
        partnership_id=seen["partnership"], id=seen["id"]
    ).first()
    if found is None:
        raise NotThere
    return found


def _values(row: WorkEntry, seen: dict[str, Any]) -> EntryValues:
    return EntryValues(
        done_on=row.done_on,
        hours=row.hours,
        role=row.role,
        note=row.note,
        deliverable_id=row.deliverable_id,
        worker=seen["worker"] or "",
    )


def _renamed(body: dict[str, Any]) -> dict[str, Any]:
    return {("deliverable_id" if name == "deliverable" else name): value for name, value in body.items()}
