"""Health as pages, letters and the API show it: two queries for a home, however much stands behind it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import dropwhile
from uuid import UUID

from accounts.actor import Actor
from partnership.kit.rounding import rounded
from partnership.kit.weeks import Week
from projects.health.change import joint_drivers, whole_drivers
from projects.health.formula import ENOUGH, VERSION, WEIGHTS, Driver, Key, Reading, Scored
from projects.health.models import Contribution, PartyHealth, Snapshot
from projects.health.reasons import Fact, missing, part_name, told
from projects.health.subjects import subject_name, subject_of

TREND_WEEKS = 26
HOME_WEEKS = 13


@dataclass(frozen=True)
class DriverSeen:
    """Why the score moved, told in the active language, in whole points that sum to the change."""

    points: int
    text: str


@dataclass(frozen=True)
class RowSeen:
    """A row of "how it is counted": one part, with its weight, freshness, score and the points that it gave."""

    name: str
    text: str
    weight: Decimal
    freshness: Decimal
    score: Decimal | None
    points: Decimal


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

    @property
    def has_enough(self) -> bool:
        return self.score is not None and self.coverage >= ENOUGH

    @property
    def uncovered(self) -> tuple[str, ...]:
        return tuple(name for name in WEIGHTS if name not in self.covered)


def health_on_home(actor: Actor, partnership_id: UUID, week: Week) -> HealthSeen:
    """The health of the week, or of the latest week before it that was counted, with what moved it and 13 weeks behind.

    Call it inside a door. Raises NotThere for a stranger.
    """
    return health_of_weeks(actor, partnership_id, week, weeks=HOME_WEEKS)


def health_of_weeks(actor: Actor, partnership_id: UUID, week: Week, *, weeks: int) -> HealthSeen:
    """The same with as many weeks of trend as asked for."""
    actor.party_id(partnership_id)
    trend = _trend(partnership_id, week, weeks)
    if not trend:
        return HealthSeen(week, None, None, Decimal(0), "", {}, (), (), (), None)
    newest = trend[-1].snapshot
    shown = Week.of(newest.week_on)
    before = next((one for one in trend if one.snapshot.week_on == shown.previous.monday), None)
    rows = _contributions([newest.id, *([before.snapshot.id] if before else [])])
    facts = [row for row in rows if row.snapshot_id == newest.id]
    return HealthSeen(
        week=shown,
        score=_whole(newest.joint),
        change=_change(before, newest),
        coverage=newest.coverage,
        band=newest.band,
        parties={party: _whole(one.score) for party, one in trend[-1].parties.items()},
        drivers=_drivers(before, trend[-1], rows),
        trend=tuple(one.seen() for one in trend),
        covered=tuple(
            dict.fromkeys(row.dimension for row in facts if row.score is not None and row.freshness)
        ),
        computed_at=newest.computed_at,
        formula=newest.formula,
    )


def rows_on_page(actor: Actor, partnership_id: UUID, week: Week) -> dict[UUID, list[RowSeen]]:
    """Every part of every party's score in the week, by party: the table under "how it is counted"."""
    actor.party_id(partnership_id)
    snapshot = Snapshot.objects.filter(partnership_id=partnership_id, week_on=week.monday).first()
    found: dict[UUID, list[RowSeen]] = {}
    for row in _contributions([snapshot.id]) if snapshot else []:
        found.setdefault(row.party_id, []).append(_row(row))
    return found


@dataclass(frozen=True)
class _Stored:
    """A stored week, put together again."""

    snapshot: Snapshot
    parties: dict[UUID, PartyHealth]

    def seen(self) -> WeekSeen:
        scores = {party: one.score for party, one in self.parties.items()}
        return WeekSeen(self.snapshot.week_on, self.snapshot.joint, scores)

    def scored(self, rows: Iterable[Contribution]) -> dict[UUID, Scored]:
        return {
            party: _scored(one, [r for r in rows if self._holds(r, party)])
            for party, one in self.parties.items()
        }

    def _holds(self, row: Contribution, party: UUID) -> bool:
        return row.snapshot_id == self.snapshot.id and row.party_id == party


def _trend(partnership_id: UUID, week: Week, weeks: int) -> list[_Stored]:
    first = week.shifted(1 - weeks).monday
    found: dict[UUID, _Stored] = {}
    for row in (
        PartyHealth.objects.filter(
            partnership_id=partnership_id, snapshot__week_on__gte=first, snapshot__week_on__lte=week.monday
        )
        .select_related("snapshot")
        .order_by("snapshot__week_on", "party_id")
    ):
        found.setdefault(row.snapshot_id, _Stored(row.snapshot, {})).parties[row.party_id] = row
    # Weeks before the first score say nothing: a trend begins where there is something to see.
    return list(dropwhile(lambda one: one.snapshot.joint is None, found.values()))


def _contributions(snapshot_ids: list[UUID]) -> list[Contribution]:
    """The rows with their subjects' names beside them, in the fixed order of "how it is counted"."""
    rows = Contribution.objects.filter(snapshot_id__in=snapshot_ids).annotate(subject=subject_name())
    return list(rows.order_by("dimension", "part", "subject_id", "party_id"))


def _scored(stored: PartyHealth, rows: list[Contribution]) -> Scored:
    readings = tuple(Reading(_key(row), row.weight, row.freshness, row.score, row.fact) for row in rows)
    return Scored(stored.score, stored.coverage, readings, tuple(row.points for row in rows))


def _drivers(before: _Stored | None, now: _Stored, rows: list[Contribution]) -> tuple[DriverSeen, ...]:
    if before is None or before.snapshot.joint is None or now.snapshot.joint is None:
        return ()
    drivers = joint_drivers(
        before.scored(rows),
        now.scored(rows),
        spread_weight=now.snapshot.spread_weight,
        spread_weight_before=before.snapshot.spread_weight,
    )
    whole = whole_drivers(drivers, before=before.snapshot.joint, after=now.snapshot.joint)
    names = {row.subject_id: subject_of(row) for row in rows}
    # Where the sides differ, the fact of the side that is served worse tells; its name never does.
    told_last = sorted(rows, key=lambda row: (row.score is not None, -(row.score or 0)))
    facts = {(row.snapshot_id, _key(row)): row.fact for row in told_last}
    return tuple(_driver(one, facts, (before.snapshot.id, now.snapshot.id), names) for one in whole)


def _driver(
    driver: Driver,
    facts: Mapping[tuple[UUID, Key], Fact],
    weeks: tuple[UUID, UUID],
    names: Mapping[UUID | None, str],
) -> DriverSeen:
    old, new = (facts.get((snapshot, driver.key), {}) for snapshot in weeks)
    subject = names.get(driver.key.subject, "")
    return DriverSeen(int(driver.points), told(driver.key, now=new, before=old, subject=subject))


def _row(row: Contribution) -> RowSeen:
    key, subject = _key(row), subject_of(row)
    text = told(key, now=row.fact, before={}, subject=subject) if row.fact else missing(key, subject=subject)
    return RowSeen(part_name(key, subject=subject), text, row.weight, row.freshness, row.score, row.points)


def _key(row: Contribution) -> Key:
    return Key(row.dimension, row.part, row.subject_id)


def _whole(score: Decimal | None) -> int | None:
    return None if score is None else int(rounded(score))


def _change(before: _Stored | None, newest: Snapshot) -> int | None:
    if before is None or before.snapshot.joint is None or newest.joint is None:
        return None
    return int(rounded(newest.joint)) - int(rounded(before.snapshot.joint))
