"""`/goals/…/check-ins`, `/check-ins`, `/measures/…/readings`, `/goals/…/scores`: following a goal up, and judging it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers

from accounts.access import Right
from accounts.listing import listed, listed_one
from api.fields import Day, Id, Number, Strict, Text, Whole, YesNo
from api.operation import operation
from api.parameters import PAGING, UPDATED, ids
from api.shapes import Record, decimal
from api.v1.agreement_versions import named_values
from api.v1.lists import ListingView
from projects.goals.actions.check_ins import CheckInSaid, check_in
from projects.goals.actions.scoring import score_goal
from projects.goals.models import Goal
from projects.goals.queries.listed import CHECK_INS, GOALS, SCORES
from projects.goals.queries.rows import goal_row


class CheckInShape(Record):
    """What one party said of a goal in a week. Its values are among the readings of the measures."""

    partnership = serializers.UUIDField()
    goal = serializers.UUIDField()
    party = serializers.UUIDField()
    person = serializers.UUIDField(allow_null=True)
    week_on = serializers.DateField(help_text="The week's Monday.")
    confidence = serializers.IntegerField(help_text="1 to 10: how sure this party is.")
    happened = serializers.CharField()
    blockers = serializers.CharField(help_text="What is in the way.")
    given = decimal(4, allow_null=True, about="Of the party's own contribution so far.")
    updated_at = serializers.DateTimeField()
    version = serializers.IntegerField()


class NewCheckInValue(Strict):
    measure = Id()
    value = Number()


class NewCheckInStep(Strict):
    step = Id()
    is_done = YesNo()


class NewCheckIn(Strict):
    """Your own party's week; again in the same week it replaces what was said."""

    confidence = Whole(min_value=0, max_value=100, help_text="1 to 10.")
    week_on = Day(required=False, help_text="Any day of the week; this week without it.")
    values = NewCheckInValue(many=True, required=False)
    steps = NewCheckInStep(many=True, required=False)
    happened = Text(required=False, allow_blank=True)
    blockers = Text(required=False, allow_blank=True)
    given = Number(required=False, allow_null=True)


class ScoreShape(Record):
    """One party's own judgement of a goal that has ended."""

    partnership = serializers.UUIDField()
    goal = serializers.UUIDField()
    party = serializers.UUIDField()
    person = serializers.UUIDField(allow_null=True)
    score = decimal(2, about="0 to 1.")
    word = serializers.CharField()
    scored_at = serializers.DateTimeField()


class NewScore(Strict):
    score = Number(help_text="0 to 1 in steps of 0.05.")
    word = Text(required=False, allow_blank=True)


class OfGoal(ListingView):
    """A list of what belongs to the goal of the address."""

    tag = "goals"

    def rows_of(self, goal_id: UUID) -> list[dict[str, Any]]:
        goal = self.goal(goal_id)
        return listed(
            self.listing,
            self.actor,
            limit=self.query["limit"] + 1,
            after=self.after(),
            partnerships=[goal.partnership_id],
            filters={"goal": (goal.id,), **{name: self.query.get(name) for name in UPDATES}},
        )

    def answer_rows(self, goal_id: UUID) -> HttpResponse:
        rows = self.rows_of(goal_id)
        return self.page(rows, key=lambda row: [str(row[name]) for name in self.listing.order], shape=dict)

    def goal(self, goal_id: UUID) -> Goal:
        """Return a goal of any of the actor's partnerships; raise NotThere."""
        return goal_row(listed_one(GOALS, self.actor, goal_id)["partnership"], goal_id)

    def answer_row(self, row_id: UUID) -> HttpResponse:
        return self.one(listed_one(self.listing, self.actor, row_id))


UPDATES = [parameter.name for parameter in UPDATED]


class CheckInsView(ListingView):
    tag, listing, one_name = "goals", CHECK_INS, ""

    @operation(
        "list_check_ins",
        Right.READ,
        summary="Check-ins in all your partnerships, newest week first",
        answer=CheckInShape,
        listed=True,
        parameters=(
            *PAGING,
            *UPDATED,
            ids("partnership", "Only check-ins of these partnerships."),
            ids("goal", "Only check-ins of these goals."),
            ids("party", "Only check-ins of these parties."),
        ),
    )
    def get(self, request: Any) -> HttpResponse:
        return self.answer_list()


class GoalCheckInsView(OfGoal):
    listing, one_name = CHECK_INS, ""

    @operation(
        "list_goal_check_ins",
        Right.READ,
        summary="Check-ins of one goal, newest week first",
        answer=CheckInShape,
        listed=True,
        parameters=(*PAGING, *UPDATED),
    )
    def get(self, request: Any, goal: UUID) -> HttpResponse:
        return self.answer_rows(goal)

    @operation(
        "check_in",
        Right.CHECK_IN,
        summary="Check in for your own side, or change this week's check-in",
        answer=CheckInShape,
        body=NewCheckIn,
    )
    def post(self, request: Any, goal: UUID) -> HttpResponse:
        body = self.body()
        body["values"] = {one["measure"]: one["value"] for one in body.get("values", ())}
        body["steps"] = {one["step"]: one["is_done"] for one in body.get("steps", ())}
        with named_values(""):
            row = check_in(
                self.actor, goal=self.goal(goal), said=CheckInSaid(**body), today=self.today, now=self.now
            )
        return self.answer_row(row.id)


class GoalScoresView(OfGoal):
    listing, one_name = SCORES, ""

    @operation(
        "list_goal_scores",
        Right.READ,
        summary="How the parties judge a goal: your own score, and the others' once all have scored",
        answer=ScoreShape,
        listed=True,
        parameters=PAGING,
    )
    def get(self, request: Any, goal: UUID) -> HttpResponse:
        return self.answer_rows(goal)

    @operation(
        "score_goal",
        Right.CHECK_IN,
        summary="Score a goal for your own side, or change the score until all have scored",
        answer=ScoreShape,
        body=NewScore,
    )
    def post(self, request: Any, goal: UUID) -> HttpResponse:
        body = self.body()
        row = score_goal(
            self.actor,
            goal=self.goal(goal),
            score=body["score"],
            word=body.get("word", ""),
            today=self.today,
            now=self.now,
        )
        return self.answer_row(row.id)
