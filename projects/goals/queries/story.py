"""A goal's page reads as a story: where it stands, week by week how it came there, and what both sides said on the way."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from accounts.queries import names_of
from accounts.tenancy import current_context
from partnership.kit.errors import NotThere
from partnership.kit.weeks import Week
from projects.goals.models import CheckIn, GoalProject, Reading, Score, Terms
from projects.goals.progress import Pace, as_decimal

from .reading import GoalRead, read_goals
from .records import GoalSeen
from .rollup import Read, rolled_up
from .rows import CheckInSeen, ReadingSeen, check_ins_seen, readings_seen
from .scored import goals_scored_by
from .seen import goals_on_page

MOST_WEEKS = 104
MOST_READINGS = 200


@dataclass(frozen=True, slots=True)
class StoryWeek:
    """A goal at the end of a week (or today): shares in 0–1, and each party's newest confidence until then."""

    week_on: date
    achieved: Decimal | None
    expected: Decimal | None
    pace: Pace | None
    confidences: dict[UUID, int | None]


@dataclass(frozen=True, slots=True)
class ScoreSeen:
    """One party's own judgement, 0–1."""

    party_id: UUID
    score: Decimal
    word: str
    person: str


@dataclass(frozen=True, slots=True)
class GoalStory:
    """Everything about one goal. `scores` are what the reader may see: the own side's, and all once all have scored."""

    goal: GoalSeen
    path: tuple[tuple[UUID, str], ...]
    weeks: tuple[StoryWeek, ...]
    check_ins: tuple[CheckInSeen, ...]
    readings: tuple[ReadingSeen, ...]
    projects: tuple[tuple[UUID, str], ...]
    scores: tuple[ScoreSeen, ...]
    waits_for_score: tuple[UUID, ...]

    @property
    def is_judged(self) -> bool:
        """Every party has scored."""
        return not self.waits_for_score


def goal_story(partnership_id: UUID, goal_id: UUID, *, as_of: date) -> GoalStory:
    """Return a goal's story until a day; raise NotThere unless it was in force then. The number of queries is fixed."""
    goal, path = _found(goals_on_page(partnership_id, as_of=as_of), goal_id)
    own = {"partnership_id": partnership_id, "goal_id": goal_id}
    check_ins = CheckIn.objects.filter(**own, week_on__lte=Week.of(as_of).monday)
    values = Reading.objects.filter(
        partnership_id=partnership_id, measure__goal_id=goal_id, read_on__lte=as_of
    ).order_by("-read_on", "-recorded_at", "-id")
    return GoalStory(
        goal=goal,
        path=path,
        weeks=_weeks(goal, as_of),
        check_ins=tuple(check_ins_seen(check_ins.order_by("-week_on", "party_id"))),
        readings=tuple(readings_seen(values[:MOST_READINGS])),
        projects=_projects(goal),
        scores=_scores(goal),
        waits_for_score=_unscored(goal),
    )


def _found(roots: Sequence[GoalSeen], goal_id: UUID) -> tuple[GoalSeen, tuple[tuple[UUID, str], ...]]:
    """The goal, and the goals above it from the top."""
    for root in roots:
        known = {one.id: one for one in root.walk()}
        if goal_id in known:
            above = []
            one = known[goal_id]
            while one.depth and one.parent_id:
                one = known[one.parent_id]
                above.append((one.id, one.name))
            return known[goal_id], tuple(reversed(above))
    raise NotThere


def _weeks(goal: GoalSeen, as_of: date) -> tuple[StoryWeek, ...]:
    days = _days(goal, as_of)
    ids = [one.id for one in goal.walk()]
    said = _said(goal.partnership_id, ids, as_of)
    by_day: dict[date, list[GoalRead]] = defaultdict(list)
    for read in read_goals([goal.partnership_id], days=days, goal_ids=ids):
        by_day[read.day].append(read)
    parties = [side.party_id for side in goal.sides]
    return tuple(_week(goal.id, day, by_day[day], said, parties) for day in days if day in by_day)


def _days(goal: GoalSeen, as_of: date) -> list[date]:
    """The end of each week since the goal began or was signed, and the day itself as the last."""
    rows = Terms.objects.filter(partnership_id=goal.partnership_id, goal_id=goal.id)
    signed_on = rows.order_by("number").values_list("from_on", flat=True)[0]
    first, last = Week.of(max(min(goal.starts_on, as_of), signed_on)), Week.of(as_of)
    number = (last.monday - first.monday).days // 7
    weeks = [last.shifted(-back) for back in range(min(number, MOST_WEEKS - 1), -1, -1)]
    return [min(week.sunday, as_of) for week in weeks]


Said = Mapping[UUID, Mapping[UUID, tuple[list[date], list[int]]]]
"""By goal and party: the weeks of its check-ins in order, and the confidence of each."""


def _said(partnership_id: UUID, goal_ids: Sequence[UUID], as_of: date) -> Said:
    rows = CheckIn.objects.filter(partnership_id=partnership_id, goal_id__in=goal_ids, week_on__lte=as_of)
    said: dict[UUID, dict[UUID, tuple[list[date], list[int]]]] = defaultdict(
        lambda: defaultdict(lambda: ([], []))
    )
    for goal, party, week_on, confidence in rows.order_by("week_on").values_list(
        "goal_id", "party_id", "week_on", "confidence"
    ):
        said[goal][party][0].append(week_on)
        said[goal][party][1].append(confidence)
    return said


def _until(said: tuple[list[date], list[int]] | None, day: date) -> int | None:
    """The newest confidence on a day."""
    place = bisect_right(said[0], day) if said else 0
    return said[1][place - 1] if said and place else None


def _week(
    goal_id: UUID, day: date, reads: Sequence[GoalRead], said: Said, parties: Sequence[UUID]
) -> StoryWeek:
    confidences = {
        goal: [_until(one, day) for one in of_parties.values()] for goal, of_parties in said.items()
    }
    progress = next(one for one in _walk(rolled_up(reads, confidences)) if one.goal.id == goal_id).progress
    own = said.get(goal_id, {})
    return StoryWeek(
        Week.of(day).monday,
        as_decimal(progress.achieved),
        as_decimal(progress.expected),
        progress.pace,
        {party: _until(own.get(party), day) for party in parties},
    )


def _walk(reads: Sequence[Read]) -> list[Read]:
    return [one for read in reads for one in (read, *_walk(read.parts))]


def _projects(goal: GoalSeen) -> tuple[tuple[UUID, str], ...]:
    rows = GoalProject.objects.filter(
        partnership_id=goal.partnership_id, terms__goal_id=goal.id, terms__number=goal.number
    )
    return tuple(rows.order_by("project__name", "project_id").values_list("project_id", "project__name"))


def _scores(goal: GoalSeen) -> tuple[ScoreSeen, ...]:
    rows = list(
        Score.objects.filter(partnership_id=goal.partnership_id, goal_id=goal.id).order_by("party__position")
    )
    if len(rows) < len(goal.sides):
        # The database hides the others' rows until all have scored; so does this, should the database ever not.
        context = current_context()
        rows = [row for row in rows if context and row.organization_id == context.organization_id]
    people = names_of(row.person_id for row in rows)
    return tuple(ScoreSeen(row.party_id, row.score, row.word, people.get(row.person_id, "")) for row in rows)


def _unscored(goal: GoalSeen) -> tuple[UUID, ...]:
    """The parties without a score: that one has scored is told to everybody, what it said is not."""
    done = goals_scored_by([goal.partnership_id], [goal.id]).get(goal.id, set())
    return tuple(side.party_id for side in goal.sides if side.party_id not in done)
