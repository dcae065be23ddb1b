"""A log's own page, in each of its states, and the yes and the undoing."""

import csv
from collections.abc import Iterator
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from partnership.kit.cells import inert
from partnership.kit.queue import publish
from projects.work.actions.importing import undo_import
from projects.work.actions.imports import confirm_import
from projects.work.import_forms import ConfirmForm
from projects.work.intake.progress import rows_so_far
from projects.work.models import ImportBatch
from projects.work.queries.imports import Place, ProblemSeen, all_problems, import_of, problems_on_page
from projects.work.tasks import import_log

TEMPLATES = {
    "checked": "work/import_checked.html",
    "queued": "work/import_queued.html",
    "done": "work/import_done.html",
    "refused": "work/import_refused.html",
    "stopped": "work/import_refused.html",
    "undone": "work/import_done.html",
}


@require_safe
def log(request: PortalRequest, partnership: UUID, batch: UUID) -> HttpResponse:
    """What a log is waiting for, how far it has come, or what it brought."""
    row = import_of(request.actor, partnership, batch)
    if row.status == ImportBatch.Status.READ:
        return see_other("work:columns", partnership=partnership, batch=batch)
    return _shown(request, row, ConfirmForm())


@require_POST
def confirm(request: PortalRequest, partnership: UUID, batch: UUID) -> HttpResponse:
    """Say yes to a checked log; the worker imports it."""
    row = import_of(request.actor, partnership, batch)
    form = ConfirmForm(request.POST)
    done = attempted(
        form,
        lambda: confirm_import(
            request.actor, batch=row, leaves_out=form.cleaned_data["leaves_out"], now=timezone.now()
        ),
    )
    if not done:
        return _shown(request, row, form)
    publish(import_log, row.id, partnership, request.actor.person_id, request.actor.organization_id)
    return see_other("work:import", partnership=partnership, batch=batch)


@require_POST
def undo(request: PortalRequest, partnership: UUID, batch: UUID) -> HttpResponse:
    """Take an import's hours away again."""
    undo_import(request.actor, batch=import_of(request.actor, partnership, batch), now=timezone.now())
    return see_other("work:import", partnership=partnership, batch=batch)


@require_safe
def problems_file(request: PortalRequest, partnership: UUID, batch: UUID) -> HttpResponse:
    """Every row that can't be read, as CSV, to mend the log by."""
    row = import_of(request.actor, partnership, batch)
    # Read before the door closes behind the streaming answer.
    lines = "".join(_csv_lines(all_problems(row)))
    headers = {"Content-Disposition": 'attachment; filename="problems.csv"'}
    return HttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


class _Echo:
    def write(self, text: str) -> str:
        return text


def _csv_lines(problems: Iterator[ProblemSeen]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([_("Row"), _("Column"), _("What is wrong")])
    for one in problems:
        yield writer.writerow([one.row, inert(one.column), inert(one.sentence)])


def _shown(request: PortalRequest, row: ImportBatch, form: ConfirmForm) -> HttpResponse:
    problems, more = problems_on_page(row, after=_place(request.GET.get("after", "")))
    context = {
        "batch": row,
        "form": form,
        "problems": problems,
        "older": f"?after={more[0]}~{more[1]}#problems" if more else "",
        "is_first": "after" not in request.GET,
        "rows_so_far": rows_so_far(row.id) if row.status == ImportBatch.Status.QUEUED else 0,
        "may_import": request.actor.may(Right.IMPORT_WORK),
    }
    return page(request, TEMPLATES[row.status], context)


def _place(text: str) -> Place | None:
    row, _tilde, key = text.partition("~")
    try:
        return int(row), UUID(key)
    except ValueError:
        return None
