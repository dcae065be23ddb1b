"""Currencies and their digits by ISO 4217, and the one way money is rounded (docs/money.md). No Django, no clock."""

from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Final

from babel.core import get_global
from babel.numbers import get_currency_precision

from partnership.kit.rounding import rounded

# Babel tells how many digits are in daily use (CLDR). Where that is fewer than the standard has, the standard counts.
_BY_THE_STANDARD: Final = {
    **dict.fromkeys(("AFN", "ALL", "IRR", "KPW", "LAK", "LBP", "MGA", "MMK", "RSD", "SOS", "SYP", "YER"), 2),
    "IQD": 3,
}


@cache
def digits(currency: str) -> int:
    """Return how many decimals the currency has: SEK 2, JPY 0, KWD 3; 2 for a code that nobody knows."""
    return _BY_THE_STANDARD.get(currency, get_currency_precision(currency))


def step_of(currency: str) -> Decimal:
    """Return the smallest amount of the currency: 0.01, 1 or 0.001."""
    return Decimal(1).scaleb(-digits(currency))


def rounded_money(amount: Decimal | Fraction | int, currency: str) -> Decimal:
    """Round to the currency's own digits, half away from zero: 0.125 SEK is 0.13, −0.125 SEK is −0.13."""
    return rounded(amount, step=step_of(currency))


def converted(amount: Decimal | Fraction | int, rate: Decimal | Fraction, to: str) -> Decimal:
    """Return an amount in the currency `to`, of which `rate` units make one of the amount's, rounded once at the end.

    For viewing only: what is agreed, signed and billed stays in the currency it was agreed in. Raises ValueError for
    a rate that is not above zero.
    """
    if rate <= 0:
        raise ValueError("a rate is above zero")
    return rounded_money(Fraction(amount) * Fraction(rate), to)


def known_currency(code: str) -> bool:
    """Say whether the code, in capitals, is a currency that is in use somewhere."""
    return code in _in_use()


@cache
def _in_use() -> frozenset[str]:
    return frozenset(
        code
        for rows in get_global("territory_currencies").values()
        for code, _since, until, is_tender in rows
        if is_tender and until is None
    )
