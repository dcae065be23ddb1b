"""The home of a partnership, put together from the rooms' own queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from accounts.actor import Actor
from accounts.queries import PartnershipSeen, PartySeen
from partnership.kit.charts.chart import Chart
from partnership.kit.rounds import Reading, Shared, read, together
from partnership.kit.weeks import Week
from projects.activity.queries import EventSeen, reading_events
from projects.activity.waiting import Provider, Waiting, reading_waiting
from projects.agreement.charter_waiting import waiting_for_charter
from projects.agreement.queries.charter import reading_charters
from projects.agreement.queries.seen import reading_open_versions
from projects.agreement.waiting import waiting_in_agreement
from projects.feedback.queries.open import Open, Sort, reading_open
from projects.feedback.waiting import waiting_between
from projects.goals.queries.home import HomeGoals, home_goals
from projects.goals.queries.records import GoalSeen
from projects.goals.queries.seen import reading_goals_seen, under_way
from projects.goals.waiting import waiting_on
from projects.health.charts import status_of, trend_chart
from projects.health.queries import HealthSeen, reading_health
from projects.overview.charter import CharterLine, charter_line
from projects.work.queries.facts import ProjectRead
from projects.work.queries.letters import reading_home

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
    """Return the home of one partnership, in a constant number of statements: the rooms' questions go together."""
    week = Week.of(today)
    unsigned, charters, trees, between, waiting, health, found, events = read(
        together(
            *_here_and_waiting(actor, partnership, today),
            reading_health(actor, partnership.id, week),
            reading_home(partnership.id, as_of=today),
            reading_events(partnership, limit=EVENTS_ON_HOME),
        )
    )
    goals = trees.get(partnership.id, ())
    projects = sorted(found, key=_strain)
    status, status_text = status_of(health)
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
        events=tuple(events),
    )


def _here_and_waiting(actor: Actor, partnership: PartnershipSeen, today: date) -> list[Reading[Any]]:
    """What is open here, and what waits: it is told out of what the home reads anyway."""
    ids = [partnership.id]
    versions = Shared(reading_open_versions(ids))
    charters = Shared(reading_charters(ids, versions=versions.reading()))
    goals = Shared(reading_goals_seen(ids, as_of=today))
    between = Shared(reading_open(actor, ids, today=today))
    instead: dict[str, Provider] = {
        "agreement": partial(waiting_in_agreement, versions=versions.reading()),
        "charter": partial(waiting_for_charter, charters=charters.reading()),
        "feedback.between": partial(waiting_between, between=between.reading()),
        "goals": partial(waiting_on, today=today, under_way=_under_way(goals, partnership.id)),
    }
    waiting = reading_waiting(actor, [partnership], instead=instead)
    return [*(one.reading() for one in (versions, charters, goals, between)), waiting]


def _under_way(
    goals: Shared[dict[UUID, tuple[GoalSeen, ...]]], partnership_id: UUID
) -> Reading[Sequence[GoalSeen]]:
    trees = yield from goals.reading()
    return under_way(trees.get(partnership_id, ()))


def _strain(project: ProjectRead) -> tuple[bool, Decimal, str]:
    """Order projects by how far their hours are forecast to reach beyond the budget; those without one come last."""
    facts = project.facts
    share = (
        (facts.forecast_hours or facts.used_hours) / facts.budget_hours if facts.budget_hours else Decimal(0)
    )
    return (not facts.budget_hours, -share, project.name.casefold())
