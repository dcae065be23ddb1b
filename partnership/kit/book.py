"""The port to the event book.

Accounts stands below the book and must still write in it, so the book registers itself here when Django starts
(`projects.activity.apps`). An event carries ids and kinds, never prices or texts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, Required, TypedDict, Unpack
from uuid import UUID


@dataclass(frozen=True)
class Entry:
    """What happened: exactly one of `partnership_id` and `organization_id` says whose history it belongs to.

    `audience` are the organizations of a partnership that may know of it, None for all of them.
    """

    kind: str
    subject_kind: str
    subject_id: UUID
    at: datetime
    partnership_id: UUID | None = None
    organization_id: UUID | None = None
    person_id: UUID | None = None
    key_id: UUID | None = None
    party_id: UUID | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    audience: tuple[UUID, ...] | None = None


class Book(Protocol):
    def __call__(self, entries: Sequence[Entry]) -> None: ...


class Author(Protocol):
    """Whoever acts: the actor of a door."""

    @property
    def person_id(self) -> UUID | None: ...

    @property
    def key_id(self) -> UUID | None: ...

    def party_in(self, partnership_id: UUID) -> UUID | None: ...


_books: list[Book] = []


def open_book(book: Book) -> None:
    """Make `book` the one that `record` writes in."""
    _books[:] = [book]


class Happened(TypedDict, total=False):
    """What an event says beside who and which kind; exactly one of `partnership` and `organization` owns it."""

    subject_kind: Required[str]
    subject_id: Required[UUID]
    at: Required[datetime]
    partnership: UUID | None
    organization: UUID | None
    data: Mapping[str, Any] | None
    audience: Iterable[UUID] | None


def record(actor: Author | None, kind: str, **happened: Unpack[Happened]) -> None:
    """Write one event in the transaction of the action that calls; raise ValueError unless it has one owner.

    With an `audience` no other side of the partnership learns of it.
    """
    record_all([entry(actor, kind, **happened)])


def record_all(entries: Sequence[Entry]) -> None:
    """Write what happened together, in order: by one statement, and told by one message."""
    for book in _books if entries else ():
        book(entries)


def entry(actor: Author | None, kind: str, **happened: Unpack[Happened]) -> Entry:
    """Return an event to be written with others; raises what `record` raises."""
    partnership, organization = happened.get("partnership"), happened.get("organization")
    if (partnership is None) == (organization is None):
        raise ValueError("an event belongs to a partnership or to an organization, to exactly one of them")
    audience = happened.get("audience")
    return Entry(
        kind=kind,
        subject_kind=happened["subject_kind"],
        subject_id=happened["subject_id"],
        at=happened["at"],
        partnership_id=partnership,
        organization_id=organization,
        person_id=actor.person_id if actor else None,
        key_id=actor.key_id if actor else None,
        party_id=actor.party_in(partnership) if actor and partnership else None,
        data=dict(happened.get("data") or {}),
        audience=None if audience is None else tuple(audience),
    )
