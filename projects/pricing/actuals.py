"""Actuals against the sheet: what is done so far, and where it is heading. No Django, no clock, no database.

The same arithmetic counts prices and costs: hours × what an hour is charged or costs, things bought in, and beside them
what the sheet adds (overhead, risk), in the same proportion as it does to the planned whole. Money is excl. VAT and
exact: whoever shows it rounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

ZERO, ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class Planned:
    """Planned hours of a role, and what each is charged, or costs."""

    role_key: str
    hours: Decimal
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Plan:
    """What a sheet plans: hours by role, things bought in (`bought`), and what comes `beside` them: overhead, risk."""

    roles: tuple[Planned, ...] = ()
    bought: Decimal = ZERO
    beside: Decimal = ZERO

    @property
    def direct(self) -> Decimal:
        """Return the planned hours at their rates and what is bought in."""
        return sum((one.hours * one.rate for one in self.roles), self.bought)

    @property
    def says_more_than_rates(self) -> bool:
        """Whether any hours or purchases are planned."""
        return self.direct > 0 or any(one.hours for one in self.roles)


@dataclass(frozen=True, slots=True)
class Done:
    """What is done: hours by role, what they are charged or cost together (`labor`), and what was bought in."""

    hours: Mapping[str, Decimal] = field(default_factory=dict)
    labor: Decimal = ZERO
    bought: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Rest:
    """How many hours are estimated to be left, None where nothing is estimated; of a finished project nothing is left."""

    hours: Decimal | None = None
    is_finished: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """What a plan has left beside what is done: hours, their amount, their mean rate (None without any), purchases."""

    hours: Decimal
    amount: Decimal
    rate: Decimal | None
    bought: Decimal


def with_beside(direct: Decimal, plan: Plan) -> Decimal:
    """Return an amount with its part of overhead and risk: done as planned, it comes to the sheet's whole."""
    return direct * (plan.direct + plan.beside) / plan.direct if plan.direct > 0 else direct


def amount_so_far(done: Done, plan: Plan) -> Decimal:
    """Return what is done so far, in money."""
    return with_beside(done.labor + done.bought, plan)


def forecast_at_completion(done: Done, plan: Plan, rest: Rest) -> Decimal | None:
    """Return actual + estimate of the rest, in money; None where nothing says what is left.

    The rest is the estimated hours at the mean rate of what the sheet has left, or, where nothing is estimated, what the
    sheet has left by itself; and the planned purchases that are not made yet. (The plain rule of measures.md §3; a
    calibrated forecast takes its place behind this function.)
    """
    if rest.is_finished:
        return amount_so_far(done, plan)
    left = left_of(plan, done)
    labor = _labor_left(left, plan, rest)
    return None if labor is None else with_beside(done.labor + labor + done.bought + left.bought, plan)


def left_of(plan: Plan, done: Done) -> Left:
    """Return what the plan has left, role by role: a role that has used more than its hours has nothing left."""
    left = [(max(one.hours - done.hours.get(one.role_key, ZERO), ZERO), one.rate) for one in _by_role(plan)]
    hours = sum((part for part, _rate in left), ZERO)
    amount = sum((part * rate for part, rate in left), ZERO)
    rate = amount / hours if hours else _mean_rate(plan, done)
    return Left(hours, amount, rate, max(plan.bought - done.bought, ZERO))


def _labor_left(left: Left, plan: Plan, rest: Rest) -> Decimal | None:
    if rest.hours is None:
        return left.amount if plan.says_more_than_rates else None
    if rest.hours == 0:
        return ZERO
    return None if left.rate is None else rest.hours * left.rate


def _by_role(plan: Plan) -> list[Planned]:
    """One line a role: hours of several lines together, at their mean rate."""
    found: dict[str, Planned] = {}
    for one in plan.roles:
        known = found.get(one.role_key)
        if known is None:
            found[one.role_key] = one
        elif known.hours + one.hours:
            hours = known.hours + one.hours
            rate = (known.hours * known.rate + one.hours * one.rate) / hours
            found[one.role_key] = Planned(one.role_key, hours, rate)
    return list(found.values())


def _mean_rate(plan: Plan, done: Done) -> Decimal | None:
    """The mean rate where no planned hours are left: of what is planned, else of what is done, else of the rates."""
    planned = sum((one.hours for one in plan.roles), ZERO)
    if planned:
        return sum((one.hours * one.rate for one in plan.roles), ZERO) / planned
    used = sum(done.hours.values(), ZERO)
    if used and done.labor:
        return done.labor / used
    return sum((one.rate for one in plan.roles), ZERO) / len(plan.roles) if plan.roles else None


def part_of(rest_hours: Decimal | None, own: Decimal, all_hours: Decimal) -> Decimal | None:
    """Return one side's part of the estimated rest: the part that it has had of the hours so far; all before the first."""
    if rest_hours is None or not all_hours:
        return rest_hours
    return rest_hours * own / all_hours


def sums_by_role(rows: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """Return the hours of each role together."""
    found: dict[str, Decimal] = {}
    for role_key, hours in rows:
        found[role_key] = found.get(role_key, ZERO) + hours
    return found
