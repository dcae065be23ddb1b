"""Reading the event book: the feed that pages, letters and the API share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen, PartySeen, reading_names
from partnership.kit.errors import Refused
from partnership.kit.questions import Kept, Question
from partnership.kit.rounds import Reading, asked, read, together
from projects.activity.models import Event, Happening, OrganizationEvent
from projects.activity.wording import Names, wording_of

PAGE = 30


class BadPlace(Refused):
    """A made-up place in the feed."""

    code = "bad_cursor"
    status = 400


@dataclass(frozen=True)
class EventSeen:
    """One event, told in the active language; `party` is the side that acted, None for the portal itself."""

    id: UUID
    kind: str
    text: str
    icon: str
    party: PartySeen | None
    person: str
    at: datetime
    url: str


@dataclass(frozen=True)
class EventTold:
    """An event and the organizations that may know of it, None for every side."""

    event: EventSeen
    audience: frozenset[UUID] | None

    def is_for(self, organization_id: UUID | None) -> bool:
        """Say whether a side may know of it: the rule of `_known_to`, for what is read for many sides at once."""
        return self.audience is None or organization_id in self.audience


def events_on_page(partnership: PartnershipSeen, *, before: str = "", limit: int = PAGE) -> list[EventSeen]:
    """Return one page of a partnership's events, newest first; `before` is the last id of the page before.

    At most one statement for events, and one for people and all kinds of subjects. Raises BadPlace for a made-up id.
    """
    return read(reading_events(partnership, before=before, limit=limit))


def reading_events(
    partnership: PartnershipSeen, *, before: str = "", limit: int = PAGE
) -> Reading[list[EventSeen]]:
    """Read the same beside what else a page asks."""
    if before:
        return _told(partnership, _page(_known_to(partnership), before, limit))
    reader = partnership.own_party.organization_id
    return _told(partnership, Kept(_newest, partnership_id=partnership.id, reader=reader, limit=limit))


def events_of_many(
    partnerships: Sequence[PartnershipSeen], kinds: Sequence[str], *, start: datetime, end: datetime
) -> dict[UUID, list["EventTold"]]:
    """Return the events of a span (start ≤ at < end) whose kinds begin so, oldest first, by partnership.

    What is between some sides only stands among them: `EventTold.is_for` says for whom. One statement for events, and one
    for people and all kinds of subjects, however many partnerships.
    """
    seen = {one.id: one for one in partnerships}
    begins = reduce(or_, (Q(kind__startswith=kind) for kind in kinds))
    rows = Event.objects.filter(begins, partnership_id__in=list(seen), at__gte=start, at__lt=end)
    found: dict[UUID, list[EventTold]] = {}
    kept = list(rows.order_by("at", "id"))
    people, subjects = read(_names(kept))
    for row in kept:
        told = _one(seen[row.partnership_id], row, people, subjects.get(row.subject_id, ""))
        audience = None if row.audience is None else frozenset(row.audience)
        found.setdefault(row.partnership_id, []).append(EventTold(told, audience))
    return found


def organization_events_on_page(actor: Actor, *, before: str = "", limit: int = PAGE) -> list[EventSeen]:
    """Return one page of what happened inside the actor's own organization, newest first.

    Partners never see it, and of the own people those who manage members; raises NotAllowed and BadPlace.
    """
    actor.require(Right.MANAGE_MEMBERS)
    rows = OrganizationEvent.objects.filter(organization_id=actor.organization_id)
    return read(_told(None, _page(rows, before, limit)))


def _known_to(partnership: PartnershipSeen) -> QuerySet[Any]:
    """What happened there, without what is between other sides alone."""
    return _known(partnership.id, partnership.own_party.organization_id)


def _known(partnership_id: UUID, reader: UUID) -> QuerySet[Any]:
    all_or_reader = Q(audience=None) | Q(audience__contains=[reader])
    return Event.objects.filter(all_or_reader, partnership_id=partnership_id)


def _newest(partnership_id: UUID, reader: UUID, limit: int) -> QuerySet[Any]:
    return _page(_known(partnership_id, reader), "", limit)


def _page(rows: QuerySet[Any], before: str, limit: int) -> QuerySet[Any]:
    """Cut a page out of a book; its owner is in `rows` already."""
    if before:
        rows = rows.filter(RawSQL("(at, id) < (%s, %s)", _place(rows, before), BooleanField()))
    return rows.order_by("-at", "-id")[:limit]


def _place(rows: QuerySet[Any], before: str) -> tuple[datetime, UUID]:
    try:
        wanted = UUID(before)
    except ValueError as error:
        raise BadPlace from error
    found = rows.filter(id=wanted).values_list("at", "id").first()
    if found is None:
        raise BadPlace
    return found  # type: ignore[no-any-return]


def _told(partnership: PartnershipSeen | None, page: QuerySet[Any] | Question) -> Reading[list[EventSeen]]:
    rows = yield from asked(page)
    people, subjects = yield from _names(rows)
    return [_one(partnership, row, people, subjects.get(row.subject_id, "")) for row in rows]


def _names(rows: Sequence[Happening]) -> Reading[tuple[dict[UUID, str], dict[UUID, str]]]:
    """Read the names of people and, each room asked once, of subjects."""
    wanted: dict[Names, set[UUID]] = {}
    for row in rows:
        names = wording_of(row.kind).names
        if names is not None:
            wanted.setdefault(names, set()).add(row.subject_id)
    people, *found = yield from together(
        reading_names(row.person_id for row in rows), *(told_by(ids) for told_by, ids in wanted.items())
    )
    return people, {key: name for some in found for key, name in some.items()}


def _one(partnership: PartnershipSeen | None, row: Any, people: dict[UUID, str], what: str) -> EventSeen:
    wording = wording_of(row.kind)
    side = partnership.party(row.party_id) if partnership else None
    person = people.get(row.person_id, "") if row.person_id else ""
    values = {**row.data, "who": person or (side.name if side else "–"), "what": what}
    return EventSeen(
        id=row.id,
        kind=row.kind,
        # A name that the reader may not see is left out, and so is what led to it.
        text=(str(wording.sentence) % values).rstrip(" :"),
        icon=wording.icon,
        party=side,
        person=person,
        at=row.at,
        url=wording.address(partnership, row.subject_id) if partnership and wording.address and what else "",
    )
