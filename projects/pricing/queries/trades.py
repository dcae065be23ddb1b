"""What the projects of a partnership are worth to a side in the benefit ledger: prices so far, and its own costs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from partnership.kit.money import rounded_money, step_of
from partnership.kit.rounding import split
from projects.openness.shown import Figure
from projects.openness.steps import Step
from projects.pricing.benefit import NOUGHT, Trade, quarter_of
from projects.pricing.benefit_shown import Part, Quarter, total
from projects.pricing.costing import CostSide
from projects.pricing.opened import Prices, reduced
from projects.pricing.queries.outturn import Outturn


def counted(outturns: Iterable[Outturn], currency: str) -> list[Outturn]:
    """Return the projects whose price so far is known, in the partnership's currency: the others are left out."""
    return [one for one in outturns if one.price_now is not None and one.currency == currency]


def trades_of(
    outturns: Sequence[Outturn], party_id: UUID, costs: Mapping[UUID, CostSide]
) -> tuple[Trade, ...]:
    """Return what a side pays and gets for the projects that it commissions and delivers."""
    found = []
    for one in outturns:
        price = _price(one)
        if one.commissioned_by_id == party_id:
            found.append(Trade(price, delivers=False))
        if one.delivered_by_id == party_id:
            now = costs[one.project_id].now
            cost = None if now is None else rounded_money(now, one.currency)
            found.append(Trade(price, True, cost, one.corridor_low))
    return tuple(found)


def part_of(outturn: Outturn, costs: CostSide, *, step: Step) -> Part:
    """Return cost and margin of a delivered project as the book shows them at a step: the same bands, so no new ones."""
    prices = Prices(
        outturn.currency,
        outturn.price_now,
        outturn.paid_forecast,
        outturn.agreed,
        outturn.corridor_low,
        outturn.corridor_high,
    )
    seen = reduced(costs, prices, step=step)
    quarters: dict[Quarter, list[Figure]] = {}
    for one in seen.months:
        quarters.setdefault(quarter_of(one.month.year, one.month.month), []).append(one.cost)
    return Part(seen.now.cost, seen.now.margin, {key: total(some, step) for key, some in quarters.items()})


def price_by_quarter(outturn: Outturn, *, today: date) -> dict[Quarter, Decimal]:
    """Return the price so far by quarter, in step with the work and purchases of each; they sum to the price.

    Without any work yet it is the quarter of today that has it.
    """
    weights: dict[Quarter, Decimal] = {}
    for month, price in [
        *((one.month, one.price or NOUGHT) for one in outturn.work),
        *((one.month, one.price) for one in outturn.purchases),
    ]:
        key = quarter_of(month.year, month.month)
        weights[key] = weights.get(key, NOUGHT) + max(price, NOUGHT)
    if not any(weights.values()):
        weights = {quarter_of(today.year, today.month): Decimal(1)}
    shares = split(_price(outturn), list(weights.values()), step=step_of(outturn.currency))
    return dict(zip(weights, shares, strict=True))


def _price(outturn: Outturn) -> Decimal:
    return rounded_money(outturn.price_now or NOUGHT, outturn.currency)
