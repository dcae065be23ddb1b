"""`/goals`: read all with their progress, propose one inside a partnership, propose other terms of one."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from accounts.access import Right
from accounts.queries import partnership_seen
from api.names import EXTERNAL
from api.operation import operation
from api.parameters import PAGING, UPDATED, choices, ids
from api.v1.agreement_versions import named_values
from api.v1.goal_shapes import (
    GoalChange,
    GoalShape,
    GoalWholeShape,
    NewGoal,
    details,
    progress,
    values_said,
)
from api.v1.lists import ListingView, with_names
from projects.goals.actions.proposing import propose_goal, propose_goal_change
from projects.goals.models import Goal
from projects.goals.queries.listed import GOALS
from projects.goals.queries.records import GoalSeen
from projects.goals.queries.rows import goal_row
from projects.goals.queries.seen import goals_seen
from projects.goals.queries.values import values_of_goal

FILTERS = (
    *PAGING,
    *UPDATED,
    *EXTERNAL,
    choices("status", Goal.Stage.values, "Only goals with one of these states."),
)


class Goals(ListingView):
    tag, listing, one_name = "goals", with_names(GOALS, "goal"), "goal"

    def whole(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        found = self._found(rows)
        return [{**row, **progress(found.get(row["id"]))} for row in rows]

    def propose(self, partnership: UUID, body: dict[str, Any]) -> UUID:
        """Propose what a body says; return the new goal's id."""
        with named_values(""):
            version = propose_goal(
                self.actor,
                partnership=partnership_seen(self.actor, partnership),
                values=values_said(body),
                word=body.get("word", ""),
                now=self.now,
            )
        return version.agreement.subject_id

    def change(self, seen: dict[str, Any], body: dict[str, Any]) -> None:
        """Propose what a body names of other terms of the goal that was seen."""
        partnership, goal = seen["partnership"], seen["id"]
        known = values_of_goal(partnership, goal) or {}
        with named_values(""):
            propose_goal_change(
                self.actor,
                partnership=partnership_seen(self.actor, partnership),
                goal=goal_row(partnership, goal),
                values={**known, **values_said(body)},
                word=body.get("word", ""),
                seen=body.get("seen", 0),
                now=self.now,
            )

    def answer_one(self, row_id: UUID, *, status: int = 200) -> HttpResponse:
        return self.answer_goal(row_id, status=status)

    def answer_goal(self, goal_id: UUID, *, status: int = 200) -> HttpResponse:
        """Answer a goal whole, as it stands today: no ETag, its progress moves with the days."""
        row = self.seen(goal_id)
        found = self._found([row]).get(goal_id)
        answer = self.one({**row, **progress(found), **details(found)}, status=status)
        if status == 201:
            answer.headers["Location"] = f"/api/v1/goals/{goal_id}"
        return answer

    def _found(self, rows: list[dict[str, Any]]) -> dict[UUID, GoalSeen]:
        trees = goals_seen(sorted({row["partnership"] for row in rows}), as_of=self.today)
        return {goal.id: goal for roots in trees.values() for root in roots for goal in root.walk()}


class GoalsView(Goals):
    @operation(
        "list_goals",
        Right.READ,
        summary="Goals of all your partnerships, newest first",
        answer=GoalShape,
        listed=True,
        parameters=(*FILTERS, ids("partnership", "Only goals of these partnerships.")),
    )
    def get(self, request: Any) -> HttpResponse:
        return self.answer_list()


class PartnershipGoalsView(Goals):
    @operation(
        "list_partnership_goals",
        Right.READ,
        summary="Goals of one partnership, newest first",
        answer=GoalShape,
        listed=True,
        parameters=FILTERS,
    )
    def get(self, request: Any, partnership: UUID) -> HttpResponse:
        return self.answer_list(partnership)

    @operation(
        "propose_goal",
        Right.PLAN,
        summary="Propose a goal",
        about="It is there from now on, and holds when every party has signed: see its `agreement`.",
        answer=GoalWholeShape,
        body=NewGoal,
        status=201,
    )
    def post(self, request: Any, partnership: UUID) -> HttpResponse:
        return self.answer_goal(self.propose(partnership, self.body()), status=201)


class GoalView(Goals):
    @operation(
        "get_goal", Right.READ, summary="One goal: terms, measures, sides, progress", answer=GoalWholeShape
    )
    def get(self, request: Any, goal: UUID) -> HttpResponse:
        return self.answer_goal(goal)

    @operation(
        "propose_goal_change",
        Right.PLAN,
        summary="Propose other terms of a goal",
        about="What holds is changed by the last signature, not by this. Answers the other side's proposal if one is open.",
        answer=GoalWholeShape,
        body=GoalChange,
    )
    def patch(self, request: Any, goal: UUID) -> HttpResponse:
        self.change(self.seen(goal), self.body(partial=True))
        return self.answer_goal(goal)


def with_known_ids(rows: list[dict[str, Any]], known: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give measures that say no id the one of the known measure with that name, and their steps alike."""
    by_name = {one["name"]: one for one in known}
    found = []
    for row in rows:
        same = by_name.get(row["name"], {}) if "id" not in row else {}
        kept = {**({"id": same["id"]} if same else {}), **row}
        if row.get("steps") and same:
            kept["steps"] = with_known_ids(row["steps"], same.get("steps", []))
        found.append(kept)
    return found
