"""What agreed bases for billing come to, by project and sort of line."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.db import connection

from projects.pricing.billing import BillLine, Sort

SQL = """
SELECT b.project_id, b.currency, line ->> 'sort', sum((line -> 'amount' ->> 'amount')::numeric)
FROM pricing_billing b CROSS JOIN LATERAL jsonb_array_elements(b.values -> 'lines') AS line
WHERE b.partnership_id = ANY (%(partnerships)s) AND b.status = 'agreed'
  AND (%(project)s::uuid IS NULL OR b.project_id = %(project)s::uuid)
GROUP BY 1, 2, 3
"""
Key = tuple[UUID, str]


def agreed_lines_in(
    partnership_ids: Sequence[UUID], *, project_id: UUID | None = None
) -> dict[Key, list[BillLine]]:
    """Return a line for each sort that agreed bases have, by project and currency: one statement."""
    found: dict[Key, list[BillLine]] = {}
    with connection.cursor() as cursor:
        cursor.execute(SQL, {"partnerships": list(partnership_ids), "project": project_id})
        for project, currency, sort, amount in cursor.fetchall():
            line = BillLine(sort, Sort(sort), "", amount)
            found.setdefault((project, currency), []).append(line)
    return found


def agreed_lines(partnership_id: UUID, project_id: UUID, currency: str) -> list[BillLine]:
    """Return the same of one project in one currency."""
    found = agreed_lines_in([partnership_id], project_id=project_id)
    return found.get((project_id, currency), [])


def total_of(lines: Sequence[BillLine]) -> Decimal:
    """Return what the lines come to."""
    return sum((one.amount for one in lines), Decimal(0))
