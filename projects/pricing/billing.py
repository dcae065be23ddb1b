"""What a basis for billing comes to. No Django, no clock, no database. Money excl. VAT unless it says otherwise.

Each line has the digits of its currency, so the total is exactly the sum of the lines; VAT is counted on the total.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from partnership.kit.money import rounded_money
from projects.pricing.buildup import HUNDRED, ZERO, Line, SheetKind
from projects.pricing.charging import discounted


class Sort(StrEnum):
    WORK = "work"
    LATE = "late"
    OUTLAY = "outlay"
    DISCOUNT = "discount"
    CAP = "cap"
    INSTALMENT = "instalment"
    SHARE = "share"
    BONUS = "bonus"


DONE = (Sort.WORK, Sort.LATE, Sort.OUTLAY)
"""Work, work of an earlier period that was approved after its basis was agreed, and purchases."""
COUNTED = (*DONE, Sort.DISCOUNT, Sort.CAP)
"""What is counted from rows; the other sorts are lines that the writer states."""
BY_WORK = frozenset({SheetKind.TIME_AND_MATERIALS, SheetKind.PRICE_CAP, SheetKind.TARGET_COST})


@dataclass(frozen=True, slots=True)
class BillLine:
    """A line of a basis; `text` of work is the role, hours and hourly rate are of work alone. Money excl. VAT."""

    id: str
    sort: Sort
    text: str
    amount: Decimal
    hours: Decimal | None = None
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Sums:
    """`vat` is None where no rate is agreed."""

    total: Decimal
    vat: Decimal | None
    with_vat: Decimal


def sums_of(lines: Iterable[BillLine], vat_percent: Decimal | None, currency: str) -> Sums:
    """Return the total, the VAT on it and what is paid with it."""
    total = sum((line.amount for line in lines), ZERO)
    vat = None if vat_percent is None else rounded_money(total * vat_percent / HUNDRED, currency)
    return Sums(total, vat, total + (vat or ZERO))


def amount_of(hours: Decimal, rate: Decimal, currency: str) -> Decimal:
    """Return hours × hourly rate with the digits of the currency."""
    return rounded_money(hours * rate, currency)


def adjusted(
    counted: Sequence[BillLine],
    earlier: Sequence[BillLine],
    *,
    sheet_lines: Sequence[Line],
    cap: Decimal | None,
    currency: str,
) -> dict[Sort, Decimal]:
    """Return what a discount and a price cap take away from the work of a period, by sort; only what is not 0.

    Both count over all bases of a project: `earlier` are the lines that are agreed already, so that the discount goes
    in step with the work, and all bases together never pass the cap.
    """
    now = sum((line.amount for line in counted), ZERO)
    before, taken = sum_of(earlier, *DONE), sum_of(earlier, Sort.DISCOUNT)
    off = min(discounted(before + now, sheet_lines, currency) - before - now - taken, ZERO)
    found = {Sort.DISCOUNT: off}
    if cap is not None:
        room = max(cap - sum_of(earlier, *COUNTED), ZERO)
        found[Sort.CAP] = min(room - now - off, ZERO)
    return {sort: amount for sort, amount in found.items() if amount}


def sum_of(lines: Iterable[BillLine], *sorts: Sort) -> Decimal:
    """Return what the lines of these sorts come to."""
    return sum((line.amount for line in lines if line.sort in sorts), ZERO)


def overlaps(from_on: date, to_on: date, periods: Iterable[tuple[date, date]]) -> bool:
    """Say whether a period, both days included, shares a day with any of the others."""
    return any(from_on <= last and first <= to_on for first, last in periods)


def number_text(number: int) -> str:
    """0007: a basis by its number within the partnership."""
    return f"{number:04d}"
