"""What the last signature does to a goal: new terms hold from that day on, or the goal is closed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounts.actor import Actor
from partnership.kit.book import record
from partnership.kit.ids import new_id
from projects.agreement.kinds import Put
from projects.goals.checks import check_parent
from projects.goals.models import Goal, GoalProject, GoalSide, Measure, MeasureTerms, Step, Terms


def put_goal_in_force(actor: Actor, put: Put) -> None:
    """Write the terms anew; measures and steps whose ids stay keep their readings, and older terms keep their time."""
    goal = _held(put)
    # Two goals put under one another in the same second: the second waits for the chain, and is looked at again here.
    check_parent(put)
    day = put.now.date()
    Terms.objects.filter(partnership_id=put.partnership_id, goal=goal, until_on=None).update(until_on=day)
    terms = _terms(put, goal, day)
    _write_sides(terms, put.values["sides"])
    _write_projects(terms, put.values["projects"])
    _write_measures(terms, put.values["measures"])
    goal.status, goal.name = Goal.Stage.ACTIVE, put.values["name"]
    _save(goal, put)


def close_goal(actor: Actor, put: Put) -> None:
    """Close the goal with the score that all parties agreed."""
    goal = _held(put)
    goal.status, goal.score, goal.closed_on = Goal.Stage.CLOSED, Decimal(put.values["score"]), put.now.date()
    _save(goal, put)
    record(
        actor,
        "goals.closed",
        subject_kind="goal",
        subject_id=goal.id,
        partnership=put.partnership_id,
        at=put.now,
    )


def _held(put: Put) -> Goal:
    return Goal.objects.select_for_update().get(  # type: ignore[no-any-return]
        partnership_id=put.partnership_id, id=put.subject_id
    )


def _save(goal: Goal, put: Put) -> None:
    goal.version += 1
    goal.updated_at = put.now
    goal.save()


def _terms(put: Put, goal: Goal, day: date) -> Terms:
    values = put.values
    terms = Terms(
        partnership_id=put.partnership_id,
        goal=goal,
        number=put.number,
        from_on=day,
        name=values["name"],
        parent_id=UUID(values["parent"]["id"]) if values["parent"] else None,
        weight=Decimal(values["weight"]),
        starts_on=date.fromisoformat(values["starts_on"]),
        ends_on=date.fromisoformat(values["ends_on"]),
    )
    terms.save(force_insert=True)
    return terms


def _write_sides(terms: Terms, rows: list[dict[str, Any]]) -> None:
    GoalSide.objects.bulk_create(
        GoalSide(
            id=new_id(),
            partnership_id=terms.partnership_id,
            terms=terms,
            party_id=_id(row["party"]),
            why=row["why"],
            owner_id=_id(row["owner"]),
            owner_name=row["owner"]["name"],
            contribution=row["contribution"],
            amount=_number(row["amount"]),
            unit=row["unit"] or "",
        )
        for row in rows
    )


def _write_projects(terms: Terms, rows: list[dict[str, Any]]) -> None:
    GoalProject.objects.bulk_create(
        GoalProject(partnership_id=terms.partnership_id, terms=terms, project_id=_id(row["project"]))
        for row in rows
    )


def _write_measures(terms: Terms, rows: list[dict[str, Any]]) -> None:
    own = {"partnership_id": terms.partnership_id}
    known = set(Measure.objects.filter(**own, goal_id=terms.goal_id).values_list("id", flat=True))
    Measure.objects.bulk_create(
        Measure(id=UUID(row["id"]), **own, goal_id=terms.goal_id, kind=row["kind"])
        for row in rows
        if UUID(row["id"]) not in known
    )
    for row in rows:
        _write_steps(terms.partnership_id, UUID(row["id"]), row["steps"])
    MeasureTerms.objects.bulk_create(_measure(terms, place, row) for place, row in enumerate(rows, start=1))


def _write_steps(partnership_id: UUID, measure_id: UUID, rows: list[dict[str, Any]]) -> None:
    own = {"partnership_id": partnership_id, "measure_id": measure_id}
    known = {step.id: step for step in Step.objects.filter(**own)}
    new = [Step(id=UUID(row["id"]), **own, name=row["name"]) for row in rows if UUID(row["id"]) not in known]
    Step.objects.bulk_create(new)
    for row in rows:
        step = known.get(UUID(row["id"]))
        if step and step.name != row["name"]:
            step.name = row["name"]
            step.save(update_fields=["name"])


def _measure(terms: Terms, place: int, row: dict[str, Any]) -> MeasureTerms:
    return MeasureTerms(
        partnership_id=terms.partnership_id,
        terms=terms,
        measure_id=UUID(row["id"]),
        position=place,
        name=row["name"],
        start=_number(row["start"]),
        target=_number(row["target"]),
        unit=row["unit"] or "",
        source=row["source"] or "",
        weight=Decimal(row["weight"]),
        step_ids=[UUID(step["id"]) for step in row["steps"]],
    )


def _id(ref: dict[str, str]) -> UUID:
    return UUID(ref["id"])


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
