"""What another side may see of costs and margin: a project's raw costs, reduced to what the step permits.

No Django, no clock, no database. Prices are signed by all; a width, a light and the grid of bands follow from them and
from the corridor, so no shown number narrows a hidden one further than its own band.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from partnership.kit.money import rounded_money, step_of
from partnership.kit.rounding import rounded_to_sum
from projects.openness.shown import Cut, Figure, band_width, light_of, may_cut, rest_of, share_of, shown
from projects.openness.steps import Step
from projects.pricing.buildup import margin_of
from projects.pricing.costing import Costed, CostSide

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Prices:
    """The side that all know: the price so far, at completion and as agreed, and the signed corridor as fractions."""

    currency: str
    now: Decimal | None = None
    forecast: Decimal | None = None
    agreed: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """Cost, margin in money and margin as a fraction of the price, at one time, as far as they are opened."""

    price: Decimal | None
    cost: Figure
    margin: Figure
    share: Figure


@dataclass(frozen=True, slots=True)
class MonthSeen:
    month: date
    cost: Figure


@dataclass(frozen=True, slots=True)
class RoleSeen:
    """A role's hours and cost; `role` "" is hours without a role."""

    role: str
    hours: Decimal
    cost: Figure


@dataclass(frozen=True, slots=True)
class RateSeen:
    """Hours at one hourly cost; `valid_from` None is the sheet's own, `hourly_cost` None is not stated."""

    role: str
    valid_from: date | None
    hours: Decimal
    hourly_cost: Decimal | None


@dataclass(frozen=True, slots=True)
class PurchaseSeen:
    text: str
    done_on: date
    price: Decimal
    cost: Decimal | None


@dataclass(frozen=True, slots=True)
class CostsSeen:
    """A project's cost and margin at a step. What the step does not permit is not in here."""

    step: Step
    currency: str
    now: Point
    forecast: Point
    planned: Point
    width: Decimal | None = None
    months: tuple[MonthSeen, ...] = ()
    roles: tuple[RoleSeen, ...] = ()
    bought: Figure = field(default_factory=lambda: Figure(Step.CLOSED))
    beside: Figure = field(default_factory=lambda: Figure(Step.CLOSED))
    rates: tuple[RateSeen, ...] = ()
    purchases: tuple[PurchaseSeen, ...] = ()
    hours_without_cost: Decimal = ZERO
    purchases_without_cost: int = 0


def reduced(costs: CostSide, prices: Prices, *, step: Step) -> CostsSeen:
    """Return what `step` permits of a project's costs: a light; whole and months in bands; by role; everything."""
    width = band_width(prices.agreed or prices.forecast or prices.now or ZERO)
    seen = CostsSeen(
        step=step,
        currency=prices.currency,
        now=_point(costs.now, prices.now, prices, step, width),
        forecast=_point(costs.forecast, prices.forecast, prices, step, width),
        planned=_point(costs.planned, prices.agreed, prices, step, width),
        width=width if step == Step.SUMMARY else None,
    )
    return _with_parts(seen, costs, width)


def _point(cost: Decimal | None, price: Decimal | None, prices: Prices, step: Step, width: Decimal) -> Point:
    cost = None if cost is None else rounded_money(cost, prices.currency)
    price = None if price is None else rounded_money(price, prices.currency)
    share = margin_of(price, cost) if price is not None and cost is not None else None
    light = light_of(share, prices.low, prices.high)
    figure = shown(cost, step=step, width=width, light=light)
    if price is None:
        return Point(None, figure, Figure(step), Figure(step))
    margin = rest_of(figure, price, light=light)
    return Point(price, figure, margin, share_of(margin, price))


def _with_parts(seen: CostsSeen, costs: CostSide, width: Decimal) -> CostsSeen:
    """Add the parts that the step permits. While the whole is not known, its parts would tell of a part of it alone."""
    step = seen.step
    parts: dict[str, object] = {}
    if may_cut(step, Cut.MONTH) and costs.now is not None:
        parts["months"] = _months(costs, seen.currency, step, width)
    if may_cut(step, Cut.ROLE) and costs.now is not None:
        parts.update(_roles(costs, seen.currency, step, width))
    if may_cut(step, Cut.LINE):
        parts.update(_lines(costs))
    return replace(seen, **parts)  # type: ignore[arg-type]


def _months(costs: CostSide, currency: str, step: Step, width: Decimal) -> tuple[MonthSeen, ...]:
    """Months in bands each on its own; exact ones rounded so that they sum to the whole.

    Rounded in any case: how many decimals a number has would tell of it.
    """
    amounts = [rounded_money(one, currency) for one in costs.by_month.values()]
    if step > Step.SUMMARY:
        amounts = _to_sum(list(costs.by_month.values()), costs.now or ZERO, currency)
    pairs = zip(costs.by_month, amounts, strict=True)
    return tuple(MonthSeen(month, shown(amount, step=step, width=width)) for month, amount in pairs)


def _roles(costs: CostSide, currency: str, step: Step, width: Decimal) -> dict[str, object]:
    names, hours = _named(costs.work), _hours(costs.work)
    amounts = _to_sum([*costs.by_role.values(), costs.bought, costs.beside], costs.now or ZERO, currency)
    figures = [shown(amount, step=step, width=width) for amount in amounts]
    roles = zip(costs.by_role, figures[:-2], strict=True)
    return {
        "roles": tuple(RoleSeen(names[key], hours[key], figure) for key, figure in roles),
        "bought": figures[-2],
        "beside": figures[-1],
    }


def _lines(costs: CostSide) -> dict[str, object]:
    rates: dict[tuple[str, date | None, Decimal | None], Decimal] = {}
    names = _named(costs.work)
    for one in costs.work:
        key = (names[one.role_key], one.valid_from, one.hourly_cost)
        rates[key] = rates.get(key, ZERO) + one.hours
    return {
        "rates": tuple(RateSeen(role, day, hours, cost) for (role, day, cost), hours in rates.items()),
        "purchases": tuple(
            PurchaseSeen(one.text, one.done_on, one.price, one.cost) for one in costs.purchases
        ),
        "hours_without_cost": costs.hours_without_cost,
        "purchases_without_cost": costs.purchases_without_cost,
    }


def _named(work: tuple[Costed, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in work:
        found.setdefault(one.role_key, one.role)
    return found


def _hours(work: tuple[Costed, ...]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for one in work:
        found[one.role_key] = found.get(one.role_key, ZERO) + one.hours
    return found


def _to_sum(amounts: list[Decimal], whole: Decimal, currency: str) -> list[Decimal]:
    return (
        rounded_to_sum(amounts, total=rounded_money(whole, currency), step=step_of(currency))
        if amounts
        else []
    )
