"""Weeks of health as they stand in the database, put together again: two queries, however many weeks and parts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import dropwhile
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from partnership.kit import rounds
from partnership.kit.questions import Kept
from partnership.kit.rounds import asked, known, read
from partnership.kit.weeks import Week
from projects.health.formula import Key, Reading, Scored
from projects.health.models import Contribution, PartyHealth, Snapshot
from projects.health.subjects import subject_name


@dataclass(frozen=True)
class Stored:
    """A stored week, put together again."""

    snapshot: Snapshot
    parties: dict[UUID, PartyHealth]

    @property
    def scores(self) -> dict[UUID, Decimal | None]:
        return {party: one.score for party, one in self.parties.items()}

    def scored(self, rows: Iterable[Contribution]) -> dict[UUID, Scored]:
        return {
            party: _scored(one, [r for r in rows if self._holds(r, party)])
            for party, one in self.parties.items()
        }

    def _holds(self, row: Contribution, party: UUID) -> bool:
        return row.snapshot_id == self.snapshot.id and row.party_id == party


def stored_weeks(partnership_id: UUID, week: Week, weeks: int) -> list[Stored]:
    return read(reading_stored(partnership_id, week, weeks))


def reading_stored(partnership_id: UUID, week: Week, weeks: int) -> rounds.Reading[list[Stored]]:
    """Read the same beside what else a page asks."""
    return (yield from _stored([partnership_id], week, weeks)).get(partnership_id, [])


def stored_of(
    partnership_ids: Sequence[UUID], week: Week, weeks: int, *, scored: int | None = None
) -> dict[UUID, list[Stored]]:
    """Return the same of many partnerships; one query. Where the week itself has a joint score, `scored` weeks are enough."""
    return read(_stored(partnership_ids, week, weeks, scored=scored))


def _stored(
    partnership_ids: Sequence[UUID], week: Week, weeks: int, *, scored: int | None = None
) -> rounds.Reading[dict[UUID, list[Stored]]]:
    span = {
        "first": week.shifted(1 - weeks).monday,
        "last": week.monday,
        "enough": None if scored is None else week.shifted(1 - scored).monday,
    }
    rows = yield from asked(Kept(_between, partnerships=list(partnership_ids), **span))
    found: dict[UUID, dict[UUID, Stored]] = {}
    for row in rows:
        of_one = found.setdefault(row.partnership_id, {})
        of_one.setdefault(row.snapshot_id, Stored(row.snapshot, {})).parties[row.party_id] = row
    # Weeks before the first score say nothing: a trend begins where there is something to see.
    return {
        partnership: list(dropwhile(lambda one: one.snapshot.joint is None, of_one.values()))
        for partnership, of_one in found.items()
    }


def _between(partnerships: list[UUID], first: date, last: date, enough: date | None) -> QuerySet[PartyHealth]:
    rows = PartyHealth.objects.filter(
        partnership_id__in=partnerships, snapshot__week_on__gte=first, snapshot__week_on__lte=last
    )
    if enough is not None:
        whole = Snapshot.objects.filter(
            partnership_id=OuterRef("partnership_id"), week_on=last, joint__isnull=False
        )
        rows = rows.filter(Q(snapshot__week_on__gte=enough) | ~Exists(whole))
    return rows.select_related("snapshot").order_by("snapshot__week_on", "party_id")


def contributions_of(snapshot_ids: Sequence[UUID]) -> list[Contribution]:
    """The rows with their subjects' names beside them, in the fixed order of "how it is counted"; no query without ids."""
    return read(reading_contributions(snapshot_ids))


def reading_contributions(snapshot_ids: Sequence[UUID]) -> rounds.Reading[list[Contribution]]:
    """Read the same beside what else a page asks."""
    if not snapshot_ids:
        return known([])
    return asked(Kept(_contributions, snapshots=list(snapshot_ids)))


def _contributions(snapshots: list[UUID]) -> QuerySet[Contribution]:
    rows: QuerySet[Contribution] = Contribution.objects.filter(snapshot_id__in=snapshots)
    rows = rows.annotate(subject=subject_name())
    return rows.order_by("dimension", "part", "subject_id", "party_id")


def _scored(stored: PartyHealth, rows: list[Contribution]) -> Scored:
    readings = tuple(Reading(key_of(row), row.weight, row.freshness, row.score, row.fact) for row in rows)
    return Scored(stored.score, stored.coverage, readings, tuple(row.points for row in rows))


def key_of(row: Contribution) -> Key:
    return Key(row.dimension, row.part, row.subject_id)
