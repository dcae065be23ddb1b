"""Work at the price of its day: hours by role and month, at the rate of the sheet that was in force then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import connections

# A sheet holds from its day until the day of a later number; days before the first sheet are the first one's. Work is
# summed by day before it meets the sheets: the planner can't know their number, and would look through all rates for
# each row in a loop. A full join is hashed instead; rates without work have no hours and fall away. Every condition on an
# owned table compares plain columns: row-level security lets nothing else down to an index.
SHEETS = """
WITH sheets AS MATERIALIZED (
    SELECT id, partnership_id, project_id, currency, kind,
           CASE WHEN row_number() OVER later = 1 THEN '-infinity' ELSE from_on END AS from_on,
           coalesce(min(from_on) OVER (later ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING), 'infinity') AS until_on
    FROM pricing_sheet
    WHERE partnership_id = ANY (%(partnerships)s) AND (%(project)s::uuid IS NULL OR project_id = %(project)s::uuid)
    WINDOW later AS (PARTITION BY project_id ORDER BY number)
), rates AS MATERIALIZED (
    SELECT DISTINCT ON (l.sheet_id, l.role_key) l.sheet_id, l.role_key, l.rate
    FROM pricing_sheetline l JOIN sheets s ON l.partnership_id = s.partnership_id AND l.sheet_id = s.id
    WHERE l.role_key <> '' AND l.rate IS NOT NULL
    ORDER BY l.sheet_id, l.role_key, l.line
)"""
"""The sheets by the days they hold, and their hourly rates by role: where statements about priced work begin."""
ROLE_KEY = r"lower(btrim(regexp_replace(e.role, '\s+', ' ', 'g')))"
SQL = rf"""
{SHEETS}, worked AS MATERIALIZED (
    SELECT e.partnership_id, e.project_id, e.party_id, min(e.role) AS role,
           {ROLE_KEY} AS role_key, e.done_on, sum(e.hours) AS hours,
           a.entry_id IS NOT NULL AS is_approved, b.work_entry_id IS NOT NULL AS is_billed
    FROM work_workentry e
    JOIN work_project p
      ON p.partnership_id = e.partnership_id AND p.id = e.project_id AND p.delivered_by_id = e.party_id
    LEFT JOIN work_approval a ON a.partnership_id = e.partnership_id AND a.entry_id = e.id
    LEFT JOIN pricing_billed b ON b.partnership_id = e.partnership_id AND b.work_entry_id = e.id
    WHERE e.partnership_id = ANY (%(partnerships)s)
      AND (%(project)s::uuid IS NULL OR e.project_id = %(project)s::uuid)
      AND (%(from_on)s::date IS NULL OR e.done_on >= %(from_on)s::date)
      AND (%(to_on)s::date IS NULL OR e.done_on <= %(to_on)s::date)
    GROUP BY 1, 2, 3, 5, 6, 8, 9
)
SELECT w.partnership_id, w.project_id, w.party_id, min(w.role), w.role_key,
       date_trunc('month', w.done_on::timestamp)::date, coalesce(s.currency, ''), r.rate, sum(w.hours),
       w.is_approved, w.is_billed
FROM worked w
LEFT JOIN sheets s ON s.project_id = w.project_id AND w.done_on >= s.from_on AND w.done_on < s.until_on
FULL JOIN rates r ON r.sheet_id = s.id AND r.role_key = w.role_key
GROUP BY w.partnership_id, w.project_id, w.party_id, w.role_key, 6, s.currency, r.rate, w.is_approved, w.is_billed
HAVING count(w.hours) > 0
ORDER BY 1, 2, 6, 5, 8, 10, 11
"""  # noqa: S608 - the text of this file alone


@dataclass(frozen=True, slots=True)
class Priced:
    """Hours of the side that delivers, in one role and calendar month, at one rate; `month` is its first day.

    `rate` is money an hour excl. VAT in `currency`, None for a role without a line in the sheet of the day (or
    without any sheet, where `currency` is "" too). Hours of other sides carry no price and are not here.
    """

    partnership_id: UUID
    project_id: UUID
    party_id: UUID
    role: str
    role_key: str
    month: date
    currency: str
    rate: Decimal | None
    hours: Decimal
    is_approved: bool
    is_billed: bool

    @property
    def price(self) -> Decimal | None:
        """Hours × rate, exact; None without a rate."""
        return None if self.rate is None else self.hours * self.rate


def priced_work(
    partnership_id: UUID,
    *,
    project_id: UUID | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
    using: str = "default",
) -> list[Priced]:
    """Return the priced hours of a partnership or of one project, both days of the period included: one statement."""
    return priced_in([partnership_id], project_id=project_id, from_on=from_on, to_on=to_on, using=using)


def priced_in(
    partnership_ids: Sequence[UUID],
    *,
    project_id: UUID | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
    using: str = "default",
) -> list[Priced]:
    """Return the same of many partnerships, in one statement, by partnership, project, month and role."""
    values = {
        "partnerships": list(partnership_ids),
        "project": project_id,
        "from_on": from_on,
        "to_on": to_on,
    }
    with connections[using].cursor() as cursor:
        cursor.execute(SQL, values)
        return [Priced(*row) for row in cursor.fetchall()]
