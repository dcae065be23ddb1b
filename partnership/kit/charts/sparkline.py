"""One score by week, small enough for a list: a line with its gaps and a dot where it stands now."""

from collections.abc import Sequence

from partnership.kit import formats
from partnership.kit.charts import chart as draw
from partnership.kit.charts.chart import Chart, Point
from partnership.kit.charts.sides import pieces
from partnership.kit.charts.trend import window

HEIGHT = 44
TOP, BOTTOM = 6, 38


def sparkline(
    scores: Sequence[float | None],
    *,
    weeks: Sequence[str],
    title: str,
    sentence: str,
    columns: tuple[str, str],
    language: formats.Language,
) -> Chart:
    """Return the line of scores (0–100); a week without one is a gap, a lone week a dot. Titles on a page must differ."""
    low, high = window([score for score in scores if score is not None])
    last = max(len(scores) - 1, 1)
    track: list[Point | None] = [
        None if score is None else (draw.scale(at, 0, last, 0, 98), draw.scale(score, low, high, BOTTOM, TOP))
        for at, score in enumerate(scores)
    ]
    runs = [piece if len(piece) > 1 else piece * 2 for piece in pieces(track)]
    ends = [draw.dot(track[-1])] if track and track[-1] else []
    svg = draw.frame(
        draw.across(BOTTOM + 4, "grid-line"),
        draw.plot(*(draw.line(run) for run in runs), height=HEIGHT),
        *ends,
        title=title,
        sentence=sentence,
        height=HEIGHT,
    )
    said = [formats.NOTHING if score is None else formats.number(score, language) for score in scores]
    return Chart(
        title=title,
        svg=svg,
        sentence=sentence,
        columns=columns,
        rows=tuple(zip(weeks, said, strict=True)),
        data=tuple(zip(weeks, scores, strict=True)),
    )
