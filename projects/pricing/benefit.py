"""Benefit for both: what each side gains and gives, whether the deal serves every side, and the step that would mend it.

After measures.md §4: the benefit of a side that delivers is its margin and other agreed gains; that of a side that
commissions is the value of outcomes less the price and its own hours. Both are one rule: what comes in less what goes
in, and a side may do both over several projects. Pure: no Django, no clock, no database.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

NOUGHT = Decimal(0)
EVEN = Decimal("0.7")
PLACES = Decimal("0.0001")
OUTCOME_VALUE, OWN_HOURS = "outcome_value", "own_hours"


class Answer(StrEnum):
    """What the other sides have said of an entry as it stands."""

    WAITS = "waits"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


class Verdict(StrEnum):
    EVEN = "even"
    UNEVEN = "uneven"
    NOT_BOTH = "not_both"
    UNKNOWN = "unknown"


class Light(StrEnum):
    """Whether the deal serves one side; "" where that is not known."""

    SERVES = "serves"
    NOT = "not_served"
    UNKNOWN = ""


class Step(StrEnum):
    """What would mend a deal that does not serve a side, in the order in which equal gaps are told."""

    STATE_VALUE = "state_value"
    CONFIRM = "confirm"
    AGREE = "agree"
    MARGIN = "margin"
    OWN_HOURS = "own_hours"
    PRICE = "price"


@dataclass(frozen=True, slots=True)
class Item:
    """An entry as it is counted; `value` is money excl. VAT, None for an entry in words, which counts in words only."""

    is_gain: bool
    sort: str
    value: Decimal | None
    answer: Answer = Answer.WAITS


@dataclass(frozen=True, slots=True)
class Trade:
    """One project as a side trades in it: the price so far, and for the side that delivers also what it cost.

    `cost` is None while it is not known; `low` is the corridor's lower end, a fraction of the price.
    """

    price: Decimal
    delivers: bool
    cost: Decimal | None = None
    low: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that is counted for one side, in one currency, excl. VAT."""

    trades: tuple[Trade, ...] = ()
    items: tuple[Item, ...] = ()

    @property
    def received(self) -> Decimal:
        return _sum(one.price for one in self.trades if one.delivers)

    @property
    def paid(self) -> Decimal:
        return _sum(one.price for one in self.trades if not one.delivers)

    @property
    def cost(self) -> Decimal | None:
        """What the side's own deliveries cost it; None while one of them is not known."""
        costs = [one.cost for one in self.trades if one.delivers]
        return None if None in costs else _sum(one for one in costs if one is not None)

    @property
    def margin(self) -> Decimal | None:
        return None if self.cost is None else self.received - self.cost

    def said(self, *, is_gain: bool, answer: Answer = Answer.CONFIRMED, sort: str = "") -> Decimal:
        """Return the money of the entries of one way that the other sides have answered so."""
        return _sum(
            one.value
            for one in self.items
            if one.value is not None
            and (one.is_gain, one.answer) == (is_gain, answer)
            and sort in ("", one.sort)
        )


@dataclass(frozen=True, slots=True)
class Benefit:
    """One side's sums: `benefit` = gains − contributions, `ratio` = benefit / contributions.

    Gains hold the price received, contributions the price paid and the own cost. `benefit` is None while the own cost is
    not known, `ratio` also while nothing was put in.
    """

    gains: Decimal
    contributions: Decimal | None
    benefit: Decimal | None
    ratio: Decimal | None

    @property
    def light(self) -> Light:
        if self.ratio is None:
            return Light.UNKNOWN
        return Light.SERVES if self.ratio > 0 else Light.NOT


@dataclass(frozen=True, slots=True)
class Mend:
    """The step with the largest gap; `is_enough` when it alone would make the deal serve the side."""

    step: Step
    amount: Decimal
    is_enough: bool


def benefit_of(account: Account) -> Benefit:
    """Return what a side has of the deal. Only what another side has confirmed counts, gains and contributions alike.

    So nobody can move a number that others see by writing something down alone.
    """
    gains = account.received + account.said(is_gain=True)
    cost = account.cost
    if cost is None:
        return Benefit(gains, None, None, None)
    gives = account.paid + cost + account.said(is_gain=False)
    return Benefit(gains, gives, gains - gives, (gains - gives) / gives if gives else None)


def evenness(ratios: Sequence[Decimal | None]) -> Decimal | None:
    """Return min(R)/max(R), 0 to 1, of two or more sides; None unless every R is known and above zero."""
    known = [one for one in ratios if one is not None and one > 0]
    return min(known) / max(known) if len(known) == len(ratios) >= 2 else None


def verdict(lights: Sequence[Light], even: Decimal | None) -> Verdict:
    """Return whether the deal serves every side: one that it does not serve decides, whatever is not known besides."""
    if Light.NOT in lights:
        return Verdict.NOT_BOTH
    if even is None:
        return Verdict.UNKNOWN
    return Verdict.EVEN if even >= EVEN else Verdict.UNEVEN


def mend(account: Account) -> Mend | None:
    """Return the step that would mend a deal that does not serve a side; None while it does, or nobody knows.

    Each step has a gap in money, as large as what it would change; the largest is told. An outcome whose value nobody
    has written down counts as the whole shortfall, and the price is talked about where nothing else is left.
    """
    found = benefit_of(account)
    if found.benefit is None or found.contributions is None or found.light is not Light.NOT:
        return None
    short = -found.benefit
    gaps = {step: gap for step, gap in _gaps(account, short).items() if gap > 0}
    if not gaps:
        return Mend(Step.PRICE, short, is_enough=True)
    step = max(gaps, key=lambda one: gaps[one])
    # A deal without benefit serves nobody: nought is not enough.
    return Mend(step, gaps[step], is_enough=gaps[step] > short or step is Step.STATE_VALUE)


def _gaps(account: Account, short: Decimal) -> dict[Step, Decimal]:
    commissions = any(not one.delivers for one in account.trades)
    values = [one for one in account.items if one.is_gain and one.sort == OUTCOME_VALUE and one.value]
    return {
        Step.STATE_VALUE: short if commissions and not values else NOUGHT,
        Step.CONFIRM: account.said(is_gain=True, answer=Answer.WAITS),
        Step.AGREE: account.said(is_gain=True, answer=Answer.DECLINED),
        Step.MARGIN: _sum(_below(one) for one in account.trades if one.delivers),
        Step.OWN_HOURS: account.said(is_gain=False, sort=OWN_HOURS),
    }


def _below(trade: Trade) -> Decimal:
    """How far the margin is under the corridor, or under nought where none is signed."""
    if trade.cost is None:
        return NOUGHT
    fair = trade.price * (trade.low or NOUGHT)
    return max(fair - (trade.price - trade.cost), NOUGHT)


def answer_of(said: Iterable[bool]) -> Answer:
    """Return what the other sides' words make of an entry: one no is a no, then one yes is enough."""
    words = list(said)
    if not words:
        return Answer.WAITS
    return Answer.CONFIRMED if all(words) else Answer.DECLINED


def quarter_of(year: int, month: int) -> tuple[int, int]:
    """Return the year and the quarter, 1 to 4, of a month."""
    return year, (month + 2) // 3


def as_shown(ratio: Decimal) -> Decimal:
    """Return a ratio or an evenness with four decimals."""
    return ratio.quantize(PLACES, ROUND_HALF_UP)


def _sum(values: Iterable[Decimal]) -> Decimal:
    return sum(values, NOUGHT)
