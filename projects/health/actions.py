"""Computing a week's health for many partnerships at once: facts in SQL, the formula in Python, rows in bulk.

Not an actor's action but a sweep: it passes row-level security as the named sweep "health.compute" and nothing else calls it.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from accounts.doors import system_door
from accounts.models import Party
from partnership.kit.weeks import Week
from projects.health.delivery import Clocks, readings
from projects.health.formula import score_party
from projects.health.models import Snapshot
from projects.health.storing import SYSTEM, Counted, store_weeks
from projects.work.queries.facts import ProjectFacts, facts_for_health


def compute_batch(partnership_ids: Sequence[UUID], *, week: Week, now: datetime) -> int:
    """Count and store the week for these partnerships, at most 1,000 in one transaction; return how many.

    The same again gives the same rows: a batch may be repeated, or two may run at once.
    """
    as_of = min(week.sunday, now.date())
    with system_door("health.compute"):
        counted = _count(sorted(partnership_ids), week=week, as_of=as_of)
        store_weeks(counted, week=week, as_of=as_of, now=now)
    return len(counted)


def _count(partnership_ids: Sequence[UUID], *, week: Week, as_of: date) -> list[Counted]:
    parties = _parties(partnership_ids)
    bands = dict(
        Snapshot.objects.using(SYSTEM)
        .filter(partnership_id__in=partnership_ids, week_on=week.previous.monday)
        .values_list("partnership_id", "band")
    )
    projects: dict[UUID, list[Clocks]] = {}
    for facts in facts_for_health(partnership_ids, as_of=as_of, using=SYSTEM):
        projects.setdefault(facts.partnership_id, []).append(clocks_of(facts))
    counted = []
    for partnership_id, sides in parties.items():
        # Delivery is the same for every party: one clock, seen by all. Dimensions that differ come with their rooms.
        scored = score_party(readings(projects.get(partnership_id, []), as_of=as_of))
        counted.append(Counted(partnership_id, dict.fromkeys(sides, scored), bands.get(partnership_id, "")))
    return counted


def clocks_of(facts: ProjectFacts) -> Clocks:
    """A project's facts as the formula reads them.

    Without estimates nobody knows where the hours end, unless they have passed the budget already.
    """
    forecast, used, budget = facts.forecast_hours, facts.used_hours, facts.budget_hours
    if forecast is None and budget is not None and used > budget:
        forecast = used
    return Clocks(
        project_id=facts.project_id,
        budget_hours=budget,
        forecast_hours=forecast,
        start_on=facts.start_on,
        due_on=facts.due_on,
        forecast_on=facts.forecast_on,
        finished_on=facts.finished_on,
        evidence_on=facts.evidence_on,
        due_in_window=facts.due_in_window,
        on_the_day=facts.on_the_day,
    )


def _parties(partnership_ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    rows = Party.objects.using(SYSTEM).filter(partnership_id__in=partnership_ids)
    found: dict[UUID, list[UUID]] = {}
    for partnership_id, party_id in rows.order_by("partnership_id", "position").values_list(
        "partnership_id", "id"
    ):
        found.setdefault(partnership_id, []).append(party_id)
    return found
