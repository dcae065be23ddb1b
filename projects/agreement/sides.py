"""Sides named in values: they are parties of the partnership, and stand there by the names that people know them by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.models import Party
from partnership.kit.errors import Refused
from projects.agreement.fields import Field, Type, Values

SIDE = "party"
SIDES = (SIDE, "reader", "commissioned_by", "delivered_by")
"""The names of the fields that refer to a side, whatever the kind."""


class WrongSide(Refused):
    message = _("One of the sides named here is not a side of this partnership.")
    code = "wrong_side"
    status = 422


def names_of_sides(partnership_id: UUID) -> dict[str, str]:
    """Return the names of the parties by id, in their fixed order; one query."""
    rows = (
        Party.objects.filter(partnership_id=partnership_id)
        .select_related("organization")
        .order_by("position")
    )
    return {str(one.id): one.organization.name for one in rows}


def with_side_names(partnership_id: UUID, fields: Sequence[Field], values: Values) -> Values:
    """Return the values with each side by the name that it has now, so that no text calls a side something else."""
    values = deepcopy(dict(values))
    found = list(_sides(fields, values))
    names = names_of_sides(partnership_id) if found else {}
    for _path, said in found:
        said["name"] = names.get(said["id"], said["name"])
    return values


def require_sides(partnership_id: UUID, fields: Sequence[Field], values: Values) -> dict[str, str]:
    """Raise WrongSide unless each side in the values is a party; return all names by id."""
    names = names_of_sides(partnership_id)
    for path, said in _sides(fields, values):
        if said["id"] not in names:
            raise WrongSide(field=path)
    return names


def _sides(fields: Sequence[Field], values: Values) -> Iterator[tuple[str, dict[str, Any]]]:
    for field in fields:
        value = values.get(field.name)
        if field.type == Type.LIST:
            for row in value or ():
                yield from ((field.name, said) for _path, said in _sides(field.fields, row))
        elif field.type == Type.REF and field.name in SIDES and value:
            yield field.name, value
