"""The decision log: what was decided, when, by whom and what it changed; searched, filtered, and read on by a place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import orjson
from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.queries import PartnershipSeen, PartySeen
from partnership.kit.errors import Refused
from projects.agreement.kinds import kind_named, known_kinds
from projects.agreement.models import Status, Version
from projects.agreement.telling import Difference, differences, in_words

from .records import VersionSeen
from .seen import seen

A_PAGE = 20
A_STRETCH = 200
MOST_WORDS = 8

OUTCOMES = {
    "signed": (Status.SIGNED,),
    "declined": (Status.DECLINED,),
    "withdrawn": (Status.WITHDRAWN,),
    "all": (Status.SIGNED, Status.DECLINED, Status.WITHDRAWN, Status.COUNTERED, Status.REPLACED),
}


class BadPlace(Refused):
    message = _("There is no such place in the log.")
    code = "bad_cursor"
    status = 400


@dataclass(frozen=True)
class Wanted:
    """What is looked for: words in titles, texts and reasons (every one must be there), and days of the decision."""

    words: str = ""
    kind: str = ""
    party_id: UUID | None = None
    outcome: str = "signed"
    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True)
class Signed:
    """One person's signature with its side."""

    party: PartySeen | None
    person: str
    signed_at: datetime


@dataclass(frozen=True)
class LogEntry:
    """One decision: a closed version, and what it changed against the one that was in force (`changed`, None for none)."""

    version: VersionSeen
    kind: str
    party: PartySeen | None
    closed_party: PartySeen | None
    signatures: tuple[Signed, ...]
    changed: int | None
    differences: tuple[Difference, ...]

    @property
    def words(self) -> str:
        """All differences in one line."""
        return in_words(self.differences)


def log_on_page(
    partnership: PartnershipSeen, wanted: Wanted, *, before: str = "", limit: int = A_PAGE
) -> tuple[list[LogEntry], str]:
    """Return the newest decisions before a place, and the place of the last one when older ones follow, else "".

    The same number of queries, however many rows. Raises BadPlace for a made-up place.
    """
    rows = _rows(partnership.id, wanted)
    if before:
        rows = rows.filter(_older_than(partnership.id, before))
    found = seen(rows.order_by("-closed_at", "-id")[: limit + 1])
    place = str(found[limit - 1].id) if len(found) > limit else ""
    return _entries(partnership, found[:limit]), place


def log_entries(partnership: PartnershipSeen, wanted: Wanted, *, most: int) -> Iterator[LogEntry]:
    """Yield the newest decisions, at most so many, some hundred in memory at a time."""
    place, left = "", most
    while left > 0:
        found, place = log_on_page(partnership, wanted, before=place, limit=min(A_STRETCH, left))
        yield from found
        left -= len(found)
        if not place:
            return


def log_size(partnership: PartnershipSeen, wanted: Wanted) -> int:
    """Return how many decisions are found."""
    return _rows(partnership.id, wanted).count()


def _rows(partnership_id: UUID, wanted: Wanted) -> QuerySet[Version]:
    rows = Version.objects.filter(partnership_id=partnership_id, status__in=OUTCOMES[wanted.outcome])
    if wanted.kind:
        rows = rows.filter(agreement__kind=wanted.kind)
    if wanted.party_id:
        rows = rows.filter(party_id=wanted.party_id)
    if wanted.first_on:
        rows = rows.filter(closed_at__gte=_midnight(wanted.first_on))
    if wanted.last_on:
        rows = rows.filter(closed_at__lt=_midnight(wanted.last_on + timedelta(days=1)))
    for word in wanted.words.split()[:MOST_WORDS]:
        rows = rows.filter(_says(word))
    return rows


def _says(word: str) -> Q:
    """A word may stand in what was written or in the name of its kind, as the reader knows that name."""
    places = ("title", "text_en", "text_sv", "word", "reason")
    found = Q(
        agreement__kind__in=[one.name for one in known_kinds() if word.lower() in str(one.label).lower()]
    )
    for place in places:
        found |= Q(**{f"{place}__icontains": word})
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _older_than(partnership_id: UUID, before: str) -> RawSQL:
    try:
        rows = Version.objects.filter(partnership_id=partnership_id, id=UUID(before))
    except ValueError as error:
        raise BadPlace from error
    place = rows.values_list("closed_at", "id").first()
    if place is None or place[0] is None:
        raise BadPlace
    return RawSQL(
        '("agreement_version"."closed_at", "agreement_version"."id") < (%s, %s)', place, BooleanField()
    )


def _entries(partnership: PartnershipSeen, versions: list[VersionSeen]) -> list[LogEntry]:
    changed = _values(partnership.id, (one.changes_id for one in versions))
    return [_entry(partnership, one, changed) for one in versions]


def _values(partnership_id: UUID, ids: Iterable[UUID | None]) -> dict[UUID | None, tuple[int, Any]]:
    """Return number and values of versions by id, in one query."""
    wanted = {one for one in ids if one}
    rows = Version.objects.filter(partnership_id=partnership_id, id__in=wanted)
    return {
        key: (number, orjson.loads(values))
        for key, number, values in rows.values_list("id", "number", "values")
    }


def _entry(
    partnership: PartnershipSeen, version: VersionSeen, changed: dict[UUID | None, tuple[int, Any]]
) -> LogEntry:
    kind = kind_named(version.kind)
    number, before = changed.get(version.changes_id, (None, None))
    return LogEntry(
        version=version,
        kind=str(kind.label),
        party=partnership.party(version.party_id),
        closed_party=partnership.party(version.closed_party_id),
        signatures=tuple(
            Signed(partnership.party(one.party_id), one.person, one.signed_at) for one in version.signatures
        ),
        changed=number,
        differences=() if before is None else tuple(differences(kind.fields, before, version.values)),
    )
