"""A price sheet as somebody puts it forward, made whole: names from our own rows, ids that lines keep, counted prices."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounts.queries import PartnershipSeen
from partnership.kit.ids import new_id
from projects.agreement.fields import Values
from projects.agreement.shape import shaped
from projects.goals.models import Goal
from projects.pricing.buildup import SheetKind, Sort, line_price
from projects.pricing.sheet import FIELDS
from projects.work.models import Project


def filled(partnership: PartnershipSeen, project: Project, values: Values, known: set[str]) -> dict[str, Any]:
    """Return the values ready to be checked; `known` are the ids of lines that an earlier version has.

    A line with another id is a new one, so that nobody can point at what is kept about other lines.
    Raises BadValues or TooLong for what has not the shape of a sheet.
    """
    said = {**values, "currency": values.get("currency") or partnership.currency}
    if isinstance(said.get("lines"), list | tuple):
        said["lines"] = [_with_id(row, known) for row in said["lines"]]
    said["project"] = {"id": str(project.id), "name": project.name}
    whole = shaped(FIELDS, _with_goal(partnership.id, said))
    whole["lines"] = [_line(row, whole["currency"]) for row in whole["lines"]]
    return _fixed(whole)


def _with_id(row: Any, known: set[str]) -> Any:
    """A row that is none stays as it is, to be refused by its shape; of two with one id the second is refused there too."""
    if not isinstance(row, Mapping):
        return row
    key = row.get("id")
    return {**row, "id": key if isinstance(key, str) and key in known else str(new_id())}


def _with_goal(partnership_id: UUID, said: dict[str, Any]) -> dict[str, Any]:
    """Name the goal of the bonus; a bonus of which nothing is said is none."""
    bonus = said.get("bonus")
    if not isinstance(bonus, Mapping) or not any(bonus.values()):
        return {**said, "bonus": bonus or None}
    try:
        wanted = UUID(bonus["goal"]["id"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return said
    goal = Goal.objects.filter(partnership_id=partnership_id, id=wanted).first()
    return {**said, "bonus": {**bonus, "goal": {"id": str(wanted), "name": goal.name if goal else ""}}}


def _line(row: dict[str, Any], currency: str) -> dict[str, Any]:
    row = {**row, "text": row["text"] or row["role"]}
    is_counted = row["rate"] is not None and (row["hours"] is not None or row["sort"] == Sort.LABOUR)
    if row["price"] is None and is_counted:
        row["price"] = _money(_counted(row, currency), currency)
    return row


def _counted(row: Mapping[str, Any], currency: str) -> Decimal:
    return line_price(Decimal(row["hours"] or 0), Decimal(row["rate"]), currency)


def _fixed(values: dict[str, Any]) -> dict[str, Any]:
    """A fixed price, or a month of a retainer, that is not said is what its lines sum to."""
    name = {SheetKind.FIXED_PRICE: "fixed_price", SheetKind.RETAINER: "monthly"}.get(values["kind"])
    if name is None or values[name] is not None:
        return values
    total = sum((_signed(row) for row in values["lines"] if row["price"]), Decimal(0))
    return {**values, name: _money(total, values["currency"]) if total > 0 else None}


def _signed(row: Mapping[str, Any]) -> Decimal:
    amount = Decimal(row["price"]["amount"])
    return -amount if row["sort"] == Sort.DISCOUNT else amount


def _money(amount: Decimal, currency: str) -> dict[str, str]:
    return {"amount": format(amount.normalize(), "f") if amount else "0", "currency": currency}
