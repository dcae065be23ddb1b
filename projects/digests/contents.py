"""What a person's letter tells, gathered by the same queries as the pages, inside the person's own doors."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import UUID

from accounts.actor import Actor
from accounts.doors import actor_for, entered
from accounts.queries import PartnershipSeen, invitations_for_me, offers_for_me, partnerships_seen
from partnership.kit.rounding import rounded
from partnership.kit.weeks import Week
from projects.activity.queries import EventSeen, events_between
from projects.activity.waiting import Waiting, waiting_for
from projects.agreement.queries.signed import SignedVersion, signed_between
from projects.digests.goal_lines import GoalLine, goal_lines
from projects.digests.pulse_line import pulse_lines
from projects.digests.schedule import Stir
from projects.goals.queries.seen import goals_in_letters
from projects.health.queries import HealthSeen, health_on_home
from projects.openness.queries.looks import Looks, looks_between
from projects.work.queries.letters import LetterProject, deliverables_due, projects_for_letters

DECIDED = ("partnership.", "work.project_finished")
MOST_EVENTS = 60


@dataclass(frozen=True)
class ProjectLine:
    """A project's two clocks at the end of the week, and how they stood a week before."""

    name: str
    used: Decimal
    budget: Decimal | None
    forecast: Decimal | None
    due_on: date | None
    forecast_on: date | None
    forecast_moved: bool

    @property
    def percent(self) -> int | None:
        """The forecast in percent of the budget."""
        if self.forecast is None or not self.budget:
            return None
        return int(rounded(self.forecast * 100 / self.budget))

    @property
    def days_late(self) -> int:
        """Days that the forecast is behind the agreed day; 0 on time, early or unknown."""
        if self.due_on is None or self.forecast_on is None:
            return 0
        return max((self.forecast_on - self.due_on).days, 0)


@dataclass(frozen=True)
class Coming:
    """Something that is due in the week after."""

    on: date
    name: str
    project: str


@dataclass(frozen=True)
class Section:
    """One partnership: the same for every side, but for `waiting`."""

    partnership: PartnershipSeen
    health: HealthSeen
    projects: tuple[ProjectLine, ...]
    goals: tuple[GoalLine, ...]
    signed: tuple[SignedVersion, ...]
    decided: tuple[EventSeen, ...]
    coming: tuple[Coming, ...]
    waiting: tuple[Waiting, ...]
    pulse: str = ""
    looks: tuple[Looks, ...] = ()

    @property
    def need(self) -> tuple[int, int, int, str]:
        """Neediest first: a falling score, then what waits, then a low score."""
        score = 101 if self.health.score is None else self.health.score
        return (min(self.health.change or 0, 0), -len(self.waiting), score, self.partnership.title)


@dataclass(frozen=True)
class Contents:
    """Everything in one person's letter about one week. `seats` are invitations and offers to the person's address."""

    week: Week
    sections: tuple[Section, ...]
    seats: tuple["Seat", ...]
    organization: str

    @property
    def waiting(self) -> list[Waiting]:
        return [one for section in self.sections for one in section.waiting]

    @property
    def stir(self) -> Stir:
        """What the quiet rule asks."""
        projects = [project for section in self.sections for project in section.projects]
        moves = [section.health.change or 0 for section in self.sections]
        return Stir(
            waiting=len(self.waiting) + len(self.seats),
            health_moved=max(moves, key=abs, default=0),
            forecasts_moved=sum(project.forecast_moved for project in projects),
            decided=sum(len(one.decided) + len(one.signed) + bool(one.pulse) for one in self.sections),
            alerts=sum(one.is_new for section in self.sections for one in section.health.alerts),
            apart=sum(goal.apart > 0 for section in self.sections for goal in section.goals),
        )


@dataclass(frozen=True)
class Seat:
    """An invitation to an organization, or an offer of partnership, that waits for the person's answer."""

    kind: str
    from_name: str
    expires_at: datetime


def contents_for(person_id: UUID, *, week: Week, now: datetime) -> Contents:
    """Gather a person's letter over all organizations that the person acts for. Opens the person's doors itself."""
    first = actor_for(person_id)
    sections: dict[UUID, Section] = {}
    for standing in first.standings:
        actor = actor_for(person_id, standing.organization_id)
        with entered(actor):
            sections |= {one.partnership.id: one for one in _sections(actor, week, skip=sections)}
    with entered(first):
        seats = _seats(first, now)
    ordered = sorted(sections.values(), key=lambda section: section.need)
    return Contents(week, tuple(ordered), tuple(seats), first.organization_name)


def _sections(actor: Actor, week: Week, *, skip: Iterable[UUID]) -> list[Section]:
    active = [one for one in partnerships_seen(actor) if one.status == "active" and one.id not in set(skip)]
    if not active:
        return []
    waiting = waiting_for(actor, active)
    ids = [one.id for one in active]
    projects = _projects(ids, week)
    goals = goals_in_letters(ids, as_of=week.sunday)
    signed = signed_between(ids, start=_start(week), end=_start(week.next))
    coming = _coming(ids, projects, week.next)
    pulses = pulse_lines(actor, active, start=_start(week), end=_start(week.next))
    looks = looks_between(ids, start=_start(week), end=_start(week.next))
    return [
        Section(
            partnership=one,
            health=health_on_home(actor, one.id, week),
            projects=tuple(projects.get(one.id, ())),
            goals=goal_lines(goals.get(one.id, ()), one.parties),
            signed=tuple(signed.get(one.id, ())),
            decided=tuple(decided_in(one, week)),
            coming=tuple(coming[one.id]),
            waiting=tuple(thing for thing in waiting if thing.partnership_id == one.id),
            pulse=pulses.get(one.id, ""),
            looks=tuple(looks.get(one.id, ())),
        )
        for one in active
    ]


def decided_in(partnership: PartnershipSeen, week: Week) -> list[EventSeen]:
    """What was begun and ended in the week, oldest first, told in the active language."""
    events = events_between(partnership, start=_start(week), end=_start(week.next), limit=MOST_EVENTS)
    return [event for event in reversed(events) if event.kind.startswith(DECIDED)]


def _start(week: Week) -> datetime:
    return datetime.combine(week.monday, time.min, tzinfo=UTC)


def _projects(partnership_ids: Sequence[UUID], week: Week) -> dict[UUID, list[ProjectLine]]:
    now = projects_for_letters(partnership_ids, as_of=week.sunday, using="default")
    before = projects_for_letters(partnership_ids, as_of=week.previous.sunday, using="default")
    old = {one.id: _line(one) for projects in before.values() for one in projects}
    return {
        partnership_id: [_compared(_line(one), old.get(one.id)) for one in projects]
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
) -> dict[UUID, list[Coming]]:
    """Deliverables and whole projects that are due in the week, by day."""
    found: dict[UUID, list[Coming]] = {one: [] for one in partnership_ids}
    for one in deliverables_due(partnership_ids, first_on=week.monday, last_on=week.sunday):
        found[one.partnership_id].append(Coming(one.due_on, one.name, one.project_name))
    for partnership_id, lines in projects.items():
        due = [line for line in lines if line.due_on and week.monday <= line.due_on <= week.sunday]
        found[partnership_id] += [Coming(line.due_on, line.name, line.name) for line in due if line.due_on]
    return {key: sorted(things, key=lambda one: (one.on, one.name)) for key, things in found.items()}


def _seats(actor: Actor, now: datetime) -> list[Seat]:
    offers = [Seat("offer", one.from_name, one.expires_at) for one in offers_for_me(actor, now=now)]
    invitations = [
        Seat("invitation", one.from_name, one.expires_at) for one in invitations_for_me(actor, now=now)
    ]
    return [*offers, *invitations]
