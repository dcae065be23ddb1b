"""What a project costs the side that delivers it: so far, at completion and as planned. Raw: it never leaves its owner.

No Django, no clock, no database. Only `pricing.opened` makes of it what another side may see. Money excl. VAT, exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from projects.pricing.actuals import (
    ZERO,
    Done,
    Plan,
    Rest,
    amount_so_far,
    forecast_at_completion,
    sums_by_role,
)
from projects.pricing.buildup import Sort
from projects.pricing.outturn import cost_plan
from projects.pricing.sheet import SheetTerms


@dataclass(frozen=True, slots=True)
class Costed:
    """Hours in one role and calendar month at one hourly cost; `valid_from` is None for the cost of the sheet's line.

    `hourly_cost` is None while neither the rate card nor the sheet's own costs say one.
    """

    role: str
    role_key: str
    month: date
    hours: Decimal
    hourly_cost: Decimal | None
    valid_from: date | None = None

    @property
    def cost(self) -> Decimal:
        return ZERO if self.hourly_cost is None else self.hours * self.hourly_cost


@dataclass(frozen=True, slots=True)
class BoughtIn:
    """A purchase with its price and, once it is stated, its cost."""

    outlay_id: UUID
    text: str
    done_on: date
    price: Decimal
    cost: Decimal | None


@dataclass(frozen=True, slots=True)
class LineCosts:
    """The own costs of a sheet: of its lines, by id, and of an hour, by role."""

    costs: Mapping[str, Decimal] = field(default_factory=dict)
    hourly: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CostSide:
    """Everything that a project costs its deliverer. `now` and `forecast` are None while a part of them is not known."""

    work: tuple[Costed, ...]
    purchases: tuple[BoughtIn, ...]
    now: Decimal | None
    forecast: Decimal | None
    planned: Decimal | None
    beside: Decimal
    by_month: Mapping[date, Decimal]
    by_role: Mapping[str, Decimal]
    hours_without_cost: Decimal
    purchases_without_cost: int

    @property
    def bought(self) -> Decimal:
        return sum((one.cost or ZERO for one in self.purchases), ZERO)


def cost_side(
    work: Iterable[Costed],
    purchases: Iterable[BoughtIn],
    *,
    terms: SheetTerms | None,
    lines: LineCosts,
    today_hourly: Mapping[str, Decimal],
    rest: Rest,
) -> CostSide:
    """Count a project's costs. Where the rate card says nothing of a role, the sheet's own hourly cost holds.

    `today_hourly` is the rate card of today by role: what the rest will cost an hour.
    """
    rows = tuple(_filled(one, lines.hourly) for one in work)
    things = tuple(purchases)
    plan = cost_plan(terms, lines.costs, {**lines.hourly, **today_hourly}) if terms else Plan()
    done = Done(
        sums_by_role((one.role_key, one.hours) for one in rows),
        sum((one.cost for one in rows), ZERO),
        sum((one.cost or ZERO for one in things), ZERO),
    )
    missing = sum((one.hours for one in rows if one.hourly_cost is None), ZERO)
    unknown = sum(one.cost is None for one in things)
    is_known = not missing and not unknown and (plan is not None or not _has_beside(terms))
    so_far = amount_so_far(done, plan or Plan())
    return CostSide(
        work=rows,
        purchases=things,
        now=so_far if is_known else None,
        forecast=forecast_at_completion(done, plan, rest) if plan is not None and is_known else None,
        planned=_planned(terms, lines),
        beside=so_far - done.labor - done.bought,
        by_month=_by_month(rows, things, plan or Plan()),
        by_role=_by_role(rows),
        hours_without_cost=missing,
        purchases_without_cost=unknown,
    )


def _filled(one: Costed, hourly: Mapping[str, Decimal]) -> Costed:
    if one.hourly_cost is not None:
        return one
    return replace(one, hourly_cost=hourly.get(one.role_key))


def _has_beside(terms: SheetTerms | None) -> bool:
    """Whether the sheet has overhead or risk: their part of the costs so far takes the whole plan to know."""
    return any(one.sort in {Sort.OVERHEAD, Sort.RISK} for one in (terms.lines if terms else ()))


def _planned(terms: SheetTerms | None, lines: LineCosts) -> Decimal | None:
    """What the sheet was planned to cost, by its own lines alone."""
    plan = cost_plan(terms, lines.costs, {}) if terms and terms.lines else None
    return None if plan is None else plan.direct + plan.beside


def _by_month(work: Iterable[Costed], purchases: Iterable[BoughtIn], plan: Plan) -> dict[date, Decimal]:
    """Costs by calendar month, overhead in its proportion: they sum to the whole."""
    found: dict[date, list[Decimal]] = {}
    for row in work:
        found.setdefault(row.month, [ZERO, ZERO])[0] += row.cost
    for one in purchases:
        found.setdefault(one.done_on.replace(day=1), [ZERO, ZERO])[1] += one.cost or ZERO
    return {
        month: amount_so_far(Done({}, labor, bought), plan)
        for month, (labor, bought) in sorted(found.items())
    }


def _by_role(work: Iterable[Costed]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for row in work:
        found[row.role_key] = found.get(row.role_key, ZERO) + row.cost
    return found
