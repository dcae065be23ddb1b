"""What is bought in for a project: each side writes down its own, another side approves it, then it can be billed."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from accounts.access import Right
from accounts.actions.organizations import ChangedMeanwhile
from accounts.actor import Actor
from partnership.kit.book import record
from partnership.kit.errors import NotThere
from partnership.kit.ids import new_id
from partnership.kit.money import rounded_money
from partnership.kit.once import made_before
from projects.pricing.actions.sharing_in_force import currency_of
from projects.pricing.models import Billed, Outlay, OutlayCost, SheetLine
from projects.pricing.outlay_refusals import (
    BadOutlay,
    CostBelowZero,
    NoSuchLine,
    NotYourOutlay,
    OutlayApproved,
    OutlayBilled,
    OutlayCurrency,
    OutlayDay,
    PriceBelowZero,
    PriceTooFine,
)
from projects.pricing.outlays import OutlaySort
from projects.work.actions.approvals import OthersApprove
from projects.work.approving import approves
from projects.work.logfile.cells import EARLIEST, LATEST_AHEAD
from projects.work.models import Project

MOST = Decimal(10) ** 11


@dataclass(frozen=True, slots=True)
class OutlayValues:
    """A purchase as it is written down: money excl. VAT in `currency`; `cost` is one's own side's alone, None unsaid."""

    done_on: date
    sort: str
    text: str
    price: Decimal
    currency: str
    line: str = ""
    cost: Decimal | None = None


def add_outlay(
    actor: Actor,
    *,
    project: Project,
    values: OutlayValues,
    today: date,
    now: datetime,
    key: UUID | None = None,
) -> Outlay:
    """Write down a purchase of one's own side. Raises PriceBelowZero, OutlayCurrency and other BadOutlays."""
    actor.require(Right.KEEP_BOOK, project)
    if found := made_before(Outlay, project.partnership_id, key):
        return found
    _check(project, values, today)
    outlay = Outlay(
        id=key or new_id(),
        partnership_id=project.partnership_id,
        project=project,
        party_id=actor.party_id(project.partnership_id),
        created_at=now,
        updated_at=now,
        **_fields(values),
    )
    outlay.save(force_insert=True)
    _keep_cost(actor, outlay, values.cost)
    _tell(actor, "pricing.outlay_added", outlay, now)
    return outlay


def change_outlay(
    actor: Actor,
    *,
    outlay: Outlay,
    values: OutlayValues,
    today: date,
    now: datetime,
    version: int | None = None,
) -> Outlay:
    """Change a purchase of one's own side; raises NotYourOutlay, OutlayApproved, ChangedMeanwhile and a BadOutlay."""
    current = _own(actor, outlay, version)
    _check(current.project, values, today)
    for name, value in _fields(values).items():
        setattr(current, name, value)
    _keep_cost(actor, current, values.cost)
    _save(current, now)
    _tell(actor, "pricing.outlay_changed", current, now)
    return current


def remove_outlay(actor: Actor, *, outlay: Outlay, now: datetime) -> None:
    """Take a purchase of one's own side away; raises NotYourOutlay or OutlayApproved."""
    current = _own(actor, outlay, None)
    _tell(actor, "pricing.outlay_removed", current, now)
    OutlayCost.objects.filter(partnership_id=current.partnership_id, outlay_id=current.id).delete()
    Outlay.objects.filter(partnership_id=current.partnership_id, id=current.id).delete()


def approve_outlay(
    actor: Actor, *, outlay: Outlay, now: datetime, version: int | None = None, is_approved: bool = True
) -> Outlay:
    """Say yes to another side's purchase, or take one's own side's yes back; doing it twice does it once.

    Who may is the same as with hours (`work/approving.py`). Raises OthersApprove, ChangedMeanwhile when another
    version was read, and OutlayBilled when an agreed basis holds it.
    """
    actor.require(Right.KEEP_BOOK, outlay)
    current = _held(outlay)
    _require_approver(actor, current)
    if bool(current.approved_at) == is_approved:
        return current
    if version is not None and current.version != version:
        raise ChangedMeanwhile
    if (
        not is_approved
        and Billed.objects.filter(partnership_id=current.partnership_id, outlay=current).exists()
    ):
        raise OutlayBilled
    current.approved_at = now if is_approved else None
    current.approved_by_id = actor.party_id(current.partnership_id) if is_approved else None
    _save(current, now)
    _tell(actor, "pricing.outlay_approved" if is_approved else "pricing.outlay_unapproved", current, now)
    return current


def _own(actor: Actor, outlay: Outlay, version: int | None) -> Outlay:
    actor.require(Right.KEEP_BOOK, outlay)
    if outlay.party_id != actor.party_id(outlay.partnership_id):
        raise NotYourOutlay
    current = _held(outlay)
    if current.approved_at:
        raise OutlayApproved
    if version is not None and current.version != version:
        raise ChangedMeanwhile
    return current


def _held(outlay: Outlay) -> Outlay:
    """Lock the project first, as billing does, then the purchase; raise NotThere when it has gone."""
    own = {"partnership_id": outlay.partnership_id}
    Project.objects.select_for_update(no_key=True).get(**own, id=outlay.project_id)
    rows = Outlay.objects.select_for_update(of=("self",)).select_related("project")
    found: Outlay | None = rows.filter(**own, id=outlay.id).first()
    if found is None:
        raise NotThere
    return found


def _require_approver(actor: Actor, outlay: Outlay) -> None:
    project = outlay.project
    if not approves(
        actor.party_id(outlay.partnership_id),
        worked=outlay.party_id,
        commissioned_by=project.commissioned_by_id,
        delivered_by=project.delivered_by_id,
    ):
        raise OthersApprove


def _check(project: Project, values: OutlayValues, today: date) -> None:
    if values.currency != currency_of(project.partnership_id, project.id):
        raise OutlayCurrency
    _check_amounts(values)
    if not EARLIEST <= values.done_on <= today + LATEST_AHEAD:
        raise OutlayDay
    if values.sort not in OutlaySort.values:
        raise BadOutlay(field="sort")
    lines = SheetLine.objects.filter(partnership_id=project.partnership_id, project=project)
    if values.line and not lines.filter(line=values.line).exists():
        raise NoSuchLine


def _check_amounts(values: OutlayValues) -> None:
    if values.price < 0:
        raise PriceBelowZero
    if values.cost is not None and values.cost < 0:
        raise CostBelowZero
    for name, amount in (("price", values.price), ("cost", values.cost or Decimal(0))):
        if amount >= MOST or rounded_money(amount, values.currency) != amount:
            raise PriceTooFine(field=name)


def _keep_cost(actor: Actor, outlay: Outlay, cost: Decimal | None) -> None:
    """The cost stands in a row that only its own side reads."""
    own = {"partnership_id": outlay.partnership_id, "outlay_id": outlay.id}
    rows = OutlayCost.objects.filter(**own)
    if cost is None:
        rows.delete()
    elif not rows.update(cost=cost):
        OutlayCost.objects.create(**own, organization_id=actor.organization_id, cost=cost)


def _save(outlay: Outlay, now: datetime) -> None:
    outlay.version += 1
    outlay.updated_at = now
    outlay.save()


def _fields(values: OutlayValues) -> dict[str, object]:
    return {name: getattr(values, name) for name in ("done_on", "sort", "text", "price", "currency", "line")}


def _tell(actor: Actor, kind: str, outlay: Outlay, now: datetime) -> None:
    record(
        actor, kind, subject_kind="outlay", subject_id=outlay.id, partnership=outlay.partnership_id,
        data={"project": str(outlay.project_id)}, at=now,
    )  # fmt: skip
