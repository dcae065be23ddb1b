"""Bringing in a work log: the upload and the choice of columns."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from partnership.kit.uploads import LimitedUpload, is_too_large
from projects.work.actions.imports import check_import
from projects.work.actions.uploads import LARGEST, Upload, choose_columns, discard_import, upload_log
from projects.work.import_forms import ColumnsForm, UploadForm
from projects.work.intake.samples import columns_of, first_rows
from projects.work.models import ImportBatch
from projects.work.queries.imports import import_of, imports_on_page, projects_to_choose
from projects.work.words import file_sentence

PREVIEWED = 8


@require_safe
def imports(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """The logs that one's own side has brought in."""
    context = {
        "batches": imports_on_page(request.actor, partnership),
        "may_import": request.actor.may(Right.IMPORT_WORK),
    }
    return page(request, "work/imports.html", context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Take a log in. The handlers must stand before anything reads the body, the token's check included."""
    request.actor.require(Right.IMPORT_WORK, request.partnership)
    request.upload_handlers = [LimitedUpload(request, largest=LARGEST)]
    return _upload(request, partnership)


@csrf_protect
def _upload(request: PortalRequest, partnership: UUID) -> HttpResponse:
    projects, is_sent = projects_to_choose(partnership), request.method == "POST"
    form = (
        UploadForm(request.POST, request.FILES, projects=projects)
        if is_sent
        else UploadForm(projects=projects)
    )
    if is_sent and is_too_large(request):
        form.errors.clear()
        form.add_error("log", file_sentence("too_large"))
    kept = attempted(form, lambda: _keep(request, form))
    if kept and kept.value:
        return see_other("work:import", partnership=partnership, batch=kept.value.id)
    return page(request, "work/upload.html", {"form": form})


def _keep(request: PortalRequest, form: UploadForm) -> ImportBatch:
    log = form.upload("log")
    assert isinstance(log, Upload)
    wanted = form.cleaned_data["project"]
    projects = projects_to_choose(request.partnership.id)
    return upload_log(
        request.actor,
        partnership=request.partnership,
        log=log,
        dates=form.upload("dates"),
        project=next((one for one in projects if one.id == wanted), None),
        today=timezone.localdate(),
        now=timezone.now(),
        key=form.cleaned_data["key"],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: PortalRequest, partnership: UUID, batch: UUID) -> HttpResponse:
    """Show the first rows and the guessed columns; take the choice and check the whole log with it."""
    row = import_of(request.actor, partnership, batch)
    request.actor.require(Right.IMPORT_WORK, row)
    if row.status not in {"read", "checked", "refused"}:
        return see_other("work:import", partnership=partnership, batch=batch)
    sample = first_rows(row, columns_of(row).join)
    projects = projects_to_choose(partnership)
    form = ColumnsForm(request.POST or None, batch=row, header=sample.header, projects=projects)
    done = attempted(form, lambda: _choose(request, row, form))
    if done:
        return see_other("work:import", partnership=partnership, batch=batch)
    context = {"form": form, "batch": row, "header": sample.header, "rows": sample.rows[:PREVIEWED]}
    return page(request, "work/columns.html", context)


def _choose(request: PortalRequest, row: ImportBatch, form: ColumnsForm) -> None:
    today, before = timezone.localdate(), row.dialect
    choice = form.choice(projects_to_choose(row.partnership_id))
    chosen = choose_columns(request.actor, batch=row, choice=choice, today=today)
    if chosen.dialect == before:
        check_import(request.actor, batch=chosen, today=today)


@require_POST
def discard(request: PortalRequest, partnership: UUID, batch: UUID) -> HttpResponse:
    """Let go of a log that was not imported."""
    discard_import(request.actor, batch=import_of(request.actor, partnership, batch))
    return see_other("work:imports", partnership=partnership)
