"""Entries of the benefit ledger as they are read, with what the other sides have said of them as they stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from projects.openness.steps import Topic
from projects.pricing.benefit import Answer, answer_of
from projects.pricing.models import Confirmation, Entry
from projects.pricing.models.benefit import Sort


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


def as_seen(rows: Iterable[Entry], topic: Topic) -> list[EntrySeen]:
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
