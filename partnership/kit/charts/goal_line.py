"""A goal week by week: how far it has come against the expected pace, and below it how sure each party is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from partnership.kit import formats
from partnership.kit.charts import chart as draw
from partnership.kit.charts.chart import Cell, Chart
from partnership.kit.charts.goal_panels import (
    ABOVE,
    BELOW,
    HEIGHT,
    TOP,
    Field,
    GoalWeek,
    ends,
    field_of,
    marks,
    runs,
    scales,
    track_of,
    way,
)
from partnership.kit.charts.sides import Side


@dataclass(frozen=True)
class GoalLineWords:
    """The chart's texts in the reader's language; `apart` names the distance of the newest confidences."""

    title: str
    sentence: str
    week: str
    achieved: str
    expected: str
    confidence: str
    distance: str
    today: str
    apart: str = ""


def goal_line(
    weeks: Sequence[GoalWeek],
    sides: Sequence[Side],
    *,
    starts_on: date,
    ends_on: date,
    today: date,
    words: GoalLineWords,
    language: formats.Language,
    has_pace: bool = True,
) -> Chart:
    """Return the chart of a goal; each side's scores are its confidence (1–10), one for each of the weeks.

    A goal that is kept or not (`has_pace` False) has no line of pace. A confidence that is missing beside another
    side's, or in the newest week, is an outlined mark at the height of the last one.
    """
    field = field_of(weeks, starts_on, ends_on)
    tracks = [track_of(field, weeks, side) for side in sides]
    svg = draw.frame(
        *scales(field),
        *_today(field, today, words),
        draw.plot(
            *way(field, weeks, (starts_on, ends_on) if has_pace else None),
            *runs(sides, tracks),
            height=HEIGHT,
        ),
        *ends(field, weeks, language),
        *marks(field, weeks, sides, tracks),
        *_heads(weeks, words, language),
        *_days(field, language),
        title=words.title,
        sentence=words.sentence,
        height=HEIGHT,
        look="beside",
    )
    scores = [[side.scores[index] for side in sides] for index in range(len(weeks))]
    shares = (f"{words.achieved} (%)", f"{words.expected} (%)")
    return Chart(
        title=words.title,
        svg=svg,
        sentence=words.sentence,
        columns=(words.week, *shares, *(side.name for side in sides), words.distance),
        rows=tuple(_row(week, said, language) for week, said in zip(weeks, scores, strict=True)),
        data=tuple(_cells(week, said) for week, said in zip(weeks, scores, strict=True)),
    )


def _today(field: Field, today: date, words: GoalLineWords) -> list[str]:
    if not field.first <= today <= field.last:
        return []
    x = field.x(today)
    anchor = "start" if x < 12 else "end" if x > 88 else "middle"
    line = draw.upright(x, TOP - 8, BELOW, "grid-line")
    return [line, draw.text(words.today, (x, TOP - 13), anchor=anchor, look="tick")]


def _heads(weeks: Sequence[GoalWeek], words: GoalLineWords, language: formats.Language) -> list[str]:
    """Name what the lines are, above them, with their newest numbers: clear of every line."""
    last = weeks[-1] if weeks else None
    parts = [
        draw.text(
            _named(words.achieved, last.achieved if last else None, language), (0, 12), dx=-28, look="strong"
        ),
        draw.text(words.confidence, (0, ABOVE - 18), dx=-28, look="strong"),
    ]
    if last and last.expected is not None:
        said = _named(words.expected, last.expected, language)
        parts.append(draw.text(said, (100, 12), anchor="end", dx=44))
    if words.apart:
        parts.append(draw.text(words.apart, (100, ABOVE - 18), anchor="end", dx=44, look="strong"))
    return parts


def _named(name: str, share: float | None, language: formats.Language) -> str:
    return name if share is None else f"{name} {formats.percent(share, language, 0)}"


def _days(field: Field, language: formats.Language) -> list[str]:
    first, last = (formats.date_short(day, language) for day in (field.first, field.last))
    return [
        draw.text(first, (0, HEIGHT - 8)),
        draw.text(last, (100, HEIGHT - 8), anchor="end"),
    ]


def _distance(scores: Sequence[float | None]) -> float | None:
    known = [score for score in scores if score is not None]
    return max(known) - min(known) if len(known) > 1 else None


def _row(week: GoalWeek, scores: Sequence[float | None], language: formats.Language) -> tuple[str, ...]:
    shares = (
        formats.NOTHING if share is None else formats.percent(share, language, 0)
        for share in (week.achieved, week.expected)
    )
    said = (formats.NOTHING if one is None else f"{one:g}" for one in (*scores, _distance(scores)))
    return (week.name, *shares, *said)


def _cells(week: GoalWeek, scores: Sequence[float | None]) -> tuple[Cell, ...]:
    shares = (None if share is None else round(share * 100, 2) for share in (week.achieved, week.expected))
    return (week.day.isoformat(), *shares, *scores, _distance(scores))
