"""Entries of the benefit ledger: the own ones, and those of other sides as far as their topic is opened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from partnership.kit.errors import NotThere
from partnership.kit.questions import Kept
from partnership.kit.rounds import Reading, asked, read
from projects.openness.gate import Steps, look, steps_for
from projects.openness.steps import Step, Topic
from projects.pricing.ledger import Deal, Roles, needed
from projects.pricing.models import Entry, Posted
from projects.pricing.queries.entry_records import EntrySeen, as_seen
from projects.work.models import Project

Place = tuple[date, UUID]
"""Where a page begins: the day and the id of the last entry of the page before."""


def roles_in(partnership_ids: Sequence[UUID], *, using: str = "default") -> dict[UUID, Roles]:
    """Return who commissions and who delivers in every project of the partnerships: one query."""
    return read(reading_roles(partnership_ids, using=using))


def reading_roles(partnership_ids: Sequence[UUID], *, using: str = "default") -> Reading[dict[UUID, Roles]]:
    """Read the same beside what else a page asks."""
    found: dict[UUID, list[Deal]] = {one: [] for one in partnership_ids}
    for partnership_id, *deal in (
        yield from asked(Kept(_deals, partnerships=list(partnership_ids), using=using))
    ):
        found[partnership_id].append(Deal(*deal))
    return {one: Roles(tuple(deals)) for one, deals in found.items()}


def _deals(partnerships: list[UUID], using: str) -> QuerySet[Any]:
    rows = Project.objects.using(using).filter(partnership_id__in=partnerships).order_by("id")
    return rows.values_list("partnership_id", "id", "commissioned_by_id", "delivered_by_id")


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


def own_entry(actor: Actor, partnership: PartnershipSeen, entry_id: UUID) -> EntrySeen:
    """Return an entry of the own side for those who write in its ledger; raise NotThere for every other id."""
    actor.require(Right.KEEP_BOOK, partnership)
    own = {"partnership_id": partnership.id, "party_id": actor.party_id(partnership.id)}
    row = Entry.objects.filter(**own, id=entry_id, removed_at=None).first()
    if row is None:
        raise NotThere
    topic = roles_in([partnership.id])[partnership.id].topic(row.party_id, row.project_id)
    return as_seen([row], topic)[0]


def entries_seen(
    actor: Actor,
    partnership: PartnershipSeen,
    *,
    limit: int,
    after: Place | None,
    today: date,
    now: datetime,
    place: str,
) -> list[EntrySeen]:
    """Return the newest entries of all sides that the actor may read, newest day first, after a place."""
    steps, roles = steps_for(actor, partnership, today=today), roles_in([partnership.id])[partnership.id]
    found = []
    for side in partnership.parties:
        page = Page(partnership.id, side.id, roles, after, limit)
        for topic in roles.topics(side.id):
            found += look_at(actor, partnership, page, topic, steps=steps, now=now, place=place)
    return newest(found, limit)


@dataclass(frozen=True, slots=True)
class Page:
    """At most `limit` entries of one side after a place; `read` is for that side's own door."""

    partnership_id: UUID
    owner: UUID
    roles: Roles
    after: Place | None
    limit: int

    def read(self, topic: Topic, step: Step) -> list[EntrySeen]:
        which = later(self.after)
        return read_entries(self.partnership_id, self.owner, topic, step, self.roles, which, self.limit)


def look_at(
    actor: Actor,
    partnership: PartnershipSeen,
    page: Page,
    topic: Topic,
    *,
    steps: Steps,
    now: datetime,
    place: str,
) -> list[EntrySeen]:
    """Return a page of one side's entries under one topic, as far as it is opened."""
    found = look(
        actor,
        partnership,
        owner=page.owner,
        topics=(topic,),
        read=lambda step: page.read(topic, step),
        today=steps.today,
        now=now,
        place=place,
        steps=steps,
    )
    return found or []


def newest(entries: Iterable[EntrySeen], limit: int) -> list[EntrySeen]:
    """Return at most `limit` entries, newest day first."""
    return sorted(entries, key=lambda one: (one.done_on, one.id), reverse=True)[:limit]


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
