"""A file of values: rows of measure, day and value, with a decimal comma or point. Pure; what is wrong is a code."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

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
SPACES = str.maketrans("", "", " \u00a0\u202f\u2009'")
PLAIN = re.compile(r"[+-]?\d{1,12}([.,]\d{1,4})?", re.ASCII)
GROUPED = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d{1,4})?", re.ASCII)
EITHER = re.compile(r"[+-]?\d{1,3}[.,]\d{3}", re.ASCII)


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


def decimal_mark(texts: Iterable[str]) -> str:
    """Return the decimal mark that a file's clear numbers use; "" where none is clear or they disagree."""
    marks = {_mark(text.translate(SPACES)) for text in texts} - {""}
    return marks.pop() if len(marks) == 1 else ""


def number_of(text: str, mark: str = "") -> Decimal | str:
    """Return a number written either way, or why it is none; `mark` settles 1,234, which could be either."""
    plain = text.translate(SPACES).replace("\u2212", "-")
    if not PLAIN.fullmatch(plain) and not GROUPED.fullmatch(plain):
        return "not_a_number"
    if EITHER.fullmatch(plain) and not mark:
        return "either"
    mark = _mark(plain) or mark or "."
    other = "," if mark == "." else "."
    return Decimal(plain.replace(other, "").replace(mark, "."))


def _mark(text: str) -> str:
    """The decimal mark of a number that can be read in one way only."""
    found = [one for one in text if one in ".,"]
    if not found or EITHER.fullmatch(text):
        return ""
    if len(set(found)) == 2:
        return found[-1]
    return found[0] if len(found) == 1 else {".": ",", ",": "."}[found[0]]


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
