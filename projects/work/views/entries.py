"""Hours by hand, and the people of one's own side."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from projects.work.actions.entries import NotYourHours, change_entry, delete_entry, log_entry
from projects.work.actions.workers import name_worker
from projects.work.forms import EntryForm
from projects.work.models import Project
from projects.work.queries.deliverables import deliverables_on_page
from projects.work.queries.pages import (
    entry_of,
    project_of,
    worker_label,
    worker_of,
    workers_of,
)


@require_http_methods(["GET", "HEAD", "POST"])
def new_entry(request: PortalRequest, partnership: UUID, project: UUID) -> HttpResponse:
    """Log hours of one's own side."""
    row, today = project_of(partnership, project), timezone.localdate()
    request.actor.require(Right.LOG_WORK, row)
    form = EntryForm(request.POST or None, deliverables=_parts(row), initial={"done_on": today})
    if attempted(
        form,
        lambda: log_entry(
            request.actor,
            project=row,
            values=form.values(),
            today=today,
            now=timezone.now(),
            key=form.cleaned_data["key"],
        ),
    ):
        return see_other("work:project", partnership=partnership, project=project)
    return page(request, "work/entry_form.html", {"form": form, "project": row, "entry": None})


@require_http_methods(["GET", "HEAD", "POST"])
def edit_entry(request: PortalRequest, partnership: UUID, entry: UUID) -> HttpResponse:
    """Change hours of one's own side."""
    row = entry_of(partnership, entry)
    request.actor.require(Right.LOG_WORK, row)
    if row.party_id != request.actor.party_id(partnership):
        raise NotYourHours
    form = EntryForm(
        request.POST or None, deliverables=_parts(row.project), entry=row, worker=worker_label(row)
    )
    if attempted(
        form,
        lambda: change_entry(
            request.actor, entry=row, values=form.values(), today=timezone.localdate(), now=timezone.now()
        ),
    ):
        return see_other("work:project", partnership=partnership, project=row.project_id)
    return page(request, "work/entry_form.html", {"form": form, "project": row.project, "entry": row})


@require_POST
def remove_entry(request: PortalRequest, partnership: UUID, entry: UUID) -> HttpResponse:
    """Take hours of one's own side away."""
    row = entry_of(partnership, entry)
    delete_entry(request.actor, entry=row, now=timezone.now())
    return see_other("work:project", partnership=partnership, project=row.project_id)


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """The people of one's own side, and which of them the other side sees by name."""
    request.actor.require(Right.LOG_WORK, request.partnership)
    if request.method == "POST":
        worker = worker_of(request.actor, partnership, request.POST.get("worker", ""))
        name_worker(
            request.actor, worker=worker, is_named=request.POST.get("named") == "1", now=timezone.now()
        )
        return see_other("work:people", partnership=partnership)
    return page(request, "work/people.html", {"workers": workers_of(request.actor, partnership)})


def _parts(project: Project) -> list[tuple[UUID, str]]:
    return [(one.id, one.name) for one in deliverables_on_page(project, today=timezone.localdate())]
