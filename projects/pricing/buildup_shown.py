"""A build-up as far as a step opens its costs: prices are signed by all, costs are their owner's. No Django, no rows.

The whole alone in a band at step 2, by role from step 3 on, each line at step 4. Margin follows from the cost's own band,
so that both together say no more than one of them (`openness.shown`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from projects.openness.shown import Cut, Figure, band_width, light_of, may_cut, rest_of, share_of, shown
from projects.openness.steps import Step
from projects.pricing.buildup import ZERO, BuildUp, Line, LineBuilt, Ratios, Sort
from projects.pricing.sheet import SheetTerms


@dataclass(frozen=True, slots=True)
class LineSeen:
    """A line's price; `ratios` with its costs where the step opens every line."""

    line: Line
    price: Decimal
    ratios: Ratios | None = None


@dataclass(frozen=True, slots=True)
class GroupSeen:
    """A role's lines, or those of a sort (`role` ""), together; costs where the step opens roles."""

    sort: Sort
    role: str
    ratios: Ratios


@dataclass(frozen=True, slots=True)
class WholeSeen:
    """The whole, excl. VAT. `cost`, `margin` (money) and `share` (of the price) as far as they are opened; the rest exact."""

    price: Decimal
    cost: Figure
    margin: Figure
    share: Figure
    markup: Decimal | None = None
    contribution: Decimal | None = None


@dataclass(frozen=True, slots=True)
class BuildUpSeen:
    """What a page, a file or the API shows of a sheet. `lacks_costs` says that the side itself has not stated all."""

    terms: SheetTerms
    step: Step
    lines: tuple[LineSeen, ...]
    groups: tuple[GroupSeen, ...]
    whole: WholeSeen
    vat: Decimal | None
    with_vat: Decimal | None
    lacks_costs: bool = False

    @property
    def has_lines(self) -> bool:
        """Whether costs are told by the line."""
        return any(one.ratios is not None for one in self.lines)

    @property
    def has_roles(self) -> bool:
        """Whether costs are told by role."""
        return any(one.ratios.cost is not None for one in self.groups)


def shown_build_up(built: BuildUp, terms: SheetTerms, *, step: Step) -> BuildUpSeen:
    """Return what the step permits of a build-up, with every price."""
    is_whole_known = built.whole.cost is not None
    by_role, by_line = may_cut(step, Cut.ROLE) and is_whole_known, may_cut(step, Cut.LINE)
    return BuildUpSeen(
        terms=terms,
        step=step,
        lines=tuple(
            LineSeen(one.line, one.ratios.price, one.ratios if by_line else None) for one in built.lines
        ),
        groups=tuple(_groups(built.lines, with_costs=by_role)),
        whole=_whole(built.whole, terms, step),
        vat=built.vat,
        with_vat=built.with_vat,
        lacks_costs=by_line and bool(built.lines) and not is_whole_known,
    )


def _whole(whole: Ratios, terms: SheetTerms, step: Step) -> WholeSeen:
    corridor = [None if end is None else end / 100 for end in (terms.corridor_low, terms.corridor_high)]
    light = light_of(whole.margin, corridor[0], corridor[1])
    cost = shown(whole.cost, step=step, width=width_of(terms), light=light)
    margin = rest_of(cost, whole.price, light=light)
    is_exact = may_cut(step, Cut.ROLE)
    return WholeSeen(
        whole.price,
        cost,
        margin,
        share_of(margin, whole.price),
        whole.markup if is_exact else None,
        whole.contribution if is_exact else None,
    )


def width_of(terms: SheetTerms) -> Decimal:
    """Return the width of bands: the one grid that the book has for what the whole project costs, of a retainer a month's."""
    months = terms.months or Decimal(1)
    return band_width(terms.price) / months


def _groups(lines: Sequence[LineBuilt], *, with_costs: bool) -> list[GroupSeen]:
    """Lines of one role together, others by sort, in the order of their first line."""
    found: dict[tuple[Sort, str], list[LineBuilt]] = {}
    for one in lines:
        role = one.line.role_key if one.line.sort == Sort.LABOUR else ""
        found.setdefault((one.line.sort, role), []).append(one)
    return [
        GroupSeen(sort, some[0].line.role if role else "", _together(some, with_costs))
        for (sort, role), some in found.items()
    ]


def _together(lines: Sequence[LineBuilt], with_costs: bool) -> Ratios:
    price = sum((one.ratios.price for one in lines), ZERO)
    costs = [one.ratios.cost for one in lines]
    known = [cost for cost in costs if cost is not None]
    direct = [one.ratios.direct for one in lines if one.ratios.direct is not None]
    if not with_costs or len(known) < len(lines) or len(direct) < len(lines):
        return Ratios(price)
    return Ratios(price, sum(direct, ZERO), sum(known, ZERO))
