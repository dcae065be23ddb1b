"""Dates as logs write them: the order of day, month and year is one choice for a whole file, never per row."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import lru_cache


class DateOrder(StrEnum):
    YMD = "ymd"
    DMY = "dmy"
    MDY = "mdy"


_MONTHS = {
    "jan": 1, "january": 1, "januari": 1, "feb": 2, "february": 2, "februari": 2, "mar": 3, "march": 3, "mars": 3,
    "apr": 4, "april": 4, "may": 5, "maj": 5, "jun": 6, "june": 6, "juni": 6, "jul": 7, "july": 7, "juli": 7,
    "aug": 8, "august": 8, "augusti": 8, "sep": 9, "sept": 9, "september": 9, "oct": 10, "okt": 10, "october": 10,
    "oktober": 10, "nov": 11, "november": 11, "dec": 12, "december": 12,
}  # fmt: skip
_PARTS = re.compile(
    r"(\d{1,4}|[a-z]{3,9})\.?[-/. ]\s?(\d{1,2}|[a-z]{3,9})\.?[-/., ]\s?(\d{1,4})(?:[t ]\d{1,2}:.*)?",
    re.ASCII,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
ENOUGH = 0.7
"""The share of a column that must be dates: a few slips are told row by row."""
_PLACES = {DateOrder.YMD: (0, 1, 2), DateOrder.DMY: (2, 1, 0), DateOrder.MDY: (2, 0, 1)}


def parse_date(text: str, order: DateOrder, *, as_of: date) -> date | None:
    """Read a date in this order of its parts; None where the text is no such date.

    Two-digit years lie in the hundred years that end the year after `as_of`.
    """
    parts = _parts(text.strip().lower())
    return _date_of(parts, order, as_of.year) if parts else None


@lru_cache(maxsize=20_000)
def _parts(text: str) -> tuple[str, ...] | None:
    match = _PARTS.fullmatch(text) or _COMPACT.fullmatch(text)
    return match.groups() if match else None


def _date_of(parts: tuple[str, ...], order: DateOrder, this_year: int) -> date | None:
    year_text, month_text, day_text = (parts[place] for place in _PLACES[order])
    month = int(month_text) if month_text.isdigit() else _MONTHS.get(month_text)
    if month is None or not (year_text.isdigit() and day_text.isdigit()) or len(day_text) > 2:
        return None
    year = _year(year_text, this_year)
    try:
        return date(year, month, int(day_text))
    except ValueError:
        return None


def _year(text: str, this_year: int) -> int:
    if len(text) > 2:
        return int(text)
    century = (this_year + 1) // 100 * 100
    year = century + int(text)
    return year if year <= this_year + 1 else year - 100


def possible_orders(texts: Iterable[str], *, as_of: date) -> list[DateOrder]:
    """List the orders that read most of the texts as dates, seven in ten at least; two mean that a person must choose.

    A year of four digits settles where the year stands, and a month in letters in the middle reads as
    day-month-year: nobody writes 02-Nov-04 for the fourth of November 2002.
    """
    parts = [_parts(text.strip().lower()) for text in texts if text.strip()]
    read = {
        order: sum(one is not None and _fits(one, order, as_of.year) for one in parts) for order in DateOrder
    }
    most = max(read.values())
    if most == 0 or most < len(parts) * ENOUGH:
        return []
    return [order for order in DateOrder if read[order] == most]


def _fits(parts: tuple[str, ...], order: DateOrder, this_year: int) -> bool:
    year = parts[_PLACES[order][0]]
    four_digits = any(len(part) == 4 and part.isdigit() for part in parts)
    if four_digits and len(year) != 4:
        return False
    if not four_digits and order is DateOrder.YMD and not parts[1].isdigit():
        return False
    return _date_of(parts, order, this_year) is not None
