"""Letting measures of a goal follow key figures of the own side's, and ending that."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from projects.goals.actions.linking import NUMBERED, is_open_to_all, link_figure, unlink_figure
from projects.goals.forms.figures import LinkForm
from projects.goals.models import FigureLink, Goal
from projects.goals.queries.links import links_of_goal
from projects.goals.queries.rows import goal_row
from projects.goals.queries.seen import goal_seen
from projects.goals.views.open import require_in_force
from projects.insight.queries.figures import own_figure_row, own_figures


@require_http_methods(["GET", "HEAD", "POST"])
def figures(request: PortalRequest, partnership: UUID, goal: UUID) -> HttpResponse:
    """Show which measures follow a key figure, link another one, or end a link (`end`)."""
    row, today = goal_row(partnership, goal), timezone.localdate()
    request.actor.require(Right.CHECK_IN, row)
    require_in_force(row)
    if request.POST.get("end"):
        return _ended(request, row)
    seen, links = goal_seen(partnership, goal, as_of=today), links_of_goal(partnership, goal)
    taken = {one.measure_id for one in links}
    own = own_figures(request.actor, partnership)
    free = [one for one in seen.measures if one.kind in NUMBERED and one.id not in taken]
    form = LinkForm(request.POST or None, measures=free, figures=own)
    if attempted(form, lambda: _link(request, row, form)):
        messages.success(request, _("Linked. The values until now have come along."))
        return see_other("goals:goal", partnership=partnership, goal=goal)
    names = {one.id: one.name for one in seen.measures}
    context = {
        "goal": seen,
        "form": form,
        "links": [
            (one, names.get(one.measure_id, ""), request.partnership.party(one.party_id)) for one in links
        ],
        "has_figures": bool(own),
        "has_measures": bool(free),
        "is_open": is_open_to_all(request.partnership, request.partnership.own_party.id, today=today),
    }
    return page(request, "goals/figures.html", context)


def _link(request: PortalRequest, row: Goal, form: LinkForm) -> FigureLink:
    return link_figure(
        request.actor,
        partnership=request.partnership,
        goal=row,
        measure_id=form.cleaned_data["measure"],
        figure=own_figure_row(request.actor, row.partnership_id, form.cleaned_data["figure"]),
        today=timezone.localdate(),
        now=timezone.now(),
    )


def _ended(request: PortalRequest, row: Goal) -> HttpResponse:
    try:
        link_id = UUID(request.POST["end"])
    except ValueError as error:
        raise Http404 from error
    unlink_figure(request.actor, goal=row, link_id=link_id, now=timezone.now())
    messages.success(request, _("The link is ended. The values stay."))
    return see_other("goals:figures", partnership=row.partnership_id, goal=row.id)
