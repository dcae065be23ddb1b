"""The weekly check-in of one's own side."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from partnership.kit.weeks import Week
from projects.goals.actions.check_ins import check_in as do_check_in
from projects.goals.forms.checking import CheckInForm
from projects.goals.forms.fields import placed
from projects.goals.models import CheckIn, Goal
from projects.goals.queries.links import linked_measures
from projects.goals.queries.pages import newest_check_ins, own_check_in
from projects.goals.queries.rows import goal_row
from projects.goals.queries.seen import goal_seen
from projects.goals.showing import shown
from projects.goals.views.open import require_in_force


@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: PortalRequest, partnership: UUID, goal: UUID) -> HttpResponse:
    """Say how it goes this week; again in the same week corrects what was said."""
    row, today = goal_row(partnership, goal), timezone.localdate()
    request.actor.require(Right.CHECK_IN, row)
    require_in_force(row)
    seen, own = goal_seen(partnership, goal, as_of=today), request.partnership.own_party
    before = own_check_in(partnership, goal, own.id, today=today)
    linked = linked_measures(partnership, [one.id for one in seen.measures])
    form = CheckInForm(request.POST or None, goal=seen, own=seen.side(own.id), before=before, linked=linked)
    if attempted(form, lambda: placed(form, lambda: _done(request, form, row, today))):
        messages.success(request, _told(request, goal))
        return see_other("goals:goal", partnership=partnership, goal=goal)
    context = {"form": form, "goal": seen, "shown": shown(seen, request.partnership), "before": before}
    return page(request, "goals/check_in.html", {**context, "week": Week.of(today)})


def _done(request: PortalRequest, form: CheckInForm, row: Goal, today: date) -> CheckIn:
    return do_check_in(request.actor, goal=row, said=form.said(), today=today, now=timezone.now())


def _told(request: PortalRequest, goal: UUID) -> str:
    """Say what the others said last, now that one's own side has said it."""
    said = newest_check_ins(request.partnership.id, [goal])
    others = [
        f"{side.name} {said[goal, side.id].confidence}"
        for side in request.partnership.parties
        if not side.is_own and (goal, side.id) in said
    ]
    if not others:
        return _("Your check-in is there. The other side has not checked in on this goal yet.")
    return _("Your check-in is there. The other side's newest confidence: %(said)s.") % {
        "said": ", ".join(others)
    }
