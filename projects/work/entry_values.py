"""What one's own side may write of hours, and the refusals that are about a row itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, Self
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from partnership.kit.errors import NotAllowed, Refused

A_DAY = Decimal(24)


class HoursOfDay(Refused):
    message = _("A day has 24 hours: write more than 0 and at most 24.")
    code = "hours_of_day"
    status = 422
    field = "hours"


class DayFull(Refused):
    message = _("With this, the same person would have more than 24 hours on that day.")
    code = "day_full"
    status = 422
    field = "hours"


class DayOutside(Refused):
    message = _("Write a day from 1990 on and at most a year ahead.")
    code = "day_outside"
    status = 422
    field = "done_on"


class OtherProject(Refused):
    message = _("That deliverable belongs to another project.")
    code = "other_project"
    status = 422
    field = "deliverable"


class NotYourHours(NotAllowed):
    message = _("Each side writes its own hours. Ask the other side to change these.")
    code = "not_your_hours"


class ApprovedAlready(Refused):
    message = _(
        "These hours are approved. Whoever approved them has to take that back before they can change."
    )
    code = "hours_approved"


@dataclass(frozen=True, slots=True)
class EntryValues:
    """Hours of one day; `worker` is the person as one's own side names them, or ""."""

    done_on: date
    hours: Decimal
    role: str = ""
    note: str = ""
    deliverable_id: UUID | None = None
    worker: str = ""


VALUES = EntryValues.__slots__
BLANK: dict[str, Any] = {"role": "", "note": "", "deliverable_id": None, "worker": ""}


class KnownEntry(NamedTuple):
    """Hours as they stand, held until the transaction ends; `values` are those that their side may change."""

    id: UUID
    partnership_id: UUID
    project_id: UUID
    is_own: bool
    has_span: bool
    is_approved: bool
    version: int
    values: dict[str, Any]

    @classmethod
    def of(cls, row: Sequence[Any]) -> Self:
        """Read what the database says in this order, the values one by one at the end."""
        return cls._make((*row[:7], dict(zip(VALUES, row[7:], strict=True))))


@dataclass(slots=True)
class EntrySaid:
    """One row of a set: hours to log in a project, or with `entry` what to change of hours that are there.

    `there` are those hours as they are held, None where they are not to be seen. `said` are values by name; what is left
    out of a change stays. `key` is the id that new hours will have.
    """

    partnership_id: UUID
    project_id: UUID | None = None
    said: dict[str, Any] = field(default_factory=dict)
    entry: UUID | None = None
    there: KnownEntry | None = None
    version: int | None = None
    key: UUID | None = None


class Written(NamedTuple):
    """What became of one row: `created`, `updated`, `unchanged`, or `failed` with the refusal."""

    status: str
    id: UUID | None = None
    refusal: Refused | None = None
