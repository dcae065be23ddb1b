"""What is measured, beside what is felt: deliveries on the agreed day, and goals against their pace."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from partnership.kit.rounding import rounded
from projects.goals.queries.facts import GoalFacts, facts_for_goals
from projects.work.queries.facts import facts_for_health

HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Measured:
    """On a day: deliveries due in the last 8 weeks and those on their day, and goals with how many keep their pace."""

    due: int
    on_the_day: int
    goals: int
    on_pace: int


def measured_on(partnership_id: UUID, day: date) -> Measured:
    """Return what the work log and the goals say of a day; two statements."""
    projects = facts_for_health([partnership_id], as_of=day, using="default")
    goals = [one for one in facts_for_goals([partnership_id], as_of=day) if _known(one)]
    return Measured(
        due=sum(one.due_in_window for one in projects),
        on_the_day=sum(one.on_the_day for one in projects),
        goals=len(goals),
        on_pace=sum(_keeps_pace(one) for one in goals),
    )


def _known(goal: GoalFacts) -> bool:
    return any(one.achieved is not None for one in goal.measures)


def _keeps_pace(goal: GoalFacts) -> bool:
    """At least 95 % of what the pace expects, in the weighted mean; a limit is kept or not."""
    known = [one for one in goal.measures if one.achieved is not None]
    achieved = sum(Fraction(one.weight) * Fraction(one.achieved or 0) for one in known)
    expected = sum(
        Fraction(one.weight) * Fraction(1 if one.expected is None else one.expected) for one in known
    )
    return rounded(achieved, step=HUNDREDTH) >= rounded(expected * Fraction(95, 100), step=HUNDREDTH)
