"""How a log on its way in looks in the API, and what may be said of its columns."""

from dataclasses import replace
from typing import Any

from rest_framework import serializers

from api.fields import Choice, Id, Strict, Text, YesNo
from api.shapes import Record, Shape
from api.v1.lists import project_named
from projects.work.actions.uploads import Choice as Chosen
from projects.work.intake.samples import columns_of
from projects.work.logfile.dates import DateOrder
from projects.work.logfile.mapping import TARGETS
from projects.work.logfile.reading import DELIMITERS, ENCODINGS, Dialect
from projects.work.models import ImportBatch
from projects.work.queries.imports import ProblemSeen

ORDERS = [order.value for order in DateOrder]
READ_BY = ("encoding", "delimiter")
HOURS = "Hours as text."


class ColumnNames(Strict):
    """The name of the file's column for each thing that is known of a piece of work; empty for none."""

    done_on = Text(max_length=200, required=False, help_text="The day of the work; needed.")
    hours = Text(max_length=200, required=False, help_text="Hours; needed.")
    project = Text(max_length=200, required=False, allow_blank=True, help_text="The project's code.")
    deliverable = Text(max_length=200, required=False, allow_blank=True)
    task = Text(max_length=200, required=False, allow_blank=True, help_text="The task's number.")
    title = Text(max_length=200, required=False, allow_blank=True, help_text="What the task is about.")
    worker = Text(max_length=200, required=False, allow_blank=True)
    role = Text(max_length=200, required=False, allow_blank=True)
    note = Text(max_length=200, required=False, allow_blank=True)
    started_on = Text(max_length=200, required=False, allow_blank=True)
    finished_on = Text(max_length=200, required=False, allow_blank=True)
    estimate = Text(max_length=200, required=False, allow_blank=True, help_text="Hours of the whole task.")
    status = Text(max_length=200, required=False, allow_blank=True)


class LogColumns(Strict):
    """How a log is to be read, and where its rows belong. Columns that are left out of `columns` stay as they are."""

    columns = ColumnNames(required=False)
    fall_backs = serializers.ListField(
        child=Text(max_length=200), max_length=2, required=False, help_text="Columns for an empty day."
    )
    decimal = Choice([".", ","], required=False, help_text="The decimal mark.")
    date_order = Choice(ORDERS, required=False, help_text="Year, month and day, in the file's order.")
    encoding = Choice(ENCODINGS, required=False)
    delimiter = Choice(DELIMITERS, required=False)
    project = Id(required=False, allow_null=True, help_text="All rows belong to it; null: as each row says.")
    creates_projects = YesNo(required=False, help_text="Begin the projects that rows name and nobody knows.")
    remembers = YesNo(required=False, help_text="Read the next log with the same columns alike.")


class LogYes(Strict):
    leaves_out = YesNo(
        required=False, help_text="Import the good rows and leave out those that can't be read."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return {"leaves_out": False, **attrs}


class ProjectTallyShape(Shape):
    """One project's part of a log."""

    code = serializers.CharField()
    is_new = serializers.BooleanField(help_text="Whether the import begins it.")
    rows = serializers.IntegerField()
    hours = serializers.CharField(help_text=HOURS)
    first_on = serializers.DateField()
    last_on = serializers.DateField()
    known = serializers.IntegerField(help_text="Rows that an earlier import has added already.")
    known_hours = serializers.CharField(help_text=HOURS)


class TallyShape(Shape):
    """What an import would do, or has done."""

    rows = serializers.IntegerField()
    bad_rows = serializers.IntegerField(help_text="Rows that can't be read.")
    good_rows = serializers.IntegerField()
    known = serializers.IntegerField(
        help_text="Good rows that an earlier import has added; they are not added again."
    )
    hours = serializers.CharField(help_text=HOURS)
    deliverables = serializers.IntegerField()
    tasks = serializers.IntegerField()
    workers = serializers.IntegerField()
    projects = ProjectTallyShape(many=True)


class WorkImportShape(Record):
    """A log that your own organization has sent. The partner sees the hours it brings, never the file."""

    created_at = serializers.DateTimeField(help_text="UTC.")
    partnership = serializers.UUIDField()
    party = serializers.UUIDField()
    name = serializers.CharField(help_text="The file's name.")
    size = serializers.IntegerField(help_text="Bytes.")
    status = serializers.ChoiceField(ImportBatch.Status.values)
    header = serializers.ListField(child=serializers.CharField(), help_text="The file's columns.")
    dates_name = serializers.CharField(help_text="The name of the file with the rows' dates; empty for none.")
    dates_header = serializers.ListField(
        child=serializers.CharField(), help_text="The columns of the file with the rows' dates."
    )
    joined_by = serializers.ListField(
        child=serializers.CharField(),
        help_text="The column of the log and that of the file with dates that say which rows belong together; empty for none.",
    )
    columns = serializers.DictField(
        child=serializers.CharField(), help_text="What is known of work, and its column."
    )
    fall_backs = serializers.ListField(child=serializers.CharField())
    decimal = serializers.CharField()
    date_order = serializers.ChoiceField(ORDERS, allow_null=True, help_text="null: to be chosen.")
    encoding = serializers.CharField()
    delimiter = serializers.CharField()
    project = serializers.UUIDField(allow_null=True)
    creates_projects = serializers.BooleanField()
    remembers = serializers.BooleanField()
    problems = serializers.IntegerField(help_text="How many things can't be read.")
    tally = TallyShape(allow_null=True, help_text="null until it is checked.")
    confirmed_at = serializers.DateTimeField(allow_null=True)
    done_at = serializers.DateTimeField(allow_null=True)
    undone_at = serializers.DateTimeField(allow_null=True)


class ImportProblemShape(Record):
    """One thing that can't be read in one row."""

    row = serializers.IntegerField(
        help_text="The row's number in the file; the names of the columns are row 1."
    )
    column = serializers.CharField()
    detail = serializers.CharField(help_text="What is wrong, in the caller's language.")


def choice_of(batch: ImportBatch, said: dict[str, Any]) -> Chosen:
    """Return the batch's choice with what was said in its place; raises NotThere for an unknown project."""
    now = columns_of(batch)
    names = {target: name for target, name in {**now.columns, **said.get("columns", {})}.items() if name}
    columns = replace(
        now,
        columns={target: names[target] for target in TARGETS if target in names},
        fall_backs=tuple(said.get("fall_backs", now.fall_backs)),
        decimal=said.get("decimal", now.decimal),
        date_order=DateOrder(said["date_order"]) if "date_order" in said else now.date_order,
    )
    project = batch.project
    if "project" in said:
        project = project_named(batch.partnership_id, said["project"]) if said["project"] else None
    return Chosen(
        columns=columns,
        dialect=Dialect(**{name: said.get(name, batch.dialect[name]) for name in READ_BY}),
        project=project,
        creates_projects=said.get("creates_projects", batch.creates_projects),
        remembers=said.get("remembers", batch.remembers),
    )


def import_shape(row: ImportBatch) -> dict[str, Any]:
    read = columns_of(row).as_json()
    return {
        "id": row.id,
        "object": "work_import",
        "created_at": row.created_at,
        "partnership": row.partnership_id,
        "party": row.party_id,
        "name": row.file_name,
        "size": row.size,
        "status": row.status,
        "header": row.header,
        "dates_name": row.dates_name,
        "dates_header": row.dates_header or [],
        "joined_by": read["join"] or [],
        "columns": read["columns"],
        "fall_backs": read["fall_backs"],
        "decimal": read["decimal"],
        "date_order": read["date_order"],
        **{name: row.dialect.get(name, "") for name in READ_BY},
        "project": row.project_id,
        "creates_projects": row.creates_projects,
        "remembers": row.remembers,
        "problems": row.problem_count,
        "tally": row.report or None,
        "confirmed_at": row.confirmed_at,
        "done_at": row.done_at,
        "undone_at": row.undone_at,
    }


def problem_shape(one: ProblemSeen) -> dict[str, Any]:
    return {
        "id": one.id,
        "object": "work_import_problem",
        "row": one.row,
        "column": one.column,
        "detail": one.sentence,
    }
