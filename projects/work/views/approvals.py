"""The page where other sides' hours are approved, and where the own yes is taken back."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from projects.work.actions.approvals import approve_hours, withdraw_approval
from projects.work.approval_forms import ApprovalForm
from projects.work.models import Project
from projects.work.queries.approvals import SideHours, hours_by_side
from projects.work.queries.pages import entries_waiting, place_of, project_of

WRITTEN = "%Y-%m-%dT%H:%M:%S.%f%z"


@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: PortalRequest, partnership: UUID, project: UUID) -> HttpResponse:
    """Hours of every side as they stand with the others' approval; approve those that are one's own side's to approve."""
    row = project_of(partnership, project)
    if request.method == "POST":
        request.actor.require(Right.PLAN, row)
    sides = hours_by_side(request.partnership, row)
    form = ApprovalForm(request.POST or None, known=_keys(sides))
    if attempted(
        form,
        lambda: approve_hours(request.actor, project=row, chosen=form.chosen(), now=timezone.now()),
    ):
        return see_other("work:approve", partnership=partnership, project=project)
    return _shown(request, row, sides, form)


@require_POST
def unapprove(request: PortalRequest, partnership: UUID, project: UUID) -> HttpResponse:
    """Take the own side's yes to some hours back."""
    row = project_of(partnership, project)
    request.actor.require(Right.PLAN, row)
    sides = hours_by_side(request.partnership, row)
    form = ApprovalForm(request.POST, known=_keys(sides))
    if attempted(
        form,
        lambda: withdraw_approval(
            request.actor, project=row, chosen=form.chosen(is_dated=False), now=timezone.now()
        ),
    ):
        return see_other("work:approve", partnership=partnership, project=project)
    return _shown(request, row, sides, form)


def _shown(request: PortalRequest, row: Project, sides: list[SideHours], form: ApprovalForm) -> HttpResponse:
    before = place_of(request.GET.get("before", ""))
    entries, older = entries_waiting(request.partnership, row, before=before)
    context = {
        "project": row,
        "sides": sides,
        "form": form,
        "seen_at": timezone.now().strftime(WRITTEN),
        "entries": entries,
        "older": f"?before={older[0].isoformat()}~{older[1]}#entries" if older else "",
        "is_first": before is None,
        "may_approve": request.actor.may(Right.PLAN),
    }
    return page(request, "work/approve.html", context)


def _keys(sides: list[SideHours]) -> list[str]:
    return [group.key for one in sides for group in one.groups]
