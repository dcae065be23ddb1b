"""Goals as pages and letters show them: trees with progress, both sides' confidence, and whose check-in is missing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from partnership.kit.errors import NotThere
from partnership.kit.rounds import Reading, asked, read, together
from projects.goals.models import Step
from projects.goals.progress import FROM_WORST, achieved_of, as_decimal, expected_on, pace_of_measure

from .reading import GoalRead, MeasureRead, reading_goals
from .records import GoalSeen, MeasureSeen, SideSeen, StepSeen
from .rollup import Read, rolled_up
from .sides import reading_sides


def goals_seen(
    partnership_ids: Sequence[UUID], *, as_of: date, using: str = "default"
) -> dict[UUID, tuple[GoalSeen, ...]]:
    """Return the goals in force on a day as trees, by name, for many partnerships: two statements.

    A goal whose parent was not in force on that day stands at the top.
    """
    return read(reading_goals_seen(partnership_ids, as_of=as_of, using=using))


def reading_goals_seen(
    partnership_ids: Sequence[UUID], *, as_of: date, using: str = "default"
) -> Reading[dict[UUID, tuple[GoalSeen, ...]]]:
    """Read the same beside what else a page asks."""
    reads, sides = yield from together(
        reading_goals(partnership_ids, days=[as_of], using=using),
        reading_sides(partnership_ids, as_of=as_of, using=using),
    )
    around = Around(as_of, sides, (yield from _step_names(reads, using)))
    found: dict[UUID, list[GoalSeen]] = defaultdict(list)
    for one in rolled_up(reads, {key: _confidences(rows) for key, rows in sides.items()}):
        found[one.goal.partnership_id].append(_goal(one, around, 0))
    return {key: tuple(goals) for key, goals in found.items()}


def goals_on_page(partnership_id: UUID, *, as_of: date) -> tuple[GoalSeen, ...]:
    """Return the goals of one partnership on a day as trees, by name."""
    return goals_seen([partnership_id], as_of=as_of).get(partnership_id, ())


def goal_seen(partnership_id: UUID, goal_id: UUID, *, as_of: date) -> GoalSeen:
    """Return one goal with what is below it; raise NotThere unless it was in force on that day."""
    for root in goals_on_page(partnership_id, as_of=as_of):
        for one in root.walk():
            if one.id == goal_id:
                return one
    raise NotThere


def goals_in_letters(
    partnership_ids: Sequence[UUID], *, as_of: date, using: str = "default"
) -> dict[UUID, tuple[GoalSeen, ...]]:
    """Return the goals under way of many partnerships, sub-goals among them, those in worst shape first."""
    return read(reading_under_way(partnership_ids, as_of=as_of, using=using))


def reading_under_way(
    partnership_ids: Sequence[UUID], *, as_of: date, using: str = "default"
) -> Reading[dict[UUID, tuple[GoalSeen, ...]]]:
    """Read the same beside what else a page asks."""
    seen = yield from reading_goals_seen(partnership_ids, as_of=as_of, using=using)
    flat = {key: under_way(roots) for key, roots in seen.items()}
    return {key: goals for key, goals in flat.items() if goals}


def under_way(roots: Sequence[GoalSeen]) -> tuple[GoalSeen, ...]:
    """Return the goals of some trees that are not closed, those in worst shape first."""
    flat = (one for root in roots for one in root.walk() if not one.closed_on)
    return tuple(sorted(flat, key=_urgency))


def _urgency(goal: GoalSeen) -> tuple[int, bool, str]:
    place = FROM_WORST.index(goal.pace) if goal.pace else len(FROM_WORST)
    return (place, not goal.is_apart, goal.name)


@dataclass(frozen=True)
class Around:
    """What stands around the goals of a day."""

    as_of: date
    sides: Mapping[UUID, Sequence[SideSeen]]
    steps: Mapping[UUID, str]


def _confidences(sides: Sequence[SideSeen]) -> list[int | None]:
    return [side.confidence for side in sides]


def _step_names(reads: Sequence[GoalRead], using: str) -> Reading[dict[UUID, str]]:
    wanted = [step for goal in reads for one in goal.measures for step in one.step_ids]
    if not wanted:
        return {}
    partnerships = {goal.partnership_id for goal in reads}
    rows = Step.objects.using(using).filter(partnership_id__in=partnerships, id__in=wanted)
    return dict((yield from asked(rows.values_list("id", "name"))))


def _goal(one: Read, around: Around, depth: int) -> GoalSeen:
    goal = one.goal
    kept = (
        "id",
        "partnership_id",
        "parent_id",
        "number",
        "name",
        "weight",
        "starts_on",
        "ends_on",
        "closed_on",
    )
    return GoalSeen(
        **{name: getattr(goal, name) for name in kept},
        score=goal.score,
        as_of=around.as_of,
        depth=depth,
        achieved=as_decimal(one.progress.achieved),
        expected=as_decimal(one.progress.expected),
        pace=one.progress.pace,
        measures=tuple(_measure(measure, goal, around) for measure in goal.measures),
        sides=tuple(around.sides.get(goal.id, ())),
        parts=tuple(_goal(part, around, depth + 1) for part in one.parts),
    )


def _measure(one: MeasureRead, goal: GoalRead, around: Around) -> MeasureSeen:
    elapsed = expected_on(around.as_of, starts_on=goal.starts_on, ends_on=goal.ends_on)
    kept = ("id", "kind", "name", "start", "target", "unit", "source", "weight", "value", "read_on")
    return MeasureSeen(
        **{name: getattr(one, name) for name in kept},
        achieved=as_decimal(achieved_of(one.measured)),
        pace=pace_of_measure(one.measured, elapsed),
        steps=tuple(StepSeen(key, around.steps.get(key, ""), key in one.done) for key in one.step_ids),
    )
