"""Pain and gain share of a project: the simulator that anybody of either side plays with, and putting a rule forward."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from partnership.kit.errors import Refused
from partnership.kit.ids import new_id
from projects.agreement.models import Version
from projects.pricing.actions.sharing import propose_sharing
from projects.pricing.forms.sharing import SharingForm, start_of
from projects.pricing.queries.sharing_page import SharingPage, first_target, sharing_page
from projects.pricing.shares import DEFAULT
from projects.pricing.sharing import Rule
from projects.pricing.sharing_shown import Roles, bands_of, ceiling_sentence, chart_of, roles_of, steps_of
from projects.pricing.viewing import viewing_for
from projects.work.models import Project
from projects.work.queries.pages import project_of


@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request: PortalRequest, partnership: UUID, project: UUID) -> HttpResponse:
    """Try targets, bands and outturns by GET, which changes nothing; put what is shown forward by POST."""
    row = project_of(partnership, project)
    if request.method == "POST":
        request.actor.require(Right.KEEP_BOOK, row)
    shown = sharing_page(request.partnership, row, today=timezone.localdate())
    form = _form(request, shown, row)
    if request.method == "POST":
        put = attempted(form, lambda: _put_forward(request, row, form))
        if put and put.value:
            return see_other("agreement:agreement", partnership=partnership, agreement=put.value.agreement_id)
    return page(request, "pricing/sharing.html", _context(request, row, shown, form))


@require_safe
def sharing_file(request: PortalRequest, partnership: UUID, project: UUID) -> HttpResponse:
    """The simulator's outturns as CSV."""
    row = project_of(partnership, project)
    shown = sharing_page(request.partnership, row, today=timezone.localdate())
    form = _form(request, shown, row)
    if not form.is_valid() or form.rule is None:
        return page(request, "pricing/sharing.html", _context(request, row, shown, form))
    chart = chart_of(form.rule, roles_of(row, request.partnership), tried=form.tried)
    headers = {"Content-Disposition": 'attachment; filename="sharing.csv"'}
    return HttpResponse(chart.csv(), content_type="text/csv; charset=utf-8", headers=headers)


def _form(request: PortalRequest, shown: SharingPage, project: Project) -> SharingForm:
    """Fill the simulator: with what is typed, else with the open proposal, what holds, or the even offer."""
    rule, target = shown.basis, first_target(shown, project)
    if rule is None and target:
        rule = Rule(target, shown.currency, DEFAULT)
    start = start_of(rule, DEFAULT, shown.forecast, currency=shown.currency)
    data = request.POST if request.method == "POST" else request.GET
    form = SharingForm(data, start=start, currency=shown.currency)
    form.is_valid()
    return form


def _put_forward(request: PortalRequest, project: Project, form: SharingForm) -> Version | None:
    if form.rule is None:
        return None
    try:
        return propose_sharing(
            request.actor,
            partnership=request.partnership,
            project=project,
            rule=form.rule,
            seen=form.cleaned_data["seen"] or 0,
            word=form.cleaned_data["word"],
            now=timezone.now(),
            key=form.cleaned_data["key"],
        )
    except Refused as refusal:
        refusal.on_field = form.named(refusal.on_field)
        raise


def _context(
    request: PortalRequest, project: Project, shown: SharingPage, form: SharingForm
) -> dict[str, Any]:
    roles, held, waits = roles_of(project, request.partnership), shown.in_force, shown.open
    found = {
        "project": project,
        "shown": shown,
        "form": form,
        "roles": roles,
        "held": bands_of(held.rule) if held else (),
        "ceiling": ceiling_sentence(held.rule, roles) if held else "",
        **_ahead(shown, roles),
        "proposer": request.partnership.party(waits.party_id) if waits else None,
        "waits_for": [one for one in request.partnership.parties if waits and one.id in waits.waiting],
        "own": viewing_for(request.actor, request.partnership, today=timezone.localdate()),
        "may_keep": request.actor.may(Right.KEEP_BOOK) and request.partnership.status == "active",
        "key": form.data.get("key") or new_id(),
    }
    return found if form.rule is None else {**found, **_played(form.rule, form, shown, project, roles)}


def _ahead(shown: SharingPage, roles: Roles) -> dict[str, Any]:
    """What the rule in force makes of the forecast."""
    if shown.in_force is None or shown.forecast is None or shown.in_force.currency != shown.currency:
        return {}
    found = shown.in_force.at(shown.forecast)
    return {"ahead": found, "ahead_parts": list(zip(roles.both, roles.parts(found), strict=True))}


def _played(
    rule: Rule, form: SharingForm, shown: SharingPage, project: Project, roles: Roles
) -> dict[str, Any]:
    """What the typed rule makes of the outturn that is tried, and of others."""
    said = start_of(rule, (), form.tried, currency=rule.currency)
    address = reverse("pricing:sharing_file", args=[project.partnership_id, project.id])
    return {
        "bands": bands_of(rule),
        "most": ceiling_sentence(rule, roles),
        "steps": steps_of(rule, roles, form.tried),
        "chart": chart_of(rule, roles, tried=form.tried, now=shown.now, forecast=shown.forecast),
        "csv_url": f"{address}?{urlencode(said)}",
        "said": said,
    }
