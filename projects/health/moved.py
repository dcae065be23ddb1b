"""What moved a stored week's health since the one before, and the facts it is told by: worked out once for every language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from partnership.kit.weeks import Week
from projects.health.change import joint_drivers, whole_drivers
from projects.health.formula import Driver, Key
from projects.health.models import Contribution
from projects.health.reasons import Fact, hidden, told
from projects.health.stored import Stored, key_of
from projects.health.subjects import subject_of


@dataclass(frozen=True)
class Facts:
    """What drivers are told by: facts by snapshot and part, the two snapshots (before, now), the subjects' names."""

    facts: Mapping[tuple[UUID, Key], Fact]
    weeks: tuple[UUID, UUID]
    names: Mapping[UUID | None, str]


def week_before(trend: Sequence[Stored]) -> Stored | None:
    """The week before the newest one, if it was counted."""
    monday = Week.of(trend[-1].snapshot.week_on).previous.monday
    return next((one for one in trend if one.snapshot.week_on == monday), None)


@dataclass(frozen=True)
class Moved:
    """What moved a week's health since the one before, in whole points, and what it is told by: the same in every language."""

    drivers: Sequence[Driver] = ()
    told_by: Facts | None = None


def moved_in(trend: Sequence[Stored], rows: list[Contribution]) -> Moved:
    """Return what moved the newest week's health; nothing where one of the two weeks has no score."""
    before = week_before(trend) if trend else None
    now = trend[-1] if trend else None
    if before is None or now is None or before.snapshot.joint is None or now.snapshot.joint is None:
        return Moved()
    drivers = joint_drivers(
        before.scored(rows),
        now.scored(rows),
        spread_weight=now.snapshot.spread_weight,
        spread_weight_before=before.snapshot.spread_weight,
    )
    whole = whole_drivers(drivers, before=before.snapshot.joint, after=now.snapshot.joint)
    return Moved(whole, facts_of(rows, (before.snapshot.id, now.snapshot.id)) if whole else None)


def facts_of(rows: Sequence[Contribution], weeks: tuple[UUID, UUID]) -> Facts:
    """Return what two weeks' drivers are told by."""
    names = {row.subject_id: subject_of(row) for row in rows}
    # Where the sides differ, the fact of the side that is served worse tells; its name never does.
    told_last = sorted(rows, key=lambda row: (row.score is not None, -(row.score or 0)))
    return Facts({(row.snapshot_id, key_of(row)): row.fact for row in told_last}, weeks, names)


def words_of(key: Key, told_by: Facts) -> str:
    """Return what moved in the active language."""
    old, new = (told_by.facts.get((week, key), {}) for week in told_by.weeks)
    subject = told_by.names.get(key.subject, "")
    return told(key, now=new, before=old, subject=subject) if subject or not key.subject else hidden()
