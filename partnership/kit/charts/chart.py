"""What every chart hands back, and the few shapes they are all drawn with.

Places across are percent of the width and places down are pixels, so text keeps its size from a phone to a wall.
Classes and attributes only: the content policy stops `style=` inside SVG too.
"""

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from zlib import crc32

from partnership.kit.cells import inert

Cell = str | int | float | None
Point = tuple[float, float]
"""Percent from the left, pixels from the top."""


@dataclass(frozen=True)
class Chart:
    """A drawing, the sentence it says, and its data twice: written for people (`rows`) and plain (`data`)."""

    title: str
    svg: str
    sentence: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    data: tuple[tuple[Cell, ...], ...]

    def csv(self) -> str:
        """Return the data as CSV (RFC 4180): ISO dates, decimal points, empty where nothing is known."""
        out = io.StringIO()
        writer = csv.writer(out)
        # Names of organizations stand here; numbers below may begin with a minus.
        writer.writerow([inert(str(name)) for name in self.columns])
        writer.writerows(self.data)
        return out.getvalue()


def frame(*parts: str, title: str, sentence: str, height: int, look: str = "alone") -> str:
    """Return the whole drawing, named by its title and described by its sentence."""
    key = f"c{crc32(f'{title}{sentence}'.encode()):08x}"
    return (
        f'<svg class="{look}" role="img" width="100%" height="{height}" aria-labelledby="{key}t" aria-describedby="{key}d">'
        f'<title id="{key}t">{escape(title)}</title><desc id="{key}d">{escape(sentence)}</desc>{"".join(parts)}</svg>'
    )


def plot(*parts: str, height: int) -> str:
    """Return a layer whose shapes are drawn in percent across; line widths stay as the style says."""
    return (
        f'<svg x="0" y="0" width="100%" height="{height}" viewBox="0 0 100 {height}" preserveAspectRatio="none">'
        f"{''.join(parts)}</svg>"
    )


def line(points: Sequence[Point], look: str = "line") -> str:
    """Return a line through the points, or nothing for fewer than two."""
    if len(points) < 2:
        return ""
    return f'<path class="{look}" d="M{"L".join(f"{x:g} {y:g}" for x, y in points)}"/>'


def shape(points: Sequence[Point], look: str) -> str:
    """Return a closed shape, or nothing for fewer than three points."""
    if len(points) < 3:
        return ""
    return f'<path class="{look}" d="M{"L".join(f"{x:g} {y:g}" for x, y in points)}Z"/>'


def across(y: float, look: str = "axis") -> str:
    """Return a line from edge to edge."""
    return f'<line class="{look}" x1="0%" x2="100%" y1="{y:g}" y2="{y:g}"/>'


def upright(x: float, top: float, bottom: float, look: str = "axis") -> str:
    """Return a line from top to bottom."""
    return f'<line class="{look}" x1="{x:g}%" x2="{x:g}%" y1="{top:g}" y2="{bottom:g}"/>'


def text(words: str, at: Point, *, anchor: str = "start", dx: int = 0, look: str = "") -> str:
    """Return words at a place; `anchor` says which end of them stands there."""
    kind = f' class="{look}"' if look else ""
    shift = f' dx="{dx}"' if dx else ""
    return f'<text{kind} x="{at[0]:g}%" y="{at[1]:g}" text-anchor="{anchor}"{shift}>{escape(words)}</text>'


_MARKS = {
    1: '<circle{} r="5"/>',
    2: '<path{} d="M0-6l6 6-6 6-6-6z"/>',
    3: '<path{} d="M0-6l6 11H-6z"/>',
    0: '<path{} d="M-5-5H5V5H-5z"/>',
}


def party_point(
    position: int, at: Point, *, filled: bool = True, aside: int = 0, is_small: bool = False
) -> str:
    """Return the mark of a party as a data point; outlined where its answer is missing, `aside` pixels to the right."""
    look = f"point-{position} halo-point" if filled else f"point-{position} open-point"
    drawn = _MARKS[position % 4].format(f' class="{look}"')
    move = " ".join([f"translate({aside})"] * bool(aside) + ["scale(.65)"] * is_small)
    moved = f'<g transform="{move}">{drawn}</g>' if move else drawn
    return f'<svg x="{at[0]:g}%" y="{at[1]:g}" width="1" height="1">{moved}</svg>'


def dot(at: Point) -> str:
    """Return a data point of what is shared."""
    return f'<circle class="point" cx="{at[0]:g}%" cy="{at[1]:g}" r="5"/>'


def scale(value: float, low: float, high: float, start: float, end: float) -> float:
    """Return where `value` of low…high stands between start and end, never outside them."""
    span = high - low
    share = (value - low) / span if span > 0 and math.isfinite(span) else 0.0
    share = share if math.isfinite(share) else 0.0
    return round(start + min(max(share, 0.0), 1.0) * (end - start), 2)


def apart(places: Sequence[float], least: float, top: float, bottom: float) -> list[float]:
    """Return the places moved just so far that each two are `least` apart, inside top…bottom where they fit."""
    order = sorted(range(len(places)), key=lambda index: places[index])
    moved = list(places)
    floor = top
    for index in order:
        moved[index] = floor = max(moved[index], floor)
        floor += least
    ceiling = bottom
    for index in reversed(order):
        moved[index] = ceiling = min(moved[index], ceiling)
        ceiling -= least
    return moved


def short(words: str, length: int) -> str:
    """Return the words, cut with an ellipsis if they are longer than `length`."""
    return words if len(words) <= length else f"{words[: length - 1].rstrip()}…"
