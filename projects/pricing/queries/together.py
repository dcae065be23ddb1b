"""What was built together, as every side reads it, and what starting over would cost each, as far as it is opened."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, Sum
from django.db.models.functions import TruncMonth

from accounts.actor import Actor
from accounts.queries import PartnershipSeen, PartySeen
from partnership.kit.errors import NotThere
from projects.openness.gate import look, steps_for
from projects.openness.shown import Figure, shown
from projects.openness.steps import Step, Topic
from projects.pricing.capital import Month, replacement_of, total_of
from projects.pricing.models import Replacement, Shared
from projects.work.models import Project

PAGE = 50
WIDTH = Decimal(100_000)
"""A band of replacement cost; fixed, so that it tells nothing of the number in it."""


@dataclass(frozen=True, slots=True)
class SharedSeen:
    id: UUID
    party_id: UUID
    sort: str
    sort_name: str
    text: str
    done_on: date
    hours: Decimal
    created_at: datetime


@dataclass(frozen=True, slots=True)
class SideRoles:
    """What a side does in the partnership's projects; both as long as there is none."""

    commissions: bool
    delivers: bool

    @property
    def topics(self) -> tuple[Topic, ...]:
        """What a side's replacement cost tells of: of its margin, of the value it gets, or of both."""
        margin = (Topic.MARGIN,) if self.delivers else ()
        return (*margin, Topic.OUTCOME_VALUE) if self.commissions else margin


@dataclass(frozen=True, slots=True)
class SideReplacement:
    """One side's cost of starting over: `figure` as far as the reader may see it, None where it is closed."""

    party: PartySeen
    figure: Figure | None


def shared_months(partnership_id: UUID) -> list[Month]:
    """Return what all sides put in and lost, by calendar month; one query."""
    lost = Q(sort=Shared.Sort.DEPARTURE)
    rows = (
        Shared.objects.filter(partnership_id=partnership_id)
        .annotate(month=TruncMonth("done_on"))
        .values("month")
        .annotate(put_in=Sum("hours", filter=~lost), gone=Sum("hours", filter=lost))
        .order_by("month")
    )
    return [Month(row["month"], row["put_in"] or Decimal(0), row["gone"] or Decimal(0)) for row in rows]


def place_of(partnership_id: UUID, shared_id: UUID) -> tuple[date, UUID]:
    """Return where a line stands in the list; raise NotThere for an unknown one."""
    rows = Shared.objects.filter(partnership_id=partnership_id, id=shared_id)
    day = rows.values_list("done_on", flat=True).first()
    if day is None:
        raise NotThere
    return day, shared_id


def shared_on_page(
    partnership_id: UUID, *, after: tuple[date, UUID] | None = None, limit: int = PAGE
) -> list[SharedSeen]:
    """Return lines of all sides, newest day first, after a place in the list."""
    rows = Shared.objects.filter(partnership_id=partnership_id)
    if after is not None:
        day, row_id = after
        rows = rows.filter(Q(done_on__lt=day) | Q(done_on=day, id__lt=row_id))
    return [
        SharedSeen(
            one.id,
            one.party_id,
            one.sort,
            one.get_sort_display(),
            one.text,
            one.done_on,
            one.hours,
            one.created_at,
        )
        for one in rows.order_by("-done_on", "-id")[:limit]
    ]


def roles_of_sides(partnership: PartnershipSeen) -> dict[UUID, SideRoles]:
    """Return what each side does; one query."""
    rows = Project.objects.filter(partnership_id=partnership.id)
    pairs = list(rows.order_by().values_list("commissioned_by_id", "delivered_by_id").distinct())
    orders, brings = {one for one, _two in pairs}, {two for _one, two in pairs}
    return {
        side.id: SideRoles(
            commissions=side.id in orders or side.id not in brings,
            delivers=side.id in brings or side.id not in orders,
        )
        for side in partnership.parties
    }


def own_inputs(partnership_id: UUID, organization_id: UUID | None) -> dict[str, Decimal]:
    """Return the inputs that a side has stated, in its own door alone."""
    rows = Replacement.objects.filter(partnership_id=partnership_id, organization_id=organization_id)
    stated = rows.values_list("inputs", flat=True).first() or {}
    return {name: Decimal(value) for name, value in stated.items()}


def replacements(
    actor: Actor,
    partnership: PartnershipSeen,
    roles: dict[UUID, SideRoles],
    *,
    today: date,
    now: datetime,
    place: str = "together",
) -> list[SideReplacement]:
    """Return each side's cost of starting over, in the parties' order: the own in full, others' through the gate."""
    steps = steps_for(actor, partnership, today=today)
    found = []
    for side in partnership.parties:
        figure = look(
            actor,
            partnership,
            owner=side.id,
            topics=roles[side.id].topics,
            read=lambda step, side=side: _figure(partnership, side, roles[side.id], step),  # type: ignore[misc]
            today=today,
            now=now,
            place=place,
            steps=steps,
        )
        found.append(SideReplacement(side, figure))
    return found


def _figure(partnership: PartnershipSeen, side: PartySeen, roles: SideRoles, step: Step) -> Figure:
    inputs = own_inputs(partnership.id, side.organization_id)
    parts = replacement_of(inputs, commissions=roles.commissions, delivers=roles.delivers)
    return shown(total_of(parts), step=step, width=WIDTH)
