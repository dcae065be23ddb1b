"""The dry run's numbers: what the staged rows would do, nothing of it done."""

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from projects.work.models import ImportBatch

from .staging import Staged

# The n-th equal row of a log is the n-th of its kind: the same file twice adds nothing, two alike in one file are two.
NUMBERED = """
SELECT s.*, row_number() OVER (PARTITION BY s.fingerprint ORDER BY s.row) - 1 AS occurrence
FROM pg_temp.staged_work s
"""
PER_PROJECT = f"""
WITH numbered AS MATERIALIZED ({NUMBERED})
SELECT n.project, count(*), sum(n.hours), min(n.done_on), max(n.done_on),
       count(*) FILTER (WHERE e.id IS NOT NULL), coalesce(sum(n.hours) FILTER (WHERE e.id IS NOT NULL), 0)
FROM numbered n
LEFT JOIN work_workentry e
    ON e.partnership_id = %(partnership)s AND e.fingerprint = n.fingerprint AND e.occurrence = n.occurrence
GROUP BY n.project ORDER BY n.project
"""  # noqa: S608 - the text of this file alone
KINDS = """
SELECT count(DISTINCT (project, deliverable)) FILTER (WHERE deliverable <> ''),
       count(DISTINCT (project, task)) FILTER (WHERE task <> ''),
       count(DISTINCT worker) FILTER (WHERE worker <> '')
FROM pg_temp.staged_work
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
