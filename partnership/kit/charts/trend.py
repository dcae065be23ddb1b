"""Each side's weekly score over time, with what lies between the sides shaded and named."""

from collections.abc import Sequence
from dataclasses import dataclass

from partnership.kit import formats
from partnership.kit.charts import chart as draw
from partnership.kit.charts.chart import Chart, Point
from partnership.kit.charts.sides import Side, gap, run, together

HEIGHT = 208
TOP, BOTTOM = 26, 172
LEFT, RIGHT = 0, 100
LEAST_SPAN = 40
LABEL = 15
MARK = 11
"""Pixels that a label, and a mark, take."""


@dataclass(frozen=True)
class TrendWords:
    """The chart's texts in the reader's language; `apart` names the gap of the last week that has one."""

    title: str
    sentence: str
    week: str
    apart: str = ""


def trend(
    sides: Sequence[Side], *, weeks: Sequence[str], words: TrendWords, language: formats.Language
) -> Chart:
    """Return the chart of every side's scores (0–100) by week; a missing score is a gap in the line, never a zero."""
    low, high = window([score for side in sides for score in side.scores if score is not None])
    tracks = [_track(side.scores, len(weeks), low, high) for side in sides]
    runs = [run(side, track) for side, track in zip(sides, tracks, strict=True)]
    svg = draw.frame(
        *_scale(low, high),
        draw.plot(*gap(tracks), *runs, *together(sides, tracks), height=HEIGHT),
        *_weeks(weeks),
        *_ends(sides, tracks, words, language),
        title=words.title,
        sentence=words.sentence,
        height=HEIGHT,
        look="beside",
    )
    scores = list(zip(*(side.scores for side in sides), strict=True)) if sides else []
    return Chart(
        title=words.title,
        svg=svg,
        sentence=words.sentence,
        columns=(words.week, *(side.name for side in sides)),
        rows=tuple(
            (week, *(_said(score, language) for score in row))
            for week, row in zip(weeks, scores, strict=False)
        ),
        data=tuple((week, *row) for week, row in zip(weeks, scores, strict=False)),
    )


def window(scores: Sequence[float]) -> tuple[float, float]:
    """Return whole tens around the scores, at least LEAST_SPAN wide: small moves show, and no cliff is made of them."""
    low = max(min(scores, default=50) // 10 * 10, 0)
    high = min(-(-max(scores, default=90) // 10) * 10, 100)
    missing = max(LEAST_SPAN - (high - low), 0)
    high = min(high + missing // 20 * 10, 100)
    low = max(high - max(high - low, LEAST_SPAN), 0)
    return low, max(high, low + LEAST_SPAN)


def _track(scores: Sequence[float | None], count: int, low: float, high: float) -> list[Point | None]:
    last = max(count - 1, 1)
    return [
        None
        if score is None
        else (draw.scale(week, 0, last, LEFT, RIGHT), draw.scale(score, low, high, BOTTOM, TOP))
        for week, score in enumerate(scores)
    ]


def _scale(low: float, high: float) -> list[str]:
    step = 10 if high - low <= 50 else 20
    parts = []
    for value in range(int(low), int(high) + 1, step):
        y = draw.scale(value, low, high, BOTTOM, TOP)
        parts.append(draw.across(y, "grid-line" if value > low else "axis"))
        parts.append(draw.text(str(value), (0, y + 4), anchor="end", dx=-8, look="tick"))
    return parts


def _weeks(weeks: Sequence[str]) -> list[str]:
    if not weeks:
        return []
    parts = [draw.text(weeks[0], (LEFT, HEIGHT - 12))]
    if len(weeks) > 1:
        parts.append(draw.text(weeks[-1], (RIGHT, HEIGHT - 12), anchor="end"))
    return parts


def _ends(
    sides: Sequence[Side],
    tracks: Sequence[Sequence[Point | None]],
    words: TrendWords,
    language: formats.Language,
) -> list[str]:
    last = [next((point for point in reversed(track) if point), None) for track in tracks]
    wished = [point[1] if point else (TOP + BOTTOM) / 2 for point in last]
    places = draw.apart(wished, LABEL, TOP, BOTTOM)
    # Marks that would cover each other stand side by side, each at its own height.
    asides = [
        MARK * sum(abs(other - wish) < MARK for other in wished[:index]) for index, wish in enumerate(wished)
    ]
    parts = []
    for side, track, point, wish, place, aside in zip(
        sides, tracks, last, wished, places, asides, strict=True
    ):
        is_fresh = bool(track) and track[-1] is not None
        at = point if point and is_fresh else (RIGHT, wish)
        parts.append(draw.party_point(side.position, at, filled=is_fresh, aside=aside))
        said = _said(side.scores[-1] if side.scores else None, language)
        parts.append(draw.text(said, (at[0], place + 4), dx=MARK + max(asides), look="strong halo"))
    if words.apart and any(last):
        parts.append(draw.text(words.apart, (RIGHT, _free(tracks)), anchor="end", look="halo"))
    return parts


def _free(tracks: Sequence[Sequence[Point | None]]) -> float:
    """Return a height near the lines' ends where words stand clear of them: above where there is room, else below."""
    heights = [point[1] for track in tracks for point in track if point and point[0] > RIGHT / 2]
    top, bottom = min(heights, default=TOP), max(heights, default=BOTTOM)
    return top - 10 if top - 10 > 10 else min(bottom + 20, BOTTOM - 6)


def _said(score: float | None, language: formats.Language) -> str:
    return formats.NOTHING if score is None else formats.number(score, language)
