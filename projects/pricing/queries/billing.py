"""Bases for billing as pages and files show them: every party reads them, and the lines tell roles, never people."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounts.queries import PartnershipSeen
from partnership.kit.errors import NotThere
from projects.agreement.models import Agreement
from projects.agreement.queries.seen import open_version
from projects.pricing.basis import read_lines, read_sums
from projects.pricing.basis_fields import KIND, SORTS
from projects.pricing.billing import BillLine, Sums, number_text
from projects.pricing.models import Billing

A_PAGE = 25
Place = tuple[date, UUID]


@dataclass(frozen=True, slots=True)
class BillingSeen:
    """A basis of one project and one period, both days included; money excl. VAT in `currency`."""

    id: UUID
    project_id: UUID
    project_name: str
    commissioned_by_id: UUID
    delivered_by_id: UUID
    from_on: date
    to_on: date
    status: str
    number: int | None
    currency: str
    price: Decimal
    agreed_at: datetime | None
    version: int
    values: dict[str, Any]

    @property
    def is_agreed(self) -> bool:
        return self.status == Billing.Status.AGREED

    @property
    def is_dropped(self) -> bool:
        return self.status == Billing.Status.DROPPED

    @property
    def status_label(self) -> str:
        return str(Billing.Status(self.status).label)

    @property
    def number_text(self) -> str:
        """0007, "" while it has none."""
        return number_text(self.number) if self.number else ""

    @property
    def lines(self) -> list[BillLine]:
        return read_lines(self.values)

    @property
    def vat(self) -> Decimal | None:
        """VAT in percent, None where none is agreed."""
        said = self.values.get("vat")
        return None if said is None else Decimal(said)

    @property
    def sums(self) -> Sums:
        return read_sums(self.values)


@dataclass(frozen=True, slots=True)
class Signing:
    """Where a basis is signed: its agreement, the newest version, and the parties whose signatures are missing."""

    agreement_id: UUID
    newest: int
    proposed_by: UUID | None = None
    waits_for: tuple[UUID, ...] = ()


def billings_on_page(
    partnership_id: UUID, *, before: Place | None = None, limit: int = A_PAGE
) -> tuple[list[BillingSeen], Place | None]:
    """Return the newest bases before a place, and the place of the last one when older ones follow: one query."""
    rows = _rows(partnership_id).exclude(status=Billing.Status.DROPPED)
    if before:
        rows = rows.filter(from_on__lte=before[0]).exclude(from_on=before[0], id__gte=before[1])
    found = list(rows.order_by("-from_on", "-id")[: limit + 1])
    last = (found[limit - 1].from_on, found[limit - 1].id) if len(found) > limit else None
    return [_seen(one) for one in found[:limit]], last


def billing_of(partnership_id: UUID, billing_id: UUID) -> Billing:
    """Return a basis with its project; raise NotThere for one of another partnership as for none."""
    found: Billing | None = _rows(partnership_id).filter(id=billing_id).first()
    if found is None:
        raise NotThere
    return found


def billing_seen(partnership_id: UUID, billing_id: UUID) -> BillingSeen:
    """Return the same as its page shows it."""
    return _seen(billing_of(partnership_id, billing_id))


def signing_of(partnership: PartnershipSeen, billing_id: UUID) -> Signing | None:
    """Return where a basis is signed."""
    rows = Agreement.objects.filter(partnership_id=partnership.id, kind=KIND, subject_id=billing_id)
    found = rows.order_by("-versions__number").values_list("id", "versions__number").first()
    if found is None:
        return None
    version, (agreement_id, newest) = open_version(partnership.id, KIND, billing_id), found
    if version is None:
        return Signing(agreement_id, newest)
    return Signing(agreement_id, newest, version.party_id, tuple(version.waiting))


def sort_label(line: BillLine) -> str:
    """Return what sort of line it is, in the active language."""
    return str(SORTS[line.sort.value])


def _rows(partnership_id: UUID) -> Any:
    return Billing.objects.filter(partnership_id=partnership_id).select_related("project")


def _seen(row: Billing) -> BillingSeen:
    return BillingSeen(
        id=row.id,
        project_id=row.project_id,
        project_name=row.project.name,
        commissioned_by_id=row.project.commissioned_by_id,
        delivered_by_id=row.project.delivered_by_id,
        from_on=row.from_on,
        to_on=row.to_on,
        status=row.status,
        number=row.number,
        currency=row.currency,
        price=row.price or Decimal(0),
        agreed_at=row.agreed_at,
        version=row.version,
        values=row.values,
    )
