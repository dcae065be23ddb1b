"""Under which topic an entry of the benefit ledger falls, and from which step on another side reads it. Pure.

The topic goes by what the entry's side does: what a side that delivers gains and gives belongs to its margin, what a side
that commissions gains and gives to its outcome value. An entry of a project goes by the side's part in that project, any
other by its part in them all: a side that only delivers has margin alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from projects.openness.steps import Opened, Step, Topic, step_in

IN_WORDS, IN_MONEY = Step.EXISTS, Step.DETAIL
BOTH = (Topic.MARGIN, Topic.OUTCOME_VALUE)


@dataclass(frozen=True, slots=True)
class Deal:
    """Who commissions a project and who delivers it."""

    project_id: UUID
    commissions: UUID
    delivers: UUID


@dataclass(frozen=True, slots=True)
class Roles:
    """The projects of a partnership, as facts about who does what in them."""

    deals: tuple[Deal, ...] = ()

    def topic(self, party: UUID, project_id: UUID | None) -> Topic:
        """Return the topic of a side's entry about a project, or about none."""
        for one in self.deals:
            if one.project_id == project_id and party in (one.commissions, one.delivers):
                return Topic.MARGIN if one.delivers == party else Topic.OUTCOME_VALUE
        return Topic.MARGIN if self.topics(party) == (Topic.MARGIN,) else Topic.OUTCOME_VALUE

    def topics(self, party: UUID) -> tuple[Topic, ...]:
        """Return the topics that a side's whole tells of: what it does in any project, outcome value if in none."""
        delivers = any(one.delivers == party for one in self.deals)
        commissions = any(one.commissions == party for one in self.deals)
        if delivers and commissions:
            return BOTH
        return (Topic.MARGIN,) if delivers else (Topic.OUTCOME_VALUE,)

    def projects_of(self, party: UUID, topic: Topic) -> list[UUID]:
        """Return the projects whose entries of a side fall under a topic."""
        return [one.project_id for one in self.deals if self.topic(party, one.project_id) == topic]


def needed(*, is_in_words: bool) -> Step:
    """Return the step from which another side reads an entry, and may say a word on it."""
    return IN_WORDS if is_in_words else IN_MONEY


def known_to_all(
    opened: Sequence[Opened],
    sides: Sequence[UUID],
    owner: UUID,
    topics: Sequence[Topic],
    least: Step,
    *,
    today: date,
) -> bool:
    """Whether every other side reads a side's topics at least at a step on a day."""
    return all(
        step_in(opened, owner, reader, topic, today=today) >= least
        for reader in sides
        for topic in topics
        if reader != owner
    )
