"""Writing a goal that every side will sign: a new one, or other terms of one that there is."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from projects.agreement.models import Version
from projects.agreement.queries.seen import newest_number, open_version
from projects.goals.actions.proposing import propose_goal, propose_goal_change
from projects.goals.forms.fields import placed
from projects.goals.forms.goal import Choices, GoalForm
from projects.goals.kinds import GOAL
from projects.goals.queries.pages import goals_to_choose, people_of_sides, projects_to_choose
from projects.goals.queries.rows import goal_row
from projects.goals.queries.values import values_of_goal
from projects.goals.views.passing import passed


@require_http_methods(["GET", "HEAD", "POST"])
def new_goal(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Propose a goal."""
    request.actor.require(Right.PLAN, request.partnership)
    form = GoalForm(request.POST or None, sides=request.partnership.parties, choices=_choices(request, None))
    made = attempted(
        form,
        lambda: placed(
            form,
            lambda: propose_goal(
                request.actor,
                partnership=request.partnership,
                values=form.said(),
                word=form.cleaned_data["word"],
                now=timezone.now(),
                key=form.cleaned_data["key"],
            ),
        ),
    )
    return (
        _on(made.value) if made.value else page(request, "goals/goal_form.html", {"form": form, "goal": None})
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PortalRequest, partnership: UUID, goal: UUID) -> HttpResponse:
    """Propose other terms: a change of what holds, of one's own proposal, or an answer to the other side's."""
    row, now = goal_row(partnership, goal), timezone.now()
    request.actor.require(Right.PLAN, row)
    form = GoalForm(
        request.POST or None,
        sides=request.partnership.parties,
        choices=_choices(request, goal),
        values=values_of_goal(partnership, goal),
    )
    made = attempted(
        form,
        lambda: placed(
            form,
            lambda: propose_goal_change(
                request.actor,
                partnership=request.partnership,
                goal=row,
                values=form.said(),
                now=now,
                **form.sent(),
            ),
        ),
    )
    if made.value:
        return _on(made.value)
    waiting = open_version(partnership, GOAL, goal)
    proposer = request.partnership.party(waiting.party_id) if waiting else None
    context = {"form": form, "goal": row, "waiting": waiting, "proposer": proposer}
    context |= {"passed": passed(request, GOAL, goal), "seen": newest_number(partnership, GOAL, goal)}
    return page(request, "goals/goal_form.html", context)


def _choices(request: PortalRequest, goal: UUID | None) -> Choices:
    partnership = request.partnership
    return Choices(
        people_of_sides(request.actor, partnership),
        goals_to_choose(partnership.id, without=goal),
        projects_to_choose(partnership.id),
    )


def _on(version: Version) -> HttpResponse:
    return see_other(
        "agreement:agreement", partnership=version.partnership_id, agreement=version.agreement_id
    )
