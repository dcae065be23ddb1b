"""The portfolio and the home of a partnership, put together from the rooms' own queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from uuid import UUID

from accounts.actor import Actor
from accounts.queries import PartnershipSeen, PartySeen
from partnership.kit.charts.chart import Chart
from partnership.kit.rounding import rounded
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
from projects.health.models import Snapshot
from projects.health.queries import HealthSeen, health_on_home
from projects.overview.charter import CharterLine, charter_line
from projects.work.queries.facts import ProjectRead
from projects.work.queries.letters import projects_on_home

EVENTS_ON_HOME = 6
WAITING_ON_HOME = 3
PROJECTS_ON_HOME = 3


@dataclass(frozen=True)
class PortfolioEntry:
    """A partnership in the list: its newest score, how it moved in a week, and how much waits for the reader."""

    partnership: PartnershipSeen
    score: int | None
    change: int | None
    band: str
    waiting: int


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


def portfolio_of(
    actor: Actor, partnerships: Sequence[PartnershipSeen], *, today: date
) -> list[PortfolioEntry]:
    """Return the partnerships, the neediest first: lowest score, then most waiting; unknown scores later, ended ones last.

    Two queries and the rooms' own, however many partnerships.
    """
    newest = _newest_snapshots([one.id for one in partnerships], today=today)
    counts = _counts(waiting_for(actor, partnerships))
    entries = [_entry(one, newest.get(one.id, []), counts.get(one.id, 0)) for one in partnerships]
    return sorted(entries, key=_need)


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


def _newest_snapshots(ids: Sequence[UUID], *, today: date) -> dict[UUID, list[Snapshot]]:
    week = Week.of(today)
    rows = Snapshot.objects.filter(
        partnership_id__in=ids, week_on__gte=week.shifted(-3).monday, week_on__lte=week.monday
    ).order_by("partnership_id", "-week_on")
    found: dict[UUID, list[Snapshot]] = {}
    for row in rows:
        found.setdefault(row.partnership_id, []).append(row)
    return found


def _counts(waiting: Sequence[Waiting]) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    for one in waiting:
        found[one.partnership_id] = found.get(one.partnership_id, 0) + 1
    return found


def _entry(partnership: PartnershipSeen, weeks: Sequence[Snapshot], waiting: int) -> PortfolioEntry:
    newest = weeks[0] if weeks else None
    before = weeks[1] if len(weeks) > 1 else None
    score = _whole(newest.joint) if newest else None
    earlier = _whole(before.joint) if before else None
    return PortfolioEntry(
        partnership=partnership,
        score=score,
        change=None if score is None or earlier is None else score - earlier,
        band=newest.band if newest else "",
        waiting=waiting,
    )


def _strain(project: ProjectRead) -> tuple[bool, Decimal, str]:
    """Order projects by how far their hours are forecast to reach beyond the budget; those without one come last."""
    facts = project.facts
    share = (
        (facts.forecast_hours or facts.used_hours) / facts.budget_hours if facts.budget_hours else Decimal(0)
    )
    return (not facts.budget_hours, -share, project.name.casefold())


def _need(entry: PortfolioEntry) -> tuple[bool, bool, int, int, str]:
    has_ended = entry.partnership.status != "active"
    return (
        has_ended,
        entry.score is None,
        entry.score or 0,
        -entry.waiting,
        entry.partnership.title.casefold(),
    )


def _whole(score: Decimal | None) -> int | None:
    return None if score is None else int(rounded(score))
