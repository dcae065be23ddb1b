"""A project's price sheet: proposing one, changing one's own proposal, answering the other side's."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from partnership.kit.errors import Refused
from projects.agreement.models import Version
from projects.agreement.queries.seen import newest_number, open_version
from projects.agreement.refusals import VersionPassed
from projects.goals.queries.seen import goals_on_page
from projects.pricing.actions.sheets import propose_sheet
from projects.pricing.forms.sheet import SheetForm
from projects.pricing.queries.sheets import sheet_in_force
from projects.pricing.sheet import KIND, written
from projects.work.models import Project
from projects.work.queries.pages import project_of


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: PortalRequest, partnership: UUID, project: UUID) -> HttpResponse:
    """Write a price sheet; the button for more rows keeps what was typed."""
    row = project_of(partnership, project)
    request.actor.require(Right.KEEP_BOOK, row)
    waits = open_version(partnership, KIND, project)
    form = _form(request, row, waits)
    if "more" not in request.POST:
        put = attempted(form, lambda: _put_forward(request, row, form))
        if put and put.value:
            return see_other("agreement:agreement", partnership=partnership, agreement=put.value.agreement_id)
    proposer = request.partnership.party(waits.party_id) if waits else None
    return page(request, "pricing/sheet.html", {"form": form, "project": row, "proposer": proposer})


def _form(request: PortalRequest, project: Project, waits: Any) -> SheetForm:
    """Fill the form with the open proposal, else with what holds."""
    held = None if waits else sheet_in_force(project.partnership_id, project.id)
    values = waits.values if waits else written(held.terms) if held else None
    roots = goals_on_page(project.partnership_id, as_of=timezone.localdate())
    goals = [(str(one.id), one.name) for root in roots for one in root.walk()]
    data = request.POST if request.method == "POST" else None
    seen = newest_number(project.partnership_id, KIND, project.id)
    return SheetForm(data, values=values, goals=goals, currency=request.partnership.currency, seen=seen)


def _put_forward(request: PortalRequest, project: Project, form: SheetForm) -> Version:
    try:
        return propose_sheet(
            request.actor,
            partnership=request.partnership,
            project=project,
            values=form.values(),
            seen=form.cleaned_data["seen"],
            word=form.cleaned_data["word"],
            now=timezone.now(),
            key=form.cleaned_data["key"],
        )
    except VersionPassed:
        form.freshen(newest_number(project.partnership_id, KIND, project.id))
        raise
    except Refused as refusal:
        refusal.on_field = form.named(refusal.on_field)
        raise
