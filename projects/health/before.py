"""What a week is counted against: the weeks before it and when anybody last said something. Inside the sweep's door."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounts.models import Partnership
from partnership.kit.weeks import Week
from projects.health.alerts import WEEKS_BEHIND, Heard, Point, alerts_in
from projects.health.models import Snapshot


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
    partnership_ids: Sequence[UUID], *, week: Week, said_on: Mapping[UUID, date | None], using: str
) -> dict[UUID, Before]:
    """Return what stands behind a week, by partnership: two statements, however many.

    `said_on` is the day on which anybody last warned or gave feedback.
    """
    rows: Any = Partnership.objects.using(using).filter(id__in=partnership_ids)
    found = {
        key: Before(Heard(started_on, said_on.get(key)))
        for key, started_on in rows.values_list("id", "started_on")
    }
    for row in _weeks(partnership_ids, week, using):
        known = found[row.partnership_id]
        known.points.append(Point(row.week_on, row.joint, row.coverage, row.band))
        if row.week_on == week.previous.monday:
            known.band = row.band
            known.held = {one["kind"]: date.fromisoformat(one["since"]) for one in row.alerts}
    return found


def _weeks(partnership_ids: Sequence[UUID], week: Week, using: str) -> Iterable[Snapshot]:
    rows = Snapshot.objects.using(using).filter(
        partnership_id__in=partnership_ids,
        week_on__gte=week.shifted(-WEEKS_BEHIND).monday,
        week_on__lt=week.monday,
    )
    return rows.only("partnership_id", "week_on", "joint", "coverage", "band", "alerts").order_by("week_on")
