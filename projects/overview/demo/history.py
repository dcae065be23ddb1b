"""What the demo's past amounts to: half a year of computed weeks, and the letters of the last Monday."""

from datetime import datetime

from accounts.doors import system_door
from partnership.kit.weeks import Week
from projects.health.actions import compute_batch
from projects.health.models import Snapshot
from projects.overview.demo.people import PARTNERSHIPS

WEEKS = 26


def count_weeks(*, now: datetime) -> int:
    """Compute the weeks of half a year that are missing, oldest first; return how many."""
    running = Week.of(now.date())
    ids = [key for key, _sides, _weeks in PARTNERSHIPS.values()]
    with system_door("overview.demo"):
        known = set(
            Snapshot.objects.using("system").filter(partnership_id__in=ids).values_list("week_on", flat=True)
        )
    missing = [running.shifted(-back) for back in range(WEEKS, -1, -1)]
    missing = [week for week in missing if week.monday not in known]
    for week in missing:
        compute_batch(ids, week=week, now=now)
    return len(missing)
