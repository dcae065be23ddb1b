"""Small drawings in the text: the parties' marks and the bar in joint ink. Attributes and classes only."""

from html import escape
from typing import Final

_SHAPES: Final = {
    1: '<circle cx="8" cy="8" r="7"/>',
    2: '<path d="M8 0l8 8-8 8-8-8z"/>',
    3: '<path d="M8 1l7.5 13.5H.5z"/>',
    4: '<path d="M1.5 1.5h13v13h-13z"/>',
}


def mark(position: int, *, filled: bool = True, label: str = "") -> str:
    """Return the mark of the party at `position`; its shape repeats after the fourth."""
    kind = (position - 1) % len(_SHAPES) + 1
    look = f"mark mark-{kind}" if filled else f"mark mark-{kind} mark-open"
    said = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return f'<svg class="{look}" viewBox="0 0 16 16" {said}>{_SHAPES[kind]}</svg>'


def meter(value: float, limit: float, label: str) -> str:
    """Return a bar of `value` against `limit`; what lies beyond the limit stands out, behind a line."""
    scale = max(float(value), float(limit), 0.0) or 1.0
    end = round(min(max(float(value) / scale, 0.0), 1.0) * 100, 2)
    stop = round(min(max(float(limit) / scale, 0.0), 1.0) * 100, 2)
    parts = [f'<rect class="fill" width="{min(end, stop):g}%" height="8"/>']
    if end > stop:
        parts.append(f'<rect class="over" x="{stop:g}%" width="{end - stop:g}%" height="8"/>')
        parts.append(f'<rect class="limit" x="{stop:g}%" width="2" height="8"/>')
    return (
        f'<svg class="meter" role="img" aria-label="{escape(label)}"><rect class="track" width="100%" height="8"/>'
        f"{''.join(parts)}</svg>"
    )


def pace_meter(achieved: float, expected: float | None, label: str) -> str:
    """Return a bar of what is achieved, 1 at its end, with a tick where the pace expects it to be."""
    end = round(min(max(float(achieved), 0.0), 1.0) * 100, 2)
    tick = ""
    if expected is not None:
        # The tick stands inside the bar at both of its ends.
        place = round(min(max(float(expected), 0.0), 1.0) * 100, 2)
        tick = f'<svg x="{place:g}%" width="1" height="16" overflow="visible"><rect class="tick" x="{-2 * place / 100:g}" width="2" height="16"/></svg>'
    return (
        f'<svg class="meter pace" role="img" aria-label="{escape(label)}"><rect class="track" y="4" width="100%" height="8" rx="4"/>'
        f'<rect class="fill" y="4" width="{end:g}%" height="8" rx="4"/>{tick}</svg>'
    )
