"""Reading goals: the list as a tree, and a goal's own page as a story."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import Right
from accounts.queries import PartySeen
from accounts.requests import PortalRequest
from partnership.kit.answers import page
from projects.agreement.queries.records import VersionSeen
from projects.agreement.queries.seen import agreement_about, open_versions
from projects.goals.charts import goal_line_of
from projects.goals.kinds import GOAL, RESULT
from projects.goals.models import Goal
from projects.goals.queries.links import links_of_goal
from projects.goals.queries.pages import newest_check_ins
from projects.goals.queries.rows import goal_row
from projects.goals.queries.seen import goals_on_page
from projects.goals.queries.story import GoalStory, goal_story
from projects.goals.showing import measures_shown, scores_of, shown, weeks_shown


@require_safe
def goals(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """All goals as a tree, those that wait for signatures apart."""
    seen = [one for root in goals_on_page(partnership, as_of=timezone.localdate()) for one in root.walk()]
    known = {one.id for one in seen}
    open_ = _open(partnership)
    said = newest_check_ins(partnership, [one.id for one in seen if one.is_apart and not one.closed_on])
    lines = [shown(one, request.partnership, open_=open_, said=said) for one in seen]
    proposed = [one for one in open_ if one.subject_id not in known]
    context = {
        "under_way": [one for one in lines if not one.goal.closed_on],
        "closed": [one for one in lines if one.goal.closed_on],
        "proposed": [(one, [side for side in _sides(request) if side.id in one.waiting]) for one in proposed],
        "may_plan": _may(request, Right.PLAN),
        "may_check_in": _may(request, Right.CHECK_IN),
    }
    return page(request, "goals/goals.html", context)


@require_safe
def goal(request: PortalRequest, partnership: UUID, goal: UUID) -> HttpResponse:
    """One goal as a story; before every side has signed it, where it waits."""
    row = goal_row(partnership, goal)
    agreement = agreement_about(partnership, GOAL, goal)
    if row.status == Goal.Stage.PROPOSED:
        newest = agreement.versions[0] if agreement else None
        waiting = [side for side in _sides(request) if newest and side.id in newest.waiting]
        context = {"goal": row, "version": newest, "waiting": waiting, "may_plan": _may(request, Right.PLAN)}
        return page(request, "goals/proposed.html", context)
    story = goal_story(partnership, goal, as_of=timezone.localdate())
    return page(request, "goals/goal.html", {**_told(request, story), "agreement": agreement})


@require_safe
def weeks_file(request: PortalRequest, partnership: UUID, goal: UUID) -> HttpResponse:
    """The chart's data as CSV."""
    today = timezone.localdate()
    chart = goal_line_of(goal_story(partnership, goal, as_of=today), request.partnership, today=today)
    headers = {"Content-Disposition": 'attachment; filename="goal.csv"'}
    return HttpResponse(chart.csv(), content_type="text/csv; charset=utf-8", headers=headers)


def _told(request: PortalRequest, story: GoalStory) -> dict[str, object]:
    partnership, seen = request.partnership, story.goal
    open_ = _open(partnership.id)
    said = newest_check_ins(partnership.id, [seen.id])
    return {
        "shown": shown(seen, partnership, open_=open_, said=said),
        "goal": seen,
        "chart": goal_line_of(story, partnership, today=seen.as_of),
        "measures": measures_shown(seen, links_of_goal(partnership.id, seen.id)),
        "weeks": weeks_shown(story.check_ins, partnership),
        "parts": [shown(one, partnership, open_=open_) for one in seen.parts],
        "story": story,
        "result": agreement_about(partnership.id, RESULT, seen.id) if seen.closed_on else None,
        "readings": [(one, partnership.party(one.party_id)) for one in story.readings[:20]],
        "scores": scores_of(story, partnership),
        "may_plan": _may(request, Right.PLAN),
        "may_check_in": _may(request, Right.CHECK_IN),
    }


def _open(partnership_id: UUID) -> list[VersionSeen]:
    return [one for one in open_versions([partnership_id]) if one.kind in (GOAL, RESULT)]


def _sides(request: PortalRequest) -> tuple[PartySeen, ...]:
    return request.partnership.parties


def _may(request: PortalRequest, right: Right) -> bool:
    return request.actor.may(right) and request.partnership.status == "active"
