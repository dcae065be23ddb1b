"""Computing a week's health for many partnerships at once: facts in SQL, the formula in Python, rows in bulk.

Not an actor's action but a sweep: it passes row-level security as the named sweep "health.compute" and nothing else calls it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from accounts.doors import system_door
from accounts.models import Party
from partnership.kit.weeks import Week
from projects.health.delivery import Clocks, readings
from projects.health.formula import VERSION, Scored, band, joint_coverage, joint_score, score_party
from projects.health.models import Contribution, PartyHealth, Snapshot
from projects.work.queries.facts import ProjectFacts, facts_for_health

SYSTEM = "system"


@dataclass(frozen=True)
class Counted:
    """One partnership's week, ready to be stored."""

    partnership_id: UUID
    parties: dict[UUID, Scored]
    previous_band: str

    @property
    def joint(self) -> Decimal | None:
        return joint_score([scored.score for scored in self.parties.values()])

    @property
    def coverage(self) -> Decimal:
        return joint_coverage(list(self.parties.values()))

    @property
    def band(self) -> str:
        return band(self.joint, coverage=self.coverage, previous=self.previous_band)


def compute_batch(partnership_ids: Sequence[UUID], *, week: Week, now: datetime) -> int:
    """Count and store the week for these partnerships, at most 1,000 in one transaction; return how many.

    The same again gives the same rows: a batch may be repeated, or two may run at once.
    """
    as_of = min(week.sunday, now.date())
    with system_door("health.compute"):
        counted = _count(sorted(partnership_ids), week=week, as_of=as_of)
        _store(counted, week=week, as_of=as_of, now=now)
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


def _store(counted: Sequence[Counted], *, week: Week, as_of: date, now: datetime) -> None:
    snapshots = _store_snapshots(counted, week=week, as_of=as_of, now=now)
    # The upsert holds each snapshot's row to the end of the transaction: of two runs at once the later one wins whole.
    for model in (PartyHealth, Contribution):
        model.objects.using(SYSTEM).filter(
            partnership_id__in=list(snapshots), snapshot_id__in=list(snapshots.values())
        ).delete()
    PartyHealth.objects.using(SYSTEM).bulk_create(
        PartyHealth(
            partnership_id=one.partnership_id,
            snapshot_id=snapshots[one.partnership_id],
            party_id=party_id,
            score=scored.score,
            coverage=scored.coverage,
        )
        for one in counted
        for party_id, scored in one.parties.items()
    )
    Contribution.objects.using(SYSTEM).bulk_create(
        row for one in counted for row in _contributions(one, snapshots[one.partnership_id])
    )


def _store_snapshots(
    counted: Sequence[Counted], *, week: Week, as_of: date, now: datetime
) -> dict[UUID, UUID]:
    rows = [
        Snapshot(
            partnership_id=one.partnership_id,
            week_on=week.monday,
            as_of=as_of,
            joint=one.joint,
            coverage=one.coverage,
            band=one.band,
            formula=VERSION,
            computed_at=now,
        )
        for one in counted
    ]
    Snapshot.objects.using(SYSTEM).bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["partnership", "week_on"],
        update_fields=["as_of", "joint", "coverage", "band", "formula", "computed_at"],
    )
    stored = Snapshot.objects.using(SYSTEM).filter(
        partnership_id__in=[row.partnership_id for row in rows], week_on=week.monday
    )
    return dict(stored.values_list("partnership_id", "id"))


def _contributions(one: Counted, snapshot_id: UUID) -> list[Contribution]:
    return [
        Contribution(
            partnership_id=one.partnership_id,
            snapshot_id=snapshot_id,
            party_id=party_id,
            project_id=reading.key.subject,
            dimension=reading.key.dimension,
            part=reading.key.part,
            weight=reading.weight,
            freshness=reading.freshness,
            score=reading.score,
            points=points,
            fact=dict(reading.fact),
        )
        for party_id, scored in one.parties.items()
        for reading, points in zip(scored.readings, scored.contributions, strict=True)
    ]
