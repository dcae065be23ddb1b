"""What the deliverer has stated that lines cost, from version to version. No Django, no clock, no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from partnership.kit.money import rounded_money
from projects.pricing.buildup import ZERO, Line, line_price


@dataclass(frozen=True, slots=True)
class LineCostSeen:
    """A cost as it was stated with version `number`: by the hour (`hourly_cost`) or for the whole line. Excl. VAT."""

    line: str
    number: int
    hourly_cost: Decimal | None
    cost: Decimal


def direct_costs(
    lines: Iterable[Line], stated: Mapping[str, LineCostSeen], *, number: int, currency: str
) -> dict[str, Decimal]:
    """Return what each line of version `number` costs, by line id; lines of which nothing is stated are left out.

    A cost stated with this version is as it was written. One from an earlier version holds on: by the hour with the hours
    that the line has now, else as it was.
    """
    return {line.id: _cost(line, stated[line.id], number, currency) for line in lines if line.id in stated}


def _cost(line: Line, stated: LineCostSeen, number: int, currency: str) -> Decimal:
    if stated.number == number or stated.hourly_cost is None:
        return rounded_money(stated.cost, currency)
    return line_price(line.hours or ZERO, stated.hourly_cost, currency)


def hourly_costs(lines: Iterable[Line], stated: Mapping[str, LineCostSeen]) -> dict[str, Decimal]:
    """Return the hourly cost of each role that has one stated, by role key; of several lines the first one's."""
    found: dict[str, Decimal] = {}
    for line in lines:
        cost = stated[line.id].hourly_cost if line.id in stated else None
        if cost is not None and line.role_key:
            found.setdefault(line.role_key, cost)
    return found
