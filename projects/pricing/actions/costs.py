"""What the lines of a sheet cost the side that delivers: its own rows, which nobody else reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from partnership.kit.book import record
from partnership.kit.ids import new_id
from partnership.kit.money import rounded_money
from projects.pricing.buildup import ZERO, Line, Sort, line_price
from projects.pricing.linecosts import LineCostSeen
from projects.pricing.models import LineCost
from projects.pricing.queries.sheets import line_costs, version_of_sheet
from projects.pricing.sheet import SheetTerms, read
from projects.pricing.sheet_checks import MOST_MONEY, MOST_NUMBER
from projects.pricing.sheet_refusals import (
    BelowZero,
    CostSigned,
    DelivererStates,
    LineNotHere,
    NoSheet,
    OneCost,
    TooFine,
    TooLarge,
)
from projects.work.models import Project


@dataclass(frozen=True, slots=True)
class CostSaid:
    """What a line costs: by the hour, or as a whole. Money excl. VAT in the sheet's currency; exactly one of both."""

    hourly_cost: Decimal | None = None
    cost: Decimal | None = None


def state_costs(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    project: Project,
    costs: Mapping[str, CostSaid],
    number: int,
    now: datetime,
) -> None:
    """Write what lines of version `number` cost the own side; it alone reads them. Lines that are not named stay.

    While the version waits for signatures, costs may change; once it is in force, a line that has a cost keeps it.
    Raises DelivererStates for other sides, NoSheet for a version that neither waits nor holds, LineNotHere, CostSigned,
    OneCost, BelowZero, TooLarge and TooFine with the path of the line: "costs.<line id>".
    """
    actor.require(Right.KEEP_BOOK, project)
    side = partnership.party(actor.party_id(partnership.id))
    if side is None or side.id != project.delivered_by_id:
        raise DelivererStates
    version = version_of_sheet(partnership.id, project.id, number)
    if version is None:
        raise NoSheet
    stated = _stated(read(version.values), costs)
    known = line_costs(partnership.id, project.id, number)
    changed = {key: one for key, one in stated.items() if not _is_same(one, known.get(key))}
    for key in changed:
        if version.is_in_force and key in known:
            raise CostSigned(field=f"costs.{key}")
    if changed:
        _write(project, side.organization_id, changed, number, now)
        _tell(actor, project, side.organization_id, number, now)


def _stated(terms: SheetTerms, costs: Mapping[str, CostSaid]) -> dict[str, tuple[Decimal | None, Decimal]]:
    """Return each named line's hourly cost and what it costs as a whole; refuse what can't be."""
    found = {}
    for key, said in costs.items():
        line = terms.line(key)
        if line is None or line.sort == Sort.DISCOUNT:
            raise LineNotHere(field=f"costs.{key}")
        found[key] = _cost(line, said, terms.currency)
    return found


def _cost(line: Line, said: CostSaid, currency: str) -> tuple[Decimal | None, Decimal]:
    path = f"costs.{line.id}"
    if said.cost is not None and said.hourly_cost is None:
        _require_amount(said.cost, MOST_MONEY, path)
        if rounded_money(said.cost, currency) != said.cost:
            raise TooFine(field=path)
        return None, said.cost
    if said.hourly_cost is None or said.cost is not None or not line.role:
        raise OneCost(field=path)
    _require_amount(said.hourly_cost, MOST_NUMBER, path)
    return said.hourly_cost, line_price(line.hours or ZERO, said.hourly_cost, currency)


def _require_amount(value: Decimal, most: Decimal, path: str) -> None:
    if value < 0:
        raise BelowZero(field=path)
    if value >= most:
        raise TooLarge(field=path)


def _is_same(stated: tuple[Decimal | None, Decimal], known: LineCostSeen | None) -> bool:
    """Whether this is stated already: the same hourly cost holds on with the hours of any version."""
    if known is None:
        return False
    hourly_cost, cost = stated
    return known.hourly_cost == hourly_cost and (hourly_cost is not None or known.cost == cost)


def _write(
    project: Project,
    organization_id: UUID,
    stated: Mapping[str, tuple[Decimal | None, Decimal]],
    number: int,
    now: datetime,
) -> None:
    own = {"partnership_id": project.partnership_id, "organization_id": organization_id, "project": project}
    LineCost.objects.bulk_create(
        [
            LineCost(
                id=new_id(),
                **own,
                line=key,
                number=number,
                hourly_cost=hourly_cost,
                cost=cost,
                stated_at=now,
            )
            for key, (hourly_cost, cost) in stated.items()
        ],
        update_conflicts=True,
        unique_fields=["partnership", "organization", "project", "line", "number"],
        update_fields=["hourly_cost", "cost", "stated_at"],
    )


def _tell(actor: Actor, project: Project, organization_id: UUID, number: int, now: datetime) -> None:
    """Write it in the own organization's history: that anything was stated is nobody else's to know."""
    record(
        actor,
        "pricing.costs_stated",
        subject_kind="project",
        subject_id=project.id,
        organization=organization_id,
        data={"number": number},
        at=now,
    )
