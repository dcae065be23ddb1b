"""A week's score followed to its facts: every part of every party's score, the joint one out of them, and what moved it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from partnership.kit.rounding import CENT, rounded_to_sum
from partnership.kit.weeks import Week
from projects.health.change import joint_drivers
from projects.health.closed import closed_to
from projects.health.formula import Key, Scored, lost_points, spread
from projects.health.models import Contribution, Snapshot
from projects.health.moved import facts_of, words_of
from projects.health.places import PLACES, kind_of, page_of
from projects.health.reasons import hidden, missing, part_name, told
from projects.health.stored import Stored, contributions_of, key_of, stored_weeks
from projects.health.subjects import subject_of


@dataclass(frozen=True)
class RowSeen:
    """One part of a party's score: what it gave and what it could have given at most, in hundredths, and where it comes from.

    `kind` is of its subject, "" for a part about no single thing; `url` leads there, "" where it is closed to the
    reader, and `closed` then says so.
    """

    dimension: str
    part: str
    kind: str
    subject_id: UUID | None
    name: str
    text: str
    weight: Decimal
    freshness: Decimal
    score: Decimal | None
    points: Decimal
    most: Decimal
    url: str
    link: str
    closed: str = ""


@dataclass(frozen=True)
class SideExplained:
    """A party's rows; their points sum to its score, and what they could give to 100 wherever it has one."""

    score: Decimal | None
    rows: tuple[RowSeen, ...]


@dataclass(frozen=True)
class JointExplained:
    """J out of the sides: `mean` and `apart`, which is −λ·spread, sum to `score` to the hundredth."""

    score: Decimal
    mean: Decimal
    spread: Decimal
    spread_weight: Decimal
    apart: Decimal


@dataclass(frozen=True)
class ChangeSeen:
    """What moved the joint score, by how many hundredths of a point, and the page of the thing."""

    points: Decimal
    text: str
    key: Key
    url: str


@dataclass(frozen=True)
class Explained:
    """One counted week. `changes` are in hundredths and sum to `change`; both are empty where the weeks can't be compared."""

    week: Week
    as_of: date
    formula: int
    sides: Mapping[UUID, SideExplained]
    joint: JointExplained | None
    change: Decimal | None
    changes: tuple[ChangeSeen, ...]
    covered: tuple[str, ...]


def explained(actor: Actor, partnership: PartnershipSeen, week: Week, *, today: date) -> Explained | None:
    """Explain the week, or the latest counted one before it within half a year; None without any. Raises NotThere for a stranger.

    At most three statements, however many parts.
    """
    actor.party_id(partnership.id)
    weeks = _two_weeks(partnership.id, week)
    if not weeks:
        return None
    now = weeks[-1]
    before = weeks[0] if len(weeks) > 1 else None
    rows = contributions_of([one.snapshot.id for one in weeks])
    facts = [row for row in rows if row.snapshot_id == now.snapshot.id]
    closed = closed_to(actor, partnership, facts, today=today)
    change, changes = _moved(before, now, rows)
    return Explained(
        week=Week.of(now.snapshot.week_on),
        as_of=now.snapshot.as_of,
        formula=now.snapshot.formula,
        sides={party: _side(scored, facts, party, closed) for party, scored in now.scored(facts).items()},
        joint=_joint(now),
        change=change,
        changes=changes,
        covered=tuple(
            dict.fromkeys(one.dimension for one in facts if one.score is not None and one.freshness)
        ),
    )


def _two_weeks(partnership_id: UUID, week: Week) -> list[Stored]:
    """The week and the one right before it, as far as they were counted."""
    shown = (
        Snapshot.objects.filter(partnership_id=partnership_id, week_on__lte=week.monday)
        .order_by("-week_on")
        .values_list("week_on", flat=True)
        .first()
    )
    return stored_weeks(partnership_id, Week.of(shown), 2) if shown else []


def _side(
    scored: Scored, facts: Sequence[Contribution], party: UUID, closed: Mapping[UUID, str]
) -> SideExplained:
    own = [row for row in facts if row.party_id == party]
    rows = zip(own, lost_points(scored), strict=True)
    return SideExplained(scored.score, tuple(_row(row, lost, closed.get(row.id, "")) for row, lost in rows))


def _row(row: Contribution, lost: Decimal, closed: str) -> RowSeen:
    key, subject = key_of(row), subject_of(row)
    if row.subject_id and not subject:
        text, closed = hidden(), closed or hidden()
    elif row.fact:
        text = told(key, now=row.fact, before={}, subject=subject)
    else:
        text = missing(key, subject=subject)
    return RowSeen(
        dimension=key.dimension,
        part=key.part,
        kind=kind_of(key),
        subject_id=key.subject,
        name=part_name(key, subject=subject),
        text=text,
        weight=row.weight,
        freshness=row.freshness,
        score=row.score,
        points=row.points,
        most=row.points + lost,
        url="" if closed else page_of(row.partnership_id, key),
        link=str(PLACES[key.part].words),
        closed=closed,
    )


def _joint(now: Stored) -> JointExplained | None:
    scores = [score for score in now.scores.values() if score is not None]
    joint, weight = now.snapshot.joint, now.snapshot.spread_weight
    if joint is None or not scores:
        return None
    exact = [Fraction(sum(scores)) / len(scores), -Fraction(weight) * Fraction(spread(scores))]
    mean, apart = rounded_to_sum(exact, total=joint, step=CENT)
    return JointExplained(joint, mean, spread(scores), weight, apart)


def _moved(
    before: Stored | None, now: Stored, rows: Sequence[Contribution]
) -> tuple[Decimal | None, tuple[ChangeSeen, ...]]:
    """The change of J in hundredths with what moved it, the largest first."""
    if before is None or before.snapshot.joint is None or now.snapshot.joint is None:
        return None, ()
    drivers = joint_drivers(
        before.scored(rows),
        now.scored(rows),
        spread_weight=now.snapshot.spread_weight,
        spread_weight_before=before.snapshot.spread_weight,
    )
    told_by = facts_of(rows, (before.snapshot.id, now.snapshot.id))
    change = now.snapshot.joint - before.snapshot.joint
    where = now.snapshot.partnership_id
    return change, tuple(
        ChangeSeen(one.points, words_of(one.key, told_by), one.key, page_of(where, one.key))
        for one in drivers
    )
