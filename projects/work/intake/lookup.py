"""The second file of a log: dates by a shared key, laid in a temporary table and looked up batch by batch."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from projects.work.logfile.mapping import Columns
from projects.work.logfile.problems import Problem
from projects.work.logfile.reading import Row
from projects.work.models import ImportBatch

from .samples import DATES, keyed, opened

A_BATCH = 1000
CREATE = """
DROP TABLE IF EXISTS pg_temp.staged_dates_raw;
CREATE TEMPORARY TABLE staged_dates_raw (key text NOT NULL, cells text[] NOT NULL) ON COMMIT DROP;
DROP TABLE IF EXISTS pg_temp.staged_dates;
CREATE TEMPORARY TABLE staged_dates (key text PRIMARY KEY, cells text[] NOT NULL, ways bigint NOT NULL) ON COMMIT DROP
"""
GATHER = """
INSERT INTO pg_temp.staged_dates
SELECT key, min(cells), count(DISTINCT cells) FROM pg_temp.staged_dates_raw GROUP BY key
"""


@dataclass(slots=True)
class DatesLookup:
    """Joins rows of the log with their dates; without a second file it leaves them as they are."""

    cursor: Any = None
    place: int = 0
    width: int = 0
    column: str = ""
    blank: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def joined(self, some: Sequence[Row | Problem]) -> Iterator[Row | Problem]:
        """Yield the rows with the cells of their key; two different rows of dates for a key are a Problem."""
        if self.cursor is None:
            yield from some
            return
        found = self._found(some)
        for one in some:
            yield one if isinstance(one, Problem) else self._join(one, found)

    def _join(self, row: Row, found: dict[str, tuple[list[str], int]]) -> Row | Problem:
        number, values = row
        if len(values) != self.width:
            return Problem.of(number, "", "width", len(values), self.width)
        key = values[self.place].strip()
        cells, ways = found.get(key, (self.blank, 1))
        if ways > 1:
            return Problem.of(number, self.column, "dates_disagree", key)
        return number, [*values, *cells]

    def _found(self, some: Sequence[Row | Problem]) -> dict[str, tuple[list[str], int]]:
        keys = {
            one[1][self.place].strip()
            for one in some
            if not isinstance(one, Problem) and len(one[1]) == self.width
        }
        self.cursor.execute(
            "SELECT key, cells, ways FROM pg_temp.staged_dates WHERE key = ANY (%s)", [list(keys)]
        )
        return {key: (cells, ways) for key, cells, ways in self.cursor.fetchall()}


def load_dates(batch: ImportBatch, columns: Columns, cursor: Any) -> DatesLookup:
    """Lay the file with dates in its temporary table, if there is one; its unreadable rows are problems."""
    if columns.join is None or not batch.dates_header:
        return DatesLookup()
    header, rows = opened(batch, DATES)
    problems: list[Problem] = []
    cursor.execute(CREATE)
    keys = keyed(header, _readable(rows, len(header), batch.dates_name, problems), columns.join[1])
    # The pieces are read from this same connection, so reading and copying take turns.
    while some := list(islice(keys, A_BATCH)):
        with cursor.copy("COPY pg_temp.staged_dates_raw (key, cells) FROM STDIN") as copy:
            for row in some:
                copy.write_row(row)
    cursor.execute(GATHER)
    cursor.execute("ANALYZE pg_temp.staged_dates")
    log, column = batch.header, columns.join[0]
    return DatesLookup(cursor, log.index(column), len(log), column, [""] * (len(header) - 1), problems)


def _readable(
    rows: Iterator[Row | Problem], width: int, name: str, problems: list[Problem]
) -> Iterator[Row | Problem]:
    for row in rows:
        if isinstance(row, Problem):
            problems.append(Problem.of(row.row, name, row.code, row.value))
        elif len(row[1]) != width:
            problems.append(Problem.of(row[0], name, "width", len(row[1]), width))
        else:
            yield row
