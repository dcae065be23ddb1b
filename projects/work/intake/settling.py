"""From temporary table to the real ones: a handful of set-based statements in the import's one transaction."""

from datetime import datetime
from typing import Any

from django.db import connection

from projects.work.models import ImportBatch

from .tally import AGAIN

# Each table's ids come from the first staged row that names the thing: unique within the table, and UUIDv7 already.
WORKERS = """
INSERT INTO work_worker (id, partnership_id, organization_id, label, is_named)
SELECT DISTINCT ON (worker) id, %(partnership)s, %(organization)s, worker, false
FROM pg_temp.staged_work WHERE worker <> '' ORDER BY worker, row
ON CONFLICT (partnership_id, organization_id, label) DO NOTHING
"""
DELIVERABLES = """
INSERT INTO work_deliverable (id, partnership_id, project_id, code, name, batch_id, created_at, updated_at, version)
SELECT DISTINCT ON (p.id, s.deliverable)
       s.id, p.partnership_id, p.id, s.deliverable, s.deliverable, %(batch)s, %(now)s, %(now)s, 1
FROM pg_temp.staged_work s
JOIN work_project p ON p.partnership_id = %(partnership)s AND p.code = s.project
WHERE s.deliverable <> '' ORDER BY p.id, s.deliverable, s.row
ON CONFLICT (partnership_id, project_id, code) WHERE NOT code = '' DO NOTHING
"""
TASKS = """
WITH told AS MATERIALIZED (
    SELECT project, task, (array_agg(id ORDER BY row))[1] AS id,
           (array_agg(deliverable ORDER BY row DESC))[1] AS deliverable,
           (array_agg(title ORDER BY row DESC))[1] AS title,
           (array_agg(status ORDER BY row DESC))[1] AS status,
           max(estimate) AS estimate, min(started_on) AS started_on, max(finished_on) AS finished_on
    FROM pg_temp.staged_work WHERE task <> '' GROUP BY project, task
)
INSERT INTO work_task AS t (id, partnership_id, project_id, deliverable_id, ref, title, hours_estimate, started_on,
                            finished_on, status, batch_id)
SELECT told.id, p.partnership_id, p.id, d.id, told.task, told.title, told.estimate, told.started_on,
       CASE WHEN told.status = 'finished' THEN told.finished_on END, told.status, %(batch)s
FROM told
JOIN work_project p ON p.partnership_id = %(partnership)s AND p.code = told.project
LEFT JOIN work_deliverable d
    ON d.partnership_id = %(partnership)s AND d.project_id = p.id AND d.code = told.deliverable AND d.code <> ''
ON CONFLICT (partnership_id, project_id, ref) DO UPDATE SET
    deliverable_id = coalesce(excluded.deliverable_id, t.deliverable_id),
    title = coalesce(nullif(excluded.title, ''), t.title),
    hours_estimate = coalesce(excluded.hours_estimate, t.hours_estimate),
    started_on = least(excluded.started_on, t.started_on),
    finished_on = excluded.finished_on,
    status = excluded.status
WHERE (t.deliverable_id, t.title, t.hours_estimate, t.started_on, t.finished_on, t.status) IS DISTINCT FROM (
    coalesce(excluded.deliverable_id, t.deliverable_id), coalesce(nullif(excluded.title, ''), t.title),
    coalesce(excluded.hours_estimate, t.hours_estimate), least(excluded.started_on, t.started_on),
    excluded.finished_on, excluded.status)
"""
ENTRIES = f"""
WITH {AGAIN}
INSERT INTO work_workentry (id, partnership_id, project_id, deliverable_id, task_id, party_id, worker_id, batch_id,
                            done_on, started_on, hours, role, note, fingerprint, occurrence, created_at, updated_at,
                            version)
SELECT n.id, %(partnership)s, p.id, d.id, t.id, %(party)s, w.id, %(batch)s,
       n.done_on, n.started_on, n.hours, n.role, n.note, n.fingerprint, coalesce(again.occurrence, 0), %(now)s,
       %(now)s, 1
FROM pg_temp.staged_work n
LEFT JOIN again ON again.row = n.row
JOIN work_project p ON p.partnership_id = %(partnership)s AND p.code = n.project
LEFT JOIN work_deliverable d
    ON d.partnership_id = %(partnership)s AND d.project_id = p.id AND d.code = n.deliverable AND d.code <> ''
LEFT JOIN work_task t ON t.partnership_id = %(partnership)s AND t.project_id = p.id AND t.ref = n.task
LEFT JOIN work_worker w
    ON w.partnership_id = %(partnership)s AND w.organization_id = %(organization)s AND w.label = n.worker
ON CONFLICT (partnership_id, fingerprint, occurrence) WHERE fingerprint IS NOT NULL DO NOTHING
"""  # noqa: S608 - the text of this file alone

# Undoing takes away what nobody else has built on: entries first, then bare tasks and deliverables of this import.
UNDO_ENTRIES = "DELETE FROM work_workentry WHERE partnership_id = %(partnership)s AND batch_id = %(batch)s"
UNDO_TASKS = """
DELETE FROM work_task t WHERE t.partnership_id = %(partnership)s AND t.batch_id = %(batch)s AND NOT EXISTS (
    SELECT FROM work_workentry e WHERE e.partnership_id = t.partnership_id AND e.task_id = t.id)
"""
UNDO_DELIVERABLES = """
DELETE FROM work_deliverable d
WHERE d.partnership_id = %(partnership)s AND d.batch_id = %(batch)s AND d.version = 1
  AND NOT EXISTS (
    SELECT FROM work_workentry e WHERE e.partnership_id = d.partnership_id AND e.deliverable_id = d.id)
  AND NOT EXISTS (SELECT FROM work_task t WHERE t.partnership_id = d.partnership_id AND t.deliverable_id = d.id)
RETURNING d.id::text
"""


def settle(batch: ImportBatch, *, now: datetime) -> int:
    """Move the staged rows on, with the workers, deliverables and tasks that they name; return how many were new."""
    with connection.cursor() as cursor:
        values = _values(batch, now)
        for statement in (WORKERS, DELIVERABLES, TASKS):
            cursor.execute(statement, values)
        cursor.execute(ENTRIES, values)
        return int(cursor.rowcount)


def unsettle(batch: ImportBatch, *, now: datetime) -> tuple[int, list[str]]:
    """Take an import's rows away again; return how many entries that were, and the ids of deliverables that went with them."""
    with connection.cursor() as cursor:
        values = _values(batch, now)
        cursor.execute(UNDO_ENTRIES, values)
        gone = int(cursor.rowcount)
        cursor.execute(UNDO_TASKS, values)
        cursor.execute(UNDO_DELIVERABLES, values)
        return gone, sorted(row[0] for row in cursor.fetchall())


def _values(batch: ImportBatch, now: datetime) -> dict[str, Any]:
    return {
        "partnership": batch.partnership_id,
        "organization": batch.organization_id,
        "party": batch.party_id,
        "batch": batch.id,
        "now": now,
    }
