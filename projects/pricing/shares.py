"""Pain and gain share: who gets what of a saving, and who bears what of an overrun. No Django, no clock, no database.

Band by band, after option C of the NEC4 Engineering and Construction Contract: the target T moves only with signed
changes, A is the outturn, and each band of T names the deliverer's share of what falls into it. All money is excl. VAT.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from enum import StrEnum

from partnership.kit.rounding import CENT, rounded

ZERO, ONE = Decimal(0), Decimal(1)
EXACT = Context(prec=80)  # a target, an edge and a share have 40 digits together at most


@dataclass(frozen=True, slots=True)
class Band:
    """[low, high) as fractions of the target; low None is from 0, high None without end. `share` is the deliverer's."""

    low: Decimal | None
    high: Decimal | None
    share: Decimal


class Fault(StrEnum):
    NONE = "none"  # no band at all
    EDGE = "edge"  # an edge below 0, or a band that ends where it begins or before
    HOLE = "hole"  # nothing is said between the band before and this one, or up to the end
    OVERLAP = "overlap"  # the band before reaches into this one
    SHARE = "share"  # below 0 or above 1
    TARGET = "target"  # not more than 0


class BadRule(ValueError):
    """Why bands or a target can't be a sharing rule; `row` is the place of the band, in the order that was given."""

    def __init__(self, fault: Fault, row: int | None = None) -> None:
        super().__init__(fault if row is None else f"{fault} at band {row}")
        self.fault, self.row = fault, row


@dataclass(frozen=True, slots=True)
class Outcome:
    """Both sides' result. `saving` = target − outturn, below 0 for an overrun; the two shares sum to it exactly.

    `pays` is what the side that commissions pays: the outturn and the deliverer's share of a saving, or the outturn less
    the deliverer's share of an overrun.
    """

    target: Decimal
    outturn: Decimal
    saving: Decimal
    deliverer: Decimal
    commissioner: Decimal
    pays: Decimal


DEFAULT = (Band(None, Decimal("1.2"), Decimal("0.5")), Band(Decimal("1.2"), None, ONE))
"""The even offer: 50:50, and a ceiling for the side that commissions at 120 % of the target."""


def check_rule(target: Decimal, bands: Sequence[Band]) -> None:
    """Raise BadRule unless the target is more than 0 and the bands, in any order, cover 0…∞ once, with shares of 0–1."""
    if not (target.is_finite() and target > 0):
        raise BadRule(Fault.TARGET)
    if not bands:
        raise BadRule(Fault.NONE)
    for row, band in enumerate(bands):
        _check_band(row, band)
    _check_cover(bands)


def _check_band(row: int, band: Band) -> None:
    low, high = band.low or ZERO, band.high
    if not low.is_finite() or low < 0 or (high is not None and not (high.is_finite() and high > low)):
        raise BadRule(Fault.EDGE, row)
    if not (band.share.is_finite() and 0 <= band.share <= 1):
        raise BadRule(Fault.SHARE, row)


def _check_cover(bands: Sequence[Band]) -> None:
    reached: Decimal | None = ZERO
    rows = sorted(range(len(bands)), key=lambda row: (bands[row].low or ZERO, row))
    for row in rows:
        low = bands[row].low or ZERO
        if reached is None or low < reached:
            raise BadRule(Fault.OVERLAP, row)
        if low > reached:
            raise BadRule(Fault.HOLE, row)
        reached = bands[row].high
    if reached is not None:
        raise BadRule(Fault.HOLE, rows[-1])


def share_of(target: Decimal, outturn: Decimal, bands: Sequence[Band]) -> Decimal:
    """Return the deliverer's part, exact: of a saving above 0 (its gain), of an overrun below 0 (its pain).

    Σ share × |[outturn, target] ∩ band|. A band may span the target; the edge there is implied. Raises BadRule, and
    ValueError for an outturn below 0.
    """
    check_rule(target, bands)
    if not (outturn.is_finite() and outturn >= 0):
        raise ValueError("an outturn is 0 or more")
    lower, upper = min(target, outturn), max(target, outturn)
    with localcontext(EXACT):
        part = sum((band.share * _inside(band, target, lower, upper) for band in bands), ZERO)
        return part if outturn <= target else -part


def customer_pays(target: Decimal, outturn: Decimal, bands: Sequence[Band]) -> Decimal:
    """Return what the side that commissions pays, exact: the outturn and the deliverer's part, which may be below 0."""
    part = share_of(target, outturn, bands)
    with localcontext(EXACT):
        return outturn + part


def outcome(target: Decimal, outturn: Decimal, bands: Sequence[Band], *, step: Decimal = CENT) -> Outcome:
    """Return both sides' result in whole `step`s of the currency, half away from zero; what both get sums to the saving.

    Target and outturn are rounded first, then the deliverer's part; the other part is what is left, so nothing is lost.
    """
    aim, spent = rounded(target, step=step), rounded(outturn, step=step)
    part = rounded(share_of(aim, spent, bands), step=step)
    return Outcome(aim, spent, aim - spent, part, aim - spent - part, spent + part)


def ceiling_of(target: Decimal, bands: Sequence[Band]) -> Decimal | None:
    """Return the most that the side that commissions ever pays, exact; None when no last band is the deliverer's alone."""
    check_rule(target, bands)
    edge: Decimal | None = None
    for band in in_order(bands, reverse=True):
        if band.share != ONE:
            break
        edge = band.low or ZERO
    return None if edge is None else customer_pays(target, max(edge, ONE) * target, bands)


def in_order(bands: Sequence[Band], *, reverse: bool = False) -> list[Band]:
    """Return the bands from the lowest to the highest, or the other way round."""
    return sorted(bands, key=lambda band: band.low or ZERO, reverse=reverse)


def _inside(band: Band, target: Decimal, lower: Decimal, upper: Decimal) -> Decimal:
    """Return how much of lower…upper lies in the band."""
    low = (band.low or ZERO) * target
    high = upper if band.high is None else min(upper, band.high * target)
    return max(high - max(low, lower), ZERO)
