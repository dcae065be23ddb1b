"""Sides named in values: they must be parties of the partnership, by the names that people read there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.models import Party
from partnership.kit.errors import Refused
from projects.agreement.fields import Field, Type, Values

SIDE = "party"
"""The name of every field that refers to a side."""


class WrongSide(Refused):
    message = _("One of the sides named here is not a side of this partnership, or has another name by now.")
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


def require_sides(partnership_id: UUID, fields: Sequence[Field], values: Values) -> dict[str, str]:
    """Raise WrongSide unless each side in the values is a party by its name; return all names by id."""
    names = names_of_sides(partnership_id)
    for path, said in _sides(fields, values):
        if names.get(said["id"]) != said["name"]:
            raise WrongSide(field=path)
    return names


def _sides(fields: Sequence[Field], values: Values) -> Iterator[tuple[str, dict[str, Any]]]:
    for field in fields:
        value = values.get(field.name)
        if field.type == Type.LIST:
            for row in value or ():
                yield from ((field.name, said) for path, said in _sides(field.fields, row))
        elif field.type == Type.REF and field.name == SIDE and value:
            yield field.name, value
