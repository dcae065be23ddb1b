"""Approved work and purchases that no agreed basis holds: summed for a new one, and the ids that it will hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from projects.pricing.basis import Bought, WorkCounted
from projects.pricing.billing import BY_WORK
from projects.pricing.models import Billed, Billing, Outlay
from projects.pricing.queries.priced import ROLE_KEY, SHEETS
from projects.work.models import Project

# Hours before the period count where their own period was agreed before they were approved: no later basis could name
# their day. Those of days that are charged in another way are not counted by the hour at all.
_PRICED = rf"""
{SHEETS}, entries AS MATERIALIZED (
    SELECT e.id, e.role, {ROLE_KEY} AS role_key, e.done_on, e.hours
    FROM work_workentry e
    JOIN work_project p
      ON p.partnership_id = e.partnership_id AND p.id = e.project_id AND p.delivered_by_id = e.party_id
    JOIN work_approval a ON a.partnership_id = e.partnership_id AND a.entry_id = e.id
    LEFT JOIN pricing_billed b ON b.partnership_id = e.partnership_id AND b.work_entry_id = e.id
    WHERE e.partnership_id = %(partnership)s AND e.project_id = %(project)s AND e.done_on <= %(to_on)s
      AND b.id IS NULL
), agreed AS MATERIALIZED (
    SELECT from_on, to_on FROM pricing_billing
    WHERE partnership_id = %(partnership)s AND project_id = %(project)s AND status = 'agreed'
), days AS MATERIALIZED (
    SELECT min(role) AS role, role_key, done_on, sum(hours) AS hours FROM entries GROUP BY role_key, done_on
), priced AS MATERIALIZED (
    SELECT d.role, d.role_key, d.done_on, d.hours, d.done_on < %(from_on)s AS is_late, s.currency, r.rate
    FROM days d
    JOIN sheets s ON d.done_on >= s.from_on AND d.done_on < s.until_on AND s.kind = ANY (%(kinds)s)
    LEFT JOIN rates r ON r.sheet_id = s.id AND r.role_key = d.role_key
    WHERE d.done_on >= %(from_on)s
       OR EXISTS (SELECT FROM agreed g WHERE d.done_on >= g.from_on AND d.done_on <= g.to_on)
)"""  # noqa: S608 - the text of these files alone
SUMS = f"""
{_PRICED}
SELECT min(role), role_key, currency, rate, sum(hours), is_late FROM priced
GROUP BY role_key, currency, rate, is_late ORDER BY is_late, role_key, rate
"""  # noqa: S608
IDS = f"""
{_PRICED}
SELECT e.id FROM entries e
JOIN priced p ON p.role_key = e.role_key AND p.done_on = e.done_on
WHERE p.rate IS NOT NULL ORDER BY e.id
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a basis of a project, both included."""

    project: Project
    from_on: date
    to_on: date

    @property
    def values(self) -> dict[str, Any]:
        own = self.project.partnership_id
        return {
            "partnership": own,
            "partnerships": [own],
            "project": self.project.id,
            "from_on": self.from_on,
            "to_on": self.to_on,
            "kinds": sorted(BY_WORK),
        }


def work_to_bill(days: Days) -> list[WorkCounted]:
    """Return the hours by role and hourly rate, those without a rate too: one statement."""
    with connection.cursor() as cursor:
        cursor.execute(SUMS, days.values)
        return [WorkCounted(*row) for row in cursor.fetchall()]


def entries_to_bill(days: Days) -> list[UUID]:
    """Return the ids of the entries behind the lines: one statement."""
    with connection.cursor() as cursor:
        cursor.execute(IDS, days.values)
        return [row[0] for row in cursor.fetchall()]


def outlays_to_bill(days: Days) -> list[Bought]:
    """Return the purchases of the side that delivers, by day, at most a thousand: two queries."""
    project = days.project
    own = {"partnership_id": project.partnership_id, "project": project}
    periods = Billing.objects.filter(**own, status=Billing.Status.AGREED, from_on__lt=days.from_on)
    when = Q(done_on__range=(days.from_on, days.to_on))
    for first, last in periods.values_list("from_on", "to_on"):
        when |= Q(done_on__range=(first, min(last, days.to_on)))
    rows = Outlay.objects.filter(when, **own, party_id=project.delivered_by_id, approved_at__isnull=False)
    billed = Billed.objects.filter(partnership_id=project.partnership_id, outlay_id=OuterRef("id"))
    found = rows.filter(~Exists(billed)).order_by("done_on", "id")
    cells = found.values_list("id", "text", "done_on", "price", "currency")
    return [Bought(str(key), *rest) for key, *rest in cells[:1000]]


def billed_entries(partnership_id: UUID, entry_ids: Sequence[UUID]) -> set[UUID]:
    """Return those of the entries that an agreed basis holds: their approval stays."""
    rows = Billed.objects.filter(partnership_id=partnership_id, work_entry_id__in=list(entry_ids))
    return set(rows.values_list("work_entry_id", flat=True))
