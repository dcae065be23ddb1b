"""The statements behind a set of hours: read what is there, then write all that is new and all that has changed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from accounts.actor import Actor
from partnership.kit.arrays import as_array
from partnership.kit.ids import new_ids
from projects.work.entry_values import VALUES, KnownEntry

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
SELECT e.id, e.partnership_id, e.project_id, e.party_id = ANY (%(parties)s::uuid[]), e.batch_id IS NOT NULL,
       EXISTS (SELECT FROM work_approval a WHERE a.partnership_id = e.partnership_id AND a.entry_id = e.id), e.version,
       e.done_on, e.hours, e.role, e.note, e.deliverable_id, coalesce(w.label, '')
FROM work_workentry e LEFT JOIN work_worker w ON w.partnership_id = e.partnership_id AND w.id = e.worker_id
WHERE e.partnership_id = ANY (%(partnerships)s) AND e.id = ANY (%(ids)s)
"""
PARTS = "SELECT id, project_id FROM work_deliverable WHERE partnership_id = ANY (%s) AND id = ANY (%s)"
WORKERS = """
INSERT INTO work_worker (id, partnership_id, organization_id, label, is_named)
SELECT r.id, r.partnership_id, %(organization)s, r.worker, false
FROM unnest(%(id)s::uuid[], %(partnership_id)s::uuid[], %(worker)s::text[]) AS r (id, partnership_id, worker)
ON CONFLICT (partnership_id, organization_id, label) DO NOTHING
"""
CHANGED = {
    "id": "uuid",
    "partnership_id": "uuid",
    "done_on": "date",
    "hours": "numeric",
    "role": "text",
    "note": "text",
    "deliverable_id": "uuid",
    "worker": "text",
}
NEW = {**CHANGED, "project_id": "uuid", "party_id": "uuid"}


def _rows(columns: dict[str, str]) -> str:
    """Return rows from one array a column, each with the id of the person whom it names."""
    arrays = ", ".join(f"%({name})s::{kind}[]" for name, kind in columns.items())
    return f"""
unnest({arrays}) AS r ({", ".join(columns)}) LEFT JOIN work_worker w
    ON w.partnership_id = r.partnership_id AND w.organization_id = %(organization)s AND w.label = r.worker
"""


INSERT = f"""
INSERT INTO work_workentry (id, partnership_id, project_id, deliverable_id, party_id, worker_id, done_on, hours, role, note,
                            occurrence, created_at, updated_at, version)
SELECT r.id, r.partnership_id, r.project_id, r.deliverable_id, r.party_id, w.id, r.done_on, r.hours, r.role, r.note,
       0, %(now)s, %(now)s, 1
FROM {_rows(NEW)}
"""  # noqa: S608 - the text of this file alone
# The workers first and by themselves: beside the entries, they would be gone through anew for each row. The ids stand there
# twice, as only an array leads the planner to the few rows that it means, however many others there are.
UPDATE = f"""
WITH said AS MATERIALIZED (SELECT r.*, w.id AS worker_id FROM {_rows(CHANGED)})
UPDATE work_workentry e SET deliverable_id = r.deliverable_id, worker_id = r.worker_id, done_on = r.done_on, hours = r.hours,
    role = r.role, note = r.note, updated_at = %(now)s, version = e.version + 1
FROM said r
WHERE e.partnership_id = r.partnership_id AND e.id = r.id AND e.id = ANY (%(id)s::uuid[])
"""  # noqa: S608 - the text of this file alone


class WrittenRow(NamedTuple):
    """Hours as they are to stand."""

    id: UUID
    partnership_id: UUID
    project_id: UUID | None
    values: dict[str, Any]


def held_rows(actor: Actor, partnership_ids: Sequence[UUID], ids: Sequence[UUID]) -> dict[UUID, KnownEntry]:
    """Hold these hours and let nobody approve them meanwhile; return those that are there, by id."""
    if not ids:
        return {}
    wanted: dict[str, Any] = {
        "partnerships": list(partnership_ids),
        "ids": as_array(ids),
        "parties": as_array(actor.parties.values()),
    }
    with connection.cursor() as cursor:
        for statement in (STILL, LOCK, HELD):
            cursor.execute(statement, wanted)
        return {row[0]: KnownEntry.of(row) for row in cursor.fetchall()}


def deliverables_in(partnership_ids: Sequence[UUID], ids: Iterable[UUID | None]) -> dict[UUID, UUID]:
    """Return the projects of deliverables, by the deliverables' ids."""
    wanted = {one for one in ids if one}
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(PARTS, [list(partnership_ids), list(wanted)])
        return dict(cursor.fetchall())


def keep_workers(actor: Actor, rows: Iterable[WrittenRow]) -> None:
    """Make the people that the rows name and nobody has named before."""
    # In one order, so that two sets never wait for each other crosswise.
    named = sorted({(row.partnership_id, row.values["worker"]) for row in rows if row.values["worker"]})
    if named:
        said = {
            "organization": actor.organization_id,
            "id": as_array(new_ids(len(named))),
            "partnership_id": as_array([where for where, _label in named]),
            "worker": as_array([label for _where, label in named]),
        }
        with connection.cursor() as cursor:
            cursor.execute(WORKERS, said)


def insert_rows(actor: Actor, rows: Sequence[WrittenRow], *, now: datetime) -> None:
    """Write new hours of the actor's own sides."""
    homes = {
        "project_id": as_array([row.project_id for row in rows]),
        "party_id": as_array([actor.party_id(row.partnership_id) for row in rows]),
    }
    _run(INSERT, actor, rows, now=now, **homes)


def update_rows(actor: Actor, rows: Sequence[WrittenRow], *, now: datetime) -> None:
    """Write what has changed of hours that are held."""
    _run(UPDATE, actor, rows, now=now)


def _run(statement: str, actor: Actor, rows: Sequence[WrittenRow], **more: Any) -> None:
    """Run a statement on rows, if there are any, with one array of each column and what more it needs."""
    if rows:
        said = {name: as_array([row.values[name] for row in rows]) for name in VALUES if name != "hours"}
        said["hours"] = as_array([str(row.values["hours"]) for row in rows])
        said["id"] = as_array([row.id for row in rows])
        said["partnership_id"] = as_array([row.partnership_id for row in rows])
        with connection.cursor() as cursor:
            cursor.execute(statement, {"organization": actor.organization_id, **said, **more})
