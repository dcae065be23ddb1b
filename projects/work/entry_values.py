"""What one's own side may write of hours, and the refusals that are about a row itself."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
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


@dataclass(slots=True)
class EntrySaid:
    """One row of a set: hours to log in a project, or with `entry` what to change of hours that are there.

    `said` are values by name; what is left out of a change stays. `key` is the id that new hours will have.
    """

    partnership_id: UUID
    project_id: UUID | None = None
    said: dict[str, Any] = field(default_factory=dict)
    entry: UUID | None = None
    version: int | None = None
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one row: `created`, `updated`, `unchanged`, or `failed` with the refusal."""

    status: str
    id: UUID | None = None
    refusal: Refused | None = None
