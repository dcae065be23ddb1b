"""What terms of a project can't be, and what they write once every party has signed.

Nothing else in the room writes a budget or a day that binds both sides.
"""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Party
from partnership.kit.book import record
from partnership.kit.errors import NotThere, Refused
from projects.agreement.kinds import Put
from projects.work.models import Deliverable, Project
from projects.work.terms import COLUMNS, Terms, read

MOST_HOURS = Decimal(10) ** 7
MOST_MONEY = Decimal(10) ** 12
HUNDREDTH = Decimal("0.01")


class DeliveryBeforeStart(Refused):
    message = _("The delivery date lies before the start.")
    code = "delivery_before_start"
    status = 422
    field = "delivery_on"


class BudgetNotPositive(Refused):
    message = _("A budget is more than 0 hours. Leave it empty while none is agreed.")
    code = "budget_not_positive"
    status = 422
    field = "hours_budget"


class AmountNotPositive(Refused):
    message = _("A money budget is more than 0. Leave it empty while none is agreed.")
    code = "amount_not_positive"
    status = 422
    field = "amount_budget"


class OtherCurrency(Refused):
    message = _("Write money in the currency of the partnership.")
    code = "other_currency"
    status = 422
    field = "amount_budget"


class PartyNotHere(Refused):
    message = _("Choose one of the sides of this partnership.")
    code = "party_not_here"
    status = 422
    field = "commissioned_by"


class ProjectRenamed(Refused):
    message = _(
        "The project is called something else by now. Put the terms forward again with its name of today."
    )
    code = "project_renamed"


class DeliverableNotHere(Refused):
    message = _("A deliverable of these terms does not belong to the project, or has another name by now.")
    code = "deliverable_not_here"
    status = 422


def check_terms(actor: Actor, put: Put) -> None:
    """Refuse terms that can't be: PartyNotHere, DeliveryBeforeStart, BudgetNotPositive, AmountNotPositive and others.

    It runs when they are proposed and again before they take effect.
    """
    _check_project(put)
    check_sides(put)
    terms = _read(put)
    if terms.starts_on and terms.delivery_on and terms.delivery_on < terms.starts_on:
        raise DeliveryBeforeStart
    _check_hours(terms.hours_budget)
    _check_amount(terms, put.partnership_id)
    _check_parts(terms, put)


def _check_project(put: Put) -> None:
    project = Project.objects.filter(partnership_id=put.partnership_id, id=put.subject_id).first()
    if project is None:
        raise NotThere
    if put.values.get("project") != {"id": str(project.id), "name": project.name}:
        raise ProjectRenamed


def check_sides(put: Put) -> None:
    """Raise PartyNotHere unless both roles are sides of the partnership; agreement itself writes their names."""
    sides = {
        str(one)
        for one in Party.objects.filter(partnership_id=put.partnership_id).values_list("id", flat=True)
    }
    for role in ("commissioned_by", "delivered_by"):
        said = put.values.get(role)
        if not said or said["id"] not in sides:
            raise PartyNotHere(field=role)


def agree_terms(actor: Actor, put: Put) -> None:
    """Write what every party has signed into the project and its deliverables; what is left out is agreed no more."""
    terms = read(put.values)
    rows = Project.objects.select_for_update()
    project = rows.get(partnership_id=put.partnership_id, id=put.subject_id)
    for name in COLUMNS:
        setattr(project, name, getattr(terms, name))
    project.version += 1
    project.updated_at = put.now
    project.save()
    _agree_parts(project, terms, put.now)
    record(
        actor,
        "work.terms_agreed",
        subject_kind="project",
        subject_id=project.id,
        partnership=project.partnership_id,
        data={"number": put.number},
        at=put.now,
    )


def _read(put: Put) -> Terms:
    try:
        return read(put.values)
    except ValueError as error:
        raise DeliverableNotHere(field="deliverables") from error


def _agree_parts(project: Project, terms: Terms, now: datetime) -> None:
    rows = Deliverable.objects.select_for_update().filter(
        partnership_id=project.partnership_id, project=project
    )
    changed = []
    for row in rows:
        part = terms.part(row.id)
        hours, day = (part.hours, part.day) if part else (None, None)
        if (row.agreed_hours, row.agreed_on) != (hours, day):
            row.agreed_hours, row.agreed_on = hours, day
            row.version, row.updated_at = row.version + 1, now
            changed.append(row)
    Deliverable.objects.bulk_update(changed, ["agreed_hours", "agreed_on", "version", "updated_at"])


def _check_hours(hours: Decimal | None) -> None:
    if hours is not None and not _fits(hours, MOST_HOURS):
        raise BudgetNotPositive


def _check_amount(terms: Terms, partnership_id: UUID) -> None:
    if terms.amount_budget is None:
        return
    if not _fits(terms.amount_budget, MOST_MONEY):
        raise AmountNotPositive
    party = Party.objects.filter(partnership_id=partnership_id).select_related("partnership").first()
    if party is None or terms.currency != party.partnership.currency:
        raise OtherCurrency


def _check_parts(terms: Terms, put: Put) -> None:
    rows = Deliverable.objects.filter(partnership_id=put.partnership_id, project_id=put.subject_id)
    names = dict(rows.values_list("id", "name"))
    for place, part in enumerate(terms.parts):
        if names.get(part.deliverable_id) != part.name:
            raise DeliverableNotHere(field=f"deliverables.{place}")
        _check_hours(part.hours)


def _fits(value: Decimal, limit: Decimal) -> bool:
    """More than 0, with two decimals at most, and not beyond its column."""
    return 0 < value < limit and value == value.quantize(HUNDREDTH)
