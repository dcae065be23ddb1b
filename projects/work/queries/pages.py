"""What the project's page shows beside its clocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import connection
from django.db.models import Max, QuerySet, Sum
from django.db.models.functions import TruncWeek

from accounts.actor import Actor
from accounts.queries import PartnershipSeen, PartySeen
from partnership.kit.errors import NotThere
from projects.openness.rows import opened_short, unless_short
from projects.openness.steps import Topic
from projects.work.approving import APPROVES_SQL
from projects.work.models import Deliverable, Project, WorkEntry, Worker

RECENT = timedelta(days=28)
A_PAGE = 25


@dataclass(frozen=True, slots=True)
class RecentWork:
    """Hours of the last four weeks on one deliverable in one role, by party in the fixed order, and together."""

    deliverable: str
    role: str
    by_party: tuple[Decimal, ...]
    hours: Decimal


@dataclass(frozen=True, slots=True)
class EntrySeen:
    """One row of work; `worker` is "" for the other side's people who have not agreed to be named.

    Approved hours have another side's yes and stay as they are.
    """

    id: UUID
    done_on: date
    started_on: date | None
    hours: Decimal
    role: str
    note: str
    worker: str
    deliverable: str
    task: str
    is_approved: bool
    party: PartySeen


Place = tuple[date, UUID]


def place_of(text: str) -> Place | None:
    """Read where a page of entries begins; anything else shows the first page."""
    day, _, key = text.partition("~")
    try:
        return date.fromisoformat(day), UUID(key)
    except ValueError:
        return None


def project_of(partnership_id: UUID, project_id: UUID) -> Project:
    """Return one project; raise NotThere for one of another partnership as for none."""
    found = Project.objects.filter(partnership_id=partnership_id, id=project_id).first()
    if found is None:
        raise NotThere
    return found  # type: ignore[no-any-return]


def deliverable_of(partnership_id: UUID, deliverable_id: UUID) -> Deliverable:
    """Return one deliverable with its project; raise NotThere."""
    rows = Deliverable.objects.select_related("project")
    found = rows.filter(partnership_id=partnership_id, id=deliverable_id).first()
    if found is None:
        raise NotThere
    return found  # type: ignore[no-any-return]


def entry_of(partnership_id: UUID, entry_id: UUID) -> WorkEntry:
    """Return one entry with its project and, where it may be seen, its worker; raise NotThere."""
    rows = WorkEntry.objects.select_related("project").filter(partnership_id=partnership_id, id=entry_id)
    found = rows.first()
    if found is None:
        raise NotThere
    return found  # type: ignore[no-any-return]


def worker_label(entry: WorkEntry) -> str:
    """Return how one's own side names the person of an entry, or ""."""
    rows = Worker.objects.filter(partnership_id=entry.partnership_id, id=entry.worker_id)
    return rows.values_list("label", flat=True).first() or ""


def workers_of(actor: Actor, partnership_id: UUID) -> list[Worker]:
    """Return one's own side's people by label."""
    rows = Worker.objects.filter(partnership_id=partnership_id, organization_id=actor.organization_id)
    return list(rows.order_by("label"))


def worker_of(actor: Actor, partnership_id: UUID, key: str) -> Worker:
    """Return one person of one's own side by id as text; raise NotThere."""
    found = next((one for one in workers_of(actor, partnership_id) if str(one.id) == key), None)
    if found is None:
        raise NotThere
    return found


def recent_work(project: Project, parties: Sequence[PartySeen], *, until: date) -> list[RecentWork]:
    """Return the hours of the four weeks up to a day by deliverable and role, the most first."""
    rows = (
        _entries(project)
        .filter(done_on__gt=until - RECENT, done_on__lte=until)
        .values("deliverable__name", "role", "party_id")
        .annotate(total=Sum("hours"))
        .values_list("deliverable__name", "role", "party_id", "total")
    )
    found: dict[tuple[str, str], dict[UUID, Decimal]] = {}
    for deliverable, role, party_id, total in rows:
        found.setdefault((deliverable or "", role), {})[party_id] = total
    seen = [
        RecentWork(
            name, role, tuple(by.get(side.id, Decimal(0)) for side in parties), sum(by.values(), Decimal(0))
        )
        for (name, role), by in found.items()
    ]
    return sorted(seen, key=lambda one: (-one.hours, one.deliverable, one.role))


def burn_points(project: Project, *, today: date) -> list[tuple[date, float]]:
    """Return the hours used so far at the end of each week with work (its Sunday, or today), cumulative."""
    weeks = (
        _entries(project)
        .filter(done_on__lte=today)
        .annotate(week=TruncWeek("done_on"))
        .values("week")
        .annotate(total=Sum("hours"))
        .order_by("week")
        .values_list("week", "total")
    )
    points, total = [], Decimal(0)
    for week, hours in weeks:
        total += hours
        points.append((min(week + timedelta(days=6), today), float(total)))
    return points


def last_day(project: Project, *, today: date) -> date:
    """Return the newest day of work up to today; today without any."""
    return _entries(project).filter(done_on__lte=today).aggregate(day=Max("done_on"))["day"] or today


def _entries(project: Project) -> QuerySet[WorkEntry]:
    return WorkEntry.objects.filter(partnership_id=project.partnership_id, project=project).order_by()


ENTRIES = f"""
SELECT e.id, e.done_on, e.started_on, e.hours, e.role, {unless_short(Topic.TIME, "e.note")},
       coalesce({unless_short(Topic.TIME, "w.label")}, ''), coalesce(d.name, ''),
       {unless_short(Topic.TIME, "coalesce(nullif(t.title, ''), t.ref, '')")},
       a.entry_id IS NOT NULL, e.party_id
FROM work_workentry e
JOIN work_project p ON p.partnership_id = e.partnership_id AND p.id = e.project_id
LEFT JOIN work_approval a ON a.partnership_id = e.partnership_id AND a.entry_id = e.id
LEFT JOIN work_worker w ON w.partnership_id = e.partnership_id AND w.id = e.worker_id
  AND (w.organization_id = %(organization)s OR w.is_named)
LEFT JOIN work_deliverable d ON d.partnership_id = e.partnership_id AND d.id = e.deliverable_id
LEFT JOIN work_task t ON t.partnership_id = e.partnership_id AND t.id = e.task_id
{opened_short(Topic.TIME, row="e")}
WHERE e.partnership_id = %(partnership)s AND e.project_id = %(project)s
  AND (%(day)s::date IS NULL OR (e.done_on, e.id) < (%(day)s::date, %(id)s::uuid))
"""  # noqa: S608 (put together from the house alone)
WAITING = f"{ENTRIES} AND a.entry_id IS NULL AND {APPROVES_SQL}"
NEWEST = "ORDER BY e.done_on DESC, e.id DESC LIMIT %(limit)s"


def entries_on_page(
    partnership: PartnershipSeen, project: Project, *, before: Place | None, limit: int = A_PAGE
) -> tuple[list[EntrySeen], Place | None]:
    """Return the newest entries before a place, and the place of the last one when older ones follow."""
    return _page(ENTRIES, partnership, project, before, limit)


def entries_waiting(
    partnership: PartnershipSeen, project: Project, *, before: Place | None, limit: int = A_PAGE
) -> tuple[list[EntrySeen], Place | None]:
    """Return the same of the entries that wait for the yes of the reader's own side."""
    return _page(WAITING, partnership, project, before, limit)


def _page(
    sql: str, partnership: PartnershipSeen, project: Project, before: Place | None, limit: int
) -> tuple[list[EntrySeen], Place | None]:
    day, key = before or (None, None)
    values = {
        "partnership": partnership.id,
        "organization": partnership.own_party.organization_id,
        "own": partnership.own_party.id,
        "project": project.id,
        "day": day,
        "id": key,
        "limit": limit + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} {NEWEST}", values)
        rows = cursor.fetchall()
    sides = {side.id: side for side in partnership.parties}
    seen = [EntrySeen(*row[:-1], party=sides[row[-1]]) for row in rows[:limit]]  # type: ignore[misc]
    last = (seen[-1].done_on, seen[-1].id) if len(rows) > limit else None
    return seen, last
