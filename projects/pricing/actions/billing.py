"""Putting a basis for billing forward: a new one, one counted again, or an answer to the other side's."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from partnership.kit.errors import NotThere
from partnership.kit.ids import new_id
from partnership.kit.once import made_before
from projects.agreement.actions.proposals import put_forward
from projects.agreement.fields import Values
from projects.agreement.kinds import Put
from projects.agreement.models import Agreement, Version
from projects.agreement.reading import values_of as signed_values
from projects.agreement.shape import shaped
from projects.pricing.actions.billing_in_force import held_project, keep_values, pays_of
from projects.pricing.basis import BasisSaid, read_days, read_stated
from projects.pricing.basis_checks import check_period
from projects.pricing.basis_fields import FIELDS, KIND
from projects.pricing.billing_refusals import BadBasis, BasisAgreed, OneSideBills, PeriodTaken
from projects.pricing.models import Billing
from projects.pricing.queries.basis import BasisCounted, counted_basis
from projects.pricing.queries.counted import Days
from projects.pricing.sharing import ROLES
from projects.work.models import Project


def put_billing_forward(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    project: Project,
    said: BasisSaid,
    today: date,
    now: datetime,
    billing: Billing | None = None,
    seen: int = 0,
    word: str = "",
    key: UUID | None = None,
) -> Version:
    """Count a period of a project and put it forward; either side may. Agreed, and numbered, when every party has signed.

    Without `billing` it is a new one; else that one with these days, counted again: a change of the own proposal or an
    answer to the other side's, after `seen`, the newest version that was read. Raises what `preview_billing` and
    `put_forward` raise, PeriodTaken for days of another basis, and BasisAgreed.
    """
    actor.require(Right.KEEP_BOOK, project)
    if found := made_before(Version, partnership.id, key):
        return found
    row = _held(billing) if billing else None
    held = held_project(partnership.id, project.id)
    counted = preview_billing(actor, project=held, said=said, today=today, now=now, billing=row)
    row = row or _begun(held, said, counted, now)
    row.from_on, row.to_on, row.currency = said.from_on, said.to_on, counted.terms.currency
    row.status = Billing.Status.OPEN
    row.save()
    version = put_forward(
        actor,
        partnership=partnership,
        kind=KIND,
        subject_id=row.id,
        values=values_of(partnership, held, said, counted),
        word=word,
        seen=seen,
        now=now,
        key=key,
    )
    keep_values(row, Put(partnership.id, row.id, version.number, signed_values(version), now))
    return version


def preview_billing(
    actor: Actor,
    *,
    project: Project,
    said: BasisSaid,
    today: date,
    now: datetime,
    billing: Billing | None = None,
) -> BasisCounted:
    """Count what a basis would say, and write nothing.

    Raises PeriodBackwards, PeriodAhead, PeriodTooEarly, PeriodTaken, OneSideBills and what `counted_basis` raises.
    """
    actor.require(Right.READ, project)
    if project.commissioned_by_id == project.delivered_by_id:
        raise OneSideBills
    check_period(said.from_on, said.to_on, today=today)
    _check_free(project, said, billing)
    put = Put(project.partnership_id, project.id, 0, {}, now)
    days = Days(project, said.from_on, said.to_on)
    return counted_basis(days, said.stated, pays=lambda: pays_of(actor, project, put))


def values_of(
    partnership: PartnershipSeen, project: Project, said: BasisSaid, counted: BasisCounted
) -> dict[str, Any]:
    """Write a basis down as an agreement keeps it."""
    sides = {name: partnership.party(getattr(project, f"{name}_id")) for name in ROLES}
    return {
        "project": {"id": str(project.id), "name": project.name},
        **{name: {"id": str(side.id), "name": side.name} for name, side in sides.items() if side},
        "from_on": said.from_on.isoformat(),
        "to_on": said.to_on.isoformat(),
        **counted.counts,
    }


def _check_free(project: Project, said: BasisSaid, billing: Billing | None) -> None:
    """Another basis that waits or is agreed has its days for itself."""
    rows = Billing.objects.filter(
        partnership_id=project.partnership_id,
        project_id=project.id,
        from_on__lte=said.to_on,
        to_on__gte=said.from_on,
    ).exclude(status=Billing.Status.DROPPED)
    if billing:
        rows = rows.exclude(id=billing.id)
    taken = rows.order_by("from_on").values_list("from_on", "to_on").first()
    if taken:
        raise PeriodTaken(*taken)


def _held(billing: Billing) -> Billing:
    """Lock the agreement first, as signing does, and return the row as it is now; an agreed one stays as it is."""
    own = {"partnership_id": billing.partnership_id}
    held = Agreement.objects.select_for_update().filter(**own, kind=KIND, subject_id=billing.id)
    row: Billing | None = Billing.objects.filter(**own, id=billing.id).first() if list(held) else None
    if row is None:
        raise NotThere
    if row.status == Billing.Status.AGREED:
        raise BasisAgreed
    return row


def _begun(project: Project, said: BasisSaid, counted: BasisCounted, now: datetime) -> Billing:
    row = Billing(
        id=new_id(),
        partnership_id=project.partnership_id,
        project=project,
        from_on=said.from_on,
        to_on=said.to_on,
        currency=counted.terms.currency,
        price=Decimal(0),
        version=0,
        created_at=now,
        updated_at=now,
    )
    row.save(force_insert=True)
    return row


def put_values_forward(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    billing: Billing,
    values: Values,
    seen: int,
    now: datetime,
    word: str = "",
) -> Version:
    """Put a basis forward by its values, as programs do with any agreement: its days and written lines; the rest is counted.

    Raises BadValues and what `put_billing_forward` raises.
    """
    said = shaped(FIELDS, values)
    if not said["from_on"] or not said["to_on"]:
        raise BadBasis(field="to_on" if said["from_on"] else "from_on")
    for place, row in enumerate(said["lines"]):
        if row["sort"] is None or row["amount"] is None:
            raise BadBasis(field=f"lines.{place}.amount" if row["sort"] else f"lines.{place}.sort")
    return put_billing_forward(
        actor,
        partnership=partnership,
        project=billing.project,
        said=BasisSaid(*read_days(said), read_stated(said)),
        today=now.astimezone(timezone.get_current_timezone()).date(),
        now=now,
        billing=billing,
        seen=seen,
        word=word,
    )
