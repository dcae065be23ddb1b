"""The shapes in which goals leave the room: frozen, nothing lazy, both sides alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from projects.goals.progress import THRESHOLDS, MeasureKind, Pace, distance, is_apart


@dataclass(frozen=True, slots=True)
class StepSeen:
    """One of several steps."""

    id: UUID
    name: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class MeasureSeen:
    """A measure with its newest value; `achieved` is the share as it is, below 0 and past 1 too."""

    id: UUID
    kind: MeasureKind
    name: str
    start: Decimal | None
    target: Decimal | None
    unit: str
    source: str
    weight: Decimal
    value: Decimal | None
    read_on: date | None
    achieved: Decimal | None
    pace: Pace | None
    steps: tuple[StepSeen, ...]

    @property
    def is_threshold(self) -> bool:
        return self.kind in THRESHOLDS


@dataclass(frozen=True, slots=True)
class SideSeen:
    """One party in a goal: why, who, what it gives; and what it said at its newest check-in, of the week `week_on`."""

    party_id: UUID
    why: str
    owner_id: UUID
    owner_name: str
    contribution: str
    amount: Decimal | None
    unit: str
    confidence: int | None
    given: Decimal | None
    week_on: date | None
    checked_this_week: bool


@dataclass(frozen=True, slots=True)
class GoalSeen:
    """A goal on the day `as_of`. `achieved` and `expected` in 0–1; None is "no value yet" and "no pace".

    `pace` is what the lower confidence allows at best. `parts` are its sub-goals, `depth` is 0 at the top.
    """

    id: UUID
    partnership_id: UUID
    parent_id: UUID | None
    number: int
    name: str
    weight: Decimal
    starts_on: date
    ends_on: date
    closed_on: date | None
    score: Decimal | None
    as_of: date
    depth: int
    achieved: Decimal | None
    expected: Decimal | None
    pace: Pace | None
    measures: tuple[MeasureSeen, ...]
    sides: tuple[SideSeen, ...]
    parts: tuple["GoalSeen", ...]

    @property
    def stage(self) -> str:
        return "closed" if self.closed_on else "active"

    @property
    def confidences(self) -> dict[UUID, int | None]:
        return {side.party_id: side.confidence for side in self.sides}

    @property
    def distance(self) -> int | None:
        return distance(side.confidence for side in self.sides)

    @property
    def is_apart(self) -> bool:
        return is_apart(side.confidence for side in self.sides)

    @property
    def missing(self) -> tuple[UUID, ...]:
        """The parties that have not checked in this week, while the goal is under way."""
        if self.closed_on or not self.starts_on <= self.as_of <= self.ends_on:
            return ()
        return tuple(side.party_id for side in self.sides if not side.checked_this_week)

    @property
    def is_over(self) -> bool:
        """The last day has come and the goal is not closed: it is time to judge it."""
        return self.closed_on is None and self.as_of >= self.ends_on

    def side(self, party_id: UUID | None) -> SideSeen | None:
        return next((side for side in self.sides if side.party_id == party_id), None)

    def walk(self) -> Iterator["GoalSeen"]:
        """Give this goal and everything below it, from the top down."""
        yield self
        for part in self.parts:
            yield from part.walk()
