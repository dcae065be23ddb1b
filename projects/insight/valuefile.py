"""A file of one figure's values: rows of day and value. Pure; what is wrong is a code."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from partnership.kit.written import decimal_mark, number_of

COLUMNS: Mapping[str, frozenset[str]] = {
    "day": frozenset({"day", "date", "dag", "datum"}),
    "value": frozenset({"value", "värde"}),
}
MOST_BYTES = 1024 * 1024
MOST_ROWS = 5000
DELIMITERS = (";", ",", "\t")


@dataclass(frozen=True, slots=True)
class Row:
    """A row that can be read; `number` is its line as a table shows it, the header being 1."""

    number: int
    day: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that can't be read, and why; row 0 is the file itself."""

    row: int
    column: str
    code: str
    text: str = ""


def read_values(data: bytes) -> tuple[list[Row], list[Fault]]:
    """Read a file; with any fault the rows are only those that can be read."""
    if len(data) > MOST_BYTES:
        return [], [Fault(0, "", "too_large")]
    lines = _lines(data)
    if lines is None:
        return [], [Fault(0, "", "not_a_table")]
    places = _places(lines[0]) if lines else {}
    absent = [Fault(1, name, "no_column") for name in COLUMNS if name not in places]
    if absent or len(lines) > MOST_ROWS + 1:
        return [], absent or [Fault(0, "", "too_many_rows")]
    cells = [{name: _cell(line, place) for name, place in places.items()} for line in lines[1:]]
    mark = decimal_mark(one["value"] for one in cells)
    read = [_row(number, one, mark) for number, one in enumerate(cells, start=2)]
    rows = [one for one in read if isinstance(one, Row)]
    faults = [fault for one in read if not isinstance(one, Row) for fault in one]
    return rows, faults if rows or faults else [Fault(0, "", "empty")]


def _lines(data: bytes) -> list[list[str]] | None:
    """The rows of the file, cut by the mark that its first line holds; None for what is no text."""
    if b"\x00" in data:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")  # what spreadsheets write where UTF-8 isn't chosen
    first = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        return [
            line for line in csv.reader(io.StringIO(text, newline=None), delimiter=delimiter) if any(line)
        ]
    except csv.Error:
        return None


def _places(header: Sequence[str]) -> dict[str, int]:
    words = [word.strip().casefold() for word in header]
    return {name: words.index(one) for name, names in COLUMNS.items() for one in names if one in words}


def _cell(line: Sequence[str], place: int) -> str:
    return line[place].strip() if place < len(line) else ""


def _row(number: int, cells: Mapping[str, str], mark: str) -> Row | list[Fault]:
    faults = [Fault(number, name, "missing") for name in COLUMNS if not cells[name]]
    if faults:
        return faults
    value = number_of(cells["value"], mark)
    day = _day(cells["day"])
    if day is None:
        faults.append(Fault(number, "day", "not_a_day", cells["day"][:80]))
    if isinstance(value, str):
        faults.append(Fault(number, "value", value, cells["value"][:80]))
    return faults if day is None or isinstance(value, str) else Row(number, day, value)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
