"""What the lines of a project's price sheet cost: stated by the side that delivers, read as far as it is opened."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from partnership.kit.errors import Refused
from projects.pricing.actions.costs import state_costs
from projects.pricing.buildup_words import build_up_rows
from projects.pricing.forms.costs import LineCostsForm
from projects.pricing.queries.book import project_book
from projects.pricing.queries.sheet_costs import SheetCosts, sheet_costs
from projects.pricing.sheet_refusals import DelivererStates
from projects.pricing.viewing import viewing_for
from projects.work.models import Project
from projects.work.queries.pages import project_of

PLACE = "costs"


@require_http_methods(["GET", "HEAD", "POST"])
def costs(request: PortalRequest, partnership: UUID, project: UUID) -> HttpResponse:
    """Show the build-up; its own side writes there what the lines cost."""
    row = project_of(partnership, project)
    if request.method == "POST":
        request.actor.require(Right.KEEP_BOOK, row)
    found = sheet_costs(request.actor, request.partnership, row, **_when(), place=PLACE)
    if request.method == "POST" and not (found and found.is_own):
        raise DelivererStates
    form = LineCostsForm(request.POST or None, costs=found) if found else None
    if found and form and attempted(form, lambda: _state(request, row, form)):
        messages.success(request, _("Saved. Cost, margin and light are counted anew."))
        return see_other("pricing:costs", partnership=partnership, project=project)
    return page(request, "pricing/costs.html", _context(request, row, found, form))


def _state(request: PortalRequest, project: Project, form: LineCostsForm) -> None:
    try:
        state_costs(
            request.actor,
            partnership=request.partnership,
            project=project,
            costs=form.said(),
            number=form.cleaned_data["number"],
            now=timezone.now(),
        )
    except Refused as refusal:
        refusal.on_field = form.named(refusal.on_field)
        raise


def _context(
    request: PortalRequest, project: Project, found: SheetCosts | None, form: LineCostsForm | None
) -> dict[str, Any]:
    may_keep = request.actor.may(Right.KEEP_BOOK) and request.partnership.status == "active"
    context: dict[str, Any] = {
        "project": project,
        "deliverer": request.partnership.party(project.delivered_by_id),
        "found": found,
        "rows": build_up_rows(found.seen) if found else (),
        "own": viewing_for(request.actor, request.partnership, today=timezone.localdate()),
        "may_see": request.actor.may(Right.SEE_BOOK),
        "may_keep": may_keep,
        "form": form if found and found.is_own and may_keep else None,
    }
    if found and found.is_own and context["may_see"]:
        _book, one = project_book(request.actor, request.partnership, project.id, **_when(), place=PLACE)
        context |= {"one": one, "seen": one.outturn}
    return context


def _when() -> dict[str, Any]:
    return {"today": timezone.localdate(), "now": timezone.now()}
