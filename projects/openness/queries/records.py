"""The shapes in which grants, questions and looks leave the room: frozen, nothing lazy."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from projects.openness.steps import Step, Topic
from projects.openness.words import place_label, step_label, step_named, topic_label


@dataclass(frozen=True, slots=True)
class GrantSeen:
    """What a side has opened to another; `until` is its last day, None without an end."""

    id: UUID
    party_id: UUID
    reader_id: UUID
    topic: Topic
    step: Step
    purpose: str
    until: date | None
    number: int
    opened_at: datetime
    ended_at: datetime | None
    is_withdrawn: bool
    ended_by: str

    @property
    def topic_label(self) -> str:
        return topic_label(self.topic)

    @property
    def step_label(self) -> str:
        return step_label(self.step)


@dataclass(frozen=True, slots=True)
class AskSeen:
    """A question between sides; `gives` is what the asker offers of the paired topic, `answer` the reason of a no."""

    id: UUID
    partnership_id: UUID
    party_id: UUID
    owner_id: UUID
    topic: Topic
    step: Step
    gives: Step
    pair: Topic | None
    because: str
    status: str
    status_label: str
    answer: str
    asked_by: str
    asked_at: datetime
    answered_by: str
    answered_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.status == "open"

    @property
    def topic_label(self) -> str:
        return topic_label(self.topic)

    @property
    def step_label(self) -> str:
        return step_named(self.step)

    @property
    def pair_label(self) -> str:
        return topic_label(self.pair) if self.pair else ""

    @property
    def gives_label(self) -> str:
        return step_named(self.gives) if self.gives else ""


@dataclass(frozen=True, slots=True)
class ReadingSeen:
    """One person, or a program, looked at one opened topic at one place, `times` within one hour (UTC)."""

    id: UUID
    party_id: UUID
    reader_id: UUID
    person: str
    topic: Topic
    step: Step
    place: str
    first_at: datetime
    last_at: datetime
    times: int

    @property
    def topic_label(self) -> str:
        return topic_label(self.topic)

    @property
    def step_label(self) -> str:
        return step_label(self.step)

    @property
    def place_label(self) -> str:
        return place_label(self.place)
