"""Deliverables: adding and changing them."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from projects.work.actions.deliverables import add_deliverable, change_deliverable
from projects.work.forms import DeliverableForm
from projects.work.queries.pages import deliverable_of, project_of


@require_http_methods(["GET", "HEAD", "POST"])
def new_deliverable(request: PortalRequest, partnership: UUID, project: UUID) -> HttpResponse:
    """Add a deliverable to a project."""
    row = project_of(partnership, project)
    request.actor.require(Right.PLAN, row)
    form = DeliverableForm(request.POST or None)
    if attempted(
        form,
        lambda: add_deliverable(
            request.actor,
            project=row,
            values=form.values(),
            today=timezone.localdate(),
            now=timezone.now(),
            key=form.cleaned_data["key"],
        ),
    ):
        return see_other("work:project", partnership=partnership, project=project)
    return page(request, "work/deliverable_form.html", {"form": form, "project": row, "deliverable": None})


@require_http_methods(["GET", "HEAD", "POST"])
def edit_deliverable(request: PortalRequest, partnership: UUID, deliverable: UUID) -> HttpResponse:
    """Change a deliverable, or say that it is handed over."""
    row = deliverable_of(partnership, deliverable)
    request.actor.require(Right.PLAN, row)
    form = DeliverableForm(request.POST or None, deliverable=row)
    if attempted(
        form,
        lambda: change_deliverable(
            request.actor,
            deliverable=row,
            values=form.values(),
            today=timezone.localdate(),
            now=timezone.now(),
        ),
    ):
        return see_other("work:project", partnership=partnership, project=row.project_id)
    return page(
        request, "work/deliverable_form.html", {"form": form, "project": row.project, "deliverable": row}
    )
