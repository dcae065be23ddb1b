"""Single cells, each with what is wrong with it as a code; logs repeat themselves, so what was read is remembered."""

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from .dates import DateOrder, parse_date
from .guessing import MISSING
from .numbers import parse_hours

EARLIEST = date(1990, 1, 1)
LATEST_AHEAD = timedelta(days=366)
SHORT = 200
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
_WHITE = str.maketrans("", "", "\n\r\t\u00a0\u202f\u2009")


def read_text(raw: str, limit: int) -> tuple[str, str]:
    """Read a text: stripped, "" for "not said"; the code is "too_long", "not_text" or ""."""
    # Only short texts are remembered: a broken file must not fill the memory.
    return _remembered_text(raw, limit) if len(raw) <= SHORT else _text(raw, limit)


def _text(raw: str, limit: int) -> tuple[str, str]:
    text = raw.strip()
    if len(text) <= 4 and text.casefold() in MISSING:
        return "", ""
    if len(text) > limit:
        return text, "too_long"
    return text, "not_text" if "\ufffd" in text or _has_control(text) else ""


def _has_control(text: str) -> bool:
    if text.isprintable() or text.translate(_WHITE).isprintable():
        return False
    # Letters of scripts that join (U+200D) and emoji are not printable in Python's sense, but they are text.
    return any(one < " " or one == "\x7f" for one in text.translate(_WHITE))


_remembered_text = lru_cache(maxsize=4096)(_text)


def read_hours(raw: str, decimal: str, needed: bool) -> tuple[Decimal | None, str]:
    """Read hours; the code is "missing", "not_hours", "negative", "too_many_hours" or ""."""
    return _hours(raw[:SHORT], decimal, needed)


@lru_cache(maxsize=4096)
def _hours(raw: str, decimal: str, needed: bool) -> tuple[Decimal | None, str]:
    text = raw.strip()
    if text.casefold() in MISSING:
        return None, "missing" if needed else ""
    hours = parse_hours(text, decimal)
    if hours is None:
        return None, "not_hours"
    if hours < 0:
        return None, "negative"
    return (None, "too_many_hours") if hours > MOST_HOURS else (hours, "")


def read_day(raw: str, order: DateOrder, as_of: date) -> tuple[date | None, str]:
    """Read a day; the code is "not_date", "too_early", "too_late" or ""; nothing said is no fault."""
    return _day(raw[:SHORT], order, as_of)


@lru_cache(maxsize=8192)
def _day(raw: str, order: DateOrder, as_of: date) -> tuple[date | None, str]:
    text = raw.strip()
    if text.casefold() in MISSING:
        return None, ""
    found = parse_date(text, order, as_of=as_of)
    if found is None:
        return None, "not_date"
    if found < EARLIEST:
        return None, "too_early"
    return (None, "too_late") if found > as_of + LATEST_AHEAD else (found, "")
