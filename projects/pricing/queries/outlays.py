"""Purchases of projects, in prices: every party reads them. What they cost is read by their own side alone."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from accounts.queries import PartnershipSeen
from partnership.kit.errors import NotThere
from projects.pricing.models import Billed, Outlay, OutlayCost
from projects.pricing.outlays import OutlaySeen
from projects.work.approving import approves
from projects.work.models import Project

A_PAGE = 25
Place = tuple[date, UUID]


def outlays_on_page(
    partnership: PartnershipSeen, project: Project, *, before: Place | None = None, limit: int = A_PAGE
) -> tuple[list[OutlaySeen], Place | None]:
    """Return the newest purchases before a place, and the place of the last one when older ones follow: one query."""
    rows = _rows().filter(partnership_id=partnership.id, project=project)
    if before:
        rows = rows.filter(done_on__lte=before[0]).exclude(done_on=before[0], id__gte=before[1])
    found = list(rows.order_by("-done_on", "-id")[: limit + 1])
    last = (found[limit - 1].done_on, found[limit - 1].id) if len(found) > limit else None
    return _seen(partnership, project, found[:limit]), last


def outlay_of(partnership_id: UUID, outlay_id: UUID) -> Outlay:
    """Return one purchase with its project; raise NotThere for one of another partnership as for none."""
    rows = _rows().select_related("project")
    found: Outlay | None = rows.filter(partnership_id=partnership_id, id=outlay_id).first()
    if found is None:
        raise NotThere
    return found


def outlay_seen(partnership: PartnershipSeen, outlay: Outlay) -> OutlaySeen:
    """Return one purchase, as `outlay_of` found it, in the form in which its page shows it."""
    return _seen(partnership, outlay.project, [outlay])[0]


def own_costs(partnership_id: UUID, outlay_ids: Iterable[UUID]) -> dict[UUID, Decimal]:
    """Return what purchases cost, by id: the database shows one's own side's rows and no others."""
    rows = OutlayCost.objects.filter(partnership_id=partnership_id, outlay_id__in=list(outlay_ids))
    return dict(rows.values_list("outlay_id", "cost"))


def _rows() -> QuerySet[Any]:
    """Purchases that know whether a basis for billing holds them."""
    billed = Billed.objects.filter(partnership_id=OuterRef("partnership_id"), outlay_id=OuterRef("id"))
    found: QuerySet[Any] = Outlay.objects.annotate(is_billed=Exists(billed))
    return found


def _seen(partnership: PartnershipSeen, project: Project, rows: list[Any]) -> list[OutlaySeen]:
    sides = {side.id: side for side in partnership.parties}
    roles = {"commissioned_by": project.commissioned_by_id, "delivered_by": project.delivered_by_id}
    own = partnership.own_party.id
    return [
        OutlaySeen(
            id=one.id,
            project_id=one.project_id,
            party=sides[one.party_id],
            line=one.line,
            sort=one.sort,
            text=one.text,
            done_on=one.done_on,
            price=one.price,
            currency=one.currency,
            approved_at=one.approved_at,
            approved_by=sides.get(one.approved_by_id) if one.approved_by_id else None,
            is_billed=one.is_billed,
            is_ours_to_approve=approves(own, worked=one.party_id, **roles),
        )
        for one in rows
    ]
