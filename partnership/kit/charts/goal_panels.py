"""The two panels of a goal's chart: what is achieved against the pace, and each party's confidence below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from partnership.kit import formats
from partnership.kit.charts import chart as draw
from partnership.kit.charts.chart import Point
from partnership.kit.charts.sides import Side, Track, gap, run, together

HEIGHT = 316
TOP, GROUND = 44, 152
ABOVE, BELOW = 200, 284
LEAST, MOST = 1, 10
LABEL, MARK, SMALL_MARK = 15, 11, 7
"""Pixels that a label, a mark and a small mark take."""


@dataclass(frozen=True)
class GoalWeek:
    """A week at its last day: achieved and expected as fractions, 1 at the target, None where not known."""

    day: date
    name: str
    achieved: float | None
    expected: float | None


@dataclass(frozen=True)
class Field:
    """The days across, and what is achieved upward."""

    first: date
    last: date
    low: float
    high: float

    def x(self, day: date) -> float:
        return draw.scale(day.toordinal(), self.first.toordinal(), self.last.toordinal(), 0, 100)

    def y(self, achieved: float) -> float:
        return draw.scale(achieved, self.low, self.high, GROUND, TOP)

    def at(self, day: date, achieved: float) -> Point:
        return self.x(day), self.y(achieved)

    def sure(self, confidence: float) -> float:
        return draw.scale(confidence, LEAST, MOST, BELOW, ABOVE)


def field_of(weeks: Sequence[GoalWeek], starts_on: date, ends_on: date) -> Field:
    """Return the frame of days and shares that holds the period, the weeks and the target."""
    days = [week.day for week in weeks]
    first, last = min([starts_on, *days]), max([ends_on, *days])
    achieved = [week.achieved for week in weeks if week.achieved is not None]
    # Far beyond the target, or far behind the start, the line runs along the frame: the table has the number.
    low, high = max(min([0.0, *achieved]), -1.0), min(max([1.0, *achieved]), 2.0)
    return Field(first, last if last > first else first + timedelta(days=1), low, high)


def track_of(field: Field, weeks: Sequence[GoalWeek], side: Side) -> list[Point | None]:
    """Return where a side's confidences stand, None for a week without one."""
    return [
        None if score is None else (field.x(week.day), field.sure(score))
        for week, score in zip(weeks, side.scores, strict=True)
    ]


def way(field: Field, weeks: Sequence[GoalWeek], pace: tuple[date, date] | None) -> list[str]:
    """Draw what is achieved from the start on, and the expected pace as dashes from start to target."""
    known = [field.at(w.day, w.achieved) for w in weeks if w.achieved is not None]
    track = [(0.0, field.y(0)), *known] if known and known[0][0] > 0 and pace else known
    parts = []
    if track:
        parts.append(draw.shape([(track[0][0], GROUND), *track, (track[-1][0], GROUND)], "area"))
    if pace:
        parts.append(draw.line([field.at(pace[0], 0), field.at(pace[1], 1)], "plan"))
    return [*parts, draw.line(track if len(track) > 1 else track * 2)]


def ends(field: Field, weeks: Sequence[GoalWeek], language: formats.Language) -> list[str]:
    """Dot the newest known value, with its number beside it."""
    known = [week for week in weeks if week.achieved is not None]
    if not known or known[-1].achieved is None:
        return []
    x, y = field.x(known[-1].day), field.y(known[-1].achieved)
    said = formats.percent(known[-1].achieved, language, 0)
    return [draw.dot((x, y)), draw.text(said, (x, y + 4), dx=MARK, look="strong halo")]


def scales(field: Field) -> list[str]:
    """Draw the lines and numbers at the left of both panels; from 4 and from 8 on a confidence allows a better status."""
    parts = []
    for share in (0, 50, 100):
        y = field.y(share / 100)
        parts.append(draw.across(y, "grid-line" if share else "axis"))
        parts.append(draw.text(str(share), (0, y + 4), anchor="end", dx=-8, look="tick"))
    for confidence in (LEAST, 4, 8, MOST):
        y = field.sure(confidence)
        parts.append(draw.across(y, "grid-line" if confidence > LEAST else "axis"))
        parts.append(draw.text(str(confidence), (0, y + 4), anchor="end", dx=-8, look="tick"))
    return parts


def runs(sides: Sequence[Side], tracks: Sequence[Track]) -> list[str]:
    """Draw every side's confidence, and the distance between them shaded."""
    lines = [run(side, track) for side, track in zip(sides, tracks, strict=True)]
    return [*gap(tracks), *lines, *together(sides, tracks)]


def marks(
    field: Field, weeks: Sequence[GoalWeek], sides: Sequence[Side], tracks: Sequence[Track]
) -> list[str]:
    """Mark each check-in; the newest week's marks are large, with their number beside them."""
    parts: list[str] = []
    lasts: list[float | None] = [None] * len(sides)
    for index, week in enumerate(weeks):
        is_last = index == len(weeks) - 1
        known = [track[index] for track in tracks]
        lasts = [point[1] if point else before for point, before in zip(known, lasts, strict=True)]
        if is_last or any(known):
            heights = [field.sure(5.5) if y is None else y for y in lasts]
            parts += _week(field.x(week.day), heights, sides, index, is_last=is_last)
    return parts


def _week(
    x: float, heights: Sequence[float], sides: Sequence[Side], index: int, *, is_last: bool
) -> list[str]:
    if not is_last:
        return [
            draw.party_point(side.position, (x, y), filled=side.scores[index] is not None, is_small=True)
            for side, y in zip(sides, _stacked(heights), strict=True)
        ]
    asides = [MARK * sum(abs(other - y) < MARK for other in heights[:n]) for n, y in enumerate(heights)]
    parts = []
    for side, y, aside, place in zip(
        sides, heights, asides, draw.apart(heights, LABEL, ABOVE, BELOW), strict=True
    ):
        score = side.scores[index]
        said = formats.NOTHING if score is None else f"{score:g}"
        parts.append(draw.party_point(side.position, (x, y), filled=score is not None, aside=aside))
        parts.append(draw.text(said, (x, place + 4), dx=MARK + max(asides), look="strong halo"))
    return parts


def _stacked(heights: Sequence[float]) -> list[float]:
    """Return the heights of small marks, those of the same confidence one upon the other: none covers another."""
    placed = []
    for index, y in enumerate(heights):
        before, same = heights[:index].count(y), heights.count(y)
        placed.append(y + SMALL_MARK * (before - (same - 1) / 2))
    return placed
