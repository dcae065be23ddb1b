"""Pages of business context as their readers see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.actor import Actor
from accounts.queries import PartnershipSeen, names_of
from partnership.kit.errors import NotThere
from partnership.kit.questions import Kept
from partnership.kit.rounds import Reading, asked
from projects.insight.models import Attachment, Audience, Page, PageVersion, Question, Topic


@dataclass(frozen=True, slots=True)
class PageLine:
    """A page in a list."""

    id: UUID
    party_id: UUID
    topic: str
    title: str
    audience: str
    purpose: str
    fresh_until: date | None
    is_stale: bool
    is_archived: bool
    updated_at: datetime

    @property
    def topic_label(self) -> str:
        return str(Topic(self.topic).label)

    @property
    def audience_label(self) -> str:
        return str(Audience(self.audience).label)


@dataclass(frozen=True, slots=True)
class FileSeen:
    id: UUID
    page_id: UUID
    name: str
    media_type: str
    size: int
    added_at: datetime


@dataclass(frozen=True, slots=True)
class VersionSeen:
    """A page as it was saved once."""

    number: int
    topic: str
    title: str
    body: str
    audience: str
    purpose: str
    fresh_until: date | None
    person: str
    saved_at: datetime


def readable(actor: Actor) -> Q:
    """Return the condition of the pages, and of their versions, that the actor may read; the database holds it too.

    Whoever looks as another side sees what every reader of both sides sees, and no drafts or pages for named people.
    """
    return readable_by(**reader_of(actor))


def reader_of(actor: Actor) -> dict[str, Any]:
    """Return all that decides what somebody may read: the values of `readable_by`."""
    return {
        "organization_id": actor.organization_id,
        "person_id": actor.person_id,
        "is_looking": actor.behind is not None,
    }


def readable_by(organization_id: UUID | None, person_id: UUID | None, is_looking: bool) -> Q:
    """Return the same out of the reader's own ids; `is_looking` as another side."""
    shared = Q(audience=Audience.PARTNERSHIP)
    if is_looking:
        return shared
    draft = Q(audience=Audience.DRAFT, organization_id=organization_id)
    if person_id is None:
        return shared | draft
    return shared | draft | Q(audience=Audience.NAMED, readers__contains=[person_id])


def reading_stale(actor: Actor, partnership_ids: Sequence[UUID], *, today: date) -> Reading[list[Page]]:
    """Read the pages that the actor reads and whose day has passed, the oldest first, without their texts."""
    return asked(Kept(_stale, partnerships=list(partnership_ids), today=today, **reader_of(actor)))


def _stale(partnerships: list[UUID], today: date, **reader: Any) -> QuerySet[Page]:
    rows = Page.objects.filter(readable_by(**reader), partnership_id__in=partnerships, archived_at=None)
    return rows.filter(fresh_until__lt=today).defer("body").order_by("fresh_until", "id")


def readers_of_hidden(
    partnership_ids: Sequence[UUID], *, today: date, using: str
) -> tuple[set[UUID], set[UUID]]:
    """Return for whom something may wait that not all sides see: people whom a page names, and organizations.

    What waits is a page that is past its day or a question about one; one query, in a sweep's door.
    """
    asked = Exists(Question.objects.using(using).filter(page_id=OuterRef("id"), closed_at=None))
    is_hidden = ~Q(audience=Audience.PARTNERSHIP) | Q(archived_at__isnull=False)
    rows = Page.objects.using(using).filter(is_hidden, partnership_id__in=partnership_ids)
    rows = rows.filter(Q(fresh_until__lt=today, archived_at=None) | asked)
    people, organizations = set[UUID](), set[UUID]()
    for audience, readers, organization_id in rows.values_list("audience", "readers", "organization_id"):
        people.update(readers)
        if audience != Audience.NAMED:
            organizations.add(organization_id)
    return people, organizations


def places_of_stale(partnership_ids: Sequence[UUID], *, today: date, using: str) -> set[UUID]:
    """Return the parties of which a page is past its day; one query, in a sweep's door."""
    rows = Page.objects.using(using).filter(partnership_id__in=partnership_ids, archived_at=None)
    return set(rows.filter(fresh_until__lt=today).values_list("party_id", flat=True).distinct())


def pages_on_page(
    actor: Actor, partnership: PartnershipSeen, *, today: date, is_archived: bool = False
) -> list[PageLine]:
    """Return the pages of all sides that the actor reads, by topic and title; one query.

    Archived ones are the own side's alone.
    """
    rows = Page.objects.filter(readable(actor), partnership_id=partnership.id)
    if is_archived:
        rows = rows.exclude(archived_at=None).filter(organization_id=actor.organization_id)
    else:
        rows = rows.filter(archived_at=None)
    order = list(Topic.values)
    found = [_line(one, today) for one in rows.defer("body")]
    return sorted(found, key=lambda one: (order.index(one.topic), one.title.casefold(), one.id))


def ids_of_pages(actor: Actor, partnership_ids: Sequence[UUID]) -> list[UUID]:
    """Return the pages of these partnerships that the actor reads and that are not archived; one query."""
    rows = Page.objects.filter(readable(actor), partnership_id__in=partnership_ids, archived_at=None)
    return list(rows.values_list("id", flat=True))


def page_row(actor: Actor, partnership_id: UUID, page_id: UUID) -> Page:
    """Return a page that the actor reads, an archived one to its own side alone; raise NotThere."""
    rows = Page.objects.filter(readable(actor), partnership_id=partnership_id, id=page_id)
    found: Page | None = rows.filter(Q(archived_at=None) | Q(organization_id=actor.organization_id)).first()
    if found is None or (actor.behind and found.archived_at):
        raise NotThere
    return found


def versions_of(actor: Actor, page: Page) -> list[VersionSeen]:
    """Return the versions of a page that the actor was to read, newest first; two queries."""
    rows = PageVersion.objects.filter(readable(actor), partnership_id=page.partnership_id, page=page)
    found = list(rows.order_by("-number"))
    people = names_of(one.person_id for one in found)
    kept = [name for name in VersionSeen.__slots__ if name != "person"]
    return [
        VersionSeen(
            **{name: getattr(one, name) for name in kept},
            person=people.get(one.person_id, "") if one.person_id else "",
        )
        for one in found
    ]


def files_of(page_ids: Sequence[UUID], partnership_id: UUID) -> list[FileSeen]:
    """Return the files of pages that the actor has found, by name; one query."""
    rows = Attachment.objects.filter(partnership_id=partnership_id, page_id__in=page_ids, removed_at=None)
    return [
        FileSeen(*(getattr(one, name) for name in FileSeen.__slots__)) for one in rows.order_by("name", "id")
    ]


def file_row(actor: Actor, partnership_id: UUID, attachment_id: UUID) -> Attachment:
    """Return a file of a page that the actor reads; raise NotThere, also when it was taken away."""
    rows = Attachment.objects.filter(partnership_id=partnership_id, id=attachment_id, removed_at=None)
    found: Attachment | None = rows.first()
    if found is None:
        raise NotThere
    page_row(actor, partnership_id, found.page_id)
    return found


def file_anywhere(actor: Actor, attachment_id: UUID) -> Attachment:
    """Return a file of a page in any of the actor's partnerships; raise NotThere."""
    rows = Attachment.objects.filter(partnership_id__in=list(actor.parties), id=attachment_id)
    where = rows.values_list("partnership_id", flat=True).first()
    if where is None:
        raise NotThere
    return file_row(actor, where, attachment_id)


def _line(row: Page, today: date) -> PageLine:
    kept = ("id", "party_id", "topic", "title", "audience", "purpose", "fresh_until", "updated_at")
    return PageLine(
        **{name: getattr(row, name) for name in kept},
        is_stale=row.fresh_until is not None and row.fresh_until < today,
        is_archived=row.archived_at is not None,
    )
