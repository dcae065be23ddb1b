"""What goals look like to programs, and the terms that a program may propose."""

from datetime import date
from decimal import Decimal
from typing import Any

from rest_framework import serializers

from api.fields import Choice, Day, Id, Number, Strict, Text, Whole
from api.shapes import Named, Record, Shape, decimal
from projects.goals.models import Goal
from projects.goals.models.terms import Kind
from projects.goals.progress import Pace
from projects.goals.queries.records import GoalSeen, MeasureSeen, SideSeen


class ConfidenceShape(Shape):
    """How sure one party is, 1 to 10; null before its first check-in."""

    party = serializers.UUIDField()
    confidence = serializers.IntegerField(allow_null=True)
    week_on = serializers.DateField(allow_null=True, help_text="The Monday of its newest check-in.")


class GoalShape(Named):
    """A shared goal. What is null from `number` on holds only from the last signature on."""

    partnership = serializers.UUIDField()
    name = serializers.CharField()
    status = serializers.ChoiceField(Goal.Stage.values)
    score = decimal(2, allow_null=True, about="Agreed at the end, 0 to 1.")
    closed_on = serializers.DateField(allow_null=True)
    agreement = serializers.UUIDField(help_text="Where its terms are proposed and signed.")
    newest = serializers.IntegerField(help_text="Number of the newest version: what you have `seen`.")
    open = serializers.IntegerField(allow_null=True, help_text="Number of the version that waits.")
    number = serializers.IntegerField(allow_null=True, help_text="Number of the version in force.")
    parent = serializers.UUIDField(allow_null=True)  # type: ignore[assignment]
    weight = decimal(4, allow_null=True)
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    achieved = decimal(4, allow_null=True, about="0 to 1, today; null before the first value.")
    expected = decimal(4, allow_null=True, about="0 to 1 by the pace; null where there is none.")
    pace = serializers.ChoiceField([one.value for one in Pace], allow_null=True)
    confidences = ConfidenceShape(many=True)
    distance = serializers.IntegerField(allow_null=True, help_text="Between the confidences; 3 is apart.")


class GoalStepShape(Record):
    name = serializers.CharField()
    is_done = serializers.BooleanField()


class MeasureShape(Record):
    """One measure with its newest value. `achieved` is as it is, below 0 and past 1 too."""

    name = serializers.CharField()
    kind = serializers.ChoiceField(Kind.values)
    start = decimal(4, allow_null=True)
    target = decimal(4, allow_null=True)
    unit = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    weight = decimal(4)
    value = decimal(4, allow_null=True)
    read_on = serializers.DateField(allow_null=True)
    achieved = decimal(4, allow_null=True)
    pace = serializers.ChoiceField([one.value for one in Pace], allow_null=True)
    steps = GoalStepShape(many=True)


class GoalSideShape(Shape):
    """Why the goal matters to one party, who owns it there, and what it gives."""

    party = serializers.UUIDField()
    why = serializers.CharField()
    owner = serializers.UUIDField()
    owner_name = serializers.CharField()
    contribution = serializers.CharField()
    amount = decimal(4, allow_null=True)
    unit = serializers.CharField()
    given = decimal(4, allow_null=True)


class GoalWholeShape(GoalShape):
    sides = GoalSideShape(many=True)
    measures = MeasureShape(many=True)
    parts = serializers.ListField(child=serializers.UUIDField(), help_text="Its sub-goals.")
    missing = serializers.ListField(
        child=serializers.UUIDField(), help_text="Parties that have not checked in this week."
    )


class NewGoalSide(Strict):
    party = Id()
    why = Text(max_length=8000, required=False, allow_blank=True)
    owner = Id(required=False, allow_null=True, help_text="A person of that party.")
    contribution = Text(max_length=8000, required=False, allow_blank=True)
    amount = Number(required=False, allow_null=True)
    unit = Text(max_length=300, required=False, allow_blank=True)


class NewGoalStep(Strict):
    id = Id(required=False, help_text="Of a step that is there; left out for a new one.")
    name = Text(max_length=300)


class NewMeasure(Strict):
    id = Id(required=False, help_text="Of a measure that is there; left out for a new one.")
    name = Text(max_length=300)
    kind = Choice(Kind.values)
    start = Number(required=False, allow_null=True)
    target = Number(required=False, allow_null=True)
    unit = Text(max_length=300, required=False, allow_blank=True)
    source = Text(max_length=300, required=False, allow_blank=True)  # type: ignore[assignment]
    weight = Number(required=False)
    steps = NewGoalStep(many=True, required=False)


class NewGoal(Strict):
    """The terms of a goal; they hold when every party has signed them."""

    name = Text(max_length=300)
    parent = Id(required=False, allow_null=True, help_text="Its goal above.")  # type: ignore[assignment]
    weight = Number(required=False)
    starts_on = Day()
    ends_on = Day()
    sides = NewGoalSide(many=True, help_text="Each party once.")
    measures = NewMeasure(many=True)
    projects = serializers.ListField(child=Id(), required=False)
    word = Text(required=False, allow_blank=True, max_length=2000, help_text="A word with it, not signed.")


class GoalChange(NewGoal):
    """What is left out stays as in the newest proposal, or else as it holds. A list that is sent replaces the whole."""

    seen = Whole(
        min_value=1, max_value=1_000_000, help_text="`newest` as you have read it: 409 if it is older."
    )


def values_said(body: dict[str, Any]) -> dict[str, Any]:
    """Return the terms in a body as the values of an agreement: text, and references by id."""
    values = {name: _plain(value) for name, value in body.items() if name not in ("word", "seen")}
    for name in {"parent"} & set(values):
        values[name] = _ref(values[name])
    for side in values.get("sides", ()):
        side.update({name: _ref(side.get(name)) for name in ("party", "owner")})
    if "projects" in values:
        values["projects"] = [{"project": _ref(one)} for one in values["projects"]]
    return values


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, str) else str(value)


def _ref(value: str | None) -> dict[str, str] | None:
    return {"id": value} if value else None


def progress(goal: GoalSeen | None) -> dict[str, Any]:
    """Return what holds of a goal and how it goes; None for one that nobody has signed yet."""
    names = ("number", "weight", "starts_on", "ends_on", "pace", "distance")
    return {
        **{name: getattr(goal, name, None) for name in names},
        "achieved": _share(goal.achieved) if goal else None,
        "expected": _share(goal.expected) if goal else None,
        "parent": goal.parent_id if goal else None,
        "confidences": [
            {"party": one.party_id, "confidence": one.confidence, "week_on": one.week_on}
            for one in (goal.sides if goal else ())
        ],
    }


def details(goal: GoalSeen | None) -> dict[str, Any]:
    return {
        "sides": [_side(one) for one in (goal.sides if goal else ())],
        "measures": [_measure(one) for one in (goal.measures if goal else ())],
        "parts": [one.id for one in (goal.parts if goal else ())],
        "missing": list(goal.missing) if goal else [],
    }


def _share(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(Decimal("0.0001"))


def _side(one: SideSeen) -> dict[str, Any]:
    kept = ("why", "owner_name", "contribution", "amount", "unit", "given")
    return {
        "party": one.party_id,
        "owner": one.owner_id,
        **{name: getattr(one, name) for name in kept},
    }


def _measure(one: MeasureSeen) -> dict[str, Any]:
    kept = (
        "id",
        "name",
        "start",
        "target",
        "unit",
        "source",
        "weight",
        "value",
        "read_on",
        "pace",
    )
    return {
        **{name: getattr(one, name) for name in kept},
        "achieved": _share(one.achieved),
        "object": "measure",
        "kind": one.kind.value,
        "steps": [
            {"id": step.id, "object": "step", "name": step.name, "is_done": step.is_done}
            for step in one.steps
        ],
    }
