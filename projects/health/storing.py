"""Writing counted weeks in bulk: an upsert of the snapshots, and COPY for what hangs on them. Inside the sweep's door."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from json import dumps
from typing import Any
from uuid import UUID

from django.db import connections

from partnership.kit.ids import new_id
from partnership.kit.weeks import Week
from projects.health.alerts import Point
from projects.health.before import Before
from projects.health.formula import SPREAD_WEIGHT, VERSION, Scored, band, joint_coverage, joint_score
from projects.health.models import Contribution, PartyHealth, Snapshot

SYSTEM = "system"
PARTY_COLUMNS = "id, partnership_id, snapshot_id, party_id, score, coverage"
CONTRIBUTION_COLUMNS = "id, partnership_id, snapshot_id, party_id, subject_id, dimension, part, weight, freshness, score, points, fact"


@dataclass(frozen=True)
class Counted:
    """One partnership's week, ready to be stored."""

    partnership_id: UUID
    parties: dict[UUID, Scored]
    before: Before
    spread_weight: Decimal = SPREAD_WEIGHT

    @property
    def joint(self) -> Decimal | None:
        scores = [scored.score for scored in self.parties.values()]
        return joint_score(scores, spread_weight=self.spread_weight)

    @property
    def coverage(self) -> Decimal:
        return joint_coverage(list(self.parties.values()))

    @property
    def band(self) -> str:
        return band(self.joint, coverage=self.coverage, previous=self.before.band)


def store_weeks(counted: Sequence[Counted], *, week: Week, as_of: date, now: datetime) -> None:
    """Write the weeks, replacing what was stored of them; call it in one transaction."""
    snapshots = _store_snapshots(counted, week=week, as_of=as_of, now=now)
    # The upsert holds each snapshot's row to the end of the transaction: of two runs at once the later one wins whole.
    for model in (PartyHealth, Contribution):
        model.objects.using(SYSTEM).filter(
            partnership_id__in=list(snapshots), snapshot_id__in=list(snapshots.values())
        ).delete()
    _copy("health_partyhealth", PARTY_COLUMNS, (row for one in counted for row in _parties(one, snapshots)))
    rows = (row for one in counted for row in _contributions(one, snapshots))
    _copy("health_contribution", CONTRIBUTION_COLUMNS, rows)


def _store_snapshots(
    counted: Sequence[Counted], *, week: Week, as_of: date, now: datetime
) -> dict[UUID, UUID]:
    rows = [
        Snapshot(
            partnership_id=one.partnership_id,
            week_on=week.monday,
            as_of=as_of,
            joint=one.joint,
            coverage=one.coverage,
            band=one.band,
            spread_weight=one.spread_weight,
            alerts=one.before.alerts(
                Point(week.monday, one.joint, one.coverage, one.band),
                sides=[side.score for side in one.parties.values()],
                as_of=as_of,
            ),
            formula=VERSION,
            computed_at=now,
        )
        for one in counted
    ]
    Snapshot.objects.using(SYSTEM).bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["partnership", "week_on"],
        update_fields=[
            "as_of",
            "joint",
            "coverage",
            "band",
            "spread_weight",
            "alerts",
            "formula",
            "computed_at",
        ],
    )
    stored = Snapshot.objects.using(SYSTEM).filter(
        partnership_id__in=[row.partnership_id for row in rows], week_on=week.monday
    )
    return dict(stored.values_list("partnership_id", "id"))


def _parties(one: Counted, snapshots: dict[UUID, UUID]) -> Iterator[tuple[Any, ...]]:
    for party_id, scored in one.parties.items():
        key = (new_id(), one.partnership_id, snapshots[one.partnership_id], party_id)
        yield (*key, scored.score, scored.coverage)


def _contributions(one: Counted, snapshots: dict[UUID, UUID]) -> Iterator[tuple[Any, ...]]:
    for party_id, scored in one.parties.items():
        for reading, points in zip(scored.readings, scored.contributions, strict=True):
            what = (reading.key.subject, reading.key.dimension, reading.key.part)
            counts = (reading.weight, reading.freshness, reading.score, points, dumps(dict(reading.fact)))
            yield (new_id(), one.partnership_id, snapshots[one.partnership_id], party_id, *what, *counts)


def _copy(table: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with connections[SYSTEM].cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
