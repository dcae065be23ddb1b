"""A project's deliverables beside what was agreed, planned and booked."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import DecimalField, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from projects.work.models import Deliverable, Project, WorkEntry

HOURS = DecimalField(max_digits=12, decimal_places=3)


@dataclass(frozen=True, slots=True)
class DeliverableSeen:
    """A deliverable with the hours that all parties have booked on it.

    `days_late` is against the agreed day, of what is delivered or overdue; without an agreed day nothing is late.
    """

    id: UUID
    name: str
    code: str
    hours_budget: Decimal | None
    hours_used: Decimal
    planned_on: date | None
    agreed_hours: Decimal | None
    agreed_on: date | None
    delivered_on: date | None
    days_late: int | None
    is_overdue: bool


def deliverables_on_page(project: Project, *, today: date) -> list[DeliverableSeen]:
    """Return a project's deliverables by agreed day, or else the planned one; those without either last."""
    booked = (
        WorkEntry.objects.filter(partnership_id=project.partnership_id, deliverable_id=OuterRef("id"))
        .order_by()
        .values("deliverable_id")
        .annotate(hours=Sum("hours"))
        .values("hours")
    )
    rows = (
        Deliverable.objects.filter(partnership_id=project.partnership_id, project=project)
        .annotate(used=Coalesce(Subquery(booked), Value(Decimal(0)), output_field=HOURS))
        .order_by(Coalesce("agreed_on", "planned_on").asc(nulls_last=True), "name", "id")
    )
    return [_deliverable(row, today) for row in rows]


def _deliverable(row: Deliverable, today: date) -> DeliverableSeen:
    end = row.delivered_on or today
    late = (end - row.agreed_on).days if row.agreed_on else None
    is_overdue = row.delivered_on is None and late is not None and late > 0
    return DeliverableSeen(
        id=row.id,
        name=row.name,
        code=row.code,
        hours_budget=row.hours_budget,
        hours_used=row.used,  # type: ignore[attr-defined]
        planned_on=row.planned_on,
        agreed_hours=row.agreed_hours,
        agreed_on=row.agreed_on,
        delivered_on=row.delivered_on,
        days_late=late if row.delivered_on or is_overdue else None,
        is_overdue=is_overdue,
    )
