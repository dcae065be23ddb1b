"""What the demo's partners want together: signed, followed up by both sides each week, and one that is judged."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from projects.goals.actions.check_ins import CheckInSaid, check_in
from projects.goals.actions.proposing import propose_goal, propose_result
from projects.goals.actions.scoring import score_goal
from projects.goals.kinds import GOAL, RESULT
from projects.goals.models import Goal, Measure
from projects.overview.demo.people import PARTNERSHIPS, PEOPLE, demo_id, party_id
from projects.overview.demo.staging import Act, Scene, Step, moment, signing
from projects.overview.demo.terms import project_key
from projects.overview.demo.wishes import WISHES, Outcome, Wish


def goal_steps(now: datetime) -> list[Step]:
    """Every goal from its proposal on; the last ended week is the newest that both sides have checked in for."""
    return [step for wish in WISHES for step in _of_wish(wish, now)]


def _of_wish(wish: Wish, now: datetime) -> list[Step]:
    first, second = wish.people
    days = 7 * wish.began_weeks_ago + 4
    agreed = [
        Step(moment(now, days, 9), first, wish.where, _proposing(wish, now)),
        Step(moment(now, days, 11), first, wish.where, signing(GOAL, wish.key)),
        Step(moment(now, days - 2, 14), second, wish.where, signing(GOAL, wish.key)),
    ]
    checked = [
        Step(_day_of(now, wish, week, 9 + place), who, wish.where, _checking(wish, place, week))
        for week in range(len(wish.values))
        for place, who in enumerate(wish.people)
    ]
    return [*agreed, *checked, *(_ending(wish, wish.outcome, now) if wish.outcome else [])]


def _day_of(now: datetime, wish: Wish, week: int, hour: int) -> datetime:
    """Thursday of a week: the last value is of the week before this one, or of the goal's last week."""
    monday = now - timedelta(days=now.weekday())
    thursday = monday - timedelta(weeks=wish.ended_weeks_ago + len(wish.values) - week) + timedelta(days=3)
    return thursday.replace(hour=hour, minute=20, second=0, microsecond=0)


def _proposing(wish: Wish, now: datetime) -> Act:
    return lambda scene: propose_goal(
        scene.actor, partnership=scene.partnership, values=_values(wish, now), now=scene.now, key=wish.key
    )


def _values(wish: Wish, now: datetime) -> dict[str, Any]:
    monday = (now - timedelta(days=now.weekday())).date()
    starts_on = monday - timedelta(weeks=wish.began_weeks_ago)
    return {
        "name": wish.name,
        "weight": wish.weight,
        "starts_on": starts_on.isoformat(),
        "ends_on": (starts_on + timedelta(weeks=wish.lasts_weeks, days=-1)).isoformat(),
        "parent": None,
        "sides": [_side(wish, place) for place in range(len(wish.people))],
        "measures": [dict(row) for row in wish.measures],
        "projects": [{"project": {"id": str(project_key(code))}} for code in wish.projects],
    }


def _side(wish: Wish, place: int) -> dict[str, Any]:
    why, contribution, amount, unit = wish.sides[place]
    organization = PARTNERSHIPS[wish.where][1][place]
    return {
        "party": {"id": str(party_id(wish.where, organization))},
        "why": why,
        "owner": {"id": str(_person(wish.people[place]))},
        "contribution": contribution,
        "amount": amount,
        "unit": unit,
    }


def _person(name: str) -> UUID:
    return next(demo_id(one.number) for one in PEOPLE if one.email.split("@")[0] == name)


def _checking(wish: Wish, place: int, week: int) -> Act:
    """The first side brings the values; both say how sure they are, and now and then why."""

    def act(scene: Scene) -> object:
        goal = _goal(scene, wish)
        values = dict(zip(_measures(goal, wish), wish.values[week], strict=True)) if place == 0 else {}
        happened, blockers = wish.words.get((week, place), ("", ""))
        said = CheckInSaid(wish.confidences[place][week], values=values, happened=happened, blockers=blockers)
        return check_in(scene.actor, goal=goal, said=said, today=scene.now.date(), now=scene.now)

    return act


def _ending(wish: Wish, outcome: Outcome, now: datetime) -> list[Step]:
    """Both score apart; then one proposes what they agree on, and both sign it in the last ended week."""
    friday = now.weekday() + 3
    scored = [
        Step(
            moment(now, 7 * wish.ended_weeks_ago - 6, 9 + place), who, wish.where, _scoring(wish, score, word)
        )
        for place, (who, (score, word)) in enumerate(zip(wish.people, outcome.scores, strict=True))
    ]
    first, second = wish.people
    return [
        *scored,
        Step(moment(now, friday + 2, 10), first, wish.where, _concluding(wish, outcome)),
        Step(moment(now, friday + 1, 10), first, wish.where, signing(RESULT, wish.key)),
        Step(moment(now, friday, 14), second, wish.where, signing(RESULT, wish.key)),
    ]


def _scoring(wish: Wish, score: str, word: str) -> Act:
    return lambda scene: score_goal(
        scene.actor,
        goal=_goal(scene, wish),
        score=Decimal(score),
        word=word,
        today=scene.now.date(),
        now=scene.now,
    )


def _concluding(wish: Wish, outcome: Outcome) -> Act:
    return lambda scene: propose_result(
        scene.actor,
        partnership=scene.partnership,
        goal=_goal(scene, wish),
        values={"score": outcome.score, "learned": outcome.learned},
        seen=0,
        now=scene.now,
    )


def _goal(scene: Scene, wish: Wish) -> Goal:
    found: Goal = Goal.objects.get(partnership_id=scene.partnership.id, id=wish.key)
    return found


def _measures(goal: Goal, wish: Wish) -> list[UUID]:
    """The goal's measures in the order of the wish; no two are of one kind."""
    rows = dict(
        Measure.objects.filter(partnership_id=goal.partnership_id, goal=goal).values_list("kind", "id")
    )
    return [rows[row["kind"]] for row in wish.measures]
