"""Purchases for a project: writing one down, its page, and the yes of another side."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from projects.pricing.actions.outlays import add_outlay, approve_outlay, change_outlay, remove_outlay
from projects.pricing.actions.sharing_in_force import currency_of
from projects.pricing.forms.outlays import OutlayForm
from projects.pricing.models import Outlay
from projects.pricing.queries.outlays import outlay_of, outlay_seen, own_costs
from projects.pricing.queries.sheets import sheet_in_force
from projects.work.models import Project
from projects.work.queries.pages import project_of


@require_http_methods(["GET", "HEAD", "POST"])
def outlay_new(request: PortalRequest, partnership: UUID, project: UUID) -> HttpResponse:
    """Write down a purchase of one's own side."""
    row, today = project_of(partnership, project), timezone.localdate()
    request.actor.require(Right.KEEP_BOOK, row)
    form = _form(request, row, initial={"done_on": today})
    if attempted(
        form,
        lambda: add_outlay(
            request.actor,
            project=row,
            values=form.values(),
            today=today,
            now=timezone.now(),
            key=form.cleaned_data["key"],
        ),
    ):
        return see_other("pricing:project", partnership=partnership, project=project)
    return page(request, "pricing/outlay_form.html", {"form": form, "project": row})


@require_http_methods(["GET", "HEAD", "POST"])
def outlay(request: PortalRequest, partnership: UUID, outlay: UUID) -> HttpResponse:
    """One purchase; its own side changes it here until it is approved."""
    row = outlay_of(partnership, outlay)
    if request.method == "POST":
        request.actor.require(Right.KEEP_BOOK, row)
    keeps = request.actor.may(Right.KEEP_BOOK)
    is_own = keeps and row.party_id == request.actor.party_id(partnership)
    cost = own_costs(partnership, [row.id]).get(row.id) if is_own else None
    form = _form(request, row.project, outlay=row, cost=cost)
    if attempted(
        form,
        lambda: change_outlay(
            request.actor, outlay=row, values=form.values(), today=timezone.localdate(), now=timezone.now()
        ),
    ):
        return see_other("pricing:outlay", partnership=partnership, outlay=outlay)
    return _shown(request, row, form, cost, may_change=is_own and row.approved_at is None, keeps=keeps)


@require_POST
def outlay_remove(request: PortalRequest, partnership: UUID, outlay: UUID) -> HttpResponse:
    """Take a purchase of one's own side away."""
    row = outlay_of(partnership, outlay)
    remove_outlay(request.actor, outlay=row, now=timezone.now())
    return see_other("pricing:project", partnership=partnership, project=row.project_id)


@require_POST
def outlay_approve(request: PortalRequest, partnership: UUID, outlay: UUID) -> HttpResponse:
    """Say yes to another side's purchase as it was read, or take the yes back."""
    row = outlay_of(partnership, outlay)
    version = request.POST.get("version", "")
    approve_outlay(
        request.actor,
        outlay=row,
        now=timezone.now(),
        version=int(version) if version.isascii() and version.isdigit() and len(version) < 9 else -1,
        is_approved=request.POST.get("approved") != "0",
    )
    return see_other("pricing:outlay", partnership=partnership, outlay=outlay)


def _shown(
    request: PortalRequest,
    row: Outlay,
    form: OutlayForm,
    cost: Decimal | None,
    *,
    may_change: bool,
    keeps: bool,
) -> HttpResponse:
    context = {
        "outlay": outlay_seen(request.partnership, row),
        "version": row.version,
        "project": row.project,
        "form": form,
        "cost": cost,
        "may_change": may_change,
        "keeps": keeps,
    }
    return page(request, "pricing/outlay.html", context)


def _form(request: PortalRequest, project: Project, **rest: Any) -> OutlayForm:
    sheet = sheet_in_force(project.partnership_id, project.id)
    lines = [(one.id, one.text or one.role) for one in sheet.terms.lines] if sheet else []
    currency = currency_of(project.partnership_id, project.id)
    return OutlayForm(request.POST or None, currency=currency, lines=lines, **rest)
