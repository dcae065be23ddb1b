"""All partnerships of a person, the neediest first: how each stands, what waits there, and half a year in a line."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from partnership.kit.alphabet import alphabetical
from partnership.kit.charts.chart import Chart
from partnership.kit.rounds import Reading, together
from partnership.kit.weeks import Week
from projects.activity.waiting import reading_waiting
from projects.health.charts import portfolio_line
from projects.health.need import Need, need
from projects.health.queries import TREND_WEEKS
from projects.health.standings import NOTHING, Standing, reading_standings, reading_tracks

PAGE = 24
MANY = 10
"""With more partnerships than that a portfolio can be searched."""


class Show(StrEnum):
    """What of a portfolio is shown."""

    ALL = ""
    ACT = "act"
    WATCH = "watch"
    GOOD = "good"
    UNKNOWN = "unknown"
    ALERTS = "alerts"
    WAITING = "waiting"
    ENDED = "ended"


@dataclass(frozen=True)
class Entry:
    """A partnership in the list: how it stands, how much waits for the reader, and its line."""

    partnership: PartnershipSeen
    standing: Standing
    waiting: int
    chart: Chart | None = None

    @property
    def is_active(self) -> bool:
        return self.partnership.status == "active"

    @property
    def place(self) -> tuple[bool, Need, UUID]:
        """By need; ended ones come last."""
        title = "".join(alphabetical(self.partnership.title))
        rule = need(change=self.standing.change, waiting=self.waiting, score=self.standing.score, title=title)
        return not self.is_active, rule, self.partnership.id

    def is_shown(self, show: Show, word: str) -> bool:
        """Whether the entry is among those asked for, and its name holds the word."""
        wanted = {
            Show.ALL: True,
            Show.UNKNOWN: self.is_active and not self.standing.band,
            Show.ALERTS: self.is_active and bool(self.standing.alerts),
            Show.WAITING: self.waiting > 0,
            Show.ENDED: not self.is_active,
        }
        fits = wanted.get(show, self.is_active and self.standing.band == show)
        return fits and word.casefold() in self.partnership.title.casefold()


@dataclass(frozen=True)
class Portfolio:
    """One page of the list: `older` is where the next one begins, "" on the last; counts are of all, not of the page."""

    entries: tuple[Entry, ...]
    total: int
    found: int
    older: str

    @property
    def is_large(self) -> bool:
        return self.total > MANY


def reading_portfolio(
    actor: Actor,
    partnerships: Sequence[PartnershipSeen],
    *,
    today: date,
    show: Show = Show.ALL,
    word: str = "",
    after: str = "",
) -> Reading[Portfolio]:
    """Read a page of the partnerships, the neediest first; as many statements, however many there are.

    `after` is the `older` of the page before; it stands for a place by need, so that nobody is left out when others move.
    """
    week = Week.of(today)
    standing, waiting = yield from together(
        reading_standings([one.id for one in partnerships], week), reading_waiting(actor, partnerships)
    )
    counts = Counter(one.partnership_id for one in waiting)
    entries = (Entry(one, standing.get(one.id, NOTHING), counts[one.id]) for one in partnerships)
    shown = sorted((one for one in entries if one.is_shown(show, word)), key=lambda one: one.place)
    begin = _read(after, partnerships)
    rest = [one for one in shown if begin is None or one.place > begin]
    page = rest[:PAGE]
    return Portfolio(
        entries=tuple((yield from _with_lines(page, week))),
        total=len(partnerships),
        found=len(shown),
        older=_written(page[-1]) if len(rest) > PAGE else "",
    )


def _with_lines(page: Sequence[Entry], week: Week) -> Reading[list[Entry]]:
    scores = yield from reading_tracks([one.partnership.id for one in page], week, TREND_WEEKS)
    return [
        replace(one, chart=portfolio_line(one.partnership.title, scores[one.partnership.id], week))
        for one in page
    ]


def _written(entry: Entry) -> str:
    """The entry's place as it stands in an address."""
    ended, (change, waiting, score, _title), key = entry.place
    return f"{int(ended)}_{change}_{waiting}_{score}_{key}"


def _read(after: str, partnerships: Sequence[PartnershipSeen]) -> tuple[bool, Need, UUID] | None:
    """The place that an address names; None for none and for a made-up one: the list begins anew."""
    try:
        ended, change, waiting, score, key = after.split("_")
        title = next(one.title for one in partnerships if str(one.id) == key)
        rule = (int(change), int(waiting), int(score), "".join(alphabetical(title)))
        return bool(int(ended)), rule, UUID(key)
    except (ValueError, StopIteration):
        return None
