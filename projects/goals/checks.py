"""Whether terms of a goal can be agreed: at every proposal, and again before they take effect."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounts.actor import Actor
from accounts.models import Membership, Party
from partnership.kit.errors import NotThere
from projects.agreement.fields import Values
from projects.agreement.kinds import Put
from projects.goals.models import Goal, Measure, Score, Terms
from projects.goals.progress import THRESHOLDS, MeasureKind
from projects.work.models import Project

from .refusals import (
    BadGoal,
    BadScore,
    GoalClosed,
    GoalJudged,
    KindChanged,
    Missing,
    NotOfThatSide,
    ParentInCircle,
    ParentNotHere,
    PeriodOutOfOrder,
    ProjectNotHere,
    SameName,
    ScoresMissing,
    SideMissing,
    TargetIsStart,
    UnitMissing,
    WeightNotPositive,
    WrongDirection,
)

UNCOUNTED = frozenset({MeasureKind.YES_NO, MeasureKind.STEPS})
TWENTIETH = Decimal("0.05")


def check_goal(actor: Actor, put: Put) -> None:
    """Raise a refusal unless every side could sign these terms and they could be followed up."""
    if is_judged(require_open(put.partnership_id, put.subject_id)):
        raise GoalJudged
    values = put.values
    _require(values, "name", "starts_on", "ends_on", "weight")
    if values["ends_on"] < values["starts_on"]:
        raise PeriodOutOfOrder
    _positive(values["weight"], "weight")
    check_parent(put)
    _check_measures(put)
    _check_sides(put)
    _check_projects(put)


def check_result(actor: Actor, put: Put) -> None:
    """Raise a refusal unless the goal is under way, every side has scored it, and the score is one."""
    goal = require_open(put.partnership_id, put.subject_id)
    if put.values["goal"] is None or put.values["goal"]["id"] != str(goal.id):
        raise BadGoal(field="goal")
    _require(put.values, "score", "learned")
    require_score(Decimal(put.values["score"]))
    if not is_judged(goal):
        raise ScoresMissing


def is_judged(goal: Goal) -> bool:
    """Say whether every party has scored; until then nobody's count goes past the own score."""
    parties = Party.objects.filter(partnership_id=goal.partnership_id).count()
    return Score.objects.filter(partnership_id=goal.partnership_id, goal=goal).count() >= parties


def require_open(partnership_id: UUID, goal_id: UUID) -> Goal:
    """Return a goal that is not closed; raise NotThere or GoalClosed."""
    goal: Goal | None = Goal.objects.filter(partnership_id=partnership_id, id=goal_id).first()
    if goal is None:
        raise NotThere
    if goal.status == Goal.Stage.CLOSED:
        raise GoalClosed
    return goal


def require_score(score: Decimal) -> None:
    """Raise BadScore unless it is 0, 0.05, 0.10 … 1."""
    if not score.is_finite() or not 0 <= score <= 1 or score % TWENTIETH:
        raise BadScore


def _require(values: Values, *names: str, path: str = "") -> None:
    for name in names:
        if values.get(name) is None:
            raise Missing(field=f"{path}{name}")


def _positive(weight: str, path: str) -> None:
    if Decimal(weight) <= 0:
        raise WeightNotPositive(field=path)


def check_parent(put: Put) -> None:
    """Raise ParentNotHere or ParentInCircle unless the goal could stand under the one that is named."""
    if put.values["parent"] is None:
        return
    wanted = UUID(put.values["parent"]["id"])
    if wanted == put.subject_id:
        raise ParentInCircle
    open_ones = Goal.objects.filter(partnership_id=put.partnership_id).exclude(status=Goal.Stage.CLOSED)
    if not open_ones.filter(id=wanted).exists():
        raise ParentNotHere
    rows = Terms.objects.filter(partnership_id=put.partnership_id, until_on=None)
    parents = dict(rows.values_list("goal_id", "parent_id"))
    if put.subject_id in _above(parents, wanted):
        raise ParentInCircle


def _above(parents: dict[UUID, UUID | None], goal_id: UUID) -> Iterator[UUID]:
    """The goals above a goal; a circle that should not be there is walked once."""
    seen = set()
    above = parents.get(goal_id)
    while above and above not in seen:
        seen.add(above)
        yield above
        above = parents.get(above)


def _check_measures(put: Put) -> None:
    kinds = dict(
        Measure.objects.filter(partnership_id=put.partnership_id, goal_id=put.subject_id).values_list(
            "id", "kind"
        )
    )
    rows = put.values["measures"]
    for place, row in enumerate(rows):
        path = f"measures.{place}."
        _require(row, "name", "kind", "weight", path=path)
        _positive(row["weight"], f"{path}weight")
        if kinds.get(UUID(row["id"]), row["kind"]) != row["kind"]:
            raise KindChanged(field=f"{path}kind")
        _check_kind(row, path)
    _names_once(rows, "measures", "name")


def _check_kind(row: dict[str, Any], path: str) -> None:
    kind = MeasureKind(row["kind"])
    if kind == MeasureKind.STEPS:
        if not row["steps"]:
            raise Missing(field=f"{path}steps")
        for place, step in enumerate(row["steps"]):
            _require(step, "name", path=f"{path}steps.{place}.")
        _names_once(row["steps"], f"{path}steps", "name")
    if kind not in UNCOUNTED:
        _check_number(kind, row, path)


def _check_number(kind: MeasureKind, row: dict[str, Any], path: str) -> None:
    if row["unit"] is None:
        raise UnitMissing(field=f"{path}unit")
    _require(row, "target", path=path)
    if kind in THRESHOLDS:
        return
    _require(row, "start", path=path)
    start, target = Decimal(row["start"]), Decimal(row["target"])
    if start == target:
        raise TargetIsStart(field=f"{path}target")
    if (target > start) != (kind == MeasureKind.UP):
        raise WrongDirection(field=f"{path}target")


def _names_once(rows: list[dict[str, Any]], path: str, name: str) -> None:
    seen: set[str] = set()
    for place, row in enumerate(rows):
        if row[name].casefold() in seen:
            raise SameName(field=f"{path}.{place}.{name}")
        seen.add(row[name].casefold())


def _check_sides(put: Put) -> None:
    rows = put.values["sides"]
    parties = dict(
        Party.objects.filter(partnership_id=put.partnership_id).values_list("id", "organization_id")
    )
    said = [UUID(row["party"]["id"]) for row in rows if row["party"]]
    if sorted(said) != sorted(parties):
        raise SideMissing
    for place, row in enumerate(rows):
        path = f"sides.{place}."
        _require(row, "why", "owner", "contribution", path=path)
        if row["amount"] is not None and row["unit"] is None:
            raise UnitMissing(field=f"{path}unit")
        organization = parties[UUID(row["party"]["id"])]
        people = Membership.objects.filter(organization_id=organization, user_id=row["owner"]["id"])
        if not people.exists():
            raise NotOfThatSide(field=f"{path}owner")


def _check_projects(put: Put) -> None:
    said = [row["project"] for row in put.values["projects"]]
    if None in said:
        raise ProjectNotHere
    wanted = {one["id"] for one in said}
    found = Project.objects.filter(partnership_id=put.partnership_id, id__in=wanted).count()
    if found < len(said):
        raise ProjectNotHere
