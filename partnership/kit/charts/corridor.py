"""Values against an agreed range: the range shaded, each value as a mark, or as a band where only its range is known."""

from collections.abc import Sequence
from dataclasses import dataclass

from partnership.kit import formats
from partnership.kit.charts import chart as draw
from partnership.kit.charts.chart import Chart

ROW, TOP = 60, 22
MARGIN = 0.1
"""Of the widest range, left empty on both sides."""


@dataclass(frozen=True)
class Ranged:
    """A fraction with its label: exactly `value`, or somewhere from `low` to `high`."""

    label: str
    value: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def ends(self) -> list[float]:
        return [one for one in (self.value, self.low, self.high) if one is not None]


@dataclass(frozen=True)
class CorridorWords:
    """The texts in the reader's language; columns: what, from, to."""

    title: str
    sentence: str
    corridor: str
    columns: tuple[str, str, str]


def corridor(
    values: Sequence[Ranged],
    *,
    low: float | None,
    high: float | None,
    words: CorridorWords,
    language: formats.Language,
) -> Chart:
    """Return fractions against the range low…high (None is open): a dot for a value, a bar for a band."""
    known = [end for one in values for end in one.ends] + [end for end in (low, high) if end is not None]
    start, end = _bounds(known)
    height = TOP + ROW * len(values) + 20

    def x(value: float) -> float:
        return draw.scale(value, start, end, 0, 100)

    left, right = x(start if low is None else low), x(end if high is None else high)
    parts = [
        f'<rect class="fan" x="{left:g}%" y="{TOP}" width="{right - left:g}%" height="{height - TOP - 20}"/>'
    ]
    parts.append(draw.text(_range(words.corridor, low, high, language), (0, 13)))
    for end_of in (low, high):
        if end_of is not None:
            parts.append(draw.upright(x(end_of), TOP, height - 20, "plan"))
            parts.append(
                draw.text(formats.percent(end_of, language), (x(end_of), height - 4), anchor="middle")
            )
    for row, one in enumerate(values):
        parts += _row(one, TOP + row * ROW, x, language)
    rows = [Ranged(words.corridor, None, low, high), *values]
    return Chart(
        title=words.title,
        svg=draw.frame(*parts, title=words.title, sentence=words.sentence, height=height),
        sentence=words.sentence,
        columns=words.columns,
        rows=tuple((one.label, *(_said(part, language) for part in _pair(one))) for one in rows),
        data=tuple((one.label, *_pair(one)) for one in rows),
    )


def _row(one: Ranged, top: int, x, language: formats.Language) -> list[str]:  # type: ignore[no-untyped-def]
    parts = [draw.text(one.label, (0, top + 16), look="halo"), draw.across(top + 44)]
    if one.value is not None:
        place = x(one.value)
        said = formats.percent(one.value, language)
        anchor, aside = ("end", -10) if place > 70 else ("start", 10)
        parts.append(draw.dot((place, top + 44)))
        return [*parts, draw.text(said, (place, top + 36), anchor=anchor, dx=aside, look="strong halo")]
    if one.low is None or one.high is None:
        return parts
    left, right = x(one.low), x(one.high)
    parts.append(
        f'<rect class="bar" x="{left:g}%" y="{top + 40}" width="{right - left:g}%" height="8" rx="2"/>'
    )
    said = f"{formats.percent(one.low, language)}–{formats.percent(one.high, language)}"
    anchor = "end" if left > 60 else "start"
    return [
        *parts,
        draw.text(said, (right if left > 60 else left, top + 34), anchor=anchor, look="strong halo"),
    ]


def _bounds(known: Sequence[float]) -> tuple[float, float]:
    start, end = min(known, default=0.0), max(known, default=1.0)
    wide = max(end - start, 0.05)
    return start - wide * MARGIN, end + wide * MARGIN


def _pair(one: Ranged) -> tuple[float | None, float | None]:
    return (one.low, one.high) if one.value is None else (one.value, one.value)


def _range(label: str, low: float | None, high: float | None, language: formats.Language) -> str:
    """The corridor in words: both its ends, or from which end on it is open."""
    if high is None:
        return f"{label} ≥ {_said(low, language)}"
    return (
        f"{label} {_said(low, language)}–{_said(high, language)}"
        if low is not None
        else f"{label} ≤ {_said(high, language)}"
    )


def _said(value: float | None, language: formats.Language) -> str:
    return formats.NOTHING if value is None else formats.percent(value, language)
