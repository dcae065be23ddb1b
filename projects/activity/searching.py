"""Search: one list of kinds that the pages and the API ask. Each room registers its own when Django starts.

A provider reads through its room's own rules of who sees what, so a word that is hidden from somebody gives that
person the answer of a word that nobody has written: no hit, no count, no other way of working.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen, PartySeen
from partnership.kit.fulltext import EXCERPT, WHOLE, Sought, marked, plain, shown, shown_alike

# A provider's {rows}: partnership_id, id, title, body, language, place, party_id, on_day, rank and data. The language
# is that of the body, '' where nobody knows it.
PAGE = f"""
WITH found AS MATERIALIZED (
    SELECT * FROM ({{rows}}) r ORDER BY r.rank DESC, r.on_day DESC NULLS LAST, r.id DESC LIMIT %(limit)s
)
SELECT partnership_id, id, {shown("title", WHOLE)}, {shown("body", EXCERPT)}, language, place, party_id, on_day, data
FROM found ORDER BY rank DESC, on_day DESC NULLS LAST, id DESC
"""  # noqa: S608 - the text of this file alone


@dataclass(frozen=True)
class Asked:
    """A question: who asks, of which partnerships, for what, on which day; at most `limit` hits are wanted."""

    actor: Actor
    partnerships: Sequence[PartnershipSeen]
    sought: Sought
    limit: int
    today: date


@dataclass(frozen=True)
class Hit:
    """One thing that was found. `title` and `text` are HTML with the found words marked; `place` says where it belongs.

    `language` is the one that the text is written in, "" where nobody knows.
    """

    kind: str
    id: UUID
    partnership: PartnershipSeen
    title: SafeString
    text: SafeString
    name: str
    excerpt: str
    language: str
    place: str
    party: PartySeen | None
    on_day: date | None
    url: str


@dataclass(frozen=True)
class Row:
    """What a room tells a hit from: `data` is the text that its SQL gave besides."""

    partnership_id: UUID
    id: UUID
    data: str


@dataclass(frozen=True)
class Told:
    """The page (a path) where a hit stands; where it belongs and its title, if its SQL could not say them."""

    url: str
    place: str = ""
    title: str = ""


Tell = Callable[[Row], Told]


Provider = Callable[[Asked], list[Hit]]


@dataclass(frozen=True)
class Kind:
    """A kind of thing that is found, told by its label in the plural."""

    name: str
    label: str | Promise
    icon: str
    provide: Provider


@dataclass(frozen=True)
class Group:
    """The hits of one kind, the best first; `has_more` when the limit cut some off."""

    kind: Kind
    hits: tuple[Hit, ...]
    has_more: bool


_kinds: dict[str, Kind] = {}


def register_search(kind: Kind) -> None:
    """Let a kind be found; the same name again replaces it."""
    _kinds[kind.name] = kind


def searched_kinds() -> list[Kind]:
    """Return the kinds in the order in which their rooms registered them."""
    return list(_kinds.values())


def search(
    actor: Actor,
    partnerships: Sequence[PartnershipSeen],
    sought: Sought,
    *,
    kinds: Sequence[str] = (),
    limit: int,
    today: date,
) -> list[Group]:
    """Return what is found in these partnerships by kind, at most `limit` of each; kinds without a hit are left out.

    One statement a kind, however many partnerships; at most what the actor could read on the pages.
    """
    actor.require(Right.READ, *partnerships)
    asked = Asked(actor, partnerships, sought, limit + 1, today)
    wanted = [one for one in searched_kinds() if not kinds or one.name in kinds]
    found = [(one, one.provide(asked) if partnerships else []) for one in wanted]
    return [Group(kind, tuple(hits[:limit]), len(hits) > limit) for kind, hits in found if hits]


def found_by(
    asked: Asked, kind: str, rows: str, *, tell: Tell, values: Mapping[str, Any] | None = None
) -> list[Hit]:
    """Return the hits of a provider's statement: its `rows` by PAGE, best first, then the newest.

    Its parameters are %(partnerships)s, %(parties)s (the reader's own), %(organization)s, %(language)s, %(query)s,
    %(today)s and those of `values`.
    """
    named = {
        "partnerships": [one.id for one in asked.partnerships],
        "parties": [one.own_party.id for one in asked.partnerships],
        "organization": asked.actor.organization_id,
        "query": asked.sought.query,
        "marks": asked.sought.marks,
        "limit": asked.limit,
        "today": asked.today,
        "language": (get_language() or "")[:2],
        **(values or {}),
    }
    with connection.cursor() as cursor:
        cursor.execute(PAGE.format(rows=rows), named)
        found = cursor.fetchall()
    known = {one.id: one for one in asked.partnerships}
    return [_hit(kind, known[row[0]], row, tell) for row in found]


def _hit(kind: str, partnership: PartnershipSeen, row: tuple[Any, ...], tell: Tell) -> Hit:
    partnership_id, key, title, text, language, place, party_id, on_day, data = row
    told = tell(Row(partnership_id, key, data))
    title = shown_alike(told.title, title) if told.title else title
    return Hit(
        kind=kind,
        id=key,
        partnership=partnership,
        title=marked(title),
        text=marked(text),
        name=plain(title),
        excerpt=plain(text),
        language=language,
        place=told.place or place,
        party=partnership.party(party_id),
        on_day=on_day,
        url=told.url,
    )
