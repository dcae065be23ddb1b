"""Health as letters tell it: many partnerships at once, without the trend and the steps that pages add."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from partnership.kit.weeks import Week
from projects.health.models import Contribution
from projects.health.queries import HOME_WEEKS, HealthSeen, done_lately, health_seen, weeks_told
from projects.health.stored import Stored, contributions_of, stored_of

LATELY = 2


class HealthRead:
    """The stored weeks of many partnerships, to be told in several languages: at most four queries."""

    def __init__(self, partnership_ids: Sequence[UUID], week: Week) -> None:
        self.week = week
        self.trends = _trends(partnership_ids, week)
        wanted = [key for trend in self.trends.values() for key in weeks_told(trend)]
        self.rows: dict[UUID, list[Contribution]] = {}
        for row in contributions_of(wanted):
            self.rows.setdefault(row.partnership_id, []).append(row)
        self.done = done_lately(partnership_ids, week)

    def told(self, partnership_id: UUID) -> HealthSeen:
        """Return one partnership's health in the active language."""
        trend, rows = self.trends.get(partnership_id, ()), self.rows.get(partnership_id, [])
        done = self.done.get(partnership_id, ())
        return health_seen(trend, rows, self.week, with_steps=False, done=done)


def _trends(partnership_ids: Sequence[UUID], week: Week) -> Mapping[UUID, Sequence[Stored]]:
    """Two weeks where the newer one has a score; else as far back as a home looks for one."""
    found = stored_of(partnership_ids, week, LATELY)
    rest = [one for one in partnership_ids if not _is_whole(found.get(one), week)]
    return {**found, **stored_of(rest, week, HOME_WEEKS)} if rest else found


def _is_whole(trend: Sequence[Stored] | None, week: Week) -> bool:
    newest = trend[-1].snapshot if trend else None
    return newest is not None and newest.week_on == week.monday and newest.joint is not None
