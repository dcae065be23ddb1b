"""Rows of goals that actions are about, and values and check-ins with the names around them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.queries import names_of
from partnership.kit.errors import NotThere
from projects.goals.models import Goal, MeasureTerms, Reading


@dataclass(frozen=True, slots=True)
class ReadingSeen:
    """A value, with the day it is of, where it came from and who wrote it down; "" for a program without a person."""

    id: UUID
    measure_id: UUID
    measure: str
    step_id: UUID | None
    step: str
    value: Decimal
    read_on: date
    recorded_at: datetime
    source_kind: str
    source_name: str
    party_id: UUID
    person: str

    @property
    def source_label(self) -> str:
        return str(Reading.Source(self.source_kind).label)


@dataclass(frozen=True, slots=True)
class CheckInSeen:
    """What one party said of a goal in the week that begins on `week_on`."""

    id: UUID
    goal_id: UUID
    party_id: UUID
    person: str
    week_on: date
    confidence: int
    happened: str
    blockers: str
    given: Decimal | None
    checked_at: datetime
    version: int


def goal_row(partnership_id: UUID, goal_id: UUID) -> Goal:
    """Return a goal, proposed ones too; raise NotThere."""
    found: Goal | None = Goal.objects.filter(partnership_id=partnership_id, id=goal_id).first()
    if found is None:
        raise NotThere
    return found


def readings_seen(rows: QuerySet[Any]) -> list[ReadingSeen]:
    """Read values with the names around them: three queries."""
    found = list(rows.select_related("step"))
    people = names_of(one.person_id for one in found)
    measures = _measure_names({one.measure_id for one in found}, {one.partnership_id for one in found})
    kept = (
        "id",
        "measure_id",
        "step_id",
        "value",
        "read_on",
        "recorded_at",
        "source_kind",
        "source_name",
        "party_id",
    )
    return [
        ReadingSeen(
            **{name: getattr(one, name) for name in kept},
            measure=measures.get(one.measure_id, ""),
            step=one.step.name if one.step else "",
            person=people.get(one.person_id, ""),
        )
        for one in found
    ]


def check_ins_seen(rows: QuerySet[Any]) -> list[CheckInSeen]:
    """Read check-ins with the names of people: two queries."""
    found = list(rows)
    people = names_of(one.person_id for one in found)
    kept = [name for name in CheckInSeen.__slots__ if name != "person"]
    return [
        CheckInSeen(**{name: getattr(one, name) for name in kept}, person=people.get(one.person_id, ""))
        for one in found
    ]


def _measure_names(ids: set[UUID], partnerships: set[UUID]) -> dict[UUID, str]:
    """What measures are called by the newest terms that have them."""
    rows = MeasureTerms.objects.filter(partnership_id__in=partnerships, measure_id__in=ids)
    return dict(rows.order_by("terms__number").values_list("measure_id", "name"))
