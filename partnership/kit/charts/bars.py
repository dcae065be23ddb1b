"""Two sides from a shared centre line, and plain bars of what is shared."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from partnership.kit import formats
from partnership.kit.charts import chart as draw
from partnership.kit.charts.chart import Chart

ROW = 38
WING = 38
"""Percent of the width that the longest bar of a wing takes."""


@dataclass(frozen=True)
class Pair:
    """What both sides say of one thing; None where one has not answered."""

    label: str
    first: float | None
    second: float | None


@dataclass(frozen=True)
class BarWords:
    """The texts in the reader's language: what the rows are, and the heading of each column of figures."""

    title: str
    sentence: str
    rows: str
    columns: tuple[str, ...]


def butterfly(
    pairs: Sequence[Pair],
    *,
    most: float,
    words: BarWords,
    language: formats.Language,
    decimals: int = 1,
    positions: tuple[int, int] = (1, 2),
) -> Chart:
    """Return two-sided bars, one party to the left and one to the right, each up to `most`; `positions` are theirs."""
    height = max(len(pairs), 1) * ROW + 4
    said = partial(_said, language=language, decimals=decimals)
    parts = [draw.upright(50, 4, height - 4, "center")] if pairs else []
    for index, pair in enumerate(pairs):
        top = index * ROW
        parts.append(draw.text(draw.short(pair.label, 36), (50, top + 13), anchor="middle", look="halo"))
        for side, position, value in zip((-1, 1), positions, (pair.first, pair.second), strict=True):
            parts.append(_wing(side, position, value, top, most, said))
    return Chart(
        title=words.title,
        svg=draw.frame(*parts, title=words.title, sentence=words.sentence, height=height),
        sentence=words.sentence,
        columns=(words.rows, *words.columns),
        rows=tuple(
            (pair.label, _said(pair.first, language, decimals), _said(pair.second, language, decimals))
            for pair in pairs
        ),
        data=tuple((pair.label, pair.first, pair.second) for pair in pairs),
    )


def bars(
    items: Sequence[tuple[str, float]],
    *,
    words: BarWords,
    language: formats.Language,
    decimals: int | None = 0,
) -> Chart:
    """Return bars in joint ink, one for each item, the longest filling the width."""
    most = max([value for _label, value in items], default=0.0)
    height = max(len(items), 1) * ROW
    parts = []
    for index, (label, value) in enumerate(items):
        top = index * ROW
        width = draw.scale(value, 0, most, 0, 100)
        parts.append(draw.text(draw.short(label, 32), (0, top + 13)))
        parts.append(
            draw.text(_said(value, language, decimals), (100, top + 13), anchor="end", look="strong")
        )
        parts.append(f'<rect class="track" x="0%" y="{top + 20}" width="100%" height="8" rx="2"/>')
        parts.append(f'<rect class="bar" x="0%" y="{top + 20}" width="{width:g}%" height="8" rx="2"/>')
    return Chart(
        title=words.title,
        svg=draw.frame(*parts, title=words.title, sentence=words.sentence, height=height),
        sentence=words.sentence,
        columns=(words.rows, *words.columns),
        rows=tuple((label, _said(value, language, decimals)) for label, value in items),
        data=tuple(items),
    )


def _wing(
    side: int, position: int, value: float | None, top: int, most: float, said: Callable[[float], str]
) -> str:
    """One side's bar, to the left (-1) or to the right (1) of the centre."""
    if value is None:
        return draw.party_point(position, (50 + side * 5, top + 26), filled=False)
    width = draw.scale(value, 0, most, 0, WING)
    left = 50 - width if side < 0 else 50.0
    drawn = (
        f'<rect class="bar-{position}" x="{left:g}%" y="{top + 21}" width="{width:g}%" height="10" rx="2"/>'
    )
    anchor = "end" if side < 0 else "start"
    return drawn + draw.text(
        said(value), (50 + side * width, top + 30), anchor=anchor, dx=side * 6, look="strong"
    )


def _said(value: float | None, language: formats.Language, decimals: int | None) -> str:
    return formats.NOTHING if value is None else formats.number(value, language, decimals)
