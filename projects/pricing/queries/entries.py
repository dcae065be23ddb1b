"""Entries of the benefit ledger: the own ones, and those of other sides as far as their topic is opened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from partnership.kit.errors import NotThere
from projects.openness.gate import Steps, look, steps_for
from projects.openness.steps import Step, Topic
from projects.pricing.benefit import Answer, answer_of
from projects.pricing.ledger import Deal, Roles, needed
from projects.pricing.models import Confirmation, Entry, Posted
from projects.pricing.models.benefit import Sort
from projects.work.models import Project

Place = tuple[date, UUID]
"""Where a page begins: the day and the id of the last entry of the page before."""


@dataclass(frozen=True, slots=True)
class WordSeen:
    """What another side said of an entry as it stands."""

    party_id: UUID
    agrees: bool
    word: str
    said_at: datetime


@dataclass(frozen=True, slots=True)
class EntrySeen:
    """An entry as its reader may read it; money excl. VAT in `currency`, None for an entry in words."""

    id: UUID
    partnership_id: UUID
    party_id: UUID
    topic: Topic
    way: str
    sort: str
    text: str
    done_on: date
    hours: Decimal | None
    value: Decimal | None
    currency: str
    project_id: UUID | None
    goal_id: UUID | None
    created_at: datetime
    updated_at: datetime
    version: int
    said: tuple[WordSeen, ...]

    @property
    def answer(self) -> Answer:
        return answer_of(one.agrees for one in self.said)

    @property
    def is_in_words(self) -> bool:
        return self.value is None and self.hours is None

    @property
    def way_label(self) -> str:
        return str(Entry.Way(self.way).label)

    @property
    def sort_label(self) -> str:
        return str(Sort(self.sort).label)

    def word_of(self, party_id: UUID) -> WordSeen | None:
        return next((one for one in self.said if one.party_id == party_id), None)


def roles_in(partnership_ids: Sequence[UUID], *, using: str = "default") -> dict[UUID, Roles]:
    """Return who commissions and who delivers in every project of the partnerships: one query."""
    cells = ("partnership_id", "id", "commissioned_by_id", "delivered_by_id")
    found: dict[UUID, list[Deal]] = {one: [] for one in partnership_ids}
    rows = Project.objects.using(using).filter(partnership_id__in=list(partnership_ids)).order_by("id")
    for partnership_id, *deal in rows.values_list(*cells):
        found[partnership_id].append(Deal(*deal))
    return {one: Roles(tuple(deals)) for one, deals in found.items()}


def entry_seen(
    actor: Actor, partnership: PartnershipSeen, entry_id: UUID, *, today: date, now: datetime, place: str
) -> EntrySeen:
    """Return an entry of any side that the actor may read; raise NotThere alike for a closed one and for none.

    Raises NotAllowed without the right to see the book.
    """
    # Before anything tells whether the entry is there.
    actor.require(Right.SEE_BOOK, partnership)
    posted = Posted.objects.filter(partnership_id=partnership.id, entry_id=entry_id).first()
    roles = roles_in([partnership.id])[partnership.id]
    owner = posted.party_id if posted else partnership.own_party.id
    topic = roles.topic(owner, posted.project_id if posted else None)

    def read(step: Step) -> list[EntrySeen]:
        return read_entries(partnership.id, owner, topic, step, roles, Q(id=entry_id))

    steps = steps_for(actor, partnership, today=today)
    if posted and steps.of(owner, topic) < needed(is_in_words=posted.is_in_words):
        raise NotThere
    found = look(
        actor,
        partnership,
        owner=owner,
        topics=(topic,),
        read=read,
        today=today,
        now=now,
        place=place,
        steps=steps,
    )
    if not found:
        raise NotThere
    return found[0]


def entries_seen(
    actor: Actor,
    partnership: PartnershipSeen,
    *,
    limit: int,
    after: Place | None,
    steps: Steps,
    roles: Roles,
    now: datetime,
    place: str,
) -> list[EntrySeen]:
    """Return the newest entries of all sides that the actor may read, newest day first, after a place."""
    found: list[EntrySeen] = []
    for side in partnership.parties:
        for topic in roles.topics(side.id):

            def read(step: Step, owner: UUID = side.id, topic: Topic = topic) -> list[EntrySeen]:
                return read_entries(partnership.id, owner, topic, step, roles, later(after), limit)

            seen = look(
                actor,
                partnership,
                owner=side.id,
                topics=(topic,),
                read=read,
                today=steps.today,
                now=now,
                place=place,
                steps=steps,
            )
            found += seen or []
    return sorted(found, key=lambda one: (one.done_on, one.id), reverse=True)[:limit]


def read_entries(
    partnership_id: UUID,
    owner: UUID,
    topic: Topic,
    step: Step,
    roles: Roles,
    which: Q,
    limit: int = 1,
) -> list[EntrySeen]:
    """Return the entries of a side's topic that a step permits; inside the owner's door alone: two queries."""
    rows = Entry.objects.filter(which, partnership_id=partnership_id, party_id=owner, removed_at=None)
    rows = rows.filter(_of_topic(roles, owner, topic))
    if step < needed(is_in_words=False):
        rows = rows.filter(value=None, hours=None)
    return as_seen(rows.order_by("-done_on", "-id")[:limit], topic)


def as_seen(rows: QuerySet[Any] | Iterable[Entry], topic: Topic) -> list[EntrySeen]:
    """Return entries with what the other sides have said of them as they stand: one query more."""
    found = list(rows)
    said = _words_on(found)
    kept = [name for name in EntrySeen.__slots__ if name not in ("topic", "said")]
    return [
        EntrySeen(
            **{name: getattr(one, name) for name in kept}, topic=topic, said=tuple(said.get(one.id, ()))
        )
        for one in found
    ]


def later(after: Place | None) -> Q:
    """Return the condition for what comes after a place."""
    if after is None:
        return Q()
    day, entry_id = after
    return Q(done_on__lt=day) | Q(done_on=day, id__lt=entry_id)


def _of_topic(roles: Roles, owner: UUID, topic: Topic) -> Q:
    """The entries of a side that fall under a topic: by their project, and the others where those without one fall."""
    topics = roles.topics(owner)
    if len(topics) == 1:
        return Q() if topic in topics else Q(pk__in=[])
    [other] = [one for one in topics if one != topic]
    if roles.topic(owner, None) != topic:
        return Q(project_id__in=roles.projects_of(owner, topic))
    return Q(project_id=None) | ~Q(project_id__in=roles.projects_of(owner, other))


def _words_on(entries: Sequence[Entry]) -> dict[UUID, list[WordSeen]]:
    versions = {one.id: one.version for one in entries}
    rows = Confirmation.objects.filter(
        partnership_id__in={one.partnership_id for one in entries}, entry_id__in=list(versions)
    )
    found: dict[UUID, list[WordSeen]] = {}
    for one in rows.order_by("said_at", "id"):
        if one.entry_version == versions[one.entry_id]:
            word = WordSeen(one.party_id, one.agrees, one.word, one.said_at)
            found.setdefault(one.entry_id, []).append(word)
    return found
