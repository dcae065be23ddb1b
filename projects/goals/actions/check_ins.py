"""The weekly check-in of one party: values, how sure it is, what happened, what is in the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.actor import Actor
from partnership.kit.book import record
from partnership.kit.errors import Refused
from partnership.kit.weeks import Week
from projects.goals.models import CheckIn, Goal, Reading
from projects.goals.progress import distance, is_apart

from .following import held_goal, measures_of, plain_number, plain_text, terms_of
from .readings import MeasureNotHere, Origin, ReadingSaid, write_readings


class BadConfidence(Refused):
    message = _("Confidence is a whole number from 1 to 10.")
    code = "bad_confidence"
    status = 422
    field = "confidence"


class WeekNotPossible(Refused):
    message = _("Check in for this week, or for an earlier one since the goal began.")
    code = "week_not_possible"
    status = 422
    field = "week_on"


@dataclass(frozen=True)
class CheckInSaid:
    """One party's week: `values` by measure, `steps` (done or not) by step, `given` of its own contribution so far.

    `week_on` is any day of the week, None for this one.
    """

    confidence: int
    week_on: date | None = None
    values: Mapping[UUID, Decimal] = field(default_factory=dict)
    steps: Mapping[UUID, bool] = field(default_factory=dict)
    happened: str = ""
    blockers: str = ""
    given: Decimal | None = None


def check_in(actor: Actor, *, goal: Goal, said: CheckInSaid, today: date, now: datetime) -> CheckIn:
    """Check in for the actor's party; again in the same week changes it, and the same again changes nothing.

    Confidences that come 3 or more apart are told to everybody, once. Raises BadConfidence, WeekNotPossible,
    TextTooLong, NotInForce, GoalClosed, and what record_readings raises for values.
    """
    actor.require(Right.CHECK_IN, goal)
    held = held_goal(goal)
    week = _week(held, said, today)
    words = _words(said)
    before = confidences_now(held, today)
    row, is_new = _written(actor, held, week, words, now)
    origin = Origin(actor, now, Reading.Source.CHECK_IN, check_in=row)
    read_on = min(week.sunday, today)
    values = write_readings(held, _readings(held, said, read_on), origin, today=today, path="values")
    if is_new or values:
        _tell(actor, "goals.checked_in", held, now, {"week": str(week), "values": len(values)})
    after = confidences_now(held, today)
    if is_apart(after.values()) and not is_apart(before.values()):
        _tell(actor, "goals.apart", held, now, {"distance": distance(after.values())})
    return row


def confidences_now(goal: Goal, today: date) -> dict[UUID, int]:
    """Return the newest confidence of each party that has said one."""
    rows = CheckIn.objects.filter(
        partnership_id=goal.partnership_id, goal=goal, week_on__lte=Week.of(today).monday
    )
    newest = rows.order_by("party_id", "-week_on").distinct("party_id")
    return dict(newest.values_list("party_id", "confidence"))


def _week(goal: Goal, said: CheckInSaid, today: date) -> Week:
    week = Week.of(said.week_on or today)
    if week > Week.of(today) or week.sunday < terms_of(goal).starts_on:
        raise WeekNotPossible
    return week


def _words(said: CheckInSaid) -> dict[str, Any]:
    if isinstance(said.confidence, bool) or said.confidence not in range(1, 11):
        raise BadConfidence
    return {
        "confidence": said.confidence,
        "happened": plain_text(said.happened, "happened"),
        "blockers": plain_text(said.blockers, "blockers"),
        "given": None if said.given is None else plain_number(said.given, "given"),
    }


def _written(
    actor: Actor, goal: Goal, week: Week, words: Mapping[str, Any], now: datetime
) -> tuple[CheckIn, bool]:
    """Write the row of the week; the second answer is whether it says anything new."""
    own = {
        "partnership_id": goal.partnership_id,
        "goal_id": goal.id,
        "party_id": actor.party_id(goal.partnership_id),
        "week_on": week.monday,
    }
    row = CheckIn.objects.filter(**own).first() or CheckIn(**own, version=0)
    if row.version and all(getattr(row, name) == value for name, value in words.items()):
        return row, False
    for name, value in words.items():
        setattr(row, name, value)
    row.person_id, row.checked_at = actor.person_id, now
    row.version += 1
    row.save()
    return row, True


def _readings(goal: Goal, said: CheckInSaid, read_on: date) -> list[ReadingSaid]:
    measure_of = {step: one.measure_id for one in measures_of(goal) for step in one.step_ids}
    if not set(said.steps) <= set(measure_of):
        raise MeasureNotHere(field="steps")
    return [
        *(ReadingSaid(measure, value, read_on) for measure, value in said.values.items()),
        *(
            ReadingSaid(measure_of[step], Decimal(is_done), read_on, step)
            for step, is_done in said.steps.items()
        ),
    ]


def _tell(actor: Actor, kind: str, goal: Goal, now: datetime, data: Mapping[str, Any]) -> None:
    record(
        actor,
        kind,
        subject_kind="goal",
        subject_id=goal.id,
        partnership=goal.partnership_id,
        data=data,
        at=now,
    )
