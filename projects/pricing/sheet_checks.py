"""Whether values could be a price sheet: amounts, lines, the whole, the corridor. Rows of the database are not asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from partnership.kit.money import rounded_money
from projects.agreement.fields import Values
from projects.pricing.buildup import Line, SheetKind, Sort, line_price
from projects.pricing.sheet import SheetTerms
from projects.pricing.sheet_refusals import (
    BelowZero,
    CorridorOutOfOrder,
    DiscountAboveSum,
    NoPercent,
    NotOfThisKind,
    NotPositive,
    NotSaid,
    OtherCurrency,
    PriceDiffers,
    RoleNotSaid,
    RoleTwice,
    TooFine,
    TooLarge,
    WholeDiffers,
    WholeMonths,
)

MOST_MONEY = Decimal(10) ** 11
MOST_NUMBER = Decimal(10) ** 7
LONGEST_ROLE = 80
HUNDRED = Decimal(100)
AGREED = {"fixed_price": SheetKind.FIXED_PRICE, "cap": SheetKind.PRICE_CAP, "monthly": SheetKind.RETAINER}
WITH_LINES = frozenset({SheetKind.TIME_AND_MATERIALS, SheetKind.TARGET_COST})


def check_said(values: Values, currency: str) -> None:
    """Raise NotSaid, OtherCurrency, BelowZero, TooLarge or TooFine for a single value that can't be."""
    for name in ("kind", "currency"):
        if values[name] is None:
            raise NotSaid(field=name)
    if values["currency"] != currency:
        raise OtherCurrency
    for place, row in enumerate(values["lines"]):
        _check_row(row, f"lines.{place}.")
    for path, money in _moneys(values):
        _check_money(path, money, currency)


def _moneys(values: Values) -> Iterator[tuple[str, Mapping[str, str]]]:
    found = [(name, values[name]) for name in AGREED]
    found += [(f"lines.{place}.price", row["price"]) for place, row in enumerate(values["lines"])]
    if values["bonus"]:
        found.append(("bonus.amount", values["bonus"]["amount"]))
    yield from ((path, money) for path, money in found if money is not None)


def _check_money(path: str, money: Mapping[str, str], currency: str) -> None:
    amount = Decimal(money["amount"])
    if money["currency"] != currency:
        raise OtherCurrency(field=path)
    if amount < 0:
        raise BelowZero(field=path)
    if amount >= MOST_MONEY:
        raise TooLarge(field=path)
    if rounded_money(amount, currency) != amount:
        raise TooFine(field=path)


def _check_row(row: Mapping[str, Any], path: str) -> None:
    for name in ("hours", "rate"):
        _check_number(row[name], f"{path}{name}")
    if row["sort"] is None:
        raise NotSaid(field=f"{path}sort")
    if len(row["role"] or "") > LONGEST_ROLE:
        raise TooLarge(field=f"{path}role")
    _check_role(row, path)
    for name in ("text", "price"):
        if row[name] is None:
            raise NotSaid(field=f"{path}{name}")


def _check_role(row: Mapping[str, Any], path: str) -> None:
    is_labor, has_hours = row["sort"] == Sort.LABOUR, row["hours"] is not None
    if row["role"] is None and (is_labor or has_hours or row["rate"] is not None):
        raise RoleNotSaid(field=f"{path}role")
    if row["rate"] is None and (has_hours or (is_labor and row["price"] is None)):
        raise RoleNotSaid(field=f"{path}rate")


def _check_number(text: str | None, path: str) -> None:
    number = Decimal(text or 0)
    if number < 0:
        raise BelowZero(field=path)
    if number >= MOST_NUMBER:
        raise TooLarge(field=path)


def check_whole(terms: SheetTerms) -> None:
    """Raise a refusal unless lines, kind, corridor and VAT fit together."""
    _check_lines(terms)
    _check_kind(terms)
    _check_percents(terms)
    if terms.bonus and terms.bonus.amount <= 0:
        raise NotPositive(field="bonus.amount")


def _check_lines(terms: SheetTerms) -> None:
    rates: dict[str, Decimal] = {}
    for place, line in enumerate(terms.lines):
        if _differs(line, terms.currency):
            raise PriceDiffers(field=f"lines.{place}.price")
        if line.rate is not None and rates.setdefault(line.role_key, line.rate) != line.rate:
            raise RoleTwice(field=f"lines.{place}.role")
    if terms.total < 0:
        discounts = (place for place, line in enumerate(terms.lines) if line.sort == Sort.DISCOUNT)
        raise DiscountAboveSum(field=f"lines.{next(discounts)}.price")
    if terms.at_stake >= MOST_MONEY:
        raise TooLarge(field="lines")


def _differs(line: Line, currency: str) -> bool:
    if line.hours is None or line.rate is None:
        return False
    return line.price != line_price(line.hours, line.rate, currency)


def _check_kind(terms: SheetTerms) -> None:
    for name, kind in AGREED.items():
        amount = getattr(terms, name)
        if amount is not None and terms.kind != kind:
            raise NotOfThisKind(field=name)
        if terms.kind == kind:
            _check_agreed(terms, name, amount)
    _check_months(terms)
    if terms.kind in WITH_LINES and not terms.lines:
        raise NotSaid(field="lines")


def _check_agreed(terms: SheetTerms, name: str, amount: Decimal | None) -> None:
    if amount is None:
        raise NotSaid(field=name)
    if amount <= 0:
        raise NotPositive(field=name)
    if terms.kind != SheetKind.PRICE_CAP and terms.total and terms.total != amount:
        raise WholeDiffers(field=name)


def _check_months(terms: SheetTerms) -> None:
    if terms.kind != SheetKind.RETAINER:
        if terms.months is not None:
            raise NotOfThisKind(field="months")
        return
    if terms.months is None or not 1 <= terms.months <= 600 or terms.months % 1:
        raise WholeMonths


def _check_percents(terms: SheetTerms) -> None:
    if terms.vat is not None and not 0 <= terms.vat <= HUNDRED:
        raise NoPercent
    low, high = terms.corridor_low, terms.corridor_high
    for name, end in (("corridor_low", low), ("corridor_high", high)):
        if end is not None and not -HUNDRED <= end <= HUNDRED:
            raise CorridorOutOfOrder(field=name)
    if low is not None and high is not None and low > high:
        raise CorridorOutOfOrder
