"""The home of a partnership, put together from the rooms' own queries."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from accounts.actor import Actor
from accounts.queries import PartnershipSeen, PartySeen
from partnership.kit.charts.chart import Chart
from partnership.kit.weeks import Week
from projects.activity.queries import EventSeen, events_on_page
from projects.activity.waiting import Waiting, waiting_for
from projects.agreement.charter_waiting import waiting_for_charter
from projects.agreement.queries.charter import charter_states
from projects.agreement.queries.seen import open_versions
from projects.agreement.waiting import waiting_in_agreement
from projects.feedback.queries.open import Open, Sort, open_between
from projects.feedback.waiting import waiting_between
from projects.goals.queries.home import HomeGoals, home_goals
from projects.goals.queries.seen import goals_on_page, under_way
from projects.goals.waiting import waiting_on
from projects.health.charts import status_of, trend_chart
from projects.health.queries import HealthSeen, health_on_home
from projects.overview.charter import CharterLine, charter_line
from projects.work.queries.facts import ProjectRead
from projects.work.queries.letters import projects_on_home

EVENTS_ON_HOME = 6
WAITING_ON_HOME = 3
PROJECTS_ON_HOME = 3


@dataclass(frozen=True)
class Home:
    """Everything on the home of a partnership, in the order of a phone."""

    week: Week
    health: HealthSeen
    status: str
    status_text: str
    sides: tuple[tuple[PartySeen, int | None], ...]
    chart: Chart
    waiting: tuple[Waiting, ...]
    waiting_count: int
    projects: tuple[ProjectRead, ...]
    project_count: int
    goals: HomeGoals
    charter: CharterLine
    warnings: tuple[Open, ...]
    actions: tuple[Open, ...]
    events: tuple[EventSeen, ...]


def home_of(actor: Actor, partnership: PartnershipSeen, *, today: date) -> Home:
    """Return the home of one partnership, in a constant number of queries."""
    week = Week.of(today)
    health = health_on_home(actor, partnership.id, week)
    status, status_text = status_of(health)
    unsigned = open_versions([partnership.id])
    charters = charter_states([partnership.id], waiting=unsigned)
    goals = goals_on_page(partnership.id, as_of=today)
    between = open_between(actor, [partnership.id], today=today)
    # What waits is told out of what the home reads anyway.
    waiting = waiting_for(
        actor,
        [partnership],
        instead={
            "agreement": partial(waiting_in_agreement, known=unsigned),
            "charter": partial(waiting_for_charter, known=charters),
            "feedback.between": partial(waiting_between, known=between),
            "goals": partial(waiting_on, today=today, under_way=under_way(goals)),
        },
    )
    projects = sorted(projects_on_home(partnership.id, as_of=today), key=_strain)
    return Home(
        week=week,
        health=health,
        status=status,
        status_text=status_text,
        sides=tuple((side, health.parties.get(side.id)) for side in partnership.parties),
        chart=trend_chart(health, partnership.parties),
        waiting=tuple(waiting[:WAITING_ON_HOME]),
        waiting_count=len(waiting),
        projects=tuple(projects[:PROJECTS_ON_HOME]),
        project_count=len(projects),
        goals=home_goals(partnership, goals, unsigned),
        charter=charter_line(charters[partnership.id]),
        warnings=tuple(one for one in between if one.sort == Sort.WARNING),
        actions=tuple(one for one in between if one.sort in (Sort.DUE, Sort.UNNAMED)),
        events=tuple(events_on_page(partnership, limit=EVENTS_ON_HOME)),
    )


def _strain(project: ProjectRead) -> tuple[bool, Decimal, str]:
    """Order projects by how far their hours are forecast to reach beyond the budget; those without one come last."""
    facts = project.facts
    share = (
        (facts.forecast_hours or facts.used_hours) / facts.budget_hours if facts.budget_hours else Decimal(0)
    )
    return (not facts.budget_hours, -share, project.name.casefold())
