"""When a round opens and closes, where the sides are. Days are local, moments are kept in UTC: clock changes move nothing."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MIDNIGHT = time.min


def later_by(day: date, months: int) -> date:
    """Return the same day of a later month, or its last one: 31 January and one month is 28 or 29 February."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def today_of(now: datetime, time_zones: Iterable[str]) -> date:
    """Return the day that it is for every side already: the earliest of their local days."""
    return min(now.astimezone(ZoneInfo(zone)).date() for zone in time_zones)


def closes_at(opened_on: date, days: int, time_zones: Iterable[str]) -> datetime:
    """Return the moment when the last of `days` whole days after the opening one is over for every side, in UTC."""
    after = opened_on + timedelta(days=days + 1)
    ends = (datetime.combine(after, MIDNIGHT, tzinfo=ZoneInfo(zone)).astimezone(UTC) for zone in time_zones)
    return max(ends)
