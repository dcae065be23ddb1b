"""From a row of text to a row of work, or to everything that is wrong with it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from .dates import DateOrder, parse_date
from .guessing import MISSING
from .mapping import Columns
from .numbers import parse_hours
from .problems import Problem

EARLIEST = date(1990, 1, 1)
LATEST_AHEAD = timedelta(days=366)
MOST_HOURS = Decimal(100_000)
LIMITS = {
    "project": 40,
    "deliverable": 80,
    "task": 80,
    "title": 300,
    "worker": 120,
    "role": 80,
    "note": 2000,
    "status": 40,
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]")
_FINISHED = {"finished", "completed", "closed", "done", "released", "resolved", "klar", "avslutad", "stängd"}
_CANCELLED = {"cancelled", "canceled", "rejected", "wontfix", "avbruten", "avvisad"}


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
    columns: Columns
    places: dict[str, int]
    fall_backs: tuple[int, ...]
    header: Sequence[str]
    as_of: date
    order: DateOrder

    def name(self, target: str) -> str:
        return self.columns.columns.get(target, "")


RowReader = Callable[[int, Sequence[str]], "LogRow | list[Problem]"]


def row_reader(header: Sequence[str], columns: Columns, *, as_of: date) -> RowReader:
    """Make the reader of this file's rows; raises ValueError when the mapping lacks a date, hours or an order.

    A row is refused for missing or negative hours, more than 24 hours for each day of its span, a date before
    1990 or more than a year ahead, texts that are too long or not text, and another number of values than the header.
    """
    if columns.missing:
        raise ValueError(f"not chosen: {columns.missing}")
    order = columns.date_order or DateOrder.YMD
    index = {name: place for place, name in enumerate(header)}
    reader = _Reader(
        columns=columns,
        places={target: index[name] for target, name in columns.columns.items() if name},
        fall_backs=tuple(index[name] for name in columns.fall_backs),
        header=header,
        as_of=as_of,
        order=order,
    )
    return lambda number, values: _read(reader, number, values)


def _read(reader: _Reader, number: int, values: Sequence[str]) -> LogRow | list[Problem]:
    if len(values) != len(reader.header):
        return [Problem.of(number, "", "width", len(values), len(reader.header))]
    problems: list[Problem] = []
    texts = {target: _text(reader, number, target, values, problems) for target in LIMITS}
    hours = _hours(reader, number, "hours", values, problems)
    estimate = _hours(reader, number, "estimate", values, problems, needed=False)
    done_on, started_on, finished_on = _dates(reader, number, values, problems)
    if hours is not None and done_on is not None and not problems:
        _check_span(reader, number, hours, started_on, finished_on, problems)
    if problems or hours is None or done_on is None:
        return problems
    status, finished_on = _status(texts.pop("status"), finished_on, done_on)
    return LogRow(
        row=number,
        hours=hours,
        estimate=estimate,
        done_on=done_on,
        started_on=started_on,
        finished_on=finished_on,
        status=status,
        **texts,
    )


def _cell(reader: _Reader, target: str, values: Sequence[str]) -> str:
    place = reader.places.get(target)
    if place is None:
        return ""
    text = values[place].strip()
    return "" if text.casefold() in MISSING else text


def _text(reader: _Reader, number: int, target: str, values: Sequence[str], problems: list[Problem]) -> str:
    text = _cell(reader, target, values)
    if len(text) > LIMITS[target]:
        problems.append(Problem.of(number, reader.name(target), "too_long", text, LIMITS[target]))
    elif not text.isprintable() and _CONTROL.search(text):
        problems.append(Problem.of(number, reader.name(target), "not_text", _CONTROL.sub("\ufffd", text)))
    elif "\ufffd" in text:
        problems.append(Problem.of(number, reader.name(target), "not_text", text))
    return text


def _hours(
    reader: _Reader,
    number: int,
    target: str,
    values: Sequence[str],
    problems: list[Problem],
    *,
    needed: bool = True,
) -> Decimal | None:
    text = _cell(reader, target, values)
    hours = parse_hours(text, reader.columns.decimal) if text else None
    code = _hours_fault(text, hours, needed)
    if code:
        problems.append(Problem.of(number, reader.name(target), code, text))
    return None if code else hours


def _hours_fault(text: str, hours: Decimal | None, needed: bool) -> str:
    if not text:
        return "missing" if needed else ""
    if hours is None:
        return "not_hours"
    if hours < 0:
        return "negative"
    return "too_many_hours" if hours > MOST_HOURS else ""


def _dates(
    reader: _Reader, number: int, values: Sequence[str], problems: list[Problem]
) -> tuple[date | None, date | None, date | None]:
    """Read the day of the work (with its fall-backs), then start and finish, which an open task may lack."""
    places = [reader.places["done_on"], *reader.fall_backs]
    place = next((one for one in places if values[one].strip().casefold() not in MISSING), None)
    if place is None:
        problems.append(Problem.of(number, reader.name("done_on"), "missing"))
        return None, None, None
    done_on = _date(reader, number, place, values, problems)
    started_on = _date(reader, number, reader.places.get("started_on"), values, problems)
    finished_on = _date(reader, number, reader.places.get("finished_on"), values, problems)
    return done_on, started_on, finished_on


def _date(
    reader: _Reader, number: int, place: int | None, values: Sequence[str], problems: list[Problem]
) -> date | None:
    text = values[place].strip() if place is not None else ""
    if place is None or text.casefold() in MISSING:
        return None
    found = parse_date(text, reader.order, as_of=reader.as_of)
    code = _date_fault(found, reader.as_of)
    if not code:
        return found
    problem = Problem.of(number, reader.header[place], code, text)
    if problem not in problems:
        problems.append(problem)
    return None


def _date_fault(found: date | None, as_of: date) -> str:
    if found is None:
        return "not_date"
    if found < EARLIEST:
        return "too_early"
    return "too_late" if found > as_of + LATEST_AHEAD else ""


def _check_span(
    reader: _Reader,
    number: int,
    hours: Decimal,
    started_on: date | None,
    finished_on: date | None,
    problems: list[Problem],
) -> None:
    if started_on and finished_on and finished_on < started_on:
        problems.append(Problem.of(number, reader.name("finished_on"), "reversed", finished_on, started_on))
        return
    days = _days(reader, started_on, finished_on)
    if days and hours > 24 * days:
        code = "day" if days == 1 else "span"
        problems.append(Problem.of(number, reader.name("hours"), code, hours.normalize(), 24 * days))


def _days(reader: _Reader, started_on: date | None, finished_on: date | None) -> int | None:
    """Count the days in which the hours were worked; None where the log doesn't tell."""
    if reader.columns.is_single_day:
        return 1
    return (finished_on - started_on).days + 1 if started_on and finished_on else None


def _status(text: str, finished_on: date | None, done_on: date) -> tuple[str, date | None]:
    word = text.casefold()
    if word in _CANCELLED:
        return "cancelled", None
    if word in _FINISHED and finished_on is None:
        finished_on = done_on
    return ("finished" if finished_on else "open"), finished_on
