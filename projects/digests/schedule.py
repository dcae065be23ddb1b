"""When a person's letter is due, and what a quiet week gets. No clock in here: the moment is passed in.

The letter opens at the person's own weekday and hour, on the wall clock of their zone, worked out anew at each run and never
stored as UTC. It stays open through the second day after, so a late run still sends; then the week is skipped.
A letter is keyed by the ISO week it tells of: the one that ended before the day it opens. Exactly one opening per week and person, whatever
the clocks of the zone do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from partnership.kit.weeks import Week

MONDAY = 1
HALF_PAST_SEVEN = time(7, 30)
DAYS_OPEN = 2
QUIET_MOVE = 2
EVERY_QUIET = 4
FULL, LINES, NOTHING = "full", "lines", "nothing"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The weekday (ISO: Monday is 1) and the hour at which a person wants the letter, in their zone."""

    zone: str
    weekday: int = MONDAY
    at: time = HALF_PAST_SEVEN


def window(week: Week, *, rhythm: Rhythm) -> tuple[datetime, datetime]:
    """When the letter that tells of `week` opens and closes, in UTC.

    An hour that the clock skips opens at the moment it would have been; one that comes twice opens the first time.
    """
    zone = zone_named(rhythm.zone)
    day = date.fromisocalendar(week.next.year, week.next.number, rhythm.weekday)
    opens = datetime.combine(day, rhythm.at, tzinfo=zone)
    closes = datetime.combine(day + timedelta(days=DAYS_OPEN + 1), time.min, tzinfo=zone)
    return opens.astimezone(UTC), closes.astimezone(UTC)


def week_due(now: datetime, *, rhythm: Rhythm) -> Week | None:
    """The week whose letter is open at `now`, if any."""
    return next((week for week in _near(now) if _opens(week, rhythm) <= now < _closes(week, rhythm)), None)


def week_missed(now: datetime, *, rhythm: Rhythm) -> Week:
    """The latest week whose letter closed at or before `now`."""
    return next(week for week in _near(now) if _closes(week, rhythm) <= now)


def form_of(*, quiet: bool, quiet_before: int, choice: str) -> str:
    """What is sent: the full letter, three lines, or nothing.

    `quiet_before` counts the quiet weeks in a row before this one. Every fourth is always told, so silence is never a riddle.
    """
    if not quiet:
        return FULL
    return LINES if choice == LINES or (quiet_before + 1) % EVERY_QUIET == 0 else NOTHING


@dataclass(frozen=True, slots=True)
class Stir:
    """What happened to a person's partnerships in a week, as far as the quiet rule asks."""

    waiting: int = 0
    health_moved: int = 0
    forecasts_moved: int = 0
    dates_moved: int = 0
    decided: int = 0
    apart: int = 0
    alerts: int = 0


def is_quiet(stir: Stir) -> bool:
    """Nothing waits, health moved under 2 points, no forecast or date moved, nothing was signed, nobody is far apart, no alert."""
    still = stir.waiting == stir.forecasts_moved == stir.dates_moved == stir.decided == 0
    return still and stir.apart == stir.alerts == 0 and abs(stir.health_moved) < QUIET_MOVE


def zone_named(name: str) -> ZoneInfo:
    """The zone, or UTC for a name that this machine's zone table does not know."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def _opens(week: Week, rhythm: Rhythm) -> datetime:
    return window(week, rhythm=rhythm)[0]


def _closes(week: Week, rhythm: Rhythm) -> datetime:
    return window(week, rhythm=rhythm)[1]


def _near(now: datetime) -> list[Week]:
    """Weeks newest first; a Sunday letter is open into the week after next, and zones differ by a day."""
    this = Week.of(now.astimezone(UTC).date())
    return [this.shifted(back) for back in (1, 0, -1, -2, -3)]
