"""Counting a basis for billing: the lines of a project's days as they stand now. Nothing is written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from projects.pricing.basis import (
    Bought,
    Stated,
    WorkCounted,
    counted_lines,
    stated_lines,
    written,
)
from projects.pricing.basis_checks import check_stated
from projects.pricing.billing import BY_WORK, BillLine, Sort, Sums, adjusted, sums_of
from projects.pricing.billing_refusals import (
    ChargingChanges,
    MixedCurrencies,
    NoPriceSheet,
    NothingToBill,
    TooManyLines,
)
from projects.pricing.buildup import SheetKind
from projects.pricing.queries.agreed_bases import agreed_lines
from projects.pricing.queries.counted import Days, outlays_to_bill, work_to_bill
from projects.pricing.queries.sheets import SheetSeen, sheets_signed
from projects.pricing.sheet import SheetTerms

MOST_LINES = 300
Pays = Callable[[], Decimal | None]


@dataclass(frozen=True, slots=True)
class BasisCounted:
    """A basis as it would be now, by the sheet of its last day. `unpriced` are hours whose role has no rate: not billed."""

    terms: SheetTerms
    lines: tuple[BillLine, ...]
    unpriced: tuple[WorkCounted, ...] = ()

    @property
    def sums(self) -> Sums:
        return sums_of(self.lines, self.terms.vat, self.terms.currency)

    @property
    def counts(self) -> dict[str, Any]:
        """The values that an agreement keeps of it."""
        return written(self.lines, vat=self.terms.vat, currency=self.terms.currency)


def counted_basis(days: Days, stated: Sequence[Stated], *, pays: Pays) -> BasisCounted:
    """Count the days of a project, and put what somebody states beside it.

    `pays` says what the final account comes to, and is asked for a share alone. Raises NoPriceSheet, ChargingChanges,
    MixedCurrencies, TooManyLines, NothingToBill, and a BadLine of what is stated.
    """
    sheets = sheets_signed(days.project.partnership_id, days.project.id)
    terms = _terms(sheets, days)
    earlier = agreed_lines(days.project.partnership_id, days.project.id, terms.currency)
    lines, unpriced = _counted(days, terms, sheets, earlier)
    has_share = any(one.sort == Sort.SHARE for one in stated)
    check_stated(stated, lines, earlier, terms=terms, pays=pays() if has_share else None)
    whole = (*lines, *stated_lines(stated))
    if not whole:
        raise NothingToBill
    if len(whole) > MOST_LINES:
        raise TooManyLines
    return BasisCounted(terms, whole, unpriced)


def sheet_on(sheets: Sequence[SheetSeen], day: date) -> SheetSeen | None:
    """Return the sheet that holds on a day, of all that were signed, newest first; before the first one, that."""
    return next((one for one in sheets if one.from_on <= day), sheets[-1] if sheets else None)


def _terms(sheets: Sequence[SheetSeen], days: Days) -> SheetTerms:
    """Return the sheet of the last day; another way of charging earlier in the period is a basis of its own."""
    last = sheet_on(sheets, days.to_on)
    if last is None:
        raise NoPriceSheet
    by_work = last.terms.kind in BY_WORK
    inside = [one for one in sheets if days.from_on < one.from_on <= days.to_on]
    for one in inside:
        before = sheet_on(sheets, one.from_on - timedelta(days=1))
        if before and (before.terms.kind in BY_WORK) != by_work:
            raise ChargingChanges(one.from_on)
    return last.terms


def _counted(
    days: Days, terms: SheetTerms, sheets: Sequence[SheetSeen], earlier: Sequence[BillLine]
) -> tuple[tuple[BillLine, ...], tuple[WorkCounted, ...]]:
    """Return the lines of work and purchases, with discount and cap; none where the work itself is not billed."""
    if terms.kind not in BY_WORK:
        return (), ()
    work = work_to_bill(days)
    bought = [one for one in outlays_to_bill(days) if _is_by_work(sheets, one)]
    currencies = {one.currency for one in work if one.rate is not None} | {one.currency for one in bought}
    if currencies - {terms.currency}:
        raise MixedCurrencies
    lines = counted_lines(work, bought, terms.currency)
    cap = terms.cap if terms.kind == SheetKind.PRICE_CAP else None
    taken = adjusted(lines, earlier, sheet_lines=terms.lines, cap=cap, currency=terms.currency)
    unpriced = tuple(one for one in work if one.rate is None)
    return (*lines, *(BillLine(sort.value, sort, "", amount) for sort, amount in taken.items())), unpriced


def _is_by_work(sheets: Sequence[SheetSeen], one: Bought) -> bool:
    held = sheet_on(sheets, one.done_on)
    return held is not None and held.terms.kind in BY_WORK
