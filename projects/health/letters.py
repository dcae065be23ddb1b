"""Health as letters tell it: many partnerships at once, without the trend and the steps that pages add."""

from collections.abc import Sequence
from uuid import UUID

from partnership.kit.rounds import read
from partnership.kit.weeks import Week
from projects.health.models import Contribution
from projects.health.moved import Moved, moved_in
from projects.health.queries import (
    HOME_WEEKS,
    HealthSeen,
    health_seen,
    reading_done_lately,
    weeks_told,
)
from projects.health.stored import contributions_of, stored_of

LATELY = 2
"""A week with a score is told beside the one before it; without one, the newest of a home's weeks is looked for."""


class HealthRead:
    """The stored weeks of many partnerships, to be told in several languages: three queries."""

    def __init__(self, partnership_ids: Sequence[UUID], week: Week) -> None:
        self.week = week
        self.trends = stored_of(partnership_ids, week, HOME_WEEKS, scored=LATELY)
        wanted = [key for trend in self.trends.values() for key in weeks_told(trend)]
        self.rows: dict[UUID, list[Contribution]] = {}
        for row in contributions_of(wanted):
            self.rows.setdefault(row.partnership_id, []).append(row)
        self.moved: dict[UUID, Moved] = {}
        self.done = read(reading_done_lately(partnership_ids, week))

    def told(self, partnership_id: UUID) -> HealthSeen:
        """Return one partnership's health in the active language."""
        trend, rows = self.trends.get(partnership_id, ()), self.rows.get(partnership_id, [])
        if partnership_id not in self.moved:
            self.moved[partnership_id] = moved_in(trend, rows)
        done, moved = self.done.get(partnership_id, ()), self.moved[partnership_id]
        return health_seen(trend, rows, self.week, with_steps=False, done=done, moved=moved)
