"""A side's own costs, read inside that side's own door: nobody else's query finds these rows.

Raw numbers: only what `pricing.opened` makes of them leaves `pricing.queries.book`.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from projects.pricing.costing import BoughtIn, Costed, CostSide, LineCosts, cost_side
from projects.pricing.linecosts import LineCostSeen, direct_costs, hourly_costs
from projects.pricing.models import Outlay, OutlayCost
from projects.pricing.queries.outturn import Outturn
from projects.pricing.queries.sheets import line_costs_of

# A line of the rate card that says a cost holds until the role's next one that does.
WORK = r"""
WITH wanted AS MATERIALIZED (
    SELECT id, currency FROM unnest(%(projects)s::uuid[], %(currencies)s::text[]) AS wanted (id, currency)
), rates AS MATERIALIZED (
    SELECT role_key, currency, hourly_cost, valid_from,
           coalesce(lead(valid_from) OVER (PARTITION BY role_key, currency ORDER BY valid_from), 'infinity') AS until_on
    FROM pricing_rate
    WHERE organization_id = %(organization)s AND hourly_cost IS NOT NULL
), worked AS MATERIALIZED (
    SELECT e.project_id, w.currency, min(e.role) AS role,
           lower(btrim(regexp_replace(e.role, '\s+', ' ', 'g'))) AS role_key, e.done_on, sum(e.hours) AS hours
    FROM work_workentry e JOIN wanted w ON w.id = e.project_id
    WHERE e.partnership_id = %(partnership)s AND e.party_id = %(party)s
    GROUP BY 1, 2, 4, 5
)
SELECT w.project_id, min(w.role), w.role_key, date_trunc('month', w.done_on::timestamp)::date, sum(w.hours),
       r.hourly_cost, r.valid_from
FROM worked w
LEFT JOIN rates r ON r.role_key = w.role_key AND r.currency = w.currency
  AND w.done_on >= r.valid_from AND w.done_on < r.until_on
GROUP BY w.project_id, w.role_key, 4, r.hourly_cost, r.valid_from
ORDER BY 1, 4, 3, 7
"""
NOW = """
SELECT DISTINCT ON (currency, role_key) currency, role_key, hourly_cost FROM pricing_rate
WHERE organization_id = %(organization)s AND hourly_cost IS NOT NULL AND valid_from <= %(today)s
ORDER BY currency, role_key, valid_from DESC
"""


def costs_in(
    partnership_id: UUID,
    *,
    party_id: UUID,
    organization_id: UUID,
    outturns: Sequence[Outturn],
    today: date,
) -> dict[UUID, CostSide]:
    """Return what projects cost the side that delivers them, by project: four statements, however many there are."""
    ids = [one.project_id for one in outturns]
    work = _work(partnership_id, party_id, organization_id, outturns)
    hourly = _hourly_today(organization_id, today)
    lines = _line_costs(partnership_id, outturns)
    purchases = _purchases(partnership_id, organization_id, ids)
    return {
        one.project_id: cost_side(
            work.get(one.project_id, ()),
            purchases.get((one.project_id, one.currency), ()),
            terms=one.terms,
            lines=lines.get(one.project_id, LineCosts()),
            today_hourly=hourly.get(one.currency, {}),
            rest=one.rest,
        )
        for one in outturns
    }


def _work(
    partnership_id: UUID, party_id: UUID, organization_id: UUID, outturns: Sequence[Outturn]
) -> dict[UUID, list[Costed]]:
    values: dict[str, Any] = {
        "partnership": partnership_id,
        "party": party_id,
        "organization": organization_id,
        "projects": [one.project_id for one in outturns],
        "currencies": [one.currency for one in outturns],
    }
    found: dict[UUID, list[Costed]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(WORK, values)
        for project_id, *cells in cursor.fetchall():
            found[project_id].append(Costed(*cells))
    return found


def _hourly_today(organization_id: UUID, today: date) -> dict[str, dict[str, Decimal]]:
    found: dict[str, dict[str, Decimal]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(NOW, {"organization": organization_id, "today": today})
        for currency, role_key, cost in cursor.fetchall():
            found[currency][role_key] = cost
    return found


def _line_costs(partnership_id: UUID, outturns: Sequence[Outturn]) -> dict[UUID, LineCosts]:
    sheets = {one.project_id: one for one in outturns if one.terms and one.number is not None}
    stated = line_costs_of(partnership_id, {key: one.number or 0 for key, one in sheets.items()})
    return {key: _costs_of(sheets[key], lines) for key, lines in stated.items()}


def _costs_of(one: Outturn, stated: Mapping[str, LineCostSeen]) -> LineCosts:
    lines = one.terms.lines if one.terms else ()
    costs = direct_costs(lines, stated, number=one.number or 0, currency=one.currency)
    return LineCosts(costs, hourly_costs(lines, stated))


def _purchases(
    partnership_id: UUID, organization_id: UUID, ids: Sequence[UUID]
) -> dict[tuple[UUID, str], list[BoughtIn]]:
    """Purchases with their costs by project and currency, by day."""
    costs = OutlayCost.objects.filter(
        partnership_id=partnership_id, organization_id=organization_id, outlay__project_id__in=ids
    )
    known = dict(costs.values_list("outlay_id", "cost"))
    rows = Outlay.objects.filter(partnership_id=partnership_id, project_id__in=ids).order_by("done_on", "id")
    found: dict[tuple[UUID, str], list[BoughtIn]] = defaultdict(list)
    for row in rows:
        one = BoughtIn(row.id, row.text, row.done_on, row.price, known.get(row.id))
        found[row.project_id, row.currency].append(one)
    return found
