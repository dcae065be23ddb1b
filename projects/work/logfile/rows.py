"""From a row of text to a row of work, or to everything that is wrong with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .cells import LIMITS, read_day, read_hours, read_text
from .dates import DateOrder
from .guessing import MISSING
from .mapping import Columns
from .problems import Problem

_FINISHED = {"finished", "completed", "closed", "done", "released", "resolved", "klar", "avslutad", "stängd"}
_CANCELLED = {"cancelled", "canceled", "rejected", "wontfix", "avbruten", "avvisad"}
_TEXTS = ("project", "deliverable", "task", "title", "worker", "role", "note")


class LogRow(NamedTuple):
    """One row of work. Texts are stripped; "" is "not said". `status` is "open", "finished" or "cancelled"."""

    row: int
    project: str
    deliverable: str
    task: str
    title: str
    worker: str
    role: str
    note: str
    hours: Decimal
    done_on: date
    started_on: date | None
    finished_on: date | None
    estimate: Decimal | None
    status: str


@dataclass(frozen=True, slots=True)
class _Reader:
    """Where each target stands in a row; -1 is "in no column"."""

    columns: Columns
    header: Sequence[str]
    as_of: date
    order: DateOrder
    texts: tuple[tuple[int, int], ...]
    status: int
    hours: int
    estimate: int
    done_on: tuple[int, ...]
    started_on: int
    finished_on: int

    def name(self, place: int) -> str:
        return self.header[place] if place >= 0 else ""


RowReader = Callable[[int, Sequence[str]], "LogRow | list[Problem]"]


def row_reader(header: Sequence[str], columns: Columns, *, as_of: date) -> RowReader:
    """Make the reader of this file's rows; raises ValueError when the mapping lacks a date, hours or an order.

    A row is refused for missing or negative hours, more than 24 hours for each day of its span, a date before
    1990 or more than a year ahead, texts that are too long or not text, and another number of values than the header.
    """
    if columns.missing:
        raise ValueError(f"not chosen: {columns.missing}")
    index = {name: place for place, name in enumerate(header)}

    def place(target: str) -> int:
        return index.get(columns.columns.get(target, ""), -1)

    reader = _Reader(
        columns=columns,
        header=header,
        as_of=as_of,
        order=columns.date_order or DateOrder.YMD,
        texts=tuple((place(target), LIMITS[target]) for target in _TEXTS),
        status=place("status"),
        hours=place("hours"),
        estimate=place("estimate"),
        done_on=(place("done_on"), *(index[name] for name in columns.fall_backs)),
        started_on=place("started_on"),
        finished_on=place("finished_on"),
    )
    return lambda number, values: _read(reader, number, values)


def _read(reader: _Reader, number: int, values: Sequence[str]) -> LogRow | list[Problem]:
    if len(values) != len(reader.header):
        return [Problem.of(number, "", "width", len(values), len(reader.header))]
    problems: list[Problem] = []
    texts = [_text(reader, number, place, limit, values, problems) for place, limit in reader.texts]
    status = _text(reader, number, reader.status, LIMITS["status"], values, problems)
    hours = _hours(reader, number, reader.hours, values, problems, needed=True)
    estimate = _hours(reader, number, reader.estimate, values, problems)
    done_on = _done_on(reader, number, values, problems)
    started_on = _day(reader, number, reader.started_on, values, problems)
    finished_on = _day(reader, number, reader.finished_on, values, problems)
    if hours is not None and not problems:
        _check_span(reader, number, hours, started_on, finished_on, problems)
    if problems or hours is None or done_on is None:
        return problems
    status, finished_on = _status(status, finished_on, done_on)
    return LogRow(number, *texts, hours, done_on, started_on, finished_on, estimate, status)  # type: ignore[call-arg, arg-type]


def _text(
    reader: _Reader, number: int, place: int, limit: int, values: Sequence[str], problems: list[Problem]
) -> str:
    if place < 0:
        return ""
    text, code = read_text(values[place], limit)
    if code:
        shown = text if code == "too_long" else _shown(text)
        problems.append(
            Problem.of(number, reader.name(place), code, shown, limit if code == "too_long" else "")
        )
    return text


def _shown(text: str) -> str:
    return "".join(one if one.isprintable() else "\ufffd" for one in text)


def _hours(
    reader: _Reader,
    number: int,
    place: int,
    values: Sequence[str],
    problems: list[Problem],
    *,
    needed: bool = False,
) -> Decimal | None:
    if place < 0:
        return None
    hours, code = read_hours(values[place], reader.columns.decimal, needed)
    if code:
        text = values[place].strip()
        shown = "" if text.casefold() in MISSING else text
        problems.append(Problem.of(number, reader.name(place), code, shown))
    return hours


def _done_on(reader: _Reader, number: int, values: Sequence[str], problems: list[Problem]) -> date | None:
    """Read the day of the work from the first of its columns that says one."""
    for place in reader.done_on:
        found, code = read_day(values[place], reader.order, reader.as_of)
        if found or code:
            return _day(reader, number, place, values, problems)
    problems.append(Problem.of(number, reader.name(reader.done_on[0]), "missing"))
    return None


def _day(
    reader: _Reader, number: int, place: int, values: Sequence[str], problems: list[Problem]
) -> date | None:
    if place < 0:
        return None
    found, code = read_day(values[place], reader.order, reader.as_of)
    if code:
        problem = Problem.of(number, reader.name(place), code, values[place].strip())
        if problem not in problems:
            problems.append(problem)
    return found


def _check_span(
    reader: _Reader,
    number: int,
    hours: Decimal,
    started_on: date | None,
    finished_on: date | None,
    problems: list[Problem],
) -> None:
    if started_on and finished_on and finished_on < started_on:
        name = reader.name(reader.finished_on)
        problems.append(Problem.of(number, name, "reversed", finished_on, started_on))
        return
    days = _days(reader, started_on, finished_on)
    if days and hours > 24 * days:
        code = "day" if days == 1 else "span"
        shown = f"{hours:f}".rstrip("0").rstrip(".")
        problems.append(Problem.of(number, reader.name(reader.hours), code, shown, 24 * days))


def _days(reader: _Reader, started_on: date | None, finished_on: date | None) -> int | None:
    """Count the days in which the hours were worked; None where the log doesn't tell."""
    if started_on and finished_on:
        return (finished_on - started_on).days + 1
    return 1 if reader.columns.is_single_day else None


def _status(text: str, finished_on: date | None, done_on: date) -> tuple[str, date | None]:
    word = text.casefold() if text else ""
    if word in _CANCELLED:
        return "cancelled", None
    if word in _FINISHED and finished_on is None:
        finished_on = done_on
    return ("finished" if finished_on else "open"), finished_on
