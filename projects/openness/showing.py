"""What the pages of openness show: for every two sides a table of what each opens to the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from accounts.queries import PartnershipSeen, PartySeen
from projects.openness.checks import sentence_of, unbalanced
from projects.openness.queries.grants import terms_held
from projects.openness.queries.records import AskSeen, GrantSeen, ReadingSeen
from projects.openness.steps import OPENABLE, RULES, SAME, Opened, Step, Topic, pair_of, step_in
from projects.openness.terms import FOR_GOOD
from projects.openness.words import MEANINGS, STEPS, topic_label


@dataclass(frozen=True)
class Cell:
    """How far a side has opened a topic to another today; `through` is the topic that opens it along."""

    owner: PartySeen
    reader: PartySeen
    topic: Topic
    step: Step
    grant: GrantSeen | None
    through: str

    @property
    def label(self) -> str:
        return str(STEPS[str(int(self.step))])

    @property
    def marks(self) -> list[bool]:
        """Four small marks, one for each step, filled as far as it is open."""
        return [self.step >= step for step in range(1, 5)]

    @property
    def may_close(self) -> bool:
        """Whether the reader of the page could close it, seen by the side alone."""
        return self.owner.is_own and self.grant is not None and self.grant.step > RULES[self.topic].start

    @property
    def may_ask(self) -> bool:
        return self.reader.is_own and self.step < Step.FULL


@dataclass(frozen=True)
class TopicRow:
    label: str
    pair: str
    cells: tuple[Cell, Cell]


@dataclass(frozen=True)
class PairTable:
    """Two sides, in their fixed order, and what each opens to the other."""

    sides: tuple[PartySeen, PartySeen]
    rows: tuple[TopicRow, ...]


def tables_of(partnership: PartnershipSeen, grants: Sequence[GrantSeen], *, today: date) -> list[PairTable]:
    """Return a table for every two sides of the partnership."""
    opened = [
        Opened(one.party_id, one.reader_id, one.topic, one.step, one.until or FOR_GOOD) for one in grants
    ]
    by_key = {(one.party_id, one.reader_id, one.topic): one for one in grants}

    def cell(owner: PartySeen, reader: PartySeen, topic: Topic) -> Cell:
        step = step_in(opened, owner.id, reader.id, topic, today=today)
        grant = by_key.get((owner.id, reader.id, topic))
        others = [by_key.get((owner.id, reader.id, one)) for one in SAME - {topic}] if topic in SAME else []
        wider = [one for one in others if one and one.step > (grant.step if grant else Step.CLOSED)]
        through = topic_label(wider[0].topic) if wider else ""
        return Cell(owner, reader, topic, step, grant, through)

    return [
        PairTable(
            (one, other),
            tuple(
                TopicRow(topic_label(topic), _pair(topic), (cell(one, other, topic), cell(other, one, topic)))
                for topic in OPENABLE
            ),
        )
        for one, other in combinations(partnership.parties, 2)
    ]


def out_of_balance(partnership: PartnershipSeen, grants: Iterable[GrantSeen], *, today: date) -> list[str]:
    """Return in words what parity does not allow today, after a withdrawal or by an exception."""
    names = {str(one.id): one.name for one in partnership.parties}
    found = unbalanced(terms_held(grants).rows, today=today)
    return [sentence_of(one, names, day=day, today=today) for day, one in found if day == today]


def asks_shown(
    partnership: PartnershipSeen, asks: Iterable[AskSeen]
) -> list[tuple[AskSeen, PartySeen | None, PartySeen | None]]:
    """Return questions with the side that asks and the one that is asked."""
    return [(one, partnership.party(one.party_id), partnership.party(one.owner_id)) for one in asks]


def readings_shown(
    partnership: PartnershipSeen, readings: Iterable[ReadingSeen]
) -> list[tuple[ReadingSeen, PartySeen | None]]:
    """Return looks with the side that looked."""
    return [(one, partnership.party(one.reader_id)) for one in readings]


def ended_shown(
    partnership: PartnershipSeen, grants: Iterable[GrantSeen]
) -> list[tuple[GrantSeen, PartySeen | None, PartySeen | None]]:
    """Return what was open once, with both sides."""
    return [(one, partnership.party(one.party_id), partnership.party(one.reader_id)) for one in grants]


def meanings() -> list[tuple[str, str]]:
    """Return the steps with what each lets see."""
    return [(str(STEPS[str(int(step))]), str(MEANINGS[step])) for step in Step]


def _pair(topic: Topic) -> str:
    pair = pair_of(topic)
    return topic_label(pair) if pair else ""
