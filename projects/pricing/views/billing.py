"""Bases for billing: what can be billed, counting and putting forward, one basis, and its files."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from partnership.kit.errors import NotThere, Refused
from partnership.kit.ids import new_id
from projects.agreement.models import Version
from projects.pricing.actions.billing import preview_billing, put_billing_forward
from projects.pricing.billing_refusals import BasisAgreed, NotAgreedYet
from projects.pricing.billing_sent import sent
from projects.pricing.billing_shown import counted_shown, lines_shown
from projects.pricing.forms.billing import BillingForm, start_of
from projects.pricing.models import Billing
from projects.pricing.queries.billing import billing_of, billing_seen, billings_on_page, signing_of
from projects.pricing.queries.billing_start import offered, said_of, sorts_to_write
from projects.pricing.queries.unbilled import unbilled_of
from projects.work.models import Project
from projects.work.queries.pages import place_of, project_of


@require_safe
def billing(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """What each project has to bill, and every basis that waits or is agreed, newest period first."""
    rows, older = billings_on_page(partnership, before=place_of(request.GET.get("before", "")))
    context = {
        "unbilled": unbilled_of(partnership, today=timezone.localdate()),
        "rows": rows,
        "older_url": f"?before={older[0].isoformat()}~{older[1]}#bases" if older else "",
        "may_keep": _may_keep(request),
    }
    return page(request, "pricing/billing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def billing_new(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Count a period of a project, look at the lines, and put them forward."""
    request.actor.require(Right.KEEP_BOOK, request.partnership)
    wanted = request.GET.get("project") or request.POST.get("project")
    if not wanted:
        return see_other("pricing:billing", partnership=partnership)
    row = project_of(partnership, _id(wanted))
    return _count(request, row, None, offered(request.partnership, row, today=timezone.localdate()))


@require_safe
def billing_basis(request: PortalRequest, partnership: UUID, billing: UUID) -> HttpResponse:
    """One basis: its lines and sums, its number, and where it is signed; it prints as it stands."""
    seen, signing = billing_seen(partnership, billing), signing_of(request.partnership, billing)
    sides = request.partnership
    context = {
        "basis": seen,
        "lines": lines_shown(seen.lines),
        "signing": signing,
        "proposer": sides.party(signing.proposed_by) if signing else None,
        "waits_for": [one for one in sides.parties if signing and one.id in signing.waits_for],
        "commissioner": sides.party(seen.commissioned_by_id),
        "deliverer": sides.party(seen.delivered_by_id),
    }
    return page(request, "pricing/billing_basis.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def billing_change(request: PortalRequest, partnership: UUID, billing: UUID) -> HttpResponse:
    """Count a basis again, with the same days or others: a change of the own side's, or an answer to the other's."""
    row = billing_of(partnership, billing)
    request.actor.require(Right.KEEP_BOOK, row)
    if row.status == Billing.Status.AGREED:
        raise BasisAgreed
    return _count(request, row.project, row, said_of(row))


@require_safe
def billing_file(request: PortalRequest, partnership: UUID, billing: UUID, form: str) -> HttpResponse:
    """An agreed basis as CSV, XLSX or JSON; an open one has no number, and so no files."""
    seen = billing_seen(partnership, billing)
    if form not in ("csv", "xlsx", "json"):
        raise NotThere
    if not seen.is_agreed:
        raise NotAgreedYet
    return sent(request.actor, request.partnership, seen, form)


def _count(request: PortalRequest, project: Project, row: Billing | None, start: Any) -> HttpResponse:
    form = BillingForm(
        request.POST if request.method == "POST" else request.GET,
        start=start_of(start),
        sorts=sorts_to_write(project),
    )
    counted, sentence = _preview(request, project, row, form)
    if request.method == "POST" and counted:
        put = attempted(form, lambda: _put_forward(request, project, row, form))
        if put and put.value:
            return see_other(
                "agreement:agreement",
                partnership=request.partnership.id,
                agreement=put.value.agreement_id,
            )
    signing = signing_of(request.partnership, row.id) if row else None
    context = {
        "form": form,
        "project": project,
        "row": row,
        "sentence": sentence,
        "counted": counted_shown(counted) if counted else None,
        "said": [
            (name, value) for name, value in form.data.items() if name in form.fields and name not in OWN
        ],
        "seen": signing.newest if signing else 0,
        "key": form.data.get("key") or new_id(),
    }
    return page(request, "pricing/billing_form.html", context)


OWN = frozenset({"word", "seen", "key"})


def _preview(request: PortalRequest, project: Project, row: Billing | None, form: BillingForm) -> Any:
    """Return what is counted, or why nothing is: at its field where somebody typed it, else beside the form."""
    if not form.is_valid():
        return None, ""
    now, today = timezone.now(), timezone.localdate()
    try:
        counted = preview_billing(
            request.actor, project=project, said=form.said(), today=today, now=now, billing=row
        )
        return counted, ""
    except Refused as refusal:
        if not form.is_typed:
            return None, str(refusal)
        form.add_error(form.named(refusal.on_field), str(refusal))
        return None, ""


def _put_forward(request: PortalRequest, project: Project, row: Billing | None, form: BillingForm) -> Version:
    try:
        return put_billing_forward(
            request.actor,
            partnership=request.partnership,
            project=project,
            said=form.said(),
            today=timezone.localdate(),
            now=timezone.now(),
            billing=row,
            seen=form.cleaned_data["seen"] or 0,
            word=form.cleaned_data["word"],
            key=form.cleaned_data["key"],
        )
    except Refused as refusal:
        refusal.on_field = form.named(refusal.on_field)
        raise


def _may_keep(request: PortalRequest) -> bool:
    return request.actor.may(Right.KEEP_BOOK) and request.partnership.status == "active"


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotThere from error
