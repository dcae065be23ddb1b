"""The port to the event book.

Accounts stands below the book and must still write in it, so the book registers itself here when Django starts
(`projects.activity.apps`). An event carries ids and kinds, never prices or texts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
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
    def __call__(self, entry: Entry) -> None: ...


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


def record(
    actor: Author | None,
    kind: str,
    *,
    subject_kind: str,
    subject_id: UUID,
    at: datetime,
    partnership: UUID | None = None,
    organization: UUID | None = None,
    data: Mapping[str, Any] | None = None,
    audience: Iterable[UUID] | None = None,
) -> None:
    """Write one event in the transaction of the action that calls; raise ValueError unless it has one owner.

    With an `audience` no other side of the partnership learns of it.
    """
    if (partnership is None) == (organization is None):
        raise ValueError("an event belongs to a partnership or to an organization, to exactly one of them")
    entry = Entry(
        kind=kind,
        subject_kind=subject_kind,
        subject_id=subject_id,
        at=at,
        partnership_id=partnership,
        organization_id=organization,
        person_id=actor.person_id if actor else None,
        key_id=actor.key_id if actor else None,
        party_id=actor.party_in(partnership) if actor and partnership else None,
        data=dict(data or {}),
        audience=None if audience is None else tuple(audience),
    )
    for book in _books:
        book(entry)
