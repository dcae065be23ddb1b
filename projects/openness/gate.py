"""The one way from a side's own rows to another side's eyes, for pages, letters, the API and files alike.

A side's costs, rates and values stand in tables that only it reads. The gate finds the step that the owner has opened,
opens the owner's door for one reading, gives on what that reading returned for the step, and writes down who looked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from accounts.access import Right
from accounts.actor import Actor
from accounts.doors import entered, owner_of
from accounts.queries import PartnershipSeen
from partnership.kit.errors import NotThere
from partnership.kit.ids import new_id
from partnership.kit.questions import Kept
from partnership.kit.rounds import Reading, asked, read
from projects.openness.models import Grant
from projects.openness.steps import MONEY, Opened, Step, Topic, step_in

T = TypeVar("T")

LOG = """
INSERT INTO openness_reading (id, partnership_id, organization_id, party_id, reader_id, reader_organization_id, person_id,
                              who, topic, step, place, hour, first_at, last_at, times)
SELECT id, %(partnership)s, %(organization)s, %(party)s, %(reader)s, %(reader_organization)s, %(person)s,
       %(who)s, topic, %(step)s, %(place)s, %(hour)s, %(now)s, %(now)s, 1
FROM unnest(%(ids)s::uuid[], %(topics)s::text[]) AS looked (id, topic)
ON CONFLICT (partnership_id, party_id, reader_id, topic, who, place, hour)
DO UPDATE SET times = openness_reading.times + 1, last_at = excluded.last_at, step = excluded.step
"""


@dataclass(frozen=True)
class Steps:
    """What the reader may see of each side on a day. Who looks as another side sees no more than both may."""

    opened: tuple[Opened, ...]
    readers: tuple[UUID, ...]
    today: date

    def of(self, owner: UUID, topic: Topic) -> Step:
        """Return the step of one topic of one side; everything of the own."""
        return min(step_in(self.opened, owner, reader, topic, today=self.today) for reader in self.readers)

    def least(self, owner: UUID, topics: Sequence[Topic]) -> Step:
        """Return the step of a figure that tells of several topics at once."""
        return min(self.of(owner, topic) for topic in topics)


def steps_for(actor: Actor, partnership: PartnershipSeen, *, today: date) -> Steps:
    """Return what the actor may see of every side on a day; one query."""
    return steps_in(actor, [partnership.id], today=today)[partnership.id]


def steps_in(actor: Actor, partnership_ids: Sequence[UUID], *, today: date) -> dict[UUID, Steps]:
    """Return the same for many partnerships; one query. Raises NotThere for a stranger's."""
    return read(reading_steps(actor, partnership_ids, today=today))


def reading_steps(
    actor: Actor, partnership_ids: Sequence[UUID], *, today: date
) -> Reading[dict[UUID, Steps]]:
    """Read the same beside what else a page asks."""
    opened: dict[UUID, list[Opened]] = {one: [] for one in partnership_ids}
    for row in (yield from asked(Kept(_grants, partnerships=list(partnership_ids)))):
        opened[row.partnership_id].append(_opened(row))
    chairs = [one for one in (actor, actor.behind) if one is not None]
    return {
        key: Steps(tuple(some), tuple(one.party_id(key) for one in chairs), today)
        for key, some in opened.items()
    }


def _grants(partnerships: list[UUID]) -> QuerySet[Grant]:
    return Grant.objects.filter(partnership_id__in=partnerships, ended_at=None).order_by("id")


def opened_in(partnership_id: UUID) -> list[Opened]:
    """Return everything that the sides of a partnership have open to each other; one query."""
    rows = Grant.objects.filter(partnership_id=partnership_id, ended_at=None).order_by("id")
    return [_opened(one) for one in rows]


def look(
    actor: Actor,
    partnership: PartnershipSeen,
    *,
    owner: UUID,
    topics: tuple[Topic, ...],
    read: Callable[[Step], T],
    today: date,
    now: datetime,
    place: str,
    steps: Steps | None = None,
    unless_empty: bool = False,
) -> T | None:
    """Return what `read(step)` gives of `owner`'s own rows, at the least step of the topics; None when it is closed.

    `read` runs inside the owner's door and must return only what its step permits (`openness.shown`). Every look of
    another side is written down for the owner, under `place`, with `unless_empty` only one that has given something.
    `steps` saves the query where a page has asked already.
    Raises NotAllowed without the right to see the book where the topics are of money, NotThere for a stranger's side.
    """
    actor.require(Right.SEE_BOOK if MONEY & set(topics) else Right.READ, partnership)
    if partnership.party(owner) is None:
        raise NotThere
    step = (steps or steps_for(actor, partnership, today=today)).least(owner, topics)
    if step == Step.CLOSED:
        return None
    reader = actor.behind or actor
    if owner == reader.party_id(partnership.id):
        return read(step)
    with entered(owner_of(partnership, owner), partnership_id=partnership.id):
        found = read(step)
    if found or not unless_empty:
        _write_down(reader, partnership, owner, topics, step, place, now)
    return found


def _opened(row: Grant) -> Opened:
    return Opened(row.party_id, row.reader_id, Topic(row.topic), Step(row.step), row.until)


def _write_down(
    reader: Actor,
    partnership: PartnershipSeen,
    owner: UUID,
    topics: Sequence[Topic],
    step: Step,
    place: str,
    now: datetime,
) -> None:
    side = partnership.party(owner)
    values = {
        "partnership": partnership.id,
        "organization": side.organization_id if side else None,
        "party": owner,
        "reader": reader.party_id(partnership.id),
        "reader_organization": reader.organization_id,
        "person": reader.person_id,
        "who": reader.key_id or reader.person_id,
        "step": int(step),
        "place": place,
        "hour": now.astimezone(UTC).replace(minute=0, second=0, microsecond=0),
        "now": now,
        "ids": [new_id() for _topic in topics],
        "topics": [str(topic) for topic in topics],
    }
    with connection.cursor() as cursor:
        cursor.execute(LOG, values)
