"""When letters that come back for now mean that an address is lost: three in a row over at least two weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

ENOUGH = 3
OVER = timedelta(days=14)
BROKEN_AFTER = timedelta(days=10)
"""A letter goes out each week: when none came back for longer than that, one has arrived and the row is broken."""


@dataclass(frozen=True, slots=True)
class Delays:
    """How many mails came back in a row, since when, and when the last did."""

    count: int = 0
    since: datetime | None = None
    last: datetime | None = None

    def and_one(self, now: datetime) -> Delays:
        """The row with one more at `now`; it begins anew after a gap."""
        if self.last is None or self.since is None or now - self.last > BROKEN_AFTER:
            return Delays(1, now, now)
        return Delays(self.count + 1, self.since, max(now, self.last))

    @property
    def is_enough(self) -> bool:
        """Whether the address counts as lost."""
        if self.since is None or self.last is None:
            return False
        return self.count >= ENOUGH and self.last - self.since >= OVER
