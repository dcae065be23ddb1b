"""A project's two clocks: hours of all parties against the agreed budget, and the calendar against the agreed day.

Hours are forecast as actual + estimate of the rest; the day by earned schedule (see `earned.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from .earned import (
    ONE,
    ZERO,
    Milestone,
    Work,
    cost_index,
    earned_share,
    planned_days,
    planned_share,
    schedule_index,
    share,
)

QUIET = Decimal("0.15")
THRESHOLDS = (Decimal("0.90"), Decimal("0.75"), Decimal("0.50"))
LITTLE_HISTORY = 20
WINDOW = timedelta(days=56)
FARTHEST = timedelta(days=3650)


@dataclass(frozen=True, slots=True)
class Clocks:
    """What the page and the letter show. Shares are fractions; None is "not agreed" or "too early to say"."""

    used_share: Decimal | None
    elapsed_share: Decimal | None
    burn: Decimal | None
    earned_share: Decimal | None
    planned_share: Decimal | None
    cost_index: Decimal | None
    schedule_index: Decimal | None
    forecast_hours: Decimal | None
    forecast_on: date | None
    days_late: int | None
    alert: str
    due: int
    on_the_day: int
    has_little_history: bool


class Forecast(NamedTuple):
    """Where both clocks are going, and how the agreed days of the last weeks were kept."""

    schedule_index: Decimal | None
    forecast_hours: Decimal | None
    forecast_on: date | None
    due: int
    on_the_day: int


def read_forecast(work: Work, *, as_of: date) -> Forecast:
    """Read of both clocks what a batch over many projects needs: the rest costs as much again."""
    index = schedule_index(work, as_of=as_of)
    day = work.finished_on or forecast_day(work, index, as_of=as_of)
    return Forecast(index, forecast_hours(work), day, *on_the_day(work.milestones, as_of=as_of))


def read_clocks(work: Work, *, as_of: date) -> Clocks:
    """Read both clocks of a project as of a day."""
    used = share(work.used, work.budget)
    elapsed = elapsed_share(work, as_of=as_of)
    earned = earned_share(work)
    found = read_forecast(work, as_of=as_of)
    return Clocks(
        used_share=used,
        elapsed_share=elapsed,
        burn=used - elapsed if used is not None and elapsed is not None else None,
        earned_share=earned,
        planned_share=planned_share(work, on=as_of),
        cost_index=cost_index(work),
        schedule_index=found.schedule_index,
        forecast_hours=found.forecast_hours,
        forecast_on=found.forecast_on,
        days_late=_days_late(found.forecast_on, work.delivery_on),
        alert=alert(used, elapsed, share(found.forecast_hours, work.budget)),
        due=found.due,
        on_the_day=found.on_the_day,
        has_little_history=work.finished_tasks < LITTLE_HISTORY,
    )


def _days_late(forecast_on: date | None, delivery_on: date | None) -> int | None:
    return (forecast_on - delivery_on).days if forecast_on and delivery_on else None


def elapsed_share(work: Work, *, as_of: date) -> Decimal | None:
    """The share of the agreed calendar time that has gone: 0 before the start, over 1 after the agreed day."""
    days = planned_days(work)
    if days is None or work.starts_on is None:
        return None
    until = min(as_of, work.finished_on or as_of)
    return max(Decimal((until - work.starts_on).days) / days, ZERO)


def alert(used: Decimal | None, elapsed: Decimal | None, forecast: Decimal | None) -> str:
    """Name the strongest alert: "over" (forecast above the budget), "90", "75", "50" (burn ahead of the calendar), "".

    Quiet in the first 15 % of the calendar time, or of the hours where no time is agreed.
    """
    passed = elapsed if elapsed is not None else used
    if used is None or passed is None or passed < QUIET:
        return ""
    if forecast is not None and forecast > ONE:
        return "over"
    if elapsed is not None and used <= elapsed:
        return ""
    return next((str(int(limit * 100)) for limit in THRESHOLDS if used >= limit), "")


def forecast_hours(work: Work) -> Decimal | None:
    """Actual + estimate of the rest, in hours: what is used, and what the open tasks and deliverables have left.

    None where nothing is estimated. (The plain rule: on a real log it erred least of the simple ones late on.)
    """
    if work.finished_on:
        return work.used
    known = work.estimated or any(one.estimated or one.budget for one in work.milestones)
    return work.used + work.rest + sum(map(_rest, work.milestones), ZERO) if known else None


def forecast_day(work: Work, index: Decimal | None, *, as_of: date) -> date | None:
    """Start + planned time / SPI(t), never in the past; None in the first 15 % of the time and beyond ten years."""
    days, elapsed = planned_days(work), elapsed_share(work, as_of=as_of)
    if not index or days is None or work.starts_on is None or elapsed is None or elapsed < QUIET:
        return None
    needed = (Decimal(days) / index).quantize(ONE, ROUND_HALF_UP)
    if needed > FARTHEST.days:
        return None
    return max(work.starts_on + timedelta(days=int(needed)), as_of)


def on_the_day(milestones: Sequence[Milestone], *, as_of: date) -> tuple[int, int]:
    """Count the deliverables due in the 56 days up to `as_of`, and those of them delivered on the day or before.

    Only an agreed day can be kept: what one side plans counts for neither.
    """
    due = [one for one in milestones if one.agreed_on and as_of - WINDOW < one.agreed_on <= as_of]
    kept = [one for one in due if one.delivered_on and one.agreed_on and one.delivered_on <= one.agreed_on]
    return len(due), len(kept)


def _rest(one: Milestone) -> Decimal:
    if one.delivered_on:
        return ZERO
    return one.rest if one.estimated else one.budget or ZERO
