"""What each side got more or less than it gave, period by period: bars from a shared line at nought."""

from collections.abc import Sequence
from dataclasses import dataclass

from partnership.kit import formats
from partnership.kit.charts import chart as draw
from partnership.kit.charts.chart import Cell, Chart
from partnership.kit.charts.sides import Side

HEAD, LANE, FOOT = 24, 22, 12
MIDDLE, WING = 50, 44
"""Percent: where nought stands, and how far the longest bar reaches from it."""


@dataclass(frozen=True)
class Span:
    """An amount: `low` and `high` alike when it is exact. `ratio` is what it is of what was put in."""

    low: float
    high: float
    ratio: float | None = None

    @property
    def is_exact(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True)
class Period:
    """A period with each side's amount in the sides' order, None where it is not shown; `even` is a fraction."""

    label: str
    spans: tuple[Span | None, ...]
    even: float | None = None


@dataclass(frozen=True)
class BalanceWords:
    """The texts in the reader's language; columns: period, side, from, to, ratio, evenness."""

    title: str
    sentence: str
    columns: tuple[str, str, str, str, str, str]
    even: str
    missing: str


def balance(
    periods: Sequence[Period],
    *,
    sides: Sequence[Side],
    words: BalanceWords,
    language: formats.Language,
    currency: str,
) -> Chart:
    """Return the chart: an exact amount is a bar from nought, one of which a range is known a lighter bar over it."""
    most = max(
        (abs(end) for one in periods for span in one.spans if span for end in (span.low, span.high)),
        default=0.0,
    )
    tall = HEAD + LANE * len(sides) + FOOT
    parts: list[str] = []
    for index, one in enumerate(periods):
        top = index * tall
        parts.append(draw.text(one.label, (0, top + 14), look="strong"))
        if one.even is not None:
            said = f"{words.even} {formats.percent(one.even, language)}"
            parts.append(draw.text(said, (100, top + 14), anchor="end"))
        parts.append(draw.upright(MIDDLE, top + HEAD, top + tall - FOOT, "center"))
        for lane, (side, span) in enumerate(zip(sides, one.spans, strict=True)):
            parts += _lane(side, span, top + HEAD + LANE * lane + LANE / 2, most, words, language, currency)
    height = max(len(periods), 1) * tall
    return Chart(
        title=words.title,
        svg=draw.frame(*parts, title=words.title, sentence=words.sentence, height=height),
        sentence=words.sentence,
        columns=words.columns,
        rows=tuple(_row(one, side, span, language, currency) for one, side, span in _cells(periods, sides)),
        data=tuple(_data(one, side, span) for one, side, span in _cells(periods, sides)),
    )


def said(span: Span, language: formats.Language, currency: str) -> str:
    """An amount, or the range that it lies in: 412 000 kr, 400 000–450 000 kr."""
    if span.is_exact:
        return formats.money(span.low, language, currency=currency)
    return formats.money_range(span.low, span.high, language, currency=currency)


def _lane(
    side: Side,
    span: Span | None,
    y: float,
    most: float,
    words: BalanceWords,
    language: formats.Language,
    currency: str,
) -> list[str]:
    """A side's bar with its mark on the end, and the amount on the half that the bar leaves free."""
    if span is None:
        mark = draw.party_point(side.position, (MIDDLE, y), filled=False, is_small=True)
        return [mark, draw.text(words.missing, (MIDDLE, y + 4), dx=12)]
    ends = [draw.scale(end, -most, most, MIDDLE - WING, MIDDLE + WING) for end in (span.low, span.high)]
    left, right = (min(ends[0], MIDDLE), max(ends[0], MIDDLE)) if span.is_exact else (ends[0], ends[1])
    ink = f"bar-{side.position}" if side.position in (1, 2) else "bar"
    look = ink if span.is_exact else f"{ink} range"
    bar = f'<rect class="{look}" x="{left:g}%" y="{y - 5:g}" width="{right - left:g}%" height="10" rx="2"/>'
    mark = draw.party_point(side.position, ((ends[0] + ends[1]) / 2, y), is_small=True)
    if left < MIDDLE < right:
        place, anchor, aside = 100, "end", 0
    else:
        place, anchor, aside = (MIDDLE, "end", -8) if right > MIDDLE else (MIDDLE, "start", 8)
    amount = draw.text(
        said(span, language, currency), (place, y + 4), anchor=anchor, dx=aside, look="strong halo"
    )
    return [bar, mark, amount]


def _cells(periods: Sequence[Period], sides: Sequence[Side]) -> list[tuple[Period, Side, Span | None]]:
    return [(one, side, span) for one in periods for side, span in zip(sides, one.spans, strict=True)]


def _row(
    one: Period, side: Side, span: Span | None, language: formats.Language, currency: str
) -> tuple[str, ...]:
    ends = (span.low, span.high) if span else (None, None)
    amounts = [
        formats.NOTHING if end is None else formats.money(end, language, currency=currency) for end in ends
    ]
    parts = [
        formats.NOTHING if value is None else formats.percent(value, language)
        for value in (span.ratio if span else None, one.even)
    ]
    return (one.label, side.name, *amounts, *parts)


def _data(one: Period, side: Side, span: Span | None) -> tuple[Cell, ...]:
    known = (span.low, span.high, span.ratio) if span else (None, None, None)
    return (one.label, side.name, *known, one.even)
