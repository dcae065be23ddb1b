"""From file to temporary table: parsed row by row, at most one batch of rows in memory.

COPY does not write tables with row-level security; it writes a temporary table, and one statement moves the rows on.
"""

import os
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from itertools import islice
from typing import Any

from django.db import connection

from partnership.kit.ids import new_id
from projects.work.logfile.problems import FileRefused, Problem
from projects.work.logfile.reading import Row
from projects.work.logfile.rows import LogRow, RowReader, row_reader
from projects.work.models import ImportBatch, ImportChunk, ImportProblem

from .lookup import DatesLookup, load_dates
from .pieces import drop_pieces, store_piece
from .samples import LOG, columns_of, header_of_batch, opened

A_BATCH = 1000
MOST_NEW_PROJECTS = 200
VARIANT, VARIANT_AND_CHANCE = 1 << 63, (1 << 62) - 1
CREATE = """
DROP TABLE IF EXISTS pg_temp.staged_work;
CREATE TEMPORARY TABLE staged_work (
    id uuid NOT NULL, row integer NOT NULL, project text NOT NULL, deliverable text NOT NULL, task text NOT NULL,
    title text NOT NULL, worker text NOT NULL, role text NOT NULL, note text NOT NULL, hours numeric(9, 3) NOT NULL,
    done_on date NOT NULL, started_on date, finished_on date, estimate numeric(9, 3), status text NOT NULL,
    fingerprint uuid NOT NULL
) ON COMMIT DROP
"""
COPY = (
    "COPY pg_temp.staged_work (id, row, project, deliverable, task, title, worker, role, note, hours, done_on,"
    " started_on, finished_on, estimate, status, fingerprint) FROM STDIN"
)
# A day of one person that is too full shows only when all rows are there.
FULL_DAYS = """
SELECT s.row, days.total FROM pg_temp.staged_work s JOIN (
    SELECT worker, done_on, sum(hours) AS total FROM pg_temp.staged_work
    WHERE worker <> '' GROUP BY worker, done_on HAVING sum(hours) > 24
) days USING (worker, done_on) ORDER BY s.row
"""
NULL = "\\N"
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


@dataclass(slots=True)
class Staged:
    """What came of reading a log."""

    rows: int = 0
    problems: int = 0
    bad_rows: int = 0
    new_projects: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Known:
    """What the rows are checked against: the codes of this partnership's projects."""

    codes: frozenset[str]
    fixed: str
    creates: bool


def stage(batch: ImportBatch, known: Known, *, as_of: date) -> Staged:
    """Read the whole log into the temporary table and write down every problem; raises FileRefused.

    The good rows are kept beside the file as COPY reads them: the import does not parse them again.
    """
    columns = columns_of(batch)
    reader = row_reader(header_of_batch(batch), columns, as_of=as_of)
    _, rows = opened(batch, LOG)
    result = Staged()
    drop_pieces(batch, ImportChunk.File.ROWS)
    with connection.cursor() as cursor:
        cursor.execute(CREATE)
        lookup = load_dates(batch, columns, cursor)
        result.problems += note(batch, lookup.problems)
        while some := list(islice(rows, A_BATCH)):
            good, problems = _read_some(some, lookup, reader, known, result)
            lines = _lines(batch.party_id.hex, good)
            _copy(cursor, lines)
            store_piece(batch, ImportChunk.File.ROWS, result.rows // A_BATCH, lines)
            result.problems += note(batch, problems)
            result.rows += len(some)
        if columns.is_single_day:
            _note_full_days(cursor, batch, columns.columns["hours"], result)
    return result


def _read_some(
    some: Sequence[Row | Problem], lookup: DatesLookup, reader: RowReader, known: Known, result: Staged
) -> tuple[list[LogRow], list[Problem]]:
    good: list[LogRow] = []
    problems: list[Problem] = []
    for one in lookup.joined(some):
        read = [one] if isinstance(one, Problem) else reader(*one)
        if isinstance(read, LogRow):
            read = _in_a_project(read, known, result)
        if isinstance(read, LogRow):
            good.append(read)
        else:
            problems += read
            result.bad_rows += 1
    return good, problems


def _in_a_project(row: LogRow, known: Known, result: Staged) -> LogRow | list[Problem]:
    if known.fixed:
        return row._replace(project=known.fixed)
    if row.project in known.codes:
        return row
    if not row.project:
        return [Problem.of(row.row, "", "no_project")]
    if not known.creates:
        return [Problem.of(row.row, "", "unknown_project", row.project)]
    if row.project not in result.new_projects:
        _begin(row.project, result)
    return row


def _begin(code: str, result: Staged) -> None:
    if len(result.new_projects) == MOST_NEW_PROJECTS:
        raise FileRefused("too_many_projects")
    result.new_projects.append(code)


def _copy(cursor: Any, lines: bytes) -> None:
    with cursor.copy(COPY) as copy:
        copy.write(lines)


def _lines(party: str, rows: Sequence[LogRow]) -> bytes:
    """Write rows as COPY reads them, each with an id of its own."""
    head = new_id().int >> 64
    tails = struct.unpack(f">{len(rows)}Q", os.urandom(8 * len(rows)))
    # UUIDv7: the time and version of one new id, then the variant's two bits and 62 of chance for each row.
    ids = (f"{head:016x}{tail & VARIANT_AND_CHANCE | VARIANT:016x}" for tail in tails)
    return "".join(_line(party, row, key) for row, key in zip(rows, ids, strict=True)).encode()


def _line(party: str, row: LogRow, key: str) -> str:
    """Write a row as COPY reads it. The texts are escaped all at once, and only where one needs it."""
    # A text without a task to stand on is the entry's own note.
    note = row.note or ("" if row.task else row.title)
    texts = (row.project, row.deliverable, row.task, row.title, row.worker, row.role, note)
    joined = "\t".join(texts)
    if "\\" in joined or not joined.replace("\t", "").isprintable():
        joined = "\t".join(text.translate(ESCAPES) for text in texts)
    hours, done_on = str(row.hours), row.done_on.isoformat()
    mark = _fingerprint(party, row.project, row.task, row.worker, done_on, hours, row.role, note)
    return (
        f"{key}\t{row.row}\t{joined}\t{hours}\t{done_on}\t{row.started_on or NULL}\t{row.finished_on or NULL}"
        f"\t{NULL if row.estimate is None else row.estimate}\t{row.status}\t{mark}\n"
    )


def _fingerprint(*parts: str) -> str:
    """Hash what makes an entry the same one: status, estimate and title may change from one export to the next."""
    return blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()


def note(batch: ImportBatch, problems: Sequence[Problem]) -> int:
    """Write problems down in the batch; return how many they are."""
    ImportProblem.objects.bulk_create(
        ImportProblem(
            partnership_id=batch.partnership_id,
            organization_id=batch.organization_id,
            batch=batch,
            row=one.row,
            column=one.column[:110],
            code=one.code,
            value=one.value,
            limit=one.limit[:80],
        )
        for one in problems
    )
    return len(problems)


def _note_full_days(cursor: Any, batch: ImportBatch, column: str, result: Staged) -> None:
    cursor.execute(FULL_DAYS)
    full = [(row, total) for row, total in cursor.fetchall()]
    result.problems += note(
        batch, [Problem.of(row, column, "full_day", f"{total:f}", 24) for row, total in full]
    )
    cursor.execute("DELETE FROM pg_temp.staged_work WHERE row = ANY (%s)", [[row for row, _ in full]])
    result.bad_rows += len(full)
