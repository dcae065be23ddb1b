"""Which sentence says how a week went. No words in here, only the choice: wording belongs to the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass

GOOD, STEADY, HEAVY, FIRST = "good", "steady", "heavy", "first"
NOTHING, HOURS, DAY, BOTH = "nothing", "hours", "day", "both"
MOVED = 2
AHEAD_PERCENT = 105
LATE_DAYS = 5


@dataclass(frozen=True, slots=True)
class Clock:
    """A project's forecast in percent of its hours, if known, and how many days it is behind its day."""

    percent: int | None
    days_late: int


def mood(change: int | None) -> str:
    """How the score moved: two points or more is a good or a heavy week; without a week before it is the first."""
    if change is None:
        return FIRST
    if change >= MOVED:
        return GOOD
    return HEAVY if change <= -MOVED else STEADY


def trouble(clocks: Sequence[Clock]) -> str:
    """What runs away over all projects: hours past 105 percent of the agreed ones, the day by five days or more, or both."""
    hours = any(clock.percent is not None and clock.percent > AHEAD_PERCENT for clock in clocks)
    day = any(clock.days_late >= LATE_DAYS for clock in clocks)
    if hours and day:
        return BOTH
    if hours:
        return HOURS
    return DAY if day else NOTHING


def worst(clocks: Sequence[Clock]) -> int | None:
    """The index of the project that most needs a word: furthest over its hours, then latest; None when all is well."""
    order = sorted(
        range(len(clocks)), key=lambda index: (-(clocks[index].percent or 0), -clocks[index].days_late, index)
    )
    return next((i for i in order if trouble([clocks[i]]) != NOTHING), None)
