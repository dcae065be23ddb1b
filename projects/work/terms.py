"""A project's terms, which every party signs: who commissions and delivers, budgets, days, and what is handed over when.

Pure of rows: between what is written down in an agreement (plain JSON) and what Python counts with.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.queries import PartnershipSeen
from projects.agreement.fields import Field, Type, Values
from projects.work.models import Deliverable, Project

KIND = "project"
FIELDS = (
    Field("project", _("Project"), Type.REF),
    Field("commissioned_by", _("Commissioned by"), Type.REF),
    Field("delivered_by", _("Delivered by"), Type.REF),
    Field("hours_budget", _("Hour budget"), Type.HOURS),
    Field("amount_budget", _("Money budget, excl. VAT"), Type.MONEY),
    Field("starts_on", _("Starts"), Type.DAY),
    Field("delivery_on", _("Delivery date"), Type.DAY),
    Field(
        "deliverables",
        _("Deliverables"),
        Type.LIST,
        fields=(
            Field("name", _("Name"), Type.TEXT),
            Field("hours", _("Hours"), Type.HOURS),
            Field("day", _("Day"), Type.DAY),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A deliverable in the terms; hours or day None is not agreed."""

    deliverable_id: UUID
    name: str
    hours: Decimal | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms as Python counts with them; None is not agreed. Hours of all parties together, money excl. VAT."""

    commissioned_by_id: UUID
    delivered_by_id: UUID
    hours_budget: Decimal | None = None
    amount_budget: Decimal | None = None
    currency: str = ""
    starts_on: date | None = None
    delivery_on: date | None = None
    parts: tuple[Part, ...] = ()

    @property
    def says_more_than_roles(self) -> bool:
        """Whether any budget, day or deliverable is said."""
        said = (self.hours_budget, self.amount_budget, self.starts_on, self.delivery_on)
        return bool(self.parts) or any(one is not None for one in said)

    def part(self, deliverable_id: UUID) -> Part | None:
        """Return a deliverable's part of the terms, None where it has none."""
        return next((one for one in self.parts if one.deliverable_id == deliverable_id), None)


def terms_of(
    project: Project, deliverables: Iterable[Deliverable], *, partnership: PartnershipSeen
) -> Values:
    """Return what rows hold as agreed, as an agreement writes it; deliverables without agreed hours or day stay out."""
    parts = tuple(
        Part(one.id, one.name, one.agreed_hours, one.agreed_on)
        for one in deliverables
        if one.agreed_on or one.agreed_hours
    )
    held = {name: getattr(project, name) for name in COLUMNS}
    return written(Terms(**held, currency=partnership.currency, parts=parts), project, partnership)


COLUMNS = (
    "commissioned_by_id",
    "delivered_by_id",
    "hours_budget",
    "amount_budget",
    "starts_on",
    "delivery_on",
)
"""The columns of a project that only a signed agreement writes."""


def written(terms: Terms, project: Project, partnership: PartnershipSeen) -> dict[str, Any]:
    """Write terms down as an agreement keeps them: names beside ids, decimals as text, deliverables by day."""
    parts = sorted(terms.parts, key=lambda one: (one.day or date.max, one.name, one.deliverable_id))
    return {
        "project": {"id": str(project.id), "name": project.name},
        "commissioned_by": _side(terms.commissioned_by_id, partnership),
        "delivered_by": _side(terms.delivered_by_id, partnership),
        "hours_budget": _decimal(terms.hours_budget),
        "amount_budget": _money(terms.amount_budget, terms.currency or partnership.currency),
        "starts_on": _day(terms.starts_on),
        "delivery_on": _day(terms.delivery_on),
        "deliverables": [
            {
                "id": str(one.deliverable_id),
                "name": one.name,
                "hours": _decimal(one.hours),
                "day": _day(one.day),
            }
            for one in parts
        ],
    }


def read(values: Values) -> Terms:
    """Read what an agreement keeps; raise ValueError or KeyError for what is no project's terms."""
    money: Mapping[str, str] = values["amount_budget"] or {}
    return Terms(
        commissioned_by_id=UUID(values["commissioned_by"]["id"]),
        delivered_by_id=UUID(values["delivered_by"]["id"]),
        hours_budget=_number(values["hours_budget"]),
        amount_budget=_number(money.get("amount")),
        currency=money.get("currency", ""),
        starts_on=_date(values["starts_on"]),
        delivery_on=_date(values["delivery_on"]),
        parts=tuple(
            Part(UUID(row["id"]), row["name"] or "", _number(row["hours"]), _date(row["day"]))
            for row in values["deliverables"]
        ),
    )


def _side(party_id: UUID, partnership: PartnershipSeen) -> dict[str, str]:
    side = partnership.party(party_id)
    return {"id": str(party_id), "name": side.name if side else ""}


def _decimal(value: Decimal | None) -> str | None:
    """Write a decimal as agreements do: 400.00 and 400 are the same text."""
    return None if value is None else format(value.normalize(), "f")


def _money(value: Decimal | None, currency: str) -> dict[str, str] | None:
    amount = _decimal(value)
    return None if amount is None else {"amount": amount, "currency": currency}


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _number(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
