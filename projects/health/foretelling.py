"""How well a week's score foretold what followed: no Django, no clock, no database.

The measure is the area under the ROC curve: how often, of two weeks drawn at random, the one that trouble followed had the
lower score; ties count one half, and 0.5 is a coin. Weeks of one partnership resemble each other, so the interval is
that of clustered curves (N. A. Obuchowski, "Nonparametric analysis of clustered ROC curve data", Biometrics 53, 1997).
The share of weeks that trouble followed, band by band, comes with Wilson's interval (E. B. Wilson, 1927), widened to
as many weeks as the partnerships behind them are worth at least: one each.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import accumulate
from math import sqrt
from uuid import UUID

ENOUGH = 10
"""As many partnerships with trouble, and as many without, are the least to say anything about."""
Z = 1.959963984540054  # 95 %


class Verdict(StrEnum):
    FORETOLD = "foretold"
    REVERSED = "reversed"
    UNCLEAR = "unclear"
    TOO_LITTLE = "too_little"


@dataclass(frozen=True, slots=True)
class Followed:
    """A scored week of a partnership, and whether the trouble in question followed within the horizon."""

    partnership_id: UUID
    score: Decimal
    band: str
    trouble: bool


@dataclass(frozen=True, slots=True)
class Rate:
    """Weeks of a band and how many of them trouble followed; `low` and `high` bound the share with 95 %."""

    band: str
    weeks: int
    followed: int
    partnerships: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Foretold:
    """`area` from 0 to 1, `low` and `high` its 95 % interval; None where there is too little to tell."""

    weeks: int
    followed: int
    partnerships: int
    troubled: int
    quiet: int
    area: float | None
    low: float | None
    high: float | None
    verdict: Verdict
    rates: tuple[Rate, ...]


def foretold(weeks: Sequence[Followed], *, bands: Sequence[str]) -> Foretold:
    """Return how well the scores of these weeks foretold the trouble.

    A partnership is troubled when trouble followed any of its weeks, quiet when it followed none.
    """
    everybody = {one.partnership_id for one in weeks}
    troubled = {one.partnership_id for one in weeks if one.trouble}
    area = low = high = None
    verdict = Verdict.TOO_LITTLE
    if len(troubled) >= ENOUGH and len(everybody) - len(troubled) >= ENOUGH:
        area, spread = clustered_area(weeks)
        low, high = _interval(area, spread, min(len(troubled), len(everybody) - len(troubled)))
        verdict = _verdict(low, high)
    return Foretold(
        weeks=len(weeks),
        followed=sum(one.trouble for one in weeks),
        partnerships=len(everybody),
        troubled=len(troubled),
        quiet=len(everybody) - len(troubled),
        area=area,
        low=low,
        high=high,
        verdict=verdict,
        rates=tuple(_rate(band, weeks) for band in bands),
    )


def clustered_area(weeks: Sequence[Followed]) -> tuple[float, float]:
    """Return the area and its standard error, each partnership a cluster. Raises ValueError without both kinds of weeks."""
    bad, good = (
        _Scores(one.score for one in weeks if one.trouble),
        _Scores(one.score for one in weeks if not one.trouble),
    )
    if not bad.count or not good.count:
        raise ValueError("an area needs weeks with trouble and weeks without")
    sums: dict[UUID, list[float]] = {}
    for one in weeks:
        # [weeks with trouble, their placements, weeks without, their placements]
        cluster = sums.setdefault(one.partnership_id, [0.0, 0.0, 0.0, 0.0])
        at = 0 if one.trouble else 2
        cluster[at] += 1
        cluster[at + 1] += good.share_above(one.score) if one.trouble else bad.share_below(one.score)
    area = sum(cluster[1] for cluster in sums.values()) / bad.count
    return area, sqrt(max(_variance(list(sums.values()), area, bad.count, good.count), 0.0))


def wilson(hits: float, tries: float) -> tuple[float, float]:
    """Return the 95 % interval of a share; everything from 0 to 1 where nothing was tried."""
    if not tries:
        return 0.0, 1.0
    share, square = hits / tries, Z * Z
    middle = (share + square / (2 * tries)) / (1 + square / tries)
    half = Z * sqrt(share * (1 - share) / tries + square / (4 * tries * tries)) / (1 + square / tries)
    return max(middle - half, 0.0), min(middle + half, 1.0)


class _Scores:
    """Scores counted by value, so that millions of weeks take the room of the values alone."""

    def __init__(self, scores: Iterable[Decimal]) -> None:
        counts = Counter(scores)
        self._values = sorted(counts)
        self._sums = [0, *accumulate(counts[value] for value in self._values)]
        self.count = self._sums[-1]

    def share_below(self, score: Decimal) -> float:
        """The share of scores under this one; equal ones by half."""
        under = self._sums[bisect_left(self._values, score)]
        upto = self._sums[bisect_right(self._values, score)]
        return (under + (upto - under) / 2) / self.count

    def share_above(self, score: Decimal) -> float:
        return 1 - self.share_below(score)


def _variance(clusters: Sequence[Sequence[float]], area: float, bad: int, good: int) -> float:
    """S10/M + S01/N + 2·S11/(M·N) of Obuchowski, with M weeks of trouble and N without."""
    with_bad = sum(1 for cluster in clusters if cluster[0])
    with_good = sum(1 for cluster in clusters if cluster[2])
    off_bad = [cluster[1] - cluster[0] * area for cluster in clusters]
    off_good = [cluster[3] - cluster[2] * area for cluster in clusters]
    both = sum(x * y for x, y in zip(off_bad, off_good, strict=True))
    s10 = _corrected(with_bad) / bad * sum(x * x for x in off_bad)
    s01 = _corrected(with_good) / good * sum(y * y for y in off_good)
    s11 = _corrected(len(clusters)) * both
    return s10 / bad + s01 / good + 2 * s11 / (bad * good)


def _corrected(clusters: int) -> float:
    return clusters / (clusters - 1) if clusters > 1 else 1.0


def _interval(area: float, spread: float, partnerships: int) -> tuple[float, float]:
    """Where every pair is in order the spread is 0, which is no certainty: there, as sure as so many partnerships are."""
    if not 0 < area < 1:
        return wilson(round(area) * partnerships, partnerships)
    return max(area - Z * spread, 0.0), min(area + Z * spread, 1.0)


def _verdict(low: float, high: float) -> Verdict:
    if low > 0.5:
        return Verdict.FORETOLD
    return Verdict.REVERSED if high < 0.5 else Verdict.UNCLEAR


def _rate(band: str, weeks: Sequence[Followed]) -> Rate:
    found = [one for one in weeks if one.band == band]
    hits, partnerships = sum(one.trouble for one in found), len({one.partnership_id for one in found})
    low, high = wilson(hits / len(found) * partnerships, partnerships) if found else (0.0, 1.0)
    return Rate(band, len(found), hits, partnerships, low, high)
