"""Health as pages, letters and the API show it: two statements for a home, however much stands behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from accounts.actor import Actor
from partnership.kit.rounding import rounded
from partnership.kit.rounds import Reading, read, together
from partnership.kit.weeks import Week
from projects.feedback.queries.done import ActionDone, reading_done
from projects.health.alert_words import AlertSeen, alerts_seen
from projects.health.formula import ENOUGH, VERSION, WEIGHTS, Key
from projects.health.helped import Rise, helped, span_of
from projects.health.helped_words import HelpedSeen, helped_seen
from projects.health.models import Contribution, Snapshot
from projects.health.moved import Moved, moved_in, week_before, words_of
from projects.health.places import page_of
from projects.health.step_words import StepSeen, steps_seen
from projects.health.stored import Stored, reading_contributions, reading_stored
from projects.health.subjects import subject_of

TREND_WEEKS = 26
HOME_WEEKS = 13


@dataclass(frozen=True)
class DriverSeen:
    """Why the score moved, told in the active language, in whole points that sum to the change, and the page of what moved."""

    points: int
    text: str
    key: Key | None = None
    url: str = ""


@dataclass(frozen=True)
class WeekSeen:
    """One point of the trend: a week's Monday, the joint score and each party's, None where there was none."""

    week_on: date
    joint: Decimal | None
    parties: Mapping[UUID, Decimal | None]


@dataclass(frozen=True)
class HealthSeen:
    """A partnership's health in one week. `score` is None without any evidence; `band` is empty with too little."""

    week: Week
    score: int | None
    change: int | None
    coverage: Decimal
    band: str
    parties: Mapping[UUID, int | None]
    drivers: tuple[DriverSeen, ...]
    trend: tuple[WeekSeen, ...]
    covered: tuple[str, ...]
    computed_at: datetime | None
    formula: int = VERSION
    steps: tuple[StepSeen, ...] = ()
    alerts: tuple[AlertSeen, ...] = ()
    helped: tuple[HelpedSeen, ...] = ()

    @property
    def has_enough(self) -> bool:
        return self.score is not None and self.coverage >= ENOUGH

    @property
    def uncovered(self) -> tuple[str, ...]:
        return tuple(name for name in WEIGHTS if name not in self.covered)


def health_of_weeks(actor: Actor, partnership_id: UUID, week: Week, *, weeks: int = HOME_WEEKS) -> HealthSeen:
    """The health of the week, or of the latest counted before it, and as many weeks behind. Raises NotThere for a stranger."""
    return read(reading_health(actor, partnership_id, week, weeks=weeks))


def reading_health(
    actor: Actor, partnership_id: UUID, week: Week, *, weeks: int = HOME_WEEKS
) -> Reading[HealthSeen]:
    """Read the same beside what else a page asks."""
    actor.party_id(partnership_id)
    trend = yield from reading_stored(partnership_id, week, weeks)
    if not trend:
        return health_seen(trend, [], week)
    done, rows = yield from together(
        reading_done_lately([partnership_id], Week.of(trend[-1].snapshot.week_on)),
        reading_contributions(weeks_told(trend)),
    )
    return health_seen(trend, rows, week, done=done.get(partnership_id, ()))


def reading_done_lately(partnership_ids: Sequence[UUID], week: Week) -> Reading[dict[UUID, list[ActionDone]]]:
    """Read the joint actions whose work can show in a week, by partnership; one query."""
    start, end = span_of(week)
    return reading_done(partnership_ids, start=start, end=end)


def weeks_told(trend: Sequence[Stored]) -> list[UUID]:
    """Return the snapshots whose parts a health tells of: the newest one's, and those of the week before it."""
    if not trend:
        return []
    before = week_before(trend)
    return [trend[-1].snapshot.id, *([before.snapshot.id] if before else [])]


def health_seen(
    trend: Sequence[Stored],
    rows: list[Contribution],
    week: Week,
    *,
    with_steps: bool = True,
    done: Sequence[ActionDone] = (),
    moved: Moved | None = None,
) -> HealthSeen:
    """Put together a health, told in the active language, from its stored weeks and the parts of `weeks_told`.

    `done` are the joint actions whose work can show in the week, `moved` what `moved_in` says where that is known already.
    """
    if not trend:
        return HealthSeen(week, None, None, Decimal(0), "", {}, (), (), (), None)
    newest, before = trend[-1].snapshot, week_before(trend)
    shown = Week.of(newest.week_on)
    facts = [row for row in rows if row.snapshot_id == newest.id]
    drivers = _drivers(newest.partnership_id, moved or moved_in(trend, rows))
    return HealthSeen(
        week=shown,
        score=_whole(newest.joint),
        change=_change(before, newest),
        coverage=newest.coverage,
        band=newest.band,
        parties={party: _whole(one.score) for party, one in trend[-1].parties.items()},
        drivers=drivers,
        trend=tuple(WeekSeen(one.snapshot.week_on, one.snapshot.joint, one.scores) for one in trend),
        covered=tuple(
            dict.fromkeys(row.dimension for row in facts if row.score is not None and row.freshness)
        ),
        computed_at=newest.computed_at,
        formula=newest.formula,
        steps=_steps(trend[-1], facts) if with_steps else (),
        alerts=alerts_seen(newest.alerts, week_on=newest.week_on),
        helped=helped_seen(helped([Rise(one.key, one.points) for one in drivers if one.key], done)),
    )


def _drivers(where: UUID, moved: Moved) -> tuple[DriverSeen, ...]:
    if moved.told_by is None:
        return ()
    return tuple(
        DriverSeen(int(one.points), words_of(one.key, moved.told_by), one.key, page_of(where, one.key))
        for one in moved.drivers
    )


def _steps(now: Stored, rows: list[Contribution]) -> tuple[StepSeen, ...]:
    return steps_seen(
        now.snapshot.partnership_id,
        now.scored(rows),
        joint=now.snapshot.joint,
        spread_weight=now.snapshot.spread_weight,
        names={row.subject_id: subject_of(row) for row in rows},
    )


def _whole(score: Decimal | None) -> int | None:
    return None if score is None else int(rounded(score))


def _change(before: Stored | None, newest: Snapshot) -> int | None:
    if before is None or before.snapshot.joint is None or newest.joint is None:
        return None
    return int(rounded(newest.joint)) - int(rounded(before.snapshot.joint))
