"""How much one side may see of another: topics, steps, and what goes with what. No Django, no clock, no database.

Topics and steps after the open-business essay; parity: a party may ask for step n on a topic only if it grants at
least n − 1 on the paired topic. Where the price of a deal is known to both, cost and margin tell each other: what is
opened of one is opened of the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import NamedTuple
from uuid import UUID


class Topic(StrEnum):
    GOALS = "goals"
    TIME = "time"
    COST = "cost"
    MARGIN = "margin"
    CAPACITY = "capacity"
    OUTCOME_VALUE = "outcome_value"
    KEY_FIGURES = "key_figures"
    PLANS = "plans"
    DECISIONS = "decisions"
    RESPONSE_TIMES = "response_times"


class Step(IntEnum):
    CLOSED = 0  # nothing, not even that there is something
    EXISTS = 1  # a light
    SUMMARY = 2  # ranges and monthly totals
    DETAIL = 3  # by role
    FULL = 4  # with its source


@dataclass(frozen=True, slots=True)
class Rule:
    """`start` holds while nothing is signed; a topic is never closed below `least`; `pair` is what parity asks for."""

    start: Step
    least: Step
    pair: Topic | None = None


RULES: Mapping[Topic, Rule] = {
    # Shared from the start: both sides sign them, or both sides' work is in them.
    Topic.GOALS: Rule(Step.FULL, Step.FULL),
    Topic.DECISIONS: Rule(Step.FULL, Step.FULL),
    Topic.RESPONSE_TIMES: Rule(Step.FULL, Step.FULL, Topic.TIME),
    # The two clocks are shared; what somebody wrote beside the hours is its side's to open.
    Topic.TIME: Rule(Step.FULL, Step.DETAIL, Topic.RESPONSE_TIMES),
    # Closed until their owner opens them.
    Topic.COST: Rule(Step.CLOSED, Step.CLOSED),
    Topic.MARGIN: Rule(Step.CLOSED, Step.CLOSED, Topic.OUTCOME_VALUE),
    Topic.OUTCOME_VALUE: Rule(Step.CLOSED, Step.CLOSED, Topic.MARGIN),
    Topic.CAPACITY: Rule(Step.CLOSED, Step.CLOSED, Topic.PLANS),
    Topic.PLANS: Rule(Step.CLOSED, Step.CLOSED, Topic.CAPACITY),
    Topic.KEY_FIGURES: Rule(Step.CLOSED, Step.CLOSED),
}
OPENABLE = tuple(topic for topic, rule in RULES.items() if rule.least < Step.FULL)
"""The topics that an agreement can say something about; the others are always whole."""
MONEY = frozenset({Topic.COST, Topic.MARGIN, Topic.OUTCOME_VALUE})
"""Reading these takes the right to see the book as well."""
SAME = frozenset({Topic.COST, Topic.MARGIN})
"""With the price known, each of these tells the other."""


def pair_of(topic: Topic) -> Topic | None:
    """Return what parity asks for in return; cost tells margin, so it asks for the same."""
    return RULES[Topic.MARGIN if topic in SAME else topic].pair


class Opened(NamedTuple):
    """One side's topic as another side may see it; `until` is the last day."""

    owner: UUID
    reader: UUID
    topic: Topic
    step: Step
    until: date


def step_in(opened: Sequence[Opened], owner: UUID, reader: UUID, topic: Topic, *, today: date) -> Step:
    """Return how much of `owner`'s topic `reader` may see on a day: everything of its own."""
    if owner == reader:
        return Step.FULL
    alike = SAME if topic in SAME else {topic}
    return max(_single(opened, owner, reader, one, today) for one in alike)


def _single(opened: Sequence[Opened], owner: UUID, reader: UUID, topic: Topic, today: date) -> Step:
    for one in opened:
        # The topic first: it is the quickest to compare.
        if one.topic == topic and one.owner == owner and one.reader == reader and today <= one.until:
            return max(one.step, RULES[topic].least)
    return RULES[topic].start


@dataclass(frozen=True, slots=True)
class Imbalance:
    """A row that parity does not allow: `reader` would get `step` of `topic` and gives too little of `pair` for it."""

    owner: UUID
    reader: UUID
    topic: Topic
    step: Step
    pair: Topic
    gives: Step
    needs: Step


def imbalances(opened: Sequence[Opened], *, today: date) -> list[Imbalance]:
    """Return every row for which the reader grants less than one step below on the paired topic, in the rows' order.

    Cost counts as margin, since with the price each tells the other.
    """
    found: dict[tuple[UUID, UUID, Topic], Imbalance] = {}
    for one in opened:
        topic = Topic.MARGIN if one.topic in SAME else one.topic
        pair = RULES[topic].pair
        if pair is None or today > one.until:
            continue
        step = step_in(opened, one.owner, one.reader, topic, today=today)
        gives = step_in(opened, one.reader, one.owner, pair, today=today)
        if gives < step - 1:
            key = (one.owner, one.reader, topic)
            found[key] = Imbalance(one.owner, one.reader, topic, step, pair, gives, Step(step - 1))
    return list(found.values())
