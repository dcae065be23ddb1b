"""Facts of many partnerships on a day: the margin of what each side delivers, and what outcomes are worth to who commissions.

Raw numbers of every side: only the sweep of health asks, inside its own door, of partnerships in which something of it is
opened; all that leaves the sweep are lights. What was signed, worked, confirmed later than the day is left out. Costs and
values stand as they are written now: one that was changed later counts, if at all, as changed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connections

from partnership.kit.arrays import as_array
from partnership.kit.money import rounded_money
from projects.pricing.buildup import margin_of
from projects.pricing.queries.all_costs import CostNow, costs_until
from projects.pricing.queries.outturn import Outturn, outturns_in

ZERO = Decimal(0)
# One no is a no, then one yes is enough: as in the ledger. What a side does in a project, its entry belongs to; without a
# project an entry is a commissioner's unless its side only delivers.
VALUES = """
WITH entries AS MATERIALIZED (
    SELECT e.id, e.partnership_id, e.party_id, e.way, e.sort, e.value, e.currency, e.version
    FROM pricing_entry e
    LEFT JOIN work_project p ON p.partnership_id = e.partnership_id AND p.id = e.project_id
    WHERE e.partnership_id = ANY (%(partnerships)s) AND e.value IS NOT NULL
      AND e.done_on <= %(as_of)s AND (e.removed_at IS NULL OR e.removed_at >= %(end)s)
      AND (e.way = 'gain' AND e.sort = 'outcome_value' OR e.way = 'contribution' AND e.sort = 'own_hours')
      AND (p.id IS NULL OR p.delivered_by_id <> e.party_id)
), said AS MATERIALIZED (
    SELECT c.entry_id, c.entry_version, bool_and(c.agrees) AS agrees, max(c.said_at) AS said_at
    FROM pricing_confirmation c
    WHERE c.partnership_id = ANY (%(partnerships)s) AND c.said_at < %(end)s
    GROUP BY 1, 2
)
SELECT e.partnership_id, e.party_id, e.way = 'gain', e.currency, sum(e.value), max(s.said_at)
FROM entries e JOIN said s ON s.entry_id = e.id AND s.entry_version = e.version
WHERE s.agrees
GROUP BY 1, 2, 3, 4
ORDER BY 1, 2, 3, 4
"""


@dataclass(frozen=True, slots=True)
class MarginFacts:
    """The margin so far of a project with a signed corridor, as fractions; None while price or cost is not known."""

    party_id: UUID
    project_id: UUID
    margin: Decimal | None
    low: Decimal | None
    high: Decimal | None
    evidence_on: date | None


@dataclass(frozen=True, slots=True)
class ValueFacts:
    """A commissioner's confirmed value of outcomes, and price and confirmed own hours together, in one currency.

    `value` is None while nothing is confirmed, a price is not known, or currencies differ.
    """

    party_id: UUID
    value: Decimal | None
    gives: Decimal
    evidence_on: date | None


@dataclass
class BenefitFacts:
    margins: list[MarginFacts] = field(default_factory=list)
    values: list[ValueFacts] = field(default_factory=list)


@dataclass
class _Confirmed:
    """What the others have confirmed of one side, by currency."""

    gains: dict[str, Decimal] = field(default_factory=dict)
    own_hours: dict[str, Decimal] = field(default_factory=dict)
    evidence_on: date | None = None


def facts_for_benefit(
    partnership_ids: Sequence[UUID], *, as_of: date, using: str = "default"
) -> dict[UUID, BenefitFacts]:
    """Return what was known on the day: ten statements, however many partnerships. Those without a sheet are left out."""
    if not partnership_ids:
        return {}
    known = outturns_in(partnership_ids, today=as_of, until=as_of, using=using)
    outturns = [one for one in known if one.terms]
    costs = costs_until(outturns, until=as_of, using=using)
    confirmed = _confirmed(partnership_ids, as_of, using)
    found: dict[UUID, BenefitFacts] = {}
    commissioned: dict[tuple[UUID, UUID], list[Outturn]] = {}
    for one in outturns:
        partnership_id = one.partnership_id
        facts = found.setdefault(partnership_id, BenefitFacts())
        commissioned.setdefault((partnership_id, one.commissioned_by_id), []).append(one)
        if one.corridor_low is not None or one.corridor_high is not None:
            facts.margins.append(_margin(one, costs[one.project_id]))
    for (partnership_id, party_id), own in commissioned.items():
        said = confirmed.get((partnership_id, party_id), _Confirmed())
        found[partnership_id].values.append(_value(party_id, own, said))
    return found


def _margin(one: Outturn, cost: CostNow) -> MarginFacts:
    """The margin as the open book counts it, in whole units of the currency."""
    margin = None
    if one.price_now is not None and cost.cost is not None:
        price = rounded_money(one.price_now, one.currency)
        margin = margin_of(price, rounded_money(cost.cost, one.currency))
    return MarginFacts(
        one.delivered_by_id, one.project_id, margin, one.corridor_low, one.corridor_high, cost.evidence_on
    )


def _value(party_id: UUID, own: Iterable[Outturn], said: _Confirmed) -> ValueFacts:
    prices = [(one.currency, one.price_now) for one in own]
    gives = sum((price or ZERO for _currency, price in prices), ZERO) + sum(said.own_hours.values(), ZERO)
    currencies = {currency for currency, _price in prices} | said.gains.keys() | said.own_hours.keys()
    is_known = said.gains and len(currencies) == 1 and all(price is not None for _currency, price in prices)
    value = sum(said.gains.values(), ZERO) if is_known else None
    return ValueFacts(party_id, value, gives, said.evidence_on)


def _confirmed(
    partnership_ids: Sequence[UUID], as_of: date, using: str
) -> dict[tuple[UUID, UUID], _Confirmed]:
    values: dict[str, Any] = {
        "partnerships": as_array(partnership_ids),
        "as_of": as_of,
        "end": datetime.combine(as_of + timedelta(days=1), time.min, tzinfo=UTC),
    }
    found: dict[tuple[UUID, UUID], _Confirmed] = {}
    with connections[using].cursor() as cursor:
        cursor.execute(VALUES, values)
        for partnership_id, party_id, is_gain, currency, amount, said_at in cursor.fetchall():
            one = found.setdefault((partnership_id, party_id), _Confirmed())
            (one.gains if is_gain else one.own_hours)[currency] = amount
            if is_gain:
                said_on = said_at.astimezone(UTC).date()
                one.evidence_on = max(one.evidence_on or said_on, said_on)
    return found
