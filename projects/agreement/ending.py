"""How a partnership ends: on a day that every side has signed, with a list of what is handed over until then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Partnership, Party
from partnership.kit.book import record
from partnership.kit.errors import Refused
from projects.agreement.fields import Field, Type, Values
from projects.agreement.kinds import Kind, Put
from projects.agreement.refusals import PartnershipEnded
from projects.agreement.sides import require_sides

NAME = "ending"

FIELDS = (
    Field("ends_on", _("The partnership ends on"), Type.DAY),
    Field("why", _("Why"), Type.PROSE),
    Field(
        "handover",
        _("Handover list"),
        Type.LIST,
        (
            Field("what", _("What")),
            Field("party", _("Handed over by"), Type.REF),
            Field("done_on", _("No later than"), Type.DAY),
        ),
        row_name="what",
    ),
)


class EndingDayPassed(Refused):
    message = _("That day has passed. Choose today or a day to come.")
    code = "ending_day_passed"
    status = 422
    field = "ends_on"


class NoEndingDay(Refused):
    message = _("Say on which day the partnership ends.")
    code = "no_ending_day"
    status = 422
    field = "ends_on"


def has_come(day: date, now: datetime, time_zones: Iterable[str]) -> bool:
    """Say whether it is that day, or later, where every side is: nobody's day ends earlier than the other's."""
    return all(now.astimezone(ZoneInfo(zone)).date() >= day for zone in time_zones)


def name_of(values: Values) -> str:
    """Return what such an agreement is called: the end, or that it is taken back."""
    return str(_("End of the partnership") if values.get("ends_on") else _("The partnership goes on"))


def check(actor: Actor, put: Put) -> None:
    """Raise EndingDayPassed, NoEndingDay (unless an agreed ending is taken back), PartnershipEnded or WrongSide."""
    require_sides(put.partnership_id, FIELDS, put.values)
    row = Partnership.objects.get(id=put.partnership_id)
    if row.status == Partnership.Status.ENDED:
        raise PartnershipEnded
    if put.values["ends_on"] is None:
        if row.ends_on is None:
            raise NoEndingDay
    elif _has_passed(put):
        raise EndingDayPassed


def put_in_force(actor: Actor, put: Put) -> None:
    """Write down the agreed day; if it has come, the partnership is ended at once."""
    row = Partnership.objects.select_for_update().get(id=put.partnership_id)
    said = put.values["ends_on"]
    row.ends_on = date.fromisoformat(said) if said else None
    is_over = row.ends_on is not None and has_come(row.ends_on, put.now, _time_zones(row.id))
    row.status = Partnership.Status.ENDED if is_over else Partnership.Status.ACTIVE
    row.version += 1
    row.save(update_fields=["ends_on", "status", "version", "updated_at"])
    if is_over:
        # It ended because the day came, by nobody's hand alone: the same words as the sweep's.
        record(
            None,
            "partnership.ended",
            subject_kind="partnership",
            subject_id=row.id,
            partnership=row.id,
            at=put.now,
        )


def page(partnership_id: UUID, subject_id: UUID) -> str:
    """Return the page of the ending, where it is shown and where it is written."""
    return reverse("agreement:ending", kwargs={"partnership": partnership_id})


def _has_passed(put: Put) -> bool:
    """Whether the day before which nobody ends anything is over everywhere."""
    day = date.fromisoformat(put.values["ends_on"])
    return all(put.now.astimezone(ZoneInfo(zone)).date() > day for zone in _time_zones(put.partnership_id))


def _time_zones(partnership_id: UUID) -> list[str]:
    rows = Party.objects.filter(partnership_id=partnership_id).order_by("position")
    return list(rows.values_list("organization__time_zone", flat=True))


ENDING = Kind(
    name=NAME,
    label=_("End of the partnership"),
    fields=FIELDS,
    name_of=name_of,
    check=check,
    put_in_force=put_in_force,
    page=page,
    form=page,
)
