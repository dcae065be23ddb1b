"""What is paid, and what each side gets of a saving or bears of an overrun, over the outturn."""

from collections.abc import Sequence
from dataclasses import dataclass

from partnership.kit import formats
from partnership.kit.charts import chart as draw
from partnership.kit.charts.chart import Chart, Point
from partnership.kit.charts.sides import Side, gap, run, together

HEIGHT = 364
TOP, GROUND = 66, 170
ABOVE, BELOW = 216, 316
LABEL = 16


@dataclass(frozen=True)
class At:
    """One outturn: what is paid then, and each side's part in the order of the sides, below 0 where it bears it."""

    outturn: float
    paid: float
    parts: tuple[float, ...]


@dataclass(frozen=True)
class Spot:
    """An outturn with a name: "forecast". `is_tried` is the one that the reader tries."""

    outturn: float
    name: str
    is_tried: bool = False


@dataclass(frozen=True)
class SharingWords:
    """The chart's texts in the reader's language."""

    title: str
    sentence: str
    outturn: str
    paid: str
    unshared: str
    parts: str
    target: str


@dataclass(frozen=True)
class _Field:
    """Outturns across; what is paid upward in the upper panel, the parts in the lower one."""

    first: float
    last: float
    paid: tuple[float, float]
    parts: tuple[float, float]

    def x(self, outturn: float) -> float:
        return draw.scale(outturn, self.first, self.last, 0, 100)

    def pay(self, outturn: float, paid: float) -> Point:
        return self.x(outturn), draw.scale(paid, *self.paid, GROUND, TOP)

    def part(self, outturn: float, part: float) -> Point:
        return self.x(outturn), draw.scale(part, *self.parts, BELOW, ABOVE)

    def holds(self, outturn: float) -> bool:
        return self.first <= outturn <= self.last


def sharing(
    bends: Sequence[At],
    rows: Sequence[At],
    *,
    sides: Sequence[Side],
    target: float,
    spots: Sequence[Spot],
    words: SharingWords,
    language: formats.Language,
    currency: str,
) -> Chart:
    """Return the chart: `bends` are the outturns between which every line is straight, `rows` those of the table.

    A side's scores are its parts at the bends. `spots` outside the bends are left out of the drawing.
    """
    field = _field(bends)
    tracks: list[list[Point | None]] = [
        [field.part(at.outturn, score or 0.0) for at, score in zip(bends, side.scores, strict=True)]
        for side in sides
    ]
    svg = draw.frame(
        *_grid(field, target, words),
        draw.plot(
            draw.line([field.pay(at.outturn, at.outturn) for at in bends], "plan"),
            draw.line([field.pay(at.outturn, at.paid) for at in bends]),
            *gap(tracks),
            *(run(side, track) for side, track in zip(sides, tracks, strict=True)),
            *together(sides, tracks),
            height=HEIGHT,
        ),
        *_spots(field, bends, sides, spots),
        *_ends(field, bends, sides, words, language, currency),
        *_feet(field, target, language, currency),
        title=words.title,
        sentence=words.sentence,
        height=HEIGHT,
    )
    return Chart(
        title=words.title,
        svg=svg,
        sentence=words.sentence,
        columns=(words.outturn, words.paid, *(side.name for side in sides)),
        rows=tuple(_row(at, language, currency) for at in rows),
        data=tuple((at.outturn, at.paid, *at.parts) for at in rows),
    )


def _field(bends: Sequence[At]) -> _Field:
    paid = [value for at in bends for value in (at.outturn, at.paid)]
    parts = [part for at in bends for part in at.parts]
    return _Field(
        bends[0].outturn, bends[-1].outturn, (min(paid), max(paid)), (min(0.0, *parts), max(0.0, *parts))
    )


def _grid(field: _Field, target: float, words: SharingWords) -> list[str]:
    x, nought = field.x(target), field.part(target, 0.0)[1]
    return [
        draw.across(GROUND),
        draw.across(nought),
        draw.upright(x, TOP - 12, BELOW, "grid-line"),
        draw.text(words.target, (x, TOP - 18), anchor=_anchor(x), look="tick"),
        draw.text(words.paid, (0, 14), look="strong"),
        draw.text(words.unshared, (0, 30), look="tick"),
        draw.text(words.parts, (0, ABOVE - 22), look="strong"),
    ]


def _spots(field: _Field, bends: Sequence[At], sides: Sequence[Side], spots: Sequence[Spot]) -> list[str]:
    """Mark each named outturn on every line; the one that is tried with full marks, the others with a line and a name."""
    parts: list[str] = []
    for spot in spots:
        if not field.holds(spot.outturn):
            continue
        at, x = between(bends, spot.outturn), field.x(spot.outturn)
        if spot.name:
            parts.append(draw.upright(x, TOP - 4, BELOW, "grid-line"))
            parts.append(draw.text(spot.name, (x, BELOW - 4), anchor=_anchor(x), look="tick halo"))
        parts.append(draw.dot(field.pay(spot.outturn, at.paid)))
        parts += [
            draw.party_point(side.position, field.part(spot.outturn, part), is_small=not spot.is_tried)
            for side, part in zip(sides, at.parts, strict=True)
        ]
    return parts


def _ends(
    field: _Field,
    bends: Sequence[At],
    sides: Sequence[Side],
    words: SharingWords,
    language: formats.Language,
    currency: str,
) -> list[str]:
    """Say at the right end what is paid and what each side has, with its name and mark."""
    last = bends[-1]
    said = formats.money(last.paid, language, currency=currency)
    x, y = field.pay(last.outturn, last.paid)
    parts = [draw.text(said, (x, y - 9 if y > TOP + 20 else y + 18), anchor="end", look="strong halo")]
    heights = [field.part(last.outturn, part)[1] for part in last.parts]
    # Lines fall to the right: above the highest and below the others their words stand clear of them.
    top = heights.index(min(heights))
    wanted = [y - 9 if place == top else y + LABEL for place, y in enumerate(heights)]
    places = draw.apart(wanted, LABEL, ABOVE - 6, BELOW + LABEL)
    for side, part, place in zip(sides, last.parts, places, strict=True):
        name = f"{draw.short(side.name, 18)} {signed_money(part, language, currency)}"
        parts.append(draw.text(name, (100, place), anchor="end", dx=-14, look="halo"))
        parts.append(draw.party_point(side.position, (100, place - 4), aside=-5, is_small=True))
    return parts


def _feet(field: _Field, target: float, language: formats.Language, currency: str) -> list[str]:
    """The outturns at both ends and at the target, below the panels."""
    parts = []
    for outturn in dict.fromkeys((field.first, target, field.last)):
        x = field.x(outturn)
        said = formats.money(outturn, language, currency=currency)
        parts.append(draw.text(said, (x, HEIGHT - 8), anchor=_anchor(x), look="tick"))
    return parts


def between(bends: Sequence[At], outturn: float) -> At:
    """Return what holds at an outturn inside the bends: between two of them every line is straight."""
    after = next((place for place, at in enumerate(bends) if at.outturn >= outturn), len(bends) - 1)
    low, high = bends[max(after - 1, 0)], bends[after]
    width = high.outturn - low.outturn
    share = (outturn - low.outturn) / width if width > 0 else 1.0
    mixed = [one + (other - one) * share for one, other in zip(low.parts, high.parts, strict=True)]
    return At(outturn, low.paid + (high.paid - low.paid) * share, tuple(mixed))


def signed_money(amount: formats.Amount, language: formats.Language, currency: str) -> str:
    """+9 500 kr, −2 000 kr, 0 kr: a gain or a pain; +SEK 9 500 in English."""
    text = formats.money(amount if amount > 0 else -amount, language, currency=currency)
    if amount == 0:
        return text
    return f"+{text}" if amount > 0 else f"{formats.MINUS}{text}"


def _row(at: At, language: formats.Language, currency: str) -> tuple[str, ...]:
    whole = [formats.money(value, language, currency=currency) for value in (at.outturn, at.paid)]
    return (*whole, *(signed_money(part, language, currency) for part in at.parts))


def _anchor(x: float) -> str:
    if x > 85:
        return "end"
    return "start" if x < 15 else "middle"
