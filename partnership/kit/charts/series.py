"""One number over time: a line through its values, or a band for each time where only its range is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from partnership.kit import formats
from partnership.kit.charts import chart as draw
from partnership.kit.charts.chart import Chart

HEIGHT = 200
TOP, BOTTOM = 26, 166
WIDTH = 1.6
"""Percent that a lone band takes across."""


@dataclass(frozen=True)
class At:
    """A day with its label: exactly `value`, or somewhere from `low` to `high`."""

    day: date
    label: str
    value: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def ends(self) -> list[float]:
        return [one for one in (self.value, self.low, self.high) if one is not None]


@dataclass(frozen=True)
class SeriesWords:
    """The texts in the reader's language; columns: when, then the value, or its range from and to."""

    title: str
    sentence: str
    target: str
    columns: tuple[str, ...]


def series(
    points: Sequence[At], *, target: float | None, words: SeriesWords, language: formats.Language
) -> Chart:
    """Return the chart of a number by day, in order; the target, where it is known, is a line of its own."""
    known = [end for one in points for end in one.ends] + ([] if target is None else [target])
    low, high = _bounds(known)
    first, last = (points[0].day, points[-1].day) if points else (date.min, date.min)

    def place(day: date, value: float) -> tuple[float, float]:
        span = max((last - first).days, 1)
        x = draw.scale((day - first).days, 0, span, 0, 100) if last > first else 50.0
        return x, draw.scale(value, low, high, BOTTOM, TOP)

    parts = [draw.across(BOTTOM)]
    if target is not None:
        parts.append(draw.across(place(first, target)[1], "plan"))
        parts.append(draw.text(words.target, (0, place(first, target)[1] - 6), look="halo"))
    exact = [place(one.day, one.value) for one in points if one.value is not None]
    parts.append(draw.plot(draw.line(exact), height=HEIGHT))
    parts += [draw.dot(exact[-1])] if exact else []
    parts += [_band(one, place) for one in points if one.low is not None]
    parts += _ends(points, place, language)
    is_range = any(one.value is None for one in points)
    return Chart(
        title=words.title,
        svg=draw.frame(*parts, title=words.title, sentence=words.sentence, height=HEIGHT),
        sentence=words.sentence,
        columns=words.columns,
        rows=tuple((one.label, *(_said(end, language) for end in _cells(one, is_range))) for one in points),
        data=tuple((one.day.isoformat(), *_cells(one, is_range)) for one in points),
    )


def _band(one: At, place) -> str:  # type: ignore[no-untyped-def]
    x, bottom = place(one.day, one.low)
    top = place(one.day, one.high)[1]
    left = min(max(x - WIDTH / 2, 0), 100 - WIDTH)
    return (
        f'<rect class="bar" x="{left:g}%" y="{top:g}" width="{WIDTH:g}%" height="{bottom - top:g}" rx="2"/>'
    )


def _ends(points: Sequence[At], place, language: formats.Language) -> list[str]:  # type: ignore[no-untyped-def]
    if not points:
        return []
    newest = points[-1]
    said = "–".join(_said(end, language) for end in newest.ends)
    x, y = place(newest.day, newest.ends[-1])
    anchor = "end" if x > 30 else "start"
    parts = [draw.text(said, (x, y - 10), anchor=anchor, look="strong halo")]
    parts.append(draw.text(points[0].label, (0, HEIGHT - 10)))
    if len(points) > 1:
        parts.append(draw.text(newest.label, (100, HEIGHT - 10), anchor="end"))
    return parts


def _bounds(known: Sequence[float]) -> tuple[float, float]:
    low, high = min(known, default=0.0), max(known, default=1.0)
    wide = (high - low) or abs(high) or 1.0
    return low - wide * 0.1, high + wide * 0.1


def _cells(one: At, is_range: bool) -> tuple[float | None, ...]:
    return (one.low, one.high) if is_range else (one.value,)


def _said(value: float | None, language: formats.Language) -> str:
    return formats.NOTHING if value is None else formats.number(value, language, None)
