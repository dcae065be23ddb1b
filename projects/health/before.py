"""What a week is counted against: the weeks before it and when anybody last said something. Inside the sweep's door."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connections
from orjson import loads

from partnership.kit.arrays import as_array
from partnership.kit.weeks import Week
from projects.health.alerts import WEEKS_BEHIND, Heard, Point, alerts_in

# Of the week before, what held in it too.
WEEKS = """
SELECT partnership_id, week_on, joint, coverage, band, CASE WHEN week_on = %(previous)s THEN alerts::text END
FROM health_snapshot
WHERE partnership_id = ANY (%(partnerships)s) AND week_on BETWEEN %(first)s AND %(previous)s
ORDER BY week_on
"""
SIDES = """
SELECT p.id, p.started_on, array_agg(s.id ORDER BY s.position)
FROM accounts_partnership p JOIN accounts_party s ON s.partnership_id = p.id
WHERE p.id = ANY (%(partnerships)s)
GROUP BY p.id
ORDER BY p.id
"""


@dataclass
class Before:
    """Of one partnership: the weeks behind, oldest first, the alerts of the last of them, and what was heard."""

    heard: Heard
    points: list[Point] = field(default_factory=list)
    held: Mapping[str, date] = field(default_factory=dict)
    band: str = ""

    def alerts(self, point: Point, *, sides: Sequence[Decimal | None], as_of: date) -> list[dict[str, Any]]:
        """Return the counted week's alerts as they are stored."""
        found = alerts_in([*self.points, point], sides=sides, before=self.held, heard=self.heard, as_of=as_of)
        return [
            {"kind": one.kind.value, "since": one.since.isoformat(), "fact": dict(one.fact)} for one in found
        ]


def before_week(
    partnership_ids: Sequence[UUID],
    *,
    week: Week,
    said_on: Mapping[UUID, date | None],
    started_on: Mapping[UUID, date],
    using: str,
) -> dict[UUID, Before]:
    """Return what stands behind a week, by partnership: one statement, however many.

    `said_on` is the day on which anybody last warned or gave feedback, `started_on` the partnership's first day.
    """
    found = {key: Before(Heard(day, said_on.get(key))) for key, day in started_on.items()}
    values: dict[str, Any] = {
        "partnerships": as_array(partnership_ids),
        "first": week.shifted(-WEEKS_BEHIND).monday,
        "previous": week.previous.monday,
    }
    with connections[using].cursor() as cursor:
        cursor.execute(WEEKS, values)
        for partnership_id, week_on, joint, coverage, band, held in cursor.fetchall():
            known = found[partnership_id]
            known.points.append(Point(week_on, joint, coverage, band))
            if held is not None:
                known.band = band
                known.held = {one["kind"]: date.fromisoformat(one["since"]) for one in loads(held)}
    return found


def started_with(partnership_ids: Sequence[UUID], *, using: str) -> dict[UUID, tuple[date, list[UUID]]]:
    """Return each partnership's first day and its parties in their order, by partnership: one statement."""
    with connections[using].cursor() as cursor:
        cursor.execute(SIDES, {"partnerships": as_array(partnership_ids)})
        return {key: (started_on, sides) for key, started_on, sides in cursor.fetchall()}
