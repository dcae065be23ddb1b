"""What stands in a letter: one section a partnership, and what waits for the person."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from accounts.queries import PartnershipSeen
from partnership.kit.rounding import rounded
from partnership.kit.weeks import Week
from projects.activity.queries import EventSeen
from projects.activity.topics import HEALTH, Choice, Choices, choice_of
from projects.activity.waiting import Waiting
from projects.agreement.queries.signed import SignedVersion
from projects.digests.goal_lines import GoalLine
from projects.digests.schedule import Stir
from projects.health.need import Need, need
from projects.health.queries import HealthSeen
from projects.openness.queries.looks import Looks


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
    def need(self) -> Need:
        """Its place among the sections, by the rule of the portfolio."""
        health, title = self.health, self.partnership.title
        return need(change=health.change, waiting=len(self.waiting), score=health.score, title=title)


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


def without_alerts(section: Section, choices: Choices) -> Section:
    """The section as a person gets it who wants no alerts; the score and its reasons are the same for everybody."""
    if not section.health.alerts or choice_of(choices, HEALTH) != Choice.OFF:
        return section
    return replace(section, health=replace(section.health, alerts=()))
