"""Stored weeks as lists: the newest of each partnership, and the history of one. Two queries each, however many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounts.actor import Actor
from partnership.kit.weeks import Week
from projects.health.models import PartyHealth, Snapshot


@dataclass(frozen=True, slots=True)
class PartyScore:
    """How well the partnership served one party; `score` 0 to 100, None without evidence."""

    party_id: UUID
    score: Decimal | None
    coverage: Decimal


@dataclass(frozen=True, slots=True)
class WeekListed:
    """One stored week; `score` is the joint one, None until every party has a score."""

    id: UUID
    partnership_id: UUID
    week_on: date
    as_of: date
    score: Decimal | None
    coverage: Decimal
    band: str
    formula: int
    computed_at: datetime
    parties: tuple[PartyScore, ...]

    @property
    def week(self) -> Week:
        return Week.of(self.week_on)


def latest_weeks(
    actor: Actor, *, limit: int, before: UUID | None = None, partnerships: Sequence[UUID] = ()
) -> list[WeekListed]:
    """Return the newest week of each of the actor's partnerships, by partnership id descending from `before`."""
    wanted = [one for one in (partnerships or actor.parties) if one in actor.parties]
    ids = [one for one in wanted if before is None or one < before]
    newest = (
        Snapshot.objects.filter(partnership_id__in=ids)
        .order_by("-partnership_id", "-week_on")
        .distinct("partnership_id")
    )
    return _listed(newest[:limit])


def weeks_of(
    actor: Actor,
    partnership_id: UUID,
    *,
    limit: int,
    before: date | None = None,
    since: date | None = None,
    until: date | None = None,
) -> list[WeekListed]:
    """Return a partnership's weeks, newest first, from before a Monday; raise NotThere for a stranger.

    `since` and `until` bound the Mondays, `until` not included.
    """
    actor.party_id(partnership_id)
    rows = Snapshot.objects.filter(partnership_id=partnership_id)
    if since is not None:
        rows = rows.filter(week_on__gte=since)
    for end in (until, before):
        if end is not None:
            rows = rows.filter(week_on__lt=end)
    return _listed(rows.order_by("-week_on")[:limit])


@dataclass(frozen=True, slots=True)
class WeeksAround:
    """A partnership's counted weeks, newest first, and the ones right before and after one of them."""

    known: tuple[Week, ...]
    older: Week | None
    newer: Week | None


def weeks_around(partnership_id: UUID, week: Week) -> WeeksAround:
    """Return the weeks that have a score of any side; one query."""
    rows = Snapshot.objects.filter(partnership_id=partnership_id, coverage__gt=0)
    known = [Week.of(day) for day in rows.order_by("-week_on").values_list("week_on", flat=True)]
    older = next((one for one in known if one < week), None)
    newer = next((one for one in reversed(known) if one > week), None)
    return WeeksAround(tuple(known), older, newer)


def _listed(snapshots: Iterable[Snapshot]) -> list[WeekListed]:
    found = list(snapshots)
    parties = _parties(found)
    return [
        WeekListed(
            id=row.id,
            partnership_id=row.partnership_id,
            week_on=row.week_on,
            as_of=row.as_of,
            score=row.joint,
            coverage=row.coverage,
            band=row.band,
            formula=row.formula,
            computed_at=row.computed_at,
            parties=tuple(parties.get(row.id, ())),
        )
        for row in found
    ]


def _parties(snapshots: list[Snapshot]) -> dict[UUID, list[PartyScore]]:
    rows: Any = PartyHealth.objects.filter(
        partnership_id__in={row.partnership_id for row in snapshots},
        snapshot_id__in=[row.id for row in snapshots],
    ).order_by("party__position")
    found: dict[UUID, list[PartyScore]] = {}
    for snapshot_id, party_id, score, coverage in rows.values_list(
        "snapshot_id", "party_id", "score", "coverage"
    ):
        found.setdefault(snapshot_id, []).append(PartyScore(party_id, score, coverage))
    return found
