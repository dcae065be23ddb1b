"""Goals as their pages draw them: each with its words, and the parties beside what they said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from accounts.queries import PartnershipSeen, PartySeen
from partnership.kit.weeks import Week
from projects.agreement.queries.records import VersionSeen
from projects.goals.progress import expected_on, worst
from projects.goals.queries.links import LinkSeen
from projects.goals.queries.records import GoalSeen, MeasureSeen, SideSeen
from projects.goals.queries.rows import CheckInSeen
from projects.goals.queries.story import GoalStory, ScoreSeen
from projects.goals.words import PILLS, pill_of, said_apart, said_measure, status_of

Said = Mapping[tuple[UUID, UUID], CheckInSeen]
"""The newest check-in of a goal and a party."""


@dataclass(frozen=True)
class SideShown:
    """A party in a goal; `said` is its newest check-in, where the page reads it."""

    side: PartySeen
    part: SideSeen
    is_missing: bool
    said: CheckInSeen | None

    @property
    def has_answered(self) -> bool:
        return not self.is_missing and self.part.confidence is not None


@dataclass(frozen=True)
class GoalShown:
    """A goal with its words; `waiting` is a change of it, or its outcome, that is not signed by all.

    `capped_by` are the sides whose confidence keeps the status below what its values would give.
    """

    goal: GoalSeen
    pill: str
    status: str
    apart: str
    sides: tuple[SideShown, ...]
    waiting: VersionSeen | None
    capped_by: tuple[SideShown, ...]

    @property
    def has_begun(self) -> bool:
        return self.goal.as_of >= self.goal.starts_on

    @property
    def missing(self) -> tuple[PartySeen, ...]:
        return tuple(one.side for one in self.sides if one.is_missing)


@dataclass(frozen=True)
class MeasureShown:
    measure: MeasureSeen
    pill: str
    status: str
    expected: float
    link: LinkSeen | None = None

    @property
    def share(self) -> float:
        """What is achieved, for a bar that can't be shorter than nothing."""
        return max(float(self.measure.achieved or 0), 0.0)


@dataclass(frozen=True)
class WeekShown:
    """What both sides said in a week, in their order; None where a side said nothing."""

    week: Week
    said: tuple[tuple[PartySeen, CheckInSeen | None], ...]


def shown(
    goal: GoalSeen,
    partnership: PartnershipSeen,
    *,
    open_: Iterable[VersionSeen] = (),
    said: Said | None = None,
) -> GoalShown:
    """Return a goal with everything that its line or its page says."""
    sides = tuple(_sides(goal, partnership, said or {}))
    return GoalShown(
        goal,
        pill_of(goal),
        status_of(goal),
        said_apart(goal.distance),
        sides,
        next((one for one in open_ if one.subject_id == goal.id), None),
        tuple(_capping(goal, sides)),
    )


def measures_shown(goal: GoalSeen, links: Iterable[LinkSeen] = ()) -> list[MeasureShown]:
    """Return a goal's measures with their words, and the key figures that they follow."""
    linked = {one.measure_id: one for one in links}
    elapsed = float(expected_on(goal.as_of, starts_on=goal.starts_on, ends_on=goal.ends_on))
    return [
        MeasureShown(one, PILLS[one.pace], said_measure(one), elapsed, linked.get(one.id))
        for one in goal.measures
    ]


def weeks_shown(check_ins: Sequence[CheckInSeen], partnership: PartnershipSeen) -> list[WeekShown]:
    """Return what was said week by week, the newest first."""
    weeks = sorted({one.week_on for one in check_ins}, reverse=True)
    found = {(one.week_on, one.party_id): one for one in check_ins}
    return [
        WeekShown(Week.of(day), tuple((side, found.get((day, side.id))) for side in partnership.parties))
        for day in weeks
    ]


def scores_of(story: GoalStory, partnership: PartnershipSeen) -> list[tuple[PartySeen, ScoreSeen]]:
    """Return the scores that may be read, in the order of the sides."""
    return [(side, one) for side in partnership.parties for one in story.scores if one.party_id == side.id]


def _sides(goal: GoalSeen, partnership: PartnershipSeen, said: Said) -> Iterable[SideShown]:
    for side in partnership.parties:
        part = goal.side(side.id)
        if part:
            yield SideShown(side, part, side.id in goal.missing, said.get((goal.id, side.id)))


def _capping(goal: GoalSeen, sides: Sequence[SideShown]) -> Iterable[SideShown]:
    by_values = worst([*(one.pace for one in goal.measures), *(one.pace for one in goal.parts)])
    if goal.closed_on or by_values == goal.pace:
        return []
    lowest = min((one.part.confidence for one in sides if one.part.confidence), default=None)
    return [one for one in sides if one.part.confidence == lowest]
