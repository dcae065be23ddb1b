"""The end of a goal: each side scores apart, then both agree on the outcome."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import attempted, page, see_other
from projects.agreement.models import Version
from projects.agreement.queries.seen import newest_number, open_version
from projects.goals.actions.proposing import propose_result
from projects.goals.actions.scoring import NotOver, score_goal
from projects.goals.forms.judging import ResultForm, ScoreForm
from projects.goals.kinds import RESULT
from projects.goals.models import Goal
from projects.goals.queries.rows import goal_row
from projects.goals.queries.story import GoalStory, goal_story
from projects.goals.queries.values import newest_values
from projects.goals.showing import scores_of
from projects.goals.views.open import require_in_force
from projects.goals.views.passing import passed


@require_http_methods(["GET", "HEAD", "POST"])
def score(request: PortalRequest, partnership: UUID, goal: UUID) -> HttpResponse:
    """Score for one's own side, unread by the others until all have scored."""
    row, today = goal_row(partnership, goal), timezone.localdate()
    request.actor.require(Right.CHECK_IN, row)
    story = _story_at_the_end(row, today)
    if not story.waits_for_score:
        return see_other("goals:result", partnership=partnership, goal=goal)
    own = next((one for one in story.scores if one.party_id == request.partnership.own_party.id), None)
    form = ScoreForm(request.POST or None, score=own.score if own else None, word=own.word if own else "")
    if attempted(form, lambda: _scored(request, form, row, today)):
        return see_other("goals:score", partnership=partnership, goal=goal)
    waiting = [side for side in request.partnership.parties if side.id in story.waits_for_score]
    return page(
        request, "goals/score.html", {"form": form, "goal": story.goal, "own": own, "waiting": waiting}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def result(request: PortalRequest, partnership: UUID, goal: UUID) -> HttpResponse:
    """Both scores side by side, and the outcome that both sides sign."""
    row, today = goal_row(partnership, goal), timezone.localdate()
    request.actor.require(Right.PLAN, row)
    story = _story_at_the_end(row, today)
    if story.waits_for_score and request.method != "POST":
        return see_other("goals:score", partnership=partnership, goal=goal)
    seen = newest_number(partnership, RESULT, goal)
    form = ResultForm(request.POST or None, values=newest_values(partnership, RESULT, goal))
    made = attempted(form, lambda: _proposed(request, form, row))
    if made.value:
        return see_other("agreement:agreement", partnership=partnership, agreement=made.value.agreement_id)
    waiting = open_version(partnership, RESULT, goal)
    scores = scores_of(story, request.partnership)
    numbers = [one.score for one in story.scores]
    context = {"form": form, "goal": story.goal, "scores": scores, "waiting": waiting}
    context |= {"passed": passed(request, RESULT, goal), "seen": seen}
    distance = max(numbers) - min(numbers) if len(numbers) > 1 else None
    return page(request, "goals/result.html", {**context, "distance": distance})


def _story_at_the_end(row: Goal, today: date) -> GoalStory:
    require_in_force(row)
    story = goal_story(row.partnership_id, row.id, as_of=today)
    if not story.goal.is_over:
        raise NotOver
    return story


def _scored(request: PortalRequest, form: ScoreForm, row: Goal, today: date) -> object:
    said = {"score": form.cleaned_data["score"], "word": form.cleaned_data["word"]}
    return score_goal(request.actor, goal=row, today=today, now=timezone.now(), **said)


def _proposed(request: PortalRequest, form: ResultForm, row: Goal) -> Version:
    clean = form.cleaned_data
    return propose_result(
        request.actor,
        partnership=request.partnership,
        goal=row,
        values=form.said(),
        seen=clean["seen"] or 0,
        word=clean["word"],
        key=clean["key"],
        now=timezone.now(),
    )
