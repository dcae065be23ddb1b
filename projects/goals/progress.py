"""How far a goal has come, against its pace and against how sure the parties are. Pure; exact fractions.

After Perdoo (kinds of measures), Google's re:Work (grading), UpRaise (pace) and Koan (confidence).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from partnership.kit.rounding import in_whole_numbers

ON_PACE, NEAR_PACE = Fraction(95, 100), Fraction(75, 100)
APART = 3
NONE, ALL = Fraction(0), Fraction(1)
MILLIONTH = Decimal("0.000001")


class MeasureKind(StrEnum):
    UP = "up"
    DOWN = "down"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    YES_NO = "yes_no"
    STEPS = "steps"


THRESHOLDS = frozenset({MeasureKind.AT_LEAST, MeasureKind.AT_MOST})
"""Kept or not: there is no pace at which a limit is kept."""


class Pace(StrEnum):
    ON_TRACK = "on_track"
    BEHIND = "behind"
    AT_RISK = "at_risk"


FROM_WORST = (Pace.AT_RISK, Pace.BEHIND, Pace.ON_TRACK)


class Measured(NamedTuple):
    """A measure with its newest value, None while there is none; of steps, `value` is how many of `steps` are done."""

    kind: MeasureKind
    weight: Decimal
    value: Decimal | None
    start: Decimal | None = None
    target: Decimal | None = None
    steps: int = 0

    @property
    def is_threshold(self) -> bool:
        return self.kind in THRESHOLDS


@dataclass(frozen=True, slots=True)
class Progress:
    """`achieved` is kept in 0–1; None is "no value yet". `expected` None is "no pace". `pace` is the worst in it."""

    achieved: Fraction | None
    expected: Fraction | None
    pace: Pace | None


@dataclass(frozen=True, slots=True)
class Part:
    """A sub-goal in its parent."""

    weight: Decimal
    progress: Progress


def achieved_of(measure: Measured) -> Fraction | None:
    """Return (current − start)/(target − start) as it is, past 1 and below 0 too; None without a value.

    Of steps, the share that is done; of a limit and of yes or no, 1 or 0. Raises ValueError for a target equal to start.
    """
    if measure.value is None:
        return None
    value = measure.value
    if measure.kind == MeasureKind.YES_NO:
        return ALL if value else NONE
    if measure.kind == MeasureKind.STEPS:
        return Fraction(value) / measure.steps if measure.steps else None
    return _numeric(measure, value)


def _numeric(measure: Measured, value: Decimal) -> Fraction:
    target = measure.target or 0
    if measure.kind == MeasureKind.AT_LEAST:
        return ALL if value >= target else NONE
    if measure.kind == MeasureKind.AT_MOST:
        return ALL if value <= target else NONE
    (start, end, now), _under = in_whole_numbers([measure.start or 0, target, value])
    if start == end:
        raise ValueError("a target equal to its start is reached before it is begun")
    return Fraction(now - start, end - start)


def kept(share: Fraction) -> Fraction:
    """Keep a share in 0–1."""
    if share.numerator < 0:
        return NONE
    return share if share.numerator < share.denominator else ALL


def as_decimal(share: Fraction | None) -> Decimal | None:
    """Return a share to six decimals, for people and programs; None stays None."""
    if share is None:
        return None
    # Half to even, as round() does with Fractions.
    steps, rest = divmod(share.numerator * 10**6, share.denominator)
    steps += 2 * rest + steps % 2 > share.denominator
    return MILLIONTH * steps


def expected_on(day: date, *, starts_on: date, ends_on: date) -> Fraction:
    """Return time elapsed / time total: 0 until the first day has passed, 1 from the last day on."""
    if day >= ends_on:
        return ALL
    if day <= starts_on:
        return NONE
    return Fraction((day - starts_on).days, (ends_on - starts_on).days)


def pace_of(share: Fraction, expected: Fraction) -> Pace:
    """Compare a share with its pace: on track from 0.95 of it, behind from 0.75, else at risk; on track before a start."""
    ratio = kept(share) / expected if expected else ALL
    if ratio >= ON_PACE:
        return Pace.ON_TRACK
    return Pace.BEHIND if ratio >= NEAR_PACE else Pace.AT_RISK


def pace_of_measure(measure: Measured, expected: Fraction) -> Pace | None:
    """Return a measure's pace; a limit is on track while it is kept, and at risk when it is not. None without a value."""
    share = achieved_of(measure)
    if share is None:
        return None
    return pace_of(share, ALL if measure.is_threshold else expected)


def worst(paces: Iterable[Pace | None]) -> Pace | None:
    """Return the worst of those that are known."""
    known = set(paces)
    return next((pace for pace in FROM_WORST if pace in known), None)


def weighted_mean(parts: Iterable[tuple[Decimal, Fraction | None]]) -> Fraction | None:
    """Return the mean of the known values by weight; what is not known gives its weight to the rest."""
    known = [(Fraction(weight), value) for weight, value in parts if value is not None]
    total = sum((weight for weight, _ in known), NONE)
    return sum((weight * value for weight, value in known), NONE) / total if total else None


def read_goal(
    measures: Sequence[Measured], parts: Sequence[Part] = (), *, day: date, starts_on: date, ends_on: date
) -> Progress:
    """Return a goal's progress: the weighted mean of its measures, else of its sub-goals; the status of the worst in it.

    A goal with both counts its measures together as one half and its sub-goals together as the other, because their
    weights are said on different scales; where one half knows nothing yet, the other stands for the whole.
    """
    elapsed = expected_on(day, starts_on=starts_on, ends_on=ends_on)
    halves = [
        weighted_mean((one.weight, _kept_or_none(achieved_of(one))) for one in measures),
        weighted_mean((one.weight, one.progress.achieved) for one in parts),
    ]
    paces = [pace_of_measure(one, elapsed) for one in measures]
    return Progress(
        achieved=weighted_mean((Decimal(1), half) for half in halves),
        expected=_expected(measures, parts, elapsed),
        pace=worst([*paces, *(one.progress.pace for one in parts)]),
    )


def _expected(measures: Sequence[Measured], parts: Sequence[Part], elapsed: Fraction) -> Fraction | None:
    own = elapsed if any(not one.is_threshold for one in measures) else None
    of_parts = weighted_mean((one.weight, one.progress.expected) for one in parts)
    return weighted_mean([(Decimal(1), own), (Decimal(1), of_parts)])


def _kept_or_none(share: Fraction | None) -> Fraction | None:
    return None if share is None else kept(share)


def allowed_by(confidence: int) -> Pace:
    """Return the best status that a confidence allows: 1–3 at risk, 4–7 behind, 8–10 on track."""
    if confidence <= 3:
        return Pace.AT_RISK
    return Pace.BEHIND if confidence <= 7 else Pace.ON_TRACK


def capped(pace: Pace | None, confidences: Iterable[int | None]) -> Pace | None:
    """Return the status that the lowest confidence given allows at best; None stays None."""
    given = [one for one in confidences if one is not None]
    return worst([pace, allowed_by(min(given))]) if pace and given else pace


def distance(confidences: Iterable[int | None]) -> int | None:
    """Return how far the highest confidence is from the lowest; None while fewer than two parties have said one."""
    given = [one for one in confidences if one is not None]
    return max(given) - min(given) if len(given) > 1 else None


def is_apart(confidences: Iterable[int | None]) -> bool:
    """Say whether the confidences are so far apart that the parties should talk: 3 or more."""
    between = distance(confidences)
    return between is not None and between >= APART
