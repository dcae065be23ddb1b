"""`/work-imports`: a work log as a file, from its bytes by way of its columns and a dry run to the import and its undoing."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from accounts.access import Right
from accounts.queries import partnership_seen
from api.operation import operation
from api.parameters import PAGING, ids
from api.parsers import FileParser, NotBytes
from api.shapes import Deleted
from api.v1.insight_files import NAME
from api.v1.slices import newest_first
from api.v1.work_import_shapes import (
    ImportProblemShape,
    LogColumns,
    LogYes,
    WorkImportShape,
    choice_of,
    import_shape,
    problem_shape,
)
from api.view import ResourceView
from partnership.kit.queue import publish
from projects.work.actions.dates_file import add_dates
from projects.work.actions.importing import undo_import
from projects.work.actions.imports import check_import, confirm_import
from projects.work.actions.uploads import Upload, choose_columns, discard_import, upload_log
from projects.work.models import ImportBatch
from projects.work.queries.imports import import_anywhere, imports_anywhere, problems_on_page
from projects.work.tasks import import_log

FILE = (
    "CSV of at most 25 MB with the names of the columns in its first row. How it is to be read is guessed, or is what was chosen "
    "for the same columns last; look at `columns`, then set and check them. Where the dates of the rows are in a file of their own, send that one then."
)


class WorkImports(ResourceView):
    tag = "work entries"
    sent = b""

    def row(self, work_import: UUID) -> ImportBatch:
        """Return a log of the key's own organization; raise NotThere."""
        return import_anywhere(self.actor, work_import)

    def upload(self) -> Upload:
        """Return the file that was sent; raise NotBytes for anything else."""
        if self.request.content_type != FileParser.media_type:
            raise NotBytes
        _read = self.request.data  # puts the bytes on `sent`
        return Upload(self.query["name"], len(self.sent), [self.sent])

    def answer_row(self, work_import_id: UUID) -> HttpResponse:
        return self.one(import_shape(self.row(work_import_id)))


class WorkImportsView(WorkImports):
    @operation(
        "list_work_imports",
        Right.READ,
        summary="The logs that your own organization has sent, newest first",
        answer=WorkImportShape,
        listed=True,
        parameters=(*PAGING, ids("partnership", "Only logs of these partnerships.")),
    )
    def get(self, request: Any) -> HttpResponse:
        rows = imports_anywhere(self.actor, self.query["partnership"])
        return self.page(
            newest_first(rows, self.after(), self.query["limit"]),
            key=lambda row: [str(row.id)],
            shape=import_shape,
        )


class PartnershipWorkImportsView(WorkImports):
    parser_classes = [FileParser]

    @operation(
        "send_work_log",
        Right.IMPORT_WORK,
        summary="Send a work log; nothing of it is imported yet",
        about=FILE,
        answer=WorkImportShape,
        parameters=(NAME,),
        status=201,
        sends_file=True,
    )
    def post(self, request: Any, partnership: UUID) -> HttpResponse:
        made = upload_log(
            self.actor,
            partnership=partnership_seen(self.actor, partnership),
            log=self.upload(),
            today=self.today,
            now=self.now,
        )
        answer = self.one(import_shape(made), status=201)
        answer.headers["Location"] = reverse("api:work_import", args=[made.id])
        return answer


class WorkImportDatesView(WorkImports):
    parser_classes = [FileParser]

    @operation(
        "set_work_import_dates",
        Right.IMPORT_WORK,
        summary="Send the file with the dates of a log's rows, in place of one before",
        about="CSV of at most 25 MB that shares a column with the log. How both are read is guessed anew, and nothing is checked yet.",
        answer=WorkImportShape,
        parameters=(NAME,),
        sends_file=True,
    )
    def put(self, request: Any, work_import: UUID) -> HttpResponse:
        dates = self.upload()
        add_dates(self.actor, batch=self.row(work_import), dates=dates, today=self.today)
        return self.answer_row(work_import)


class WorkImportView(WorkImports):
    @operation("get_work_import", Right.READ, summary="A log, how far it has come", answer=WorkImportShape)
    def get(self, request: Any, work_import: UUID) -> HttpResponse:
        return self.answer_row(work_import)

    @operation(
        "check_work_import",
        Right.IMPORT_WORK,
        summary="Say what the columns mean, and see what an import would do",
        about="What is left out stays as it is. Another encoding or delimiter reads the file anew and checks nothing yet.",
        answer=WorkImportShape,
        body=LogColumns,
    )
    def patch(self, request: Any, work_import: UUID) -> HttpResponse:
        row = self.row(work_import)
        choice = choice_of(row, self.body(partial=True))
        before = row.dialect
        chosen = choose_columns(self.actor, batch=row, choice=choice, today=self.today)
        if chosen.dialect == before:
            check_import(self.actor, batch=chosen, today=self.today)
        return self.answer_row(work_import)

    @operation(
        "discard_work_import",
        Right.IMPORT_WORK,
        summary="Let go of a log that was not imported",
        answer=Deleted,
    )
    def delete(self, request: Any, work_import: UUID) -> HttpResponse:
        discard_import(self.actor, batch=self.row(work_import))
        return self.deleted(work_import, "work_import")


class ConfirmWorkImportView(WorkImports):
    @operation(
        "confirm_work_import",
        Right.IMPORT_WORK,
        summary="Say yes to a checked log",
        about="It is imported in a while, all of it or nothing: read the log until `status` is `done`. The same again imports once.",
        answer=WorkImportShape,
        body=LogYes,
    )
    def post(self, request: Any, work_import: UUID) -> HttpResponse:
        row = self.row(work_import)
        confirm_import(self.actor, batch=row, now=self.now, **self.body())
        publish(import_log, row.id, row.partnership_id, self.actor.person_id, self.actor.organization_id)
        return self.answer_row(work_import)


class UndoWorkImportView(WorkImports):
    @operation(
        "undo_work_import",
        Right.IMPORT_WORK,
        summary="Take the hours of an import away again",
        about="409 `import_approved` once another party has approved some of them.",
        answer=WorkImportShape,
        problems=(409,),
    )
    def post(self, request: Any, work_import: UUID) -> HttpResponse:
        undo_import(self.actor, batch=self.row(work_import), now=self.now)
        return self.answer_row(work_import)


class WorkImportProblemsView(WorkImports):
    @operation(
        "list_work_import_problems",
        Right.READ,
        summary="What can't be read in a checked log, by row",
        answer=ImportProblemShape,
        listed=True,
        parameters=PAGING,
    )
    def get(self, request: Any, work_import: UUID) -> HttpResponse:
        row, limit, after = self.row(work_import), self.query["limit"], self.after()
        place = (int(after[0]), UUID(after[1])) if after else None
        rows, _more = problems_on_page(row, after=place, limit=limit + 1)
        return self.page(rows, key=lambda one: [str(one.row), str(one.id)], shape=problem_shape)
