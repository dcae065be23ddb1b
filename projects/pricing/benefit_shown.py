"""What a reader may see of a side's benefit: its sums reduced to what the step permits. No Django, no clock, no database.

At step 2 the benefit is put together out of the bands of its parts and has no band of its own: two grids over one number
would narrow it. A ratio tells the sums behind it, so it is told from step 3 on; below that a light says whether the deal
serves the side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from projects.openness.shown import Figure, band_width, shown
from projects.openness.steps import Step
from projects.pricing import benefit as core
from projects.pricing.benefit import Account, Benefit, Item, Light

Quarter = tuple[int, int]
UNKNOWN = Decimal("100000")
"""Without any price that all know, bands are as wide as those of this much."""


@dataclass(frozen=True, slots=True)
class MendSeen:
    """The step that would mend it; how much and whether that is enough from step 3 on."""

    step: core.Step
    amount: Decimal | None = None
    is_enough: bool | None = None


@dataclass(frozen=True, slots=True)
class QuarterSeen:
    """A side's benefit and ratio of one quarter of a year."""

    year: int
    quarter: int
    benefit: Figure
    ratio: Figure


@dataclass(frozen=True, slots=True)
class SumsSeen:
    """One side's sums at a step. `received` and `paid` are prices, which all know; the rest is the side's own.

    `gains` and `contributions` are of confirmed entries alone; `waiting` is what nobody has confirmed yet.
    """

    step: Step
    light: Light
    received: Decimal
    paid: Decimal
    cost: Figure
    margin: Figure
    gains: Figure
    contributions: Figure
    benefit: Figure
    ratio: Figure
    waiting: Figure
    mend: MendSeen | None = None
    quarters: tuple[QuarterSeen, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A project that the side delivers, as far as the step tells: cost and margin so far, and the cost of each quarter."""

    cost: Figure
    margin: Figure
    quarters: Mapping[Quarter, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Times:
    """What came in and went out in one quarter that all know, and the side's confirmed entries of it."""

    received: Decimal = core.NOUGHT
    paid: Decimal = core.NOUGHT
    items: tuple[Item, ...] = ()


def sums_seen(
    account: Account, parts: Sequence[Part], times: Mapping[Quarter, Times], *, step: Step
) -> SumsSeen:
    """Return what a step permits of a side's benefit. `parts` must have been reduced to the same step."""
    found = core.benefit_of(account)
    width = band_width((account.received + account.paid) or UNKNOWN)
    gains = shown(account.said(is_gain=True), step=step, width=width)
    gives = shown(account.said(is_gain=False), step=step, width=width)
    margin = total([one.margin for one in parts], step)
    return SumsSeen(
        step=step,
        light=found.light if step > Step.CLOSED else Light.UNKNOWN,
        received=account.received,
        paid=account.paid,
        cost=total([one.cost for one in parts], step),
        margin=margin,
        gains=gains,
        contributions=gives,
        benefit=less(total([margin, gains], step), gives, known=account.paid),
        ratio=_ratio(found, step),
        waiting=shown(
            account.said(is_gain=True, answer=core.Answer.WAITS)
            + account.said(is_gain=False, answer=core.Answer.WAITS),
            step=step,
            width=width,
        ),
        mend=_mend(account, step),
        quarters=_quarters(parts, times, step, width) if step >= Step.SUMMARY else (),
    )


def total(figures: Iterable[Figure], step: Step) -> Figure:
    """Return the sum of shown numbers: exact only where all are, else as wide as all their bands; nothing for unknown."""
    several = list(figures)
    if step == Step.CLOSED or step == Step.EXISTS:
        return Figure(step)
    if all(one.exact is not None for one in several):
        return Figure(step, exact=_sum(one.exact for one in several))
    ends = [_ends(one) for one in several]
    if any(one is None for one in ends):
        return Figure(step)
    return Figure(step, low=_sum(one[0] for one in ends if one), high=_sum(one[1] for one in ends if one))


def less(figure: Figure, other: Figure, *, known: Decimal = core.NOUGHT) -> Figure:
    """Return a shown number less another and less a known one."""
    first, second = _ends(figure), _ends(other)
    if first is None or second is None:
        return Figure(figure.step)
    if figure.exact is not None and other.exact is not None:
        return Figure(figure.step, exact=figure.exact - other.exact - known)
    return Figure(figure.step, low=first[0] - second[1] - known, high=first[1] - second[0] - known)


def evenness_seen(ratios: Sequence[Decimal | None], *, may_number: bool) -> Decimal | None:
    """Return the evenness as a number, only where every side's ratio is open to every other."""
    even = core.evenness(ratios) if may_number else None
    return None if even is None else core.as_shown(even)


def _ends(figure: Figure) -> tuple[Decimal, Decimal] | None:
    if figure.exact is not None:
        return figure.exact, figure.exact
    return None if figure.low is None or figure.high is None else (figure.low, figure.high)


def _ratio(found: Benefit, step: Step) -> Figure:
    exact = found.ratio if step >= Step.DETAIL else None
    return Figure(
        step, found.light if step > Step.CLOSED else "", exact=None if exact is None else core.as_shown(exact)
    )


def _mend(account: Account, step: Step) -> MendSeen | None:
    found = core.mend(account)
    if found is None or step == Step.CLOSED:
        return None
    if step < Step.DETAIL:
        return MendSeen(found.step)
    return MendSeen(found.step, found.amount, found.is_enough)


def _quarters(
    parts: Sequence[Part], times: Mapping[Quarter, Times], step: Step, width: Decimal
) -> tuple[QuarterSeen, ...]:
    known = {quarter for one in parts for quarter in one.quarters} | set(times)
    is_known = all(_ends(one.cost) is not None for one in parts)
    return tuple(
        _quarter(quarter, parts, times.get(quarter, Times()), step, width)
        for quarter in sorted(known)
        if is_known
    )


def _quarter(
    quarter: Quarter, parts: Sequence[Part], times: Times, step: Step, width: Decimal
) -> QuarterSeen:
    account = Account(items=times.items)
    gains = shown(account.said(is_gain=True), step=step, width=width)
    gives = shown(account.said(is_gain=False), step=step, width=width)
    costs = [one.quarters[quarter] for one in parts if quarter in one.quarters]
    put_in = total([*costs, gives], step)
    benefit = less(gains, put_in, known=times.paid - times.received)
    ratio = None
    if benefit.exact is not None and put_in.exact is not None and put_in.exact + times.paid > 0:
        ratio = core.as_shown(benefit.exact / (put_in.exact + times.paid))
    return QuarterSeen(*quarter, benefit, Figure(step, exact=ratio if step >= Step.DETAIL else None))


def _sum(values: Iterable[Decimal | None]) -> Decimal:
    return sum((one for one in values if one is not None), core.NOUGHT)
