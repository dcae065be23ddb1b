"""What both sides have built together, in hours, and what starting over would cost a side. No Django, no clock.

K of a month = K of the month before × (1 − δ)^(1/12) + invested − lost, never below nothing. δ is a year's fading: what
people know of each other ages, and 20 % a year is a convention of this portal, not a measured number.

Replacement cost, excl. VAT: who commissions = search + briefing hours × rate + ramp-up months × fee × (1 − productivity)
+ exit; who delivers = pursuit + idle hours × cost + months until replaced × margin. Published figures stand beside the
inputs as a first hold, each with its source; a side's own numbers replace them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
FADING = Decimal("0.20")
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Month:
    """What was put in and lost in a calendar month (`month` is its first day), hours of all sides alike."""

    month: date
    invested: Decimal = ZERO
    lost: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Stand:
    """The capital at the end of a month, in hours."""

    month: date
    hours: Decimal


@dataclass(frozen=True, slots=True)
class Published:
    """A published figure for an input; money in US dollars."""

    value: Decimal
    unit: str
    source: str


COMMISSIONER = (
    "search",
    "briefing_hours",
    "briefing_rate",
    "ramp_up_months",
    "ramp_up_fee",
    "productivity",
    "exit",
)
DELIVERER = ("pursuit", "idle_hours", "idle_cost", "months_until", "monthly_margin")
SHARES = frozenset({"productivity"})
AMOUNTS = frozenset(
    {"search", "briefing_rate", "ramp_up_fee", "exit", "pursuit", "idle_cost", "monthly_margin"}
)
PUBLISHED: Mapping[str, Published] = {
    "search": Published(Decimal(1_200_000), "USD", "Aprais"),
    "ramp_up_months": Published(Decimal(3), "months", "4A's"),
    "pursuit": Published(Decimal(100_000), "USD", "4A's"),
    "months_until": Published(Decimal(3), "months", "4A's"),
}


def capital(months: Sequence[Month], *, until: date, fading: Decimal = FADING) -> list[Stand]:
    """Return the capital at the end of each month, from the first with an entry to that of `until`; `fading` a year.

    Raises ValueError for a fading outside 0–1.
    """
    if not 0 <= fading <= 1:
        raise ValueError("fading is a share")
    by_month = {one.month: one for one in months}
    keeps = ((ONE - fading).ln() / MONTHS).exp() if fading < 1 else ZERO
    found: list[Stand] = []
    at, hours = min(by_month, default=until.replace(day=1)), ZERO
    while by_month and at <= until:
        one = by_month.get(at, Month(at))
        hours = max(hours * keeps + one.invested - one.lost, ZERO)
        found.append(Stand(at, hours))
        at = (at.replace(year=at.year + 1, month=1)) if at.month == MONTHS else at.replace(month=at.month + 1)
    return found


def replacement_of(inputs: Mapping[str, Decimal], *, commissions: bool, delivers: bool) -> dict[str, Decimal]:
    """Return the parts of a side's replacement cost by name, of those whose inputs are all there."""
    parts: dict[str, Decimal] = {}
    if commissions:
        _add(parts, inputs, "search", "search")
        _add(parts, inputs, "briefing", "briefing_hours", "briefing_rate")
        if "productivity" in inputs:
            lost = {**inputs, "unproductive": max(ONE - inputs["productivity"] / HUNDRED, ZERO)}
            _add(parts, lost, "ramp_up", "ramp_up_months", "ramp_up_fee", "unproductive")
        _add(parts, inputs, "exit", "exit")
    if delivers:
        _add(parts, inputs, "pursuit", "pursuit")
        _add(parts, inputs, "idle", "idle_hours", "idle_cost")
        _add(parts, inputs, "margin", "months_until", "monthly_margin")
    return parts


def total_of(parts: Mapping[str, Decimal]) -> Decimal | None:
    """Return the sum of the parts, None where nothing is stated."""
    return sum(parts.values(), ZERO) if parts else None


def _add(parts: dict[str, Decimal], inputs: Mapping[str, Decimal], name: str, *factors: str) -> None:
    if all(one in inputs for one in factors):
        product = ONE
        for one in factors:
            product *= inputs[one]
        parts[name] = product
