"""From a checked log to the temporary table again: its good rows were kept as COPY reads them, so none is parsed twice."""

from collections.abc import Callable
from datetime import date

from django.db import connection

from projects.work.logfile.problems import Problem
from projects.work.models import ImportBatch, ImportChunk

from .pieces import pieces_of
from .samples import columns_of
from .staging import COPY, CREATE, FULL_DAYS, note

LOST = """
SELECT s.row, s.project FROM pg_temp.staged_work s
WHERE NOT EXISTS (SELECT FROM work_project p WHERE p.partnership_id = %(partnership)s AND p.code = s.project)
ORDER BY s.row
"""
UNKNOWN = """
SELECT s.project, min(s.done_on) FROM pg_temp.staged_work s
WHERE NOT EXISTS (SELECT FROM work_project p WHERE p.partnership_id = %(partnership)s AND p.code = s.project)
GROUP BY s.project ORDER BY s.project
"""

LEAVE_OUT = f"DELETE FROM pg_temp.staged_work WHERE row IN (SELECT row FROM ({FULL_DAYS}) days)"  # noqa: S608


def restage(batch: ImportBatch, *, progress: Callable[[int], None]) -> dict[str, date]:
    """Copy the checked rows into the temporary table; return the first day of each project that is not there (yet)."""
    rows = 0
    with connection.cursor() as cursor:
        cursor.execute(CREATE)
        for piece in pieces_of(batch, ImportChunk.File.ROWS):
            with cursor.copy(COPY) as copy:
                copy.write(piece)
            rows += piece.count(b"\n")
            progress(rows)
        if columns_of(batch).is_single_day:
            cursor.execute(LEAVE_OUT)
        cursor.execute("ANALYZE pg_temp.staged_work")
        cursor.execute(UNKNOWN, {"partnership": batch.partnership_id})
        return dict(cursor.fetchall())


def note_lost(batch: ImportBatch) -> int:
    """Write down every row whose project has gone since the check; return how many those are."""
    with connection.cursor() as cursor:
        cursor.execute(LOST, {"partnership": batch.partnership_id})
        lost = [Problem.of(row, "", "unknown_project", code) for row, code in cursor.fetchall()]
    note(batch, lost)
    return len(lost)
