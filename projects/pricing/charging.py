"""What a price sheet charges for work that was done, and an outcome bonus. No Django, no clock, no database.

All money is excl. VAT.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

from partnership.kit.money import rounded_money
from projects.pricing.buildup import ZERO, Line, SheetKind, Sort

HALF, WHOLE = Fraction(1, 2), Fraction(1)


def charged(
    kind: SheetKind,
    *,
    worked: Decimal,
    lines: Sequence[Line] = (),
    fixed_price: Decimal | None = None,
    cap: Decimal | None = None,
    monthly: Decimal | None = None,
    months: Decimal = ZERO,
    shared: Callable[[Decimal], Decimal] | None = None,
    currency: str,
) -> Decimal:
    """Return what a kind of sheet charges for work that comes to `worked` at its prices, before any discount.

    Time and materials: the work, discounted. Price cap: the same, up to the cap. Fixed price: that price, whatever the
    work. Retainer: the price of a month × months. Target cost: what `shared` makes of the discounted work, the sharing
    rule that is signed; without one, time and materials.
    """
    if kind == SheetKind.FIXED_PRICE and fixed_price is not None:
        return fixed_price
    if kind == SheetKind.RETAINER and monthly is not None:
        return rounded_money(monthly * months, currency)
    after = discounted(worked, lines, currency)
    if kind == SheetKind.PRICE_CAP and cap is not None:
        return min(cap, after)
    return shared(after) if kind == SheetKind.TARGET_COST and shared else after


def discounted(worked: Decimal, lines: Sequence[Line], currency: str) -> Decimal:
    """Take a signed discount off in step with the work: at the planned work it is whole, and it never grows beyond."""
    gross = sum((line.price for line in lines if line.sort != Sort.DISCOUNT), ZERO)
    off = sum((line.price for line in lines if line.sort == Sort.DISCOUNT), ZERO)
    if not gross or not off:
        return worked
    return worked - min(off, rounded_money(worked * off / gross, currency))


def bonus_share(achieved: Fraction | Decimal) -> Fraction:
    """Return which part of an outcome bonus is due: 0 below half of the goal, all from the goal on, linear between."""
    reached = Fraction(achieved)
    return min(max((reached - HALF) / (WHOLE - HALF), Fraction(0)), WHOLE)


def bonus_due(amount: Decimal, achieved: Fraction | Decimal, currency: str) -> Decimal:
    """Return the bonus in money for how far the goal was reached (0–1)."""
    share = bonus_share(achieved)
    return rounded_money(amount * share.numerator / share.denominator, currency)
