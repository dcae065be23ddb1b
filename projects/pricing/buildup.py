"""The price build-up: what each line of a sheet costs and brings, and the whole. No Django, no clock, no database.

margin = (price − cost) / price, markup = (price − cost) / cost, so that a markup of 30 % is a margin of 23.08 %;
contribution = price − direct cost. Cost is the full cost: the direct one and the line's part of overhead. Overhead that has
a line with a price of its own stays there; the rest is shared out on the other lines by a key. All money is excl. VAT, and each amount has the digits of its currency, so that the lines sum to the whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from partnership.kit.money import rounded_money, step_of
from partnership.kit.rounding import split
from projects.pricing.ratecard import role_key

ZERO, HUNDRED = Decimal(0), Decimal(100)


class Sort(StrEnum):
    LABOUR = "labour"
    BOUGHT_IN = "bought_in"
    TOOLS = "tools"
    OVERHEAD = "overhead"
    RISK = "risk"
    DISCOUNT = "discount"


class SheetKind(StrEnum):
    TIME_AND_MATERIALS = "time_and_materials"
    FIXED_PRICE = "fixed_price"
    PRICE_CAP = "price_cap"
    TARGET_COST = "target_cost"
    RETAINER = "retainer"


class OverheadKey(StrEnum):
    """By what the lines of overhead are shared out on the others."""

    DIRECT_COST = "direct_cost"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a sheet as it is written: hours × rate (money an hour), or a price of its own. A discount is positive."""

    id: str
    sort: Sort
    text: str = ""
    role: str = ""
    hours: Decimal | None = None
    rate: Decimal | None = None
    price: Decimal = ZERO

    @property
    def counted(self) -> Decimal:
        """The price as it counts: a discount takes away."""
        return -self.price if self.sort == Sort.DISCOUNT else self.price

    @property
    def role_key(self) -> str:
        """The role as rate cards and work entries find it."""
        return role_key(self.role)


@dataclass(frozen=True, slots=True)
class Ratios:
    """Price and costs of a line, a group of lines or the whole; a cost is None while it is not known.

    `cost` is the full cost: direct and overhead.
    """

    price: Decimal
    direct: Decimal | None = None
    cost: Decimal | None = None

    @property
    def gain(self) -> Decimal | None:
        """Return the margin in money, price − cost."""
        return None if self.cost is None else self.price - self.cost

    @property
    def margin(self) -> Decimal | None:
        return None if self.cost is None else margin_of(self.price, self.cost)

    @property
    def markup(self) -> Decimal | None:
        return None if self.cost is None else markup_of(self.price, self.cost)

    @property
    def contribution(self) -> Decimal | None:
        return None if self.direct is None else self.price - self.direct


@dataclass(frozen=True, slots=True)
class LineBuilt:
    """A line with its part of overhead. A line of overhead has no direct cost: its cost is overhead, its own or others'."""

    line: Line
    ratios: Ratios
    overhead: Decimal | None = None


@dataclass(frozen=True, slots=True)
class BuildUp:
    """The lines and the whole. `vat` is None where no rate is agreed; what is paid with it is `with_vat`."""

    currency: str
    lines: tuple[LineBuilt, ...]
    whole: Ratios
    overhead: Decimal | None = None
    vat: Decimal | None = None

    @property
    def with_vat(self) -> Decimal | None:
        return None if self.vat is None else self.whole.price + self.vat


def margin_of(price: Decimal, cost: Decimal) -> Decimal | None:
    """Return (price − cost) / price as a fraction; None without a price above 0."""
    return (price - cost) / price if price > 0 else None


def markup_of(price: Decimal, cost: Decimal) -> Decimal | None:
    """Return (price − cost) / cost as a fraction; None without a cost above 0."""
    return (price - cost) / cost if cost > 0 else None


def margin_from_markup(markup: Decimal) -> Decimal:
    """Return the margin that a markup is: 0.30 is 0.2308. Raises ValueError for a markup of −1 or less: no price is left."""
    if markup <= -1:
        raise ValueError("a markup of -100 % or less leaves no price")
    return markup / (1 + markup)


def line_price(hours: Decimal, rate: Decimal, currency: str) -> Decimal:
    """Return hours × hourly rate with the digits of the currency; the same for hours × hourly cost."""
    return rounded_money(hours * rate, currency)


def total_of(lines: Sequence[Line]) -> Decimal:
    """Return the price of all lines, discounts taken away."""
    return sum((line.counted for line in lines), ZERO)


def vat_on(price: Decimal, percent: Decimal | None, currency: str) -> Decimal | None:
    """Return the VAT on a whole price; None where no rate is agreed."""
    return None if percent is None else rounded_money(price * percent / HUNDRED, currency)


def build_up(
    lines: Sequence[Line],
    *,
    currency: str,
    costs: Mapping[str, Decimal] | None = None,
    key: OverheadKey = OverheadKey.DIRECT_COST,
    vat_percent: Decimal | None = None,
    price: Decimal | None = None,
) -> BuildUp:
    """Return the build-up of lines whose direct costs stand by line id; what is not stated is not known.

    Discounts, and labour whose hours are not agreed, cost nothing. `price` is what is agreed for the whole where there are
    no lines. A sum with an unknown part is unknown itself.
    """
    known = {line.id: cost_of(line, costs or {}) for line in lines}
    direct = {line.id: ZERO if line.sort == Sort.OVERHEAD else known[line.id] for line in lines}
    shares = _shares(lines, known, key, currency)
    built = tuple(_built(line, direct[line.id], shares[line.id]) for line in lines)
    overhead = _sum([known[line.id] for line in lines if line.sort == Sort.OVERHEAD]) if lines else None
    total = total_of(lines) if lines else price or ZERO
    whole = Ratios(
        total, _sum(list(direct.values())) if lines else None, _sum(list(known.values())) if lines else None
    )
    return BuildUp(currency, built, whole, overhead, vat_on(total, vat_percent, currency))


def cost_of(line: Line, costs: Mapping[str, Decimal]) -> Decimal | None:
    """Return what a line costs by itself, None while nobody has stated it."""
    is_free = line.sort == Sort.DISCOUNT or (line.sort == Sort.LABOUR and not line.hours and not line.price)
    return costs.get(line.id, ZERO if is_free else None)


def _built(line: Line, direct: Decimal | None, share: Decimal | None) -> LineBuilt:
    return LineBuilt(line, Ratios(line.counted, direct, _sum([direct, share])), share)


def _shares(
    lines: Sequence[Line], known: Mapping[str, Decimal | None], key: OverheadKey, currency: str
) -> dict[str, Decimal | None]:
    """Return each line's part of overhead: what has a price of its own carries itself, the rest goes by the key."""
    carriers = [line for line in lines if line.sort not in (Sort.OVERHEAD, Sort.DISCOUNT)]
    own = {line.id: known[line.id] for line in lines if _carries_itself(line) or _is_left(line, carriers)}
    spread = _sum([known[line.id] for line in lines if line.sort == Sort.OVERHEAD and line.id not in own])
    weights = [line.hours or ZERO if key == OverheadKey.HOURS else known[line.id] for line in carriers]
    parts = _spread(spread, weights, currency)
    by_key = {line.id: part for line, part in zip(carriers, parts, strict=True)}
    return {line.id: own.get(line.id, by_key.get(line.id, ZERO)) for line in lines}


def _carries_itself(line: Line) -> bool:
    return line.sort == Sort.OVERHEAD and line.price > 0


def _is_left(line: Line, carriers: Sequence[Line]) -> bool:
    """Overhead stays on its own line where no other line could carry it."""
    return line.sort == Sort.OVERHEAD and not carriers


def _spread(amount: Decimal | None, weights: Sequence[Decimal | None], currency: str) -> list[Decimal | None]:
    """Share an amount out; unknown where it is, where a weight is, and where nothing could carry it."""
    said = [weight for weight in weights if weight is not None]
    if not amount:
        return [amount for _weight in weights]
    if len(said) < len(weights) or not any(said):
        return [None for _weight in weights]
    return list(split(amount, said, step=step_of(currency)))


def _sum(parts: Sequence[Decimal | None]) -> Decimal | None:
    known = [part for part in parts if part is not None]
    return sum(known, ZERO) if len(known) == len(parts) else None
