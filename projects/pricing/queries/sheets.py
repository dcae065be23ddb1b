"""Price sheets as the parties have signed them, and what the own side's lines cost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Max, Q

from projects.agreement.models import Agreement, Status, Version
from projects.agreement.queries.records import VersionSeen
from projects.agreement.queries.seen import seen
from projects.agreement.reading import values_of
from projects.pricing.linecosts import LineCostSeen
from projects.pricing.models import LineCost, Sheet
from projects.pricing.sheet import KIND, SheetTerms, read


@dataclass(frozen=True, slots=True)
class SheetSeen:
    """A signed sheet, version `number` of its agreement; it holds from `from_on` until the next one. Money excl. VAT."""

    id: UUID
    partnership_id: UUID
    project_id: UUID
    number: int
    terms: SheetTerms
    price: Decimal
    from_on: date
    signed_at: datetime

    @property
    def currency(self) -> str:
        return self.terms.currency


@dataclass(frozen=True, slots=True)
class SheetWaiting:
    """A proposed sheet: where it is read and signed, and which side put it forward."""

    agreement_id: UUID
    number: int
    party_id: UUID


def sheet_in_force(partnership_id: UUID, project_id: UUID) -> SheetSeen | None:
    """Return the sheet that every party has signed last, None while there is none; one query."""
    rows = Sheet.objects.filter(partnership_id=partnership_id, project_id=project_id)
    row = rows.order_by("-number").first()
    return _seen(row) if row else None


def sheets_in_force(partnership_ids: Iterable[UUID]) -> list[SheetSeen]:
    """Return the sheet in force of each project of these partnerships, by project; one query."""
    rows = Sheet.objects.filter(partnership_id__in=list(partnership_ids)).order_by("project_id", "-number")
    return [_seen(row) for row in rows.distinct("project_id")]


def sheets_signed(partnership_id: UUID, project_id: UUID) -> list[SheetSeen]:
    """Return every sheet that was ever in force for a project, newest first; one query."""
    rows = Sheet.objects.filter(partnership_id=partnership_id, project_id=project_id)
    return [_seen(row) for row in rows.order_by("-number")]


def sheet_versions(partnership_id: UUID, project_id: UUID) -> list[VersionSeen]:
    """Return every version of a project's sheet, proposed and signed, newest first; at most five queries."""
    return seen(_versions(partnership_id, project_id).order_by("-number"))


def version_of_sheet(partnership_id: UUID, project_id: UUID, number: int) -> VersionSeen | None:
    """Return a version that waits for signatures or is in force; None for any other number."""
    living = Q(status=Status.OPEN) | Q(agreement__in_force_id__isnull=False, status=Status.SIGNED)
    rows = _versions(partnership_id, project_id).filter(living, number=number)
    return next((one for one in seen(rows) if one.status == Status.OPEN or one.is_in_force), None)


def sheet_talk(partnership_id: UUID, project_id: UUID) -> tuple[UUID | None, int | None, int]:
    """Return where sheets are negotiated: the agreement, the number that waits for signatures, the newest; one query."""
    rows = Agreement.objects.filter(partnership_id=partnership_id, kind=KIND, subject_id=project_id)
    found = rows.annotate(
        waits=Max("versions__number", filter=Q(versions__status=Status.OPEN)), newest=Max("versions__number")
    )
    agreement_id, waits, newest = found.values_list("id", "waits", "newest").first() or (None, None, 0)
    return agreement_id, waits, newest or 0


def sheets_waiting(partnership_id: UUID) -> dict[UUID, SheetWaiting]:
    """Return what waits for signatures in a partnership, by project; one query."""
    rows = Version.objects.filter(
        partnership_id=partnership_id, agreement__kind=KIND, status=Status.OPEN
    ).values_list("agreement__subject_id", "agreement_id", "number", "party_id")
    return {project_id: SheetWaiting(*cells) for project_id, *cells in rows}


def known_lines(partnership_id: UUID, project_id: UUID) -> set[str]:
    """Return the ids that lines have in the newest version and in the newest signed one: what a change keeps."""
    rows = _versions(partnership_id, project_id).order_by("-number")
    versions = [rows.first(), rows.filter(status=Status.SIGNED).first()]
    return {row["id"] for version in versions if version for row in values_of(version)["lines"]}


def line_costs(partnership_id: UUID, project_id: UUID, number: int) -> dict[str, LineCostSeen]:
    """Return what was stated for lines with version `number` or, failing that, the latest before it; one query.

    The database shows the own side's rows alone: behind the gate, those of the side whose door is open.
    """
    return line_costs_of(partnership_id, {project_id: number}).get(project_id, {})


def line_costs_of(partnership_id: UUID, numbers: Mapping[UUID, int]) -> dict[UUID, dict[str, LineCostSeen]]:
    """Return the same of several projects at their versions; one query."""
    rows = LineCost.objects.filter(partnership_id=partnership_id, project_id__in=list(numbers))
    found: dict[UUID, dict[str, LineCostSeen]] = {}
    for row in rows.order_by("number", "line"):
        if row.number <= numbers[row.project_id]:
            costs = found.setdefault(row.project_id, {})
            costs[row.line] = LineCostSeen(row.line, row.number, row.hourly_cost, row.cost)
    return found


def _versions(partnership_id: UUID, project_id: UUID):  # type: ignore[no-untyped-def]
    return Version.objects.filter(
        partnership_id=partnership_id, agreement__kind=KIND, agreement__subject_id=project_id
    )


def _seen(row: Sheet) -> SheetSeen:
    return SheetSeen(
        id=row.id,
        partnership_id=row.partnership_id,
        project_id=row.project_id,
        number=row.number,
        terms=read(row.values),
        price=row.price,
        from_on=row.from_on,
        signed_at=row.signed_at,
    )
