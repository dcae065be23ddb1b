"""The dry run's numbers: what the staged rows would do, nothing of it done."""

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from projects.work.models import ImportBatch

from .staging import Staged

# The n-th equal row of a log is the n-th of its kind: the same file twice adds nothing, two alike in one file are two.
# Rows that stand alone, nearly all, need no number; sorting them for one would cost more than the rest.
AGAIN = """
again AS MATERIALIZED (
    SELECT a.row, row_number() OVER (PARTITION BY a.fingerprint ORDER BY a.row) - 1 AS occurrence
    FROM pg_temp.staged_work a
    WHERE a.fingerprint IN (SELECT fingerprint FROM pg_temp.staged_work GROUP BY fingerprint HAVING count(*) > 1)
)
"""
PER_PROJECT = f"""
WITH {AGAIN}
SELECT s.project, count(*), sum(s.hours), min(s.done_on), max(s.done_on),
       count(*) FILTER (WHERE e.id IS NOT NULL), coalesce(sum(s.hours) FILTER (WHERE e.id IS NOT NULL), 0)
FROM pg_temp.staged_work s
LEFT JOIN again ON again.row = s.row
LEFT JOIN work_workentry e
    ON e.partnership_id = %(partnership)s AND e.fingerprint = s.fingerprint
    AND e.occurrence = coalesce(again.occurrence, 0)
GROUP BY s.project ORDER BY s.project
"""  # noqa: S608 - the text of this file alone
KINDS = """
SELECT (SELECT count(*) FROM (
            SELECT DISTINCT project, deliverable FROM pg_temp.staged_work WHERE deliverable <> '') d),
       (SELECT count(*) FROM (SELECT DISTINCT project, task FROM pg_temp.staged_work WHERE task <> '') t),
       (SELECT count(*) FROM (SELECT DISTINCT worker FROM pg_temp.staged_work WHERE worker <> '') w)
"""


@dataclass(frozen=True, slots=True)
class ProjectTally:
    """One project's part of a log; `known` are rows that an earlier import has added already."""

    code: str
    is_new: bool
    rows: int
    hours: str
    first_on: str
    last_on: str
    known: int
    known_hours: str


@dataclass(frozen=True, slots=True)
class Tally:
    """A whole log in numbers, as kept in the batch's report."""

    rows: int
    bad_rows: int
    good_rows: int
    known: int
    hours: str
    deliverables: int
    tasks: int
    workers: int
    projects: list[ProjectTally]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def tally(batch: ImportBatch, staged: Staged) -> Tally:
    """Count the staged rows by project, with those that are there already."""
    with connection.cursor() as cursor:
        cursor.execute(PER_PROJECT, {"partnership": batch.partnership_id})
        rows = cursor.fetchall()
        cursor.execute(KINDS)
        deliverables, tasks, workers = cursor.fetchone()
    projects = [_project(row, staged) for row in rows]
    return Tally(
        rows=staged.rows,
        bad_rows=staged.bad_rows,
        good_rows=sum(one.rows for one in projects),
        known=sum(one.known for one in projects),
        hours=str(sum((Decimal(one.hours) for one in projects), Decimal(0))),
        deliverables=deliverables,
        tasks=tasks,
        workers=workers,
        projects=projects,
    )


def _project(row: tuple[Any, ...], staged: Staged) -> ProjectTally:
    code, rows, hours, first_on, last_on, known, known_hours = row
    return ProjectTally(
        code, code in staged.new_projects, rows, str(hours), first_on.isoformat(), last_on.isoformat(), known,
        str(known_hours),
    )  # fmt: skip
