"""What projects cost the sides that deliver them, of many organizations at once: for the sweep of health alone.

Raw numbers of every side: only the sweep's door shows them, and only lights leave the sweep (`projects.health.benefit`).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connections

from projects.pricing.costing import BoughtIn, Costed, LineCosts, cost_side
from projects.pricing.linecosts import LineCostSeen, direct_costs, hourly_costs
from projects.pricing.queries.outturn import Outturn

WANTED = """
WITH wanted AS MATERIALIZED (
    SELECT p.partnership_id, p.id, p.delivered_by_id, o.organization_id, w.currency, w.number
    FROM unnest(%(projects)s::uuid[], %(currencies)s::text[], %(numbers)s::int[]) AS w (id, currency, number)
    JOIN work_project p ON p.id = w.id
    JOIN accounts_party o ON o.partnership_id = p.partnership_id AND o.id = p.delivered_by_id
)"""
WORK = (
    WANTED  # noqa: S608 - constants alone
    + r""", rates AS MATERIALIZED (
    SELECT organization_id, role_key, currency, hourly_cost, valid_from,
           coalesce(lead(valid_from) OVER (PARTITION BY organization_id, role_key, currency ORDER BY valid_from),
                    'infinity') AS until_on
    FROM pricing_rate
    WHERE organization_id IN (SELECT organization_id FROM wanted) AND hourly_cost IS NOT NULL
), worked AS MATERIALIZED (
    SELECT e.project_id, w.organization_id, w.currency, min(e.role) AS role,
           lower(btrim(regexp_replace(e.role, '\s+', ' ', 'g'))) AS role_key, e.done_on, sum(e.hours) AS hours
    FROM work_workentry e
    JOIN wanted w ON w.partnership_id = e.partnership_id AND w.id = e.project_id AND w.delivered_by_id = e.party_id
    WHERE e.done_on <= %(until)s
    GROUP BY 1, 2, 3, 5, 6
)
SELECT w.project_id, min(w.role), w.role_key, date_trunc('month', w.done_on::timestamp)::date, sum(w.hours),
       r.hourly_cost, r.valid_from, max(w.done_on)
FROM worked w
LEFT JOIN rates r ON r.organization_id = w.organization_id AND r.role_key = w.role_key AND r.currency = w.currency
  AND w.done_on >= r.valid_from AND w.done_on < r.until_on
GROUP BY w.project_id, w.role_key, 4, r.hourly_cost, r.valid_from
ORDER BY 1, 4, 3, 7
"""
)
HOURLY = (
    WANTED
    + """
SELECT DISTINCT ON (w.id, r.role_key) w.id, r.role_key, r.hourly_cost
FROM wanted w JOIN pricing_rate r ON r.organization_id = w.organization_id AND r.currency = w.currency
WHERE r.hourly_cost IS NOT NULL AND r.valid_from <= %(until)s
ORDER BY w.id, r.role_key, r.valid_from DESC
"""
)
LINES = (
    WANTED
    + """
SELECT DISTINCT ON (w.id, l.line) w.id, l.line, l.number, l.hourly_cost, l.cost
FROM wanted w
JOIN pricing_linecost l
  ON l.partnership_id = w.partnership_id AND l.project_id = w.id AND l.organization_id = w.organization_id
WHERE l.number <= w.number
ORDER BY w.id, l.line, l.number DESC
"""
)
BOUGHT = (
    WANTED
    + """
SELECT w.id, o.id, o.text, o.done_on, o.price, c.cost
FROM wanted w
JOIN pricing_outlay o ON o.partnership_id = w.partnership_id AND o.project_id = w.id AND o.currency = w.currency
LEFT JOIN pricing_outlaycost c
  ON c.partnership_id = o.partnership_id AND c.outlay_id = o.id AND c.organization_id = w.organization_id
WHERE o.done_on <= %(until)s
ORDER BY 1, 4, 2
"""
)


@dataclass(frozen=True, slots=True)
class CostNow:
    """A project's full cost until a day, None while a part of it is not known, and the day of its newest work."""

    cost: Decimal | None
    evidence_on: date | None


@dataclass
class _Known:
    work: list[Costed]
    bought: list[BoughtIn]
    hourly: dict[str, Decimal]
    lines: dict[str, LineCostSeen]
    days: list[date]


def costs_until(outturns: Sequence[Outturn], *, until: date, using: str = "default") -> dict[UUID, CostNow]:
    """Return what projects with a sheet have cost the sides that deliver them: four statements, however many there are."""
    values = {
        "projects": [one.project_id for one in outturns],
        "currencies": [one.currency for one in outturns],
        "numbers": [one.number for one in outturns],
        "until": until,
    }
    known = _read(values, using)
    return {one.project_id: _cost(one, known[one.project_id]) for one in outturns}


def _cost(outturn: Outturn, known: _Known) -> CostNow:
    lines = outturn.terms.lines if outturn.terms else ()
    costs = direct_costs(lines, known.lines, number=outturn.number or 0, currency=outturn.currency)
    side = cost_side(
        known.work,
        known.bought,
        terms=outturn.terms,
        lines=LineCosts(costs, hourly_costs(lines, known.lines)),
        today_hourly=known.hourly,
        rest=outturn.rest,
    )
    return CostNow(side.now, max(known.days, default=None))


def _read(values: dict[str, Any], using: str) -> dict[UUID, _Known]:
    found: dict[UUID, _Known] = defaultdict(lambda: _Known([], [], {}, {}, []))
    for project_id, *cells, newest_on in _rows(WORK, values, using):
        found[project_id].work.append(Costed(*cells))
        found[project_id].days.append(newest_on)
    for project_id, role_key, cost in _rows(HOURLY, values, using):
        found[project_id].hourly[role_key] = cost
    for project_id, line, *cells in _rows(LINES, values, using):
        found[project_id].lines[line] = LineCostSeen(line, *cells)
    for project_id, *cells in _rows(BOUGHT, values, using):
        found[project_id].bought.append(BoughtIn(*cells))
        found[project_id].days.append(cells[2])
    return found


def _rows(sql: str, values: dict[str, Any], using: str) -> list[tuple[Any, ...]]:
    with connections[using].cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
