"""Whether a period and the lines that somebody writes could stand in a basis. No rows, no clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from partnership.kit.money import rounded_money
from projects.pricing.basis import Stated
from projects.pricing.billing import COUNTED, BillLine, Sort, sum_of
from projects.pricing.billing_refusals import (
    BelowNothing,
    LineAboveAgreed,
    LineIsNought,
    LineNotOfThisKind,
    LineNotPositive,
    LineTooFine,
    PeriodAhead,
    PeriodBackwards,
    PeriodTooEarly,
    ShareTooEarly,
)
from projects.pricing.buildup import ZERO, SheetKind
from projects.pricing.sheet import SheetTerms
from projects.work.logfile.cells import EARLIEST

MOST_MONEY = Decimal(10) ** 11


def check_period(from_on: date, to_on: date, *, today: date) -> None:
    """Raise PeriodBackwards, PeriodAhead or PeriodTooEarly for days that can't be a period; both are included."""
    if to_on < from_on:
        raise PeriodBackwards
    if to_on > today:
        raise PeriodAhead
    if from_on < EARLIEST:
        raise PeriodTooEarly


def check_stated(
    stated: Sequence[Stated],
    counted: Sequence[BillLine],
    earlier: Sequence[BillLine],
    *,
    terms: SheetTerms,
    pays: Decimal | None,
) -> None:
    """Raise the BadLine of the first line that can't be beside what is `counted` and what was agreed `earlier`.

    `pays` is what the final account says that is paid for everything, None while there is none.
    """
    limits = {Sort.INSTALMENT: instalments_agreed(terms), Sort.BONUS: terms.bonus and terms.bonus.amount}
    so_far = {sort: sum_of(earlier, sort) for sort in limits}
    whole = sum_of(earlier, *COUNTED, Sort.SHARE) + sum_of(counted, *COUNTED)
    for place, one in enumerate(stated):
        _check_amount(place, one, terms)
        if one.sort == Sort.SHARE:
            whole += one.amount
            _check_share(place, one, whole, pays)
            continue
        limit = limits[one.sort]
        if not limit:
            raise LineNotOfThisKind(place, "sort")
        so_far[one.sort] += one.amount
        if so_far[one.sort] > limit:
            raise LineAboveAgreed(place)


def instalments_agreed(terms: SheetTerms) -> Decimal | None:
    """Return what the instalments of a fixed price or a retainer come to at most, None where the work itself is billed."""
    return terms.price if terms.kind in (SheetKind.FIXED_PRICE, SheetKind.RETAINER) else None


def _check_amount(place: int, one: Stated, terms: SheetTerms) -> None:
    if one.sort in COUNTED or (one.sort == Sort.SHARE and terms.kind != SheetKind.TARGET_COST):
        raise LineNotOfThisKind(place, "sort")
    if one.sort == Sort.SHARE and not one.amount:
        raise LineIsNought(place)
    if one.sort != Sort.SHARE and one.amount <= ZERO:
        raise LineNotPositive(place)
    if abs(one.amount) >= MOST_MONEY or rounded_money(one.amount, terms.currency) != one.amount:
        raise LineTooFine(place)


def _check_share(place: int, one: Stated, whole: Decimal, pays: Decimal | None) -> None:
    if pays is None:
        raise ShareTooEarly(place)
    if one.amount > 0 and whole > pays:
        raise LineAboveAgreed(place)
    if whole < 0:
        raise BelowNothing(place)
