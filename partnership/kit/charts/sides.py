"""Several sides' lines in one drawing: gaps where an answer is missing, and what lies between the sides shaded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from partnership.kit.charts import chart as draw
from partnership.kit.charts.chart import Point

Track = Sequence[Point | None]


@dataclass(frozen=True)
class Side:
    """A party's scores, one a week, None where there is none."""

    name: str
    position: int
    scores: Sequence[float | None]


def run(side: Side, track: Track) -> str:
    """Return a side's line, broken where a score is missing; a lone score is a dot."""
    look = f"line line-{side.position}"
    whole = (piece if len(piece) > 1 else piece * 2 for piece in pieces(track))
    return "".join(draw.line(piece, look) for piece in whole)


def together(sides: Sequence[Side], tracks: Sequence[Track]) -> list[str]:
    """Return the first side's line as dashes where all run as one: neither covers the other."""
    if len(sides) < 2:
        return []
    steps = zip(*tracks, strict=True)
    same = [step[0] if None not in step and _spread(step) < 2 else None for step in steps]
    return [draw.line(piece, f"line line-{sides[0].position} in-turn") for piece in pieces(same)]


def gap(tracks: Sequence[Track]) -> list[str]:
    """Return what lies between the highest and the lowest side, shaded."""
    between: list[tuple[Point, Point] | None] = []
    for places in zip(*tracks, strict=True):
        known = [place for place in places if place is not None]
        ys = [y for _x, y in known]
        between.append(((known[0][0], min(ys)), (known[0][0], max(ys))) if len(known) > 1 else None)
    shapes = []
    for upper in pieces([pair[0] if pair else None for pair in between]):
        inside = {x for x, _y in upper}
        lower = [pair[1] for pair in between if pair and pair[1][0] in inside]
        shapes.append(draw.shape([*upper, *reversed(lower)], "gap"))
    return shapes


def pieces(track: Track) -> Iterator[list[Point]]:
    """Yield the unbroken pieces of a track."""
    piece: list[Point] = []
    for point in [*track, None]:
        if point is not None:
            piece.append(point)
        elif piece:
            yield piece
            piece = []


def _spread(step: Sequence[Point | None]) -> float:
    heights = [point[1] for point in step if point]
    return max(heights) - min(heights)
