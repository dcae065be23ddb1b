"""A goal in a letter: how far it is against its pace, how sure each side is, and whether they are far apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from accounts.queries import PartySeen
from projects.goals.queries.records import GoalSeen


@dataclass(frozen=True)
class GoalLine:
    """A signed goal under way. Shares are 0–1, None where nothing is known or there is no pace.

    `confidences` are 1–10 in the parties' own order, None for a side that has not checked in; `apart` is their distance
    when it is 3 or more, else 0.
    """

    name: str
    achieved: Decimal | None
    expected: Decimal | None
    confidences: tuple[tuple[PartySeen, int | None], ...]
    apart: int


def goal_lines(goals: Sequence[GoalSeen], parties: Sequence[PartySeen]) -> tuple[GoalLine, ...]:
    """Return the goals as lines, those first on which the sides are far apart, else in the order given."""
    lines = [_line(one, parties) for one in goals]
    return tuple(sorted(lines, key=lambda line: -line.apart))


def _line(goal: GoalSeen, parties: Sequence[PartySeen]) -> GoalLine:
    return GoalLine(
        name=goal.name,
        achieved=goal.achieved,
        expected=goal.expected,
        confidences=tuple((side, goal.confidences.get(side.id)) for side in parties),
        apart=(goal.distance or 0) if goal.is_apart else 0,
    )
