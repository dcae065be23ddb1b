"""Trees of goals, each with its progress: from the leaves up, by the rules of `projects.goals.progress`."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from projects.goals.progress import ALL, Part, Progress, capped, read_goal

from .reading import GoalRead

Confidences = Mapping[UUID, Sequence[int | None]]


@dataclass(frozen=True, slots=True)
class Read:
    """A goal with its progress, never better than its own confidences allow, and its sub-goals by name."""

    goal: GoalRead
    progress: Progress
    parts: tuple["Read", ...]

    @property
    def as_part(self) -> Part:
        """What it is in its parent: once closed, the score that was agreed; then nobody can act on it any more."""
        if self.goal.closed_on and self.goal.score is not None:
            return Part(self.goal.weight, Progress(Fraction(self.goal.score), ALL, None))
        return Part(self.goal.weight, self.progress)


def rolled_up(goals: Sequence[GoalRead], confidences: Confidences) -> list[Read]:
    """Return the top goals of one day, each with everything below it; the order of `goals` stays."""
    known = {one.id for one in goals}
    below: dict[UUID | None, list[GoalRead]] = defaultdict(list)
    for one in goals:
        below[one.parent_id if one.parent_id in known else None].append(one)
    return [_read(one, below, confidences) for one in below[None]]


def _read(goal: GoalRead, below: Mapping[UUID | None, Sequence[GoalRead]], confidences: Confidences) -> Read:
    parts = tuple(_read(one, below, confidences) for one in below.get(goal.id, ()))
    progress = read_goal(
        [one.measured for one in goal.measures],
        [one.as_part for one in parts],
        day=goal.day,
        starts_on=goal.starts_on,
        ends_on=goal.ends_on,
    )
    pace = capped(progress.pace, confidences.get(goal.id, ()))
    return Read(goal, Progress(progress.achieved, progress.expected, pace), parts)
