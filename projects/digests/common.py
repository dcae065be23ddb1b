"""What all sides of many partnerships see alike in a week, read once for a batch of letters, on their common ground.

The door shows no side's own rows and nothing of other partnerships. What is told in words is read once a language.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar
from uuid import UUID

from django.utils import timezone, translation

from accounts.actor import Actor
from accounts.doors import entered
from accounts.queries import PartnershipSeen
from accounts.reading_as import common_ground
from partnership.kit.rounds import read, together
from partnership.kit.weeks import Week
from projects.activity.queries import EventTold, events_of_many
from projects.agreement.queries.charter import charter_states
from projects.agreement.queries.seen import reading_open_versions
from projects.agreement.queries.signed import SignedVersion, signed_between
from projects.agreement.queries.turns import declined_for_all
from projects.digests.goal_lines import goal_lines
from projects.digests.pulse_line import pulse_lines
from projects.digests.sections import Coming, ProjectLine
from projects.feedback.queries.rounds import people_asked
from projects.goals.queries.records import GoalSeen
from projects.goals.queries.seen import goals_in_letters
from projects.goals.waiting import judging_of
from projects.health.letters import HealthRead
from projects.insight.waiting import reading_turns
from projects.openness.queries.asks import open_asks
from projects.openness.waiting import ending_soon
from projects.work.queries.letters import (
    LetterProject,
    deliverables_due,
    projects_for_letters,
    projects_unagreed,
)

Row = TypeVar("Row", bound=Any)
DECIDED = ("partnership.", "work.project_finished")


class Common:
    """The facts by partnership, for every language of the batch."""

    def __init__(self, partnerships: Sequence[PartnershipSeen], languages: Iterable[str], week: Week) -> None:
        ids = [one.id for one in partnerships]
        actor = common_ground(partnerships)
        with entered(actor):
            self.health = HealthRead(ids, week)
            self.projects = _projects(ids, week)
            self.coming = _coming(ids, self.projects, week.next)
            goals = goals_in_letters(ids, as_of=week.sunday)
            self.goals = {one.id: goal_lines(goals.get(one.id, ()), one.parties) for one in partnerships}
            self.waiting = Waits(actor, ids, today=timezone.localdate(), now=timezone.now())
            self.told = {language: _told(actor, partnerships, language, week) for language in languages}


class Waits:
    """What may wait for somebody in these partnerships: rows that every side sees; whose turn it is, each room says.

    Kept by partnership, so that a person's letter goes through its own alone, however many the batch has.
    """

    def __init__(self, ground: Actor, ids: Sequence[UUID], *, today: date, now: datetime) -> None:
        self.today = today
        unsigned, self.turns = read(
            together(reading_open_versions(ids), reading_turns(ground, ids, today=today))
        )
        self.charters = charter_states(ids, waiting=unsigned)
        self.unsigned = _by_partnership(unsigned)
        self.declined = _by_partnership(declined_for_all(ids, now=now))
        self.asks = _by_partnership(open_asks(ids))
        self.grants = _by_partnership(ending_soon(ids, today=today))
        self.unagreed = _by_partnership(projects_unagreed(ids))
        self.goals: Mapping[UUID, Sequence[GoalSeen]] = goals_in_letters(ids, as_of=today)
        self.judging = judging_of(ids, [goal for some in self.goals.values() for goal in some])
        self.asked = people_asked(ids, now=now)


class Told:
    """What the language colors: the same for every side but for what is between some of them."""

    def __init__(
        self,
        signed: Mapping[UUID, Sequence[SignedVersion]],
        events: Mapping[UUID, Sequence[EventTold]],
        pulses: Mapping[UUID, str],
    ) -> None:
        self.signed = {key: tuple(some) for key, some in signed.items()}
        self.events, self.pulses = events, pulses


def _told(actor: Actor, partnerships: Sequence[PartnershipSeen], language: str, week: Week) -> Told:
    start, end = start_of(week), start_of(week.next)
    with translation.override(language):
        return Told(
            signed_between([one.id for one in partnerships], start=start, end=end),
            events_of_many(partnerships, DECIDED, start=start, end=end),
            pulse_lines(actor, partnerships, start=start, end=end),
        )


def within(rows: Mapping[UUID, Sequence[Row]], ids: Iterable[UUID]) -> list[Row]:
    """Return the rows of these partnerships alone."""
    return [row for key in ids for row in rows.get(key, ())]


def _by_partnership(rows: Iterable[Row]) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = {}
    for row in rows:
        found.setdefault(row.partnership_id, []).append(row)
    return found


def start_of(week: Week) -> datetime:
    """The first moment of a week, as letters count it."""
    return datetime.combine(week.monday, time.min, tzinfo=UTC)


def _projects(partnership_ids: Sequence[UUID], week: Week) -> dict[UUID, tuple[ProjectLine, ...]]:
    now = projects_for_letters(partnership_ids, as_of=week.sunday, using="default")
    before = projects_for_letters(partnership_ids, as_of=week.previous.sunday, using="default")
    old = {one.id: _line(one) for projects in before.values() for one in projects}
    return {
        partnership_id: tuple(_compared(_line(one), old.get(one.id)) for one in projects)
        for partnership_id, projects in now.items()
    }


def _compared(line: ProjectLine, old: ProjectLine | None) -> ProjectLine:
    moved = old is not None and (old.percent, old.forecast_on) != (line.percent, line.forecast_on)
    return replace(line, forecast_moved=moved)


def _line(project: LetterProject) -> ProjectLine:
    facts = project.facts
    return ProjectLine(
        name=project.name,
        used=facts.used_hours,
        budget=facts.budget_hours,
        forecast=facts.forecast_hours,
        due_on=facts.due_on,
        forecast_on=facts.forecast_on,
        forecast_moved=False,
    )


def _coming(
    partnership_ids: Sequence[UUID], projects: Mapping[UUID, Sequence[ProjectLine]], week: Week
) -> dict[UUID, tuple[Coming, ...]]:
    """Deliverables and whole projects that are due in the week, by day."""
    found: dict[UUID, list[Coming]] = {one: [] for one in partnership_ids}
    for one in deliverables_due(partnership_ids, first_on=week.monday, last_on=week.sunday):
        found[one.partnership_id].append(Coming(one.due_on, one.name, one.project_name))
    for partnership_id, lines in projects.items():
        due = [line for line in lines if line.due_on and week.monday <= line.due_on <= week.sunday]
        found[partnership_id] += [Coming(line.due_on, line.name, line.name) for line in due if line.due_on]
    return {key: tuple(sorted(things, key=lambda one: (one.on, one.name))) for key, things in found.items()}
