"""What a record is called outside: the system's name and its id there, read strictly."""

import re
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from api.parameters import Parameter, plain_uuid

SOURCE = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}", re.ASCII)
LONGEST = 200
WISH_SOURCE = _("Name the system with 1 to 40 small letters, digits, dots, hyphens and underscores.")
WISH_ID = _("Give 1 to 200 visible characters, without blanks at the ends.")


class Called(NamedTuple):
    """A record as one of the own organization's systems calls it."""

    source: str
    external_id: str


def plain_source(text: str) -> str:
    if not SOURCE.fullmatch(text):
        raise ValueError(text)
    return text


def plain_external_id(text: str) -> str:
    if not 0 < len(text) <= LONGEST or not text.isprintable() or text != text.strip():
        raise ValueError(text)
    return text


def called(data: Any) -> UUID | Called:
    """Read an id, or an object with source and external_id and nothing else; raise ValueError for anything else."""
    if isinstance(data, str):
        return plain_uuid(data)
    if not isinstance(data, dict) or set(data) != {"source", "external_id"}:
        raise ValueError(data)
    if not all(isinstance(one, str) for one in data.values()):
        raise ValueError(data)
    return Called(plain_source(data["source"]), plain_external_id(data["external_id"]))


EXTERNAL = (
    Parameter(
        "external_source",
        plain_source,
        WISH_SOURCE,
        {"type": "string"},
        "Only records that this system of your organization has a name for.",
    ),
    Parameter(
        "external_id",
        plain_external_id,
        WISH_ID,
        {"type": "string"},
        "Only the record that the system of `external_source` calls so; capitals count.",
    ),
)
