"""Writing counted weeks in bulk: an upsert of the snapshots, and COPY for what hangs on them. Inside the sweep's door."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import Any
from uuid import UUID

import orjson
from django.db import connections

from partnership.kit.ids import new_ids, new_ids_in_text
from partnership.kit.weeks import Week
from projects.health.alerts import Point
from projects.health.before import Before
from projects.health.formula import (
    SPREAD_WEIGHT,
    VERSION,
    Reading,
    Scored,
    band,
    joint_coverage,
    joint_score,
)

SYSTEM = "system"
PARTY_COLUMNS = "id, partnership_id, snapshot_id, party_id, score, coverage"
CONTRIBUTION_COLUMNS = "id, partnership_id, snapshot_id, party_id, subject_id, dimension, part, weight, freshness, score, fact, points"
SNAPSHOTS = """
INSERT INTO health_snapshot (id, partnership_id, week_on, as_of, joint, coverage, band, spread_weight, alerts, formula,
                             computed_at)
SELECT id, partnership_id, %(week_on)s, %(as_of)s, joint, coverage, band, spread_weight, alerts, %(formula)s, %(now)s
FROM jsonb_to_recordset(%(rows)s::jsonb)
  AS r (id uuid, partnership_id uuid, joint numeric, coverage numeric, band text, spread_weight numeric, alerts jsonb)
ON CONFLICT (partnership_id, week_on) DO UPDATE
SET as_of = excluded.as_of, joint = excluded.joint, coverage = excluded.coverage, band = excluded.band,
    spread_weight = excluded.spread_weight, alerts = excluded.alerts, formula = excluded.formula,
    computed_at = excluded.computed_at
RETURNING partnership_id, id
"""
CLEAR = (
    "DELETE FROM health_contribution WHERE partnership_id = ANY (%(partnerships)s) AND snapshot_id = ANY (%(snapshots)s)",
    "DELETE FROM health_partyhealth WHERE partnership_id = ANY (%(partnerships)s) AND snapshot_id = ANY (%(snapshots)s)",
)
NOTHING = "\\N"


@dataclass(frozen=True)
class Counted:
    """One partnership's week, ready to be stored."""

    partnership_id: UUID
    parties: dict[UUID, Scored]
    before: Before
    spread_weight: Decimal = SPREAD_WEIGHT

    @cached_property
    def joint(self) -> Decimal | None:
        scores = [scored.score for scored in self.parties.values()]
        return joint_score(scores, spread_weight=self.spread_weight)

    @cached_property
    def coverage(self) -> Decimal:
        return joint_coverage(list(self.parties.values()))

    @property
    def band(self) -> str:
        return band(self.joint, coverage=self.coverage, previous=self.before.band)


def store_weeks(counted: Sequence[Counted], *, week: Week, as_of: date, now: datetime) -> None:
    """Write the weeks, replacing what was stored of them; call it in one transaction."""
    fresh = dict(zip((one.partnership_id for one in counted), new_ids(len(counted)), strict=True))
    snapshots = _store_snapshots(counted, fresh, week=week, as_of=as_of, now=now)
    # The upsert holds each snapshot's row to the end of the transaction: of two runs at once the later one wins whole.
    known = {key: snapshot for key, snapshot in snapshots.items() if snapshot != fresh[key]}
    if known:
        _clear(known)
    headed = [_headed(one, snapshots[one.partnership_id]) for one in counted]
    _copy("health_partyhealth", PARTY_COLUMNS, [row for parties in headed for row in _scores(parties)])
    rows = chain.from_iterable(_contributions(parties) for parties in headed)
    _copy("health_contribution", CONTRIBUTION_COLUMNS, list(rows))


def _clear(known: dict[UUID, UUID]) -> None:
    values: dict[str, Any] = {"partnerships": list(known), "snapshots": list(known.values())}
    with connections[SYSTEM].cursor() as cursor:
        for statement in CLEAR:
            cursor.execute(statement, values)


def _store_snapshots(
    counted: Sequence[Counted], ids: dict[UUID, UUID], *, week: Week, as_of: date, now: datetime
) -> dict[UUID, UUID]:
    """Write the snapshots under these ids, those that are there already under their own; return which it was."""
    rows = _json([_snapshot(one, ids[one.partnership_id], week, as_of) for one in counted])
    values: dict[str, Any] = {
        "rows": rows,
        "week_on": week.monday,
        "as_of": as_of,
        "formula": VERSION,
        "now": now,
    }
    with connections[SYSTEM].cursor() as cursor:
        cursor.execute(SNAPSHOTS, values)
        return dict(cursor.fetchall())


def _snapshot(one: Counted, key: UUID, week: Week, as_of: date) -> dict[str, Any]:
    joint, coverage, reached = one.joint, one.coverage, one.band
    point = Point(week.monday, joint, coverage, reached)
    return {
        "id": key.hex,
        "partnership_id": one.partnership_id.hex,
        "joint": None if joint is None else str(joint),
        "coverage": str(coverage),
        "band": reached,
        "spread_weight": str(one.spread_weight),
        "alerts": one.before.alerts(point, sides=[side.score for side in one.parties.values()], as_of=as_of),
    }


def _headed(one: Counted, snapshot: UUID) -> list[tuple[str, Scored]]:
    """Each party with the cells that its rows begin with."""
    start = f"{one.partnership_id.hex}\t{snapshot.hex}"
    return [(f"{start}\t{party_id.hex}", scored) for party_id, scored in one.parties.items()]


def _scores(parties: Sequence[tuple[str, Scored]]) -> Iterator[str]:
    return (f"{head}\t{_cell(scored.score)}\t{scored.coverage!s}" for head, scored in parties)


def _contributions(parties: Sequence[tuple[str, Scored]]) -> Iterator[str]:
    told: dict[int, str] = {}
    for head, scored in parties:
        for reading, points in zip(scored.readings, scored.contributions, strict=True):
            # Most readings are the same object for every party: they are put into words once.
            cells = told.get(id(reading)) or told.setdefault(id(reading), _told(reading))
            yield f"{head}\t{cells}\t{points!s}"


def _told(one: Reading) -> str:
    """A reading's cells; `!s` is a third of the time that a decimal takes to be formatted."""
    key, fact = one.key, _json(dict(one.fact)).replace("\\", "\\\\")
    subject = NOTHING if key.subject is None else key.subject.hex
    what = f"{subject}\t{key.dimension}\t{key.part}"
    return f"{what}\t{one.weight!s}\t{one.freshness!s}\t{_cell(one.score)}\t{fact}"


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()


def _cell(value: Decimal | None) -> str:
    return NOTHING if value is None else str(value)


def _copy(table: str, columns: str, rows: Sequence[str]) -> None:
    """Write rows in COPY's own text, each without its id. No cell holds a tab or a line break: JSON escapes them."""
    lines = [f"{key}\t{row}\n" for key, row in zip(new_ids_in_text(len(rows)), rows, strict=True)]
    with connections[SYSTEM].cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        copy.write("".join(lines))
