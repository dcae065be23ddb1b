"""What a signed sheet charges for what is done, now and at completion. No Django rows, no clock, no database.

Everybody in the partnership sees this side: prices are signed by all. Money is excl. VAT and exact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from projects.pricing.actuals import (
    ONE,
    ZERO,
    Done,
    Plan,
    Planned,
    Rest,
    amount_so_far,
    forecast_at_completion,
)
from projects.pricing.buildup import SheetKind, Sort
from projects.pricing.sheet import SheetTerms

BOUGHT = frozenset({Sort.BOUGHT_IN, Sort.TOOLS})
Share = Callable[[Decimal], Decimal]


@dataclass(frozen=True, slots=True)
class Going:
    """The price now and at completion, None where nothing says what is left; `worked` is before what the kind makes of it."""

    worked: Decimal
    now: Decimal | None
    forecast: Decimal | None


def price_plan(terms: SheetTerms) -> Plan:
    """Return what the sheet plans in prices: of a retainer, all its months."""
    times = (terms.months or ONE) if terms.kind == SheetKind.RETAINER else ONE
    rates = [one for one in terms.lines if one.sort == Sort.LABOUR and one.rate is not None]
    roles = tuple(
        Planned(one.role_key, (one.hours or ZERO) * times, one.rate) for one in rates if one.rate is not None
    )
    bought = sum((one.price for one in terms.lines if one.sort in BOUGHT), ZERO)
    rest = (one for one in terms.lines if one.sort not in BOUGHT | {Sort.DISCOUNT} and one not in rates)
    return Plan(roles, bought * times, sum((one.price for one in rest), ZERO) * times)


def cost_plan(terms: SheetTerms, costs: Mapping[str, Decimal], hourly: Mapping[str, Decimal]) -> Plan | None:
    """Return the same plan in costs: `costs` by line, `hourly` by role; None while a line that costs something has none."""
    times = (terms.months or ONE) if terms.kind == SheetKind.RETAINER else ONE
    roles, bought, beside = [], ZERO, ZERO
    for one in terms.lines:
        hours, cost = (one.hours or ZERO) * times, costs.get(one.id)
        if one.sort == Sort.DISCOUNT or (one.sort == Sort.LABOUR and not hours and not one.price):
            continue
        if one.sort == Sort.LABOUR and one.rate is not None:
            rate = hourly.get(one.role_key, cost / one.hours if cost is not None and one.hours else None)
            if rate is None:
                return None
            roles.append(Planned(one.role_key, hours, rate))
            continue
        if cost is None:
            return None
        bought, beside = (bought + cost, beside) if one.sort in BOUGHT else (bought, beside + cost)
    return Plan(tuple(roles), bought * times, beside * times)


def going(terms: SheetTerms, done: Done, rest: Rest, *, months: int, shared: Share | None = None) -> Going:
    """Return what the sheet charges for what is done and, at completion, for all of it.

    Of a fixed price the part that the work has come, by its value at the sheet's rates. A retainer counts the months begun.
    `shared` is the signed sharing rule of a target cost, settled at the end: the price now is before it.
    """
    plan = price_plan(terms)
    worked, ahead = amount_so_far(done, plan), forecast_at_completion(done, plan, rest)
    if terms.kind == SheetKind.FIXED_PRICE:
        return Going(worked, _part_of_fixed(terms, worked, ahead, rest), terms.price)
    if terms.kind == SheetKind.RETAINER:
        whole = max(terms.months or ZERO, Decimal(months))
        return Going(
            worked, terms.charged(worked, months=Decimal(months)), terms.charged(worked, months=whole)
        )
    forecast = None if ahead is None else terms.charged(ahead, shared=shared)
    return Going(worked, terms.charged(worked), forecast)


def _part_of_fixed(terms: SheetTerms, worked: Decimal, ahead: Decimal | None, rest: Rest) -> Decimal | None:
    if rest.is_finished:
        return terms.price
    return terms.price * min(worked / ahead, ONE) if ahead else None


def months_begun(start_on: date | None, *, today: date, most: Decimal | None = None) -> int:
    """Return how many months of a retainer have begun by a day, the first on `start_on`; none before it."""
    if start_on is None or today < start_on:
        return 0
    begun = (today.year - start_on.year) * 12 + today.month - start_on.month + (today.day >= start_on.day)
    return min(begun, int(most)) if most is not None else begun
