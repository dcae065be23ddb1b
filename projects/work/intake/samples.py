"""The first rows of an uploaded log, joined with its dates: for guessing columns and for the preview."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from projects.work.logfile.mapping import Columns, joined_header
from projects.work.logfile.problems import Problem
from projects.work.logfile.reading import Dialect, Row, header_of, rows_of
from projects.work.models import ImportBatch, ImportChunk

from .pieces import pieces_of

LOG, DATES = ImportChunk.File.LOG, ImportChunk.File.DATES
ROWS = 200


@dataclass(frozen=True, slots=True)
class Sample:
    """The joined header and some joined rows."""

    header: list[str]
    rows: list[list[str]]


def opened(batch: ImportBatch, file: str) -> tuple[list[str], Iterator[Row | Problem]]:
    """Open one of the batch's files: its header, and its rows to come; raises FileRefused."""
    dialect = Dialect(**(batch.dialect if file == LOG else batch.dates_dialect or {}))
    rows = rows_of(pieces_of(batch, file), dialect)
    return header_of(rows), rows


def first_rows(batch: ImportBatch, join: tuple[str, str] | None) -> Sample:
    """Read the first rows, joined with their dates; rows that can't be read are left to the check."""
    header, rows = opened(batch, LOG)
    found = [
        row[1] for row in islice(rows, ROWS) if not isinstance(row, Problem) and len(row[1]) == len(header)
    ]
    if join is None or join[0] not in header:
        return Sample(header, found)
    place = header.index(join[0])
    dates, cells = _cells_of(batch, join, {row[place].strip() for row in found})
    blank = [""] * (len(dates) - 1)
    joined = [[*row, *cells.get(row[place].strip(), blank)] for row in found]
    return Sample(joined_header(header, dates, join), joined)


def _cells_of(
    batch: ImportBatch, join: tuple[str, str], wanted: set[str]
) -> tuple[list[str], dict[str, list[str]]]:
    header, rows = opened(batch, DATES)
    cells: dict[str, list[str]] = {}
    for key, rest in keyed(header, rows, join[1]):
        if key in wanted:
            cells.setdefault(key, rest)
    return header, cells


def keyed(header: list[str], rows: Iterator[Row | Problem], column: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each readable row as its key and its other cells."""
    place = header.index(column)
    for row in rows:
        if not isinstance(row, Problem) and len(row[1]) == len(header):
            yield row[1][place].strip(), [*row[1][:place], *row[1][place + 1 :]]


def columns_of(batch: ImportBatch) -> Columns:
    """Return the mapping that stands in the batch."""
    return Columns.from_json(batch.mapping)


def header_of_batch(batch: ImportBatch) -> list[str]:
    """Return the joined header, as stored at the upload."""
    return joined_header(batch.header, batch.dates_header, columns_of(batch).join)
