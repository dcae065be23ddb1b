"""Hours used week by week against the agreed budget, and where they are heading."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from partnership.kit import formats
from partnership.kit.charts import chart as draw
from partnership.kit.charts.chart import Chart, Point

HEIGHT = 240
TOP, BOTTOM = 34, 210


@dataclass(frozen=True)
class Fan:
    """A forecast: the day of delivery that it counts with, and the hours then, with their range."""

    ends_on: date
    low: float
    likely: float
    high: float


@dataclass(frozen=True)
class BurnUpWords:
    """The chart's texts in the reader's language."""

    title: str
    sentence: str
    week: str
    used: str
    budget: str
    forecast: str
    today: str


@dataclass(frozen=True)
class _Field:
    """The days across and the hours upward."""

    first: date
    last: date
    most: float

    def x(self, day: date) -> float:
        return draw.scale(day.toordinal(), self.first.toordinal(), self.last.toordinal(), 0, 100)

    def y(self, hours: float) -> float:
        return draw.scale(hours, 0, self.most, BOTTOM, TOP)

    def at(self, day: date, hours: float) -> Point:
        return self.x(day), self.y(hours)


def burn_up(
    points: Sequence[tuple[date, float]],
    *,
    budget: float | None,
    starts_on: date | None,
    delivers_on: date | None,
    today: date,
    words: BurnUpWords,
    language: formats.Language,
    forecast: Fan | None = None,
) -> Chart:
    """Return the chart of hours used so far (cumulative, by day), against budget and dates; any part may be missing."""
    used = sorted((day, float(hours)) for day, hours in points)
    field = _field(used, budget, starts_on, delivers_on, today, forecast)
    start = [(field.first, 0.0)] if used and used[0][0] > field.first else []
    track = [field.at(day, hours) for day, hours in start + used]
    svg = draw.frame(
        draw.plot(*_layers(field, track, budget, forecast), height=HEIGHT),
        draw.across(BOTTOM),
        *_days(field, delivers_on, today, words, language),
        *_labels(field, track, used, budget, forecast, words, language),
        title=words.title,
        sentence=words.sentence,
        height=HEIGHT,
    )
    return Chart(
        title=words.title,
        svg=svg,
        sentence=words.sentence,
        columns=(words.week, words.used),
        rows=tuple((formats.date_iso(day, language), formats.hours(hours, language)) for day, hours in used),
        data=tuple((day.isoformat(), round(hours, 2)) for day, hours in used),
    )


def _field(
    used: list[tuple[date, float]],
    budget: float | None,
    starts_on: date | None,
    delivers_on: date | None,
    today: date,
    forecast: Fan | None,
) -> _Field:
    days = [day for day, _hours in used] + [day for day in (starts_on, delivers_on) if day]
    days += [forecast.ends_on] if forecast else []
    first, last = min([*days, today]), max([*days, today])
    if first == last:
        first, last = first - timedelta(days=1), last + timedelta(days=1)
    most = max([hours for _day, hours in used] + [budget or 0.0, forecast.high if forecast else 0.0, 1.0])
    return _Field(first, last, most * 1.04)


def _layers(field: _Field, track: list[Point], budget: float | None, forecast: Fan | None) -> list[str]:
    layers = []
    if track:
        layers.append(draw.shape([(track[0][0], BOTTOM), *track, (track[-1][0], BOTTOM)], "area"))
    if budget:
        layers.append(draw.line([(0, field.y(budget)), (100, field.y(budget))], "plan"))
    if forecast and track:
        low, high = field.at(forecast.ends_on, forecast.low), field.at(forecast.ends_on, forecast.high)
        layers.append(draw.shape([track[-1], high, low], "fan"))
        layers.append(draw.line([track[-1], field.at(forecast.ends_on, forecast.likely)], "line ahead"))
    layers.append(draw.line(track))
    return layers


def _days(
    field: _Field, delivers_on: date | None, today: date, words: BurnUpWords, language: formats.Language
) -> list[str]:
    x = field.x(today)
    parts = [
        draw.upright(x, 20, BOTTOM, "grid-line"),
        draw.text(words.today, (x, 13), anchor=_anchor(x)),
    ]
    due = field.x(delivers_on) if delivers_on else 0.0
    if delivers_on and due > 0:
        parts.append(draw.upright(due, TOP, BOTTOM + 5))
        said = formats.date_short(delivers_on, language)
        parts.append(draw.text(said, (due, BOTTOM + 21), anchor=_anchor(due), look="strong"))
    if not delivers_on or due > 38:
        parts.append(draw.text(formats.date_short(field.first, language), (0, BOTTOM + 21)))
    return parts


def _labels(
    field: _Field,
    track: list[Point],
    used: list[tuple[date, float]],
    budget: float | None,
    forecast: Fan | None,
    words: BurnUpWords,
    language: formats.Language,
) -> list[str]:
    parts = []
    if budget:
        said = f"{words.budget} {formats.hours(budget, language)}"
        parts.append(draw.text(said, (0, field.y(budget) - 7), look="halo"))
    if track:
        parts += _now(track[-1], formats.hours(used[-1][1], language, 0))
    if forecast and track:
        said = f"{words.forecast} {_range(forecast, language)}"
        clear = track[-1][1] - 27 if _is_low(track[-1]) else BOTTOM
        parts.append(
            draw.text(said, (100, min(field.y(forecast.high) - 8, clear)), anchor="end", look="halo")
        )
    return parts


def _now(point: Point, said: str) -> list[str]:
    """The hours so far, right below the point: the curve comes from the left there, and the forecast goes upward.

    Near the ground there is no room below, but the curve is flat and leaves some above it.
    """
    x, y = point
    is_left = x <= (25 if _is_low(point) else 86)
    place = (x, y - 11 if _is_low(point) else y + (17 if is_left else 24))
    anchor, dx = ("start", 8) if is_left else ("end", -10)
    return [draw.dot(point), draw.text(said, place, anchor=anchor, dx=dx, look="strong halo")]


def _range(forecast: Fan, language: formats.Language) -> str:
    low, high = (formats.number(hours, language) for hours in (forecast.low, forecast.high))
    if low == high:
        return formats.hours(forecast.likely, language, 0)
    return f"{formats.number(forecast.likely, language)} ({low}–{high})"


def _is_low(point: Point) -> bool:
    return point[1] + 22 > BOTTOM


def _anchor(x: float) -> str:
    if x > 85:
        return "end"
    return "start" if x < 15 else "middle"
