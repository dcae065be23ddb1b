"""What a number looks like at a step: nothing, a light, a band or the number itself. No Django, no clock, no rows.

The steps after measures.md §7. A band is one of a grid that starts at zero and keeps its width, so what many bands say
together is no more than each says alone: bands of months and of their whole, of one width, leave every month anywhere
in its own band. Two grids over one number would narrow it, so what follows from a hidden number and a known one (margin
from cost and price) is made out of the hidden one's band: `rest_of`, `share_of`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import IntEnum

from .steps import Step

INSIDE, BELOW, ABOVE = "inside", "below", "above"
SHARE = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as far as a step shows it: the band is [low, high), or (low, high] when it `is_rest` of a known one."""

    step: Step
    light: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    exact: Decimal | None = None
    is_rest: bool = False

    @property
    def is_told(self) -> bool:
        """Whether there is anything at all to show."""
        return bool(self.light) or self.low is not None or self.exact is not None


class Cut(IntEnum):
    """How finely numbers may be taken apart; each says from which step on."""

    WHOLE = Step.EXISTS
    MONTH = Step.SUMMARY
    ROLE = Step.DETAIL
    LINE = Step.FULL


def may_cut(step: Step, cut: Cut) -> bool:
    """Whether numbers may be told this finely: months from step 2, roles from 3, lines, purchases and rates at 4."""
    return step >= cut


def shown(value: Decimal | None, *, step: Step, width: Decimal, light: str = "") -> Figure:
    """Return what a step permits of a number: 0 nothing, 1 the light, 2 its band besides, 3 and 4 the number itself.

    `width` is the band's, in the number's own unit; the same for a whole and its months. Raises ValueError unless it is
    positive.
    """
    if width <= 0:
        raise ValueError("a band needs a width")
    if step == Step.CLOSED:
        return Figure(step)
    if step == Step.EXISTS or value is None:
        return Figure(step, light)
    if step == Step.SUMMARY:
        low = _floor(value, width)
        return Figure(step, light, low, low + width)
    return Figure(step, light, exact=value)


def rest_of(figure: Figure, known: Decimal, *, light: str = "") -> Figure:
    """Return what a known number (price) leaves beside a shown one (cost): margin, in the band that the cost's gives."""
    light = light if figure.step > Step.CLOSED else ""
    if figure.low is not None and figure.high is not None:
        return Figure(figure.step, light, known - figure.high, known - figure.low, is_rest=not figure.is_rest)
    exact = None if figure.exact is None else known - figure.exact
    return Figure(figure.step, light, exact=exact)


def share_of(figure: Figure, known: Decimal) -> Figure:
    """Return a shown number as a part of a known one (margin of price), as a fraction of four decimals.

    Nothing but the light when the known number is not positive: no share of nothing.
    """
    if known <= 0:
        return Figure(figure.step, figure.light)
    low = _share(figure.low, known, ROUND_FLOOR)
    high = _share(figure.high, known, ROUND_CEILING)
    exact = _share(figure.exact, known, ROUND_HALF_UP)
    return Figure(figure.step, figure.light, low, high, exact, figure.is_rest)


def light_of(value: Decimal | None, low: Decimal | None, high: Decimal | None) -> str:
    """Return where a number stands against a corridor, whose ends belong to it; "" without number or corridor."""
    if value is None or (low is None and high is None):
        return ""
    if low is not None and value < low:
        return BELOW
    return ABOVE if high is not None and value > high else INSIDE


def band_width(whole: Decimal) -> Decimal:
    """Return the width of bands for numbers of this size: the largest of 1, 5, 10, 50 … within a tenth of the whole.

    `whole` must be known to everybody (an agreed price): a width that moved with the hidden number would tell of it. Each
    width divides the next, so a changed whole never puts two grids across each other.
    """
    width = Decimal(1)
    while True:
        for factor in (5, 2):
            if width * factor * 10 > abs(whole):
                return width
            width *= factor


def _floor(value: Decimal, width: Decimal) -> Decimal:
    over = value % width  # exact, with the sign of the value
    return value - over - (width if over < 0 else 0)


def _share(value: Decimal | None, known: Decimal, rounding: str) -> Decimal | None:
    return None if value is None else (value / known).quantize(SHARE, rounding)
