"""The statements behind a set of hours: read what is there, then write all that is new and all that has changed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import connection

from accounts.actor import Actor
from partnership.kit.ids import as_array
from projects.work.entry_values import A_DAY

# Not the entries first: whoever approves holds the project (`work.holding`), and waits for nobody's entries.
STILL = """
SELECT FROM work_project WHERE (partnership_id, id) IN (
    SELECT partnership_id, project_id FROM work_workentry WHERE partnership_id = ANY (%(partnerships)s) AND id = ANY (%(ids)s)
) ORDER BY id FOR SHARE
"""
LOCK = """
SELECT FROM work_workentry WHERE partnership_id = ANY (%(partnerships)s) AND id = ANY (%(ids)s) ORDER BY id FOR UPDATE
"""
# Another side's hours can be read and not locked: policies keep them from being changed, so nothing moves there.
HELD = """
SELECT e.id, e.partnership_id, e.project_id, e.party_id, e.batch_id, e.version, e.done_on, e.hours, e.role, e.note,
       e.deliverable_id, coalesce(w.label, ''),
       EXISTS (SELECT FROM work_approval a WHERE a.partnership_id = e.partnership_id AND a.entry_id = e.id)
FROM work_workentry e LEFT JOIN work_worker w ON w.partnership_id = e.partnership_id AND w.id = e.worker_id
WHERE e.partnership_id = ANY (%(partnerships)s) AND e.id = ANY (%(ids)s)
"""
PARTS = "SELECT id, project_id FROM work_deliverable WHERE partnership_id = ANY (%s) AND id = ANY (%s)"
BOOKED = """
SELECT e.partnership_id, w.label, e.done_on, sum(e.hours)
FROM work_worker w JOIN work_workentry e ON e.partnership_id = w.partnership_id AND e.worker_id = w.id
WHERE w.partnership_id = ANY (%(partnerships)s) AND w.organization_id = %(organization)s AND w.label = ANY (%(labels)s)
  AND e.done_on = ANY (%(days)s) AND e.batch_id IS NULL
GROUP BY e.partnership_id, w.label, e.done_on
"""
WORKERS = """
INSERT INTO work_worker (id, partnership_id, organization_id, label, is_named)
SELECT r.id, r.partnership_id, %(organization)s, r.worker, false
FROM json_to_recordset(%(rows)s) AS r (id uuid, partnership_id uuid, worker text)
ON CONFLICT (partnership_id, organization_id, label) DO NOTHING
"""
ROWS = """
json_to_recordset(%(rows)s) AS r (
    id uuid, partnership_id uuid, project_id uuid, party_id uuid, done_on date, hours numeric, role text, note text,
    deliverable_id uuid, worker text
) LEFT JOIN work_worker w
    ON w.partnership_id = r.partnership_id AND w.organization_id = %(organization)s AND w.label = r.worker
"""
INSERT = f"""
INSERT INTO work_workentry (id, partnership_id, project_id, deliverable_id, party_id, worker_id, done_on, hours, role, note,
                            occurrence, created_at, updated_at, version)
SELECT r.id, r.partnership_id, r.project_id, r.deliverable_id, r.party_id, w.id, r.done_on, r.hours, r.role, r.note,
       0, %(now)s, %(now)s, 1
FROM {ROWS}
"""  # noqa: S608 - the text of this file alone
# The workers first and by themselves: beside the entries, they would be gone through anew for each row.
UPDATE = f"""
WITH said AS MATERIALIZED (SELECT r.*, w.id AS worker_id FROM {ROWS})
UPDATE work_workentry e SET deliverable_id = r.deliverable_id, worker_id = r.worker_id, done_on = r.done_on, hours = r.hours,
    role = r.role, note = r.note, updated_at = %(now)s, version = e.version + 1
FROM said r
WHERE e.partnership_id = r.partnership_id AND e.id = r.id
"""  # noqa: S608 - the text of this file alone


class KnownEntry(NamedTuple):
    """Hours as they stand, held until the transaction ends."""

    id: UUID
    partnership_id: UUID
    project_id: UUID
    party_id: UUID
    batch_id: UUID | None
    version: int
    done_on: date
    hours: Decimal
    role: str
    note: str
    deliverable_id: UUID | None
    worker: str
    is_approved: bool


class WrittenRow(NamedTuple):
    """Hours as they are to stand."""

    id: UUID
    partnership_id: UUID
    project_id: UUID | None
    values: dict[str, Any]


def held_rows(partnership_ids: Sequence[UUID], ids: Sequence[UUID]) -> dict[UUID, KnownEntry]:
    """Hold these hours and let nobody approve them meanwhile; return those that are there, by id."""
    if not ids:
        return {}
    wanted: dict[str, Any] = {"partnerships": list(partnership_ids), "ids": as_array(ids)}
    with connection.cursor() as cursor:
        for statement in (STILL, LOCK, HELD):
            cursor.execute(statement, wanted)
        return {row[0]: KnownEntry(*row) for row in cursor.fetchall()}


def deliverables_in(partnership_ids: Sequence[UUID], ids: Iterable[UUID | None]) -> dict[UUID, UUID]:
    """Return the projects of deliverables, by the deliverables' ids."""
    wanted = {one for one in ids if one}
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(PARTS, [list(partnership_ids), list(wanted)])
        return dict(cursor.fetchall())


class DayLimits:
    """How full each person's days are; a day has 24 hours, those of imported spans aside."""

    def __init__(self, actor: Actor, partnership_ids: Sequence[UUID], rows: Iterable[dict[str, Any]]) -> None:
        self.booked: dict[tuple[UUID, str, date], Decimal] = defaultdict(Decimal)
        named = [row for row in rows if row.get("worker") and "done_on" in row]
        if named:
            wanted = {
                "partnerships": list(partnership_ids),
                "organization": actor.organization_id,
                "labels": list({row["worker"] for row in named}),
                "days": list({row["done_on"] for row in named}),
            }
            with connection.cursor() as cursor:
                cursor.execute(BOOKED, wanted)
                self.booked.update({(where, who, day): hours for where, who, day, hours in cursor.fetchall()})

    def book(self, partnership_id: UUID, values: dict[str, Any], known: KnownEntry | None) -> bool:
        """Book a row's hours in place of what it says now; False, and nothing done, where its day has no room."""
        place, more = (partnership_id, values["worker"], values["done_on"]), values["hours"]
        before = (partnership_id, known.worker, known.done_on) if known and known.worker else None
        if known and before == place:
            more -= known.hours
        if values["worker"] and self.booked[place] + more > A_DAY:
            return False
        if known and before and before != place:
            self.booked[before] -= known.hours
        self.booked[place] += more
        return True


def keep_workers(actor: Actor, rows: Iterable[WrittenRow]) -> None:
    """Make the people that the rows name and nobody has named before."""
    named = {(row.partnership_id, row.values["worker"]): row.id for row in rows if row.values["worker"]}
    people = [
        {"id": key, "partnership_id": where, "worker": label} for (where, label), key in sorted(named.items())
    ]
    _run(WORKERS, actor, people)


def insert_rows(actor: Actor, rows: Iterable[WrittenRow], *, now: datetime) -> None:
    """Write new hours of the actor's own sides."""
    _run(
        INSERT,
        actor,
        [_plain(row) | {"party_id": actor.party_id(row.partnership_id)} for row in rows],
        now=now,
    )


def update_rows(actor: Actor, rows: Iterable[WrittenRow], *, now: datetime) -> None:
    """Write what has changed of hours that are held."""
    _run(UPDATE, actor, [_plain(row) for row in rows], now=now)


def _plain(row: WrittenRow) -> dict[str, Any]:
    ids = {"id": row.id, "partnership_id": row.partnership_id, "project_id": row.project_id}
    return {**row.values, **ids, "hours": str(row.values["hours"])}


def _run(statement: str, actor: Actor, rows: list[dict[str, Any]], **values: Any) -> None:
    if rows:
        said = {"organization": actor.organization_id, "rows": orjson.dumps(rows).decode(), **values}
        with connection.cursor() as cursor:
            cursor.execute(statement, said)
