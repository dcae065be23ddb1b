"""When a webhook is tried again, and what an answer means. No Django, no clock, no chance: both are handed in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

# How long after a failed try the next one follows; the first try is at once.
WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    *(timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 24)),
)
MOST_TRIES = len(WAITS) + 1
JITTER = 0.1
"""A wait is up to so much longer, so that endpoints that failed together do not come back together."""
LONGEST_ASKED = timedelta(hours=24)
PAUSED_AFTER = timedelta(days=5)


class Verdict(StrEnum):
    DELIVERED = "delivered"
    FAILED = "failed"
    GONE = "gone"


@dataclass(frozen=True)
class Next:
    """What follows a failed try: the next one at `at`, or the message is set aside (`at` is None)."""

    at: datetime | None


def verdict(status: int | None) -> Verdict:
    """Say what a status means: 2xx alone is success, 410 is a wish to hear nothing more; None is no answer."""
    if status is not None and 200 <= status < 300:
        return Verdict.DELIVERED
    return Verdict.GONE if status == 410 else Verdict.FAILED


def after_failure(tries: int, *, now: datetime, chance: float, asked: timedelta | None = None) -> Next:
    """Return what follows the `tries`-th try (from 1); `chance` is from 0 to 1, `asked` what the receiver wants at least."""
    if tries >= MOST_TRIES:
        return Next(None)
    wait = WAITS[tries - 1] * (1 + JITTER * chance)
    return Next(now + max(wait, min(asked or timedelta(), LONGEST_ASKED)))


def asked_wait(headers: Mapping[str, str] | None, *, now: datetime) -> timedelta | None:
    """Return how long a `Retry-After` asks to wait, in seconds or until a date; None where it does not or makes no sense."""
    text = next((value for name, value in (headers or {}).items() if name.lower() == "retry-after"), "")
    if re.fullmatch(r"\s*\d{1,9}\s*", text, re.ASCII):
        return timedelta(seconds=int(text))
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(until - now, timedelta())


def is_to_pause(failing_since: datetime | None, *, now: datetime) -> bool:
    """Say whether an endpoint has failed for so long that it is paused."""
    return failing_since is not None and now - failing_since >= PAUSED_AFTER
