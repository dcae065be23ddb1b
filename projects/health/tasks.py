"""When health is computed: each hour whatever is due, and a partnership's own weeks as soon as its work changes.

Messages carry a range of ids and no work list: a batch asks the database anew what is due in its range, so a message may
come twice, late or never, and the next hour finishes what is left.
"""

from datetime import UTC, datetime, time
from uuid import UUID

from celery import shared_task
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.doors import system_door
from accounts.models import Partnership
from partnership.kit.queue import publish
from partnership.kit.weeks import Week
from projects.health.actions import compute_batch
from projects.health.models import Snapshot

A_BATCH = 1000
HISTORY_WEEKS = 26
START = UUID(int=0)
END = UUID(int=2**128 - 1)


@shared_task
def compute_due() -> int:
    """Queue a batch for each thousand partnerships whose last or running week is due; return how many batches."""
    now = timezone.now()
    running = Week.of(now.date())
    return sum(queue_week(week, now=now) for week in (running.previous, running))


@shared_task
def compute_range(week: str, first: str, last: str) -> int:
    """Compute what is due of one week among the partnerships from the first id to the last; return how many."""
    now, found = timezone.now(), Week.parse(week)
    due = due_partnerships(found, now=now, first=UUID(first), last=UUID(last))
    return compute_batch(due, week=found, now=now) if due else 0


@shared_task
def compute_partnership(partnership_id: str) -> int:
    """Compute a partnership's running and last week anew, and the weeks of half a year that were never computed."""
    now = timezone.now()
    running = Week.of(now.date())
    weeks = [running.shifted(-back) for back in range(HISTORY_WEEKS, -1, -1)]
    with system_door("health.compute"):
        known = set(
            Snapshot.objects.using("system")
            .filter(partnership_id=partnership_id, week_on__gte=weeks[0].monday)
            .values_list("week_on", flat=True)
        )
    due = [week for week in weeks if week.monday not in known or week >= running.previous]
    return sum(compute_batch([UUID(partnership_id)], week=week, now=now) for week in due)


def due_partnerships(week: Week, *, now: datetime, first: UUID = START, last: UUID = END) -> list[UUID]:
    """At most a thousand active partnerships in key order, whose week was not computed since it was due."""
    with system_door("health.compute"):
        fresh = Snapshot.objects.using("system").filter(
            partnership_id=OuterRef("id"), week_on=week.monday, computed_at__gte=due_since(week, now=now)
        )
        rows = Partnership.objects.using("system").filter(
            ~Exists(fresh), status=Partnership.Status.ACTIVE, id__gte=first, id__lte=last
        )
        return list(rows.order_by("id").values_list("id", flat=True)[:A_BATCH])


def due_since(week: Week, *, now: datetime) -> datetime:
    """A week that has ended is computed once after its end; the running one once a day."""
    day = min(week.next.monday, now.date())
    return datetime.combine(day, time.min, tzinfo=UTC)


def queue_week(week: Week, *, now: datetime) -> int:
    """Queue a batch for each thousand partnerships whose week is due; return how many batches."""
    first, batches = START, 0
    while due := due_partnerships(week, now=now, first=first):
        publish(compute_range, week, due[0], due[-1])
        first, batches = UUID(int=due[-1].int + 1), batches + 1
    return batches
