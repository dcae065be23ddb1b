"""A file of values: rows of measure, day and value, with a decimal comma or point. Pure; what is wrong is a code."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from partnership.kit.written import decimal_mark, number_of
from projects.work.logfile.problems import FileRefused
from projects.work.logfile.reading import guess_delimiter, guess_encoding, text_of

COLUMNS: Mapping[str, frozenset[str]] = {
    "measure": frozenset({"measure", "mått"}),
    "day": frozenset({"day", "date", "dag", "datum"}),
    "value": frozenset({"value", "värde"}),
}
MOST_BYTES = 1_000_000
MOST_ROWS = 5000
SAMPLE = 10_000
YES, NO = frozenset({"yes", "ja"}), frozenset({"no", "nej"})


@dataclass(frozen=True, slots=True)
class Row:
    """A row that can be read; `number` is its line as a table shows it, the header being 1."""

    number: int
    measure: str
    day: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that can't be read, and why: "missing", "not_a_day", "not_a_number", "either", "no_such_measure" …"""

    row: int
    column: str
    code: str
    text: str = ""


def read_values(data: bytes) -> tuple[list[Row], list[Fault]]:
    """Read a file; with any fault the rows are only those that can be read."""
    if len(data) > MOST_BYTES:
        return [], [Fault(0, "", "too_large")]
    try:
        lines = _lines(data)
    except (csv.Error, FileRefused):
        return [], [Fault(0, "", "not_a_table")]
    places = _places(lines[0]) if lines else {}
    absent = [Fault(1, name, "no_column") for name in COLUMNS if name not in places]
    if absent or len(lines) > MOST_ROWS + 1:
        return [], absent or [Fault(0, "", "too_many_rows")]
    cells = [{name: _cell(line, place) for name, place in places.items()} for line in lines[1:]]
    mark = decimal_mark(one["value"] for one in cells)
    read = [_row(number, one, mark) for number, one in enumerate(cells, start=2)]
    rows = [one for one in read if isinstance(one, Row)]
    return rows, [fault for one in read if not isinstance(one, Row) for fault in one]


def _lines(data: bytes) -> list[list[str]]:
    text = text_of([data], guess_encoding([data])).read()
    table = csv.reader(io.StringIO(text, newline=None), delimiter=guess_delimiter(text[:SAMPLE]))
    return [line for line in table if any(line)]


def _places(header: list[str]) -> dict[str, int]:
    words = [word.strip().casefold() for word in header]
    found = {
        name: next((words.index(one) for one in names if one in words), None)
        for name, names in COLUMNS.items()
    }
    return {name: place for name, place in found.items() if place is not None}


def _cell(line: list[str], place: int) -> str:
    return line[place].strip() if place < len(line) else ""


def _row(number: int, cells: Mapping[str, str], mark: str) -> Row | list[Fault]:
    faults = [Fault(number, name, "missing") for name in COLUMNS if not cells[name]]
    if faults:
        return faults
    day, value = _day(cells["day"]), _value(cells["value"], mark)
    if day is None:
        faults.append(Fault(number, "day", "not_a_day", cells["day"][:80]))
    if isinstance(value, str):
        faults.append(Fault(number, "value", value, cells["value"][:80]))
    if faults or day is None or isinstance(value, str):
        return faults
    return Row(number, cells["measure"], day, value)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _value(text: str, mark: str) -> Decimal | str:
    word = text.casefold()
    if word in YES | NO:
        return Decimal(word in YES)
    return number_of(text, mark)
