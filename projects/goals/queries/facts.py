"""Facts of many goals on a day: what health counts with."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from projects.goals.progress import achieved_of, as_decimal, expected_on, kept

from .reading import GoalRead, MeasureRead, read_goals

REMEMBERED = timedelta(weeks=8)


class MeasureFacts(NamedTuple):
    """`achieved` in 0–1, None without a value; `expected` in 0–1, None for a limit, which is kept (1) or not (0)."""

    weight: Decimal
    achieved: Decimal | None
    expected: Decimal | None


class GoalFacts(NamedTuple):
    """A goal's measures on a day; `evidence_on` is the day of its newest value until then."""

    partnership_id: UUID
    goal_id: UUID
    weight: Decimal
    measures: tuple[MeasureFacts, ...]
    evidence_on: date | None


def facts_for_goals(
    partnership_ids: Sequence[UUID], *, as_of: date, using: str = "default"
) -> list[GoalFacts]:
    """Return the goals in force that have begun, are not closed, and ended at most 8 weeks ago: one statement."""
    read = read_goals(partnership_ids, days=[as_of], using=using)
    facts = [_facts(one, as_of) for one in read if _counts(one, as_of)]
    return sorted(facts, key=lambda one: (one.partnership_id, one.goal_id))


def _counts(goal: GoalRead, day: date) -> bool:
    return goal.closed_on is None and goal.starts_on <= day <= goal.ends_on + REMEMBERED


def _facts(goal: GoalRead, day: date) -> GoalFacts:
    elapsed = as_decimal(expected_on(day, starts_on=goal.starts_on, ends_on=goal.ends_on))
    return GoalFacts(
        goal.partnership_id,
        goal.id,
        goal.weight,
        tuple(_measure(one, elapsed) for one in goal.measures),
        goal.evidence_on,
    )


def _measure(one: MeasureRead, elapsed: Decimal | None) -> MeasureFacts:
    measured = one.measured
    share = achieved_of(measured)
    achieved = None if share is None else as_decimal(kept(share))
    return MeasureFacts(one.weight, achieved, None if measured.is_threshold else elapsed)
