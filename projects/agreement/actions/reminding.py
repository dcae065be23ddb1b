"""Reminding those whose signatures are missing: once a day for each version. Silence never counts as consent."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Partnership
from partnership.kit.errors import Refused
from partnership.kit.queue import publish
from projects.agreement.kinds import kind_named
from projects.agreement.models import Reminder, Status, Version
from projects.agreement.refusals import NotOpen, PartnershipEnded

from .common import held_version, tell
from .words import WHAT_BECAME


class RemindedToday(Refused):
    message = _("Somebody has reminded today already. Tomorrow you can again.")
    code = "reminded_today"


def remind(actor: Actor, *, version: Version, today: date, now: datetime) -> Reminder:
    """Ask everybody who may sign and hasn't to look; a letter goes to each after the commit.

    The same person twice in a day is a double click and changes nothing. Raises NotOpen, PartnershipEnded and
    RemindedToday.
    """
    actor.require(kind_named(version.agreement.kind).right, version)
    agreement, row = held_version(version)
    if row.status != Status.OPEN:
        raise NotOpen(WHAT_BECAME[row.status])
    if row.partnership.status != Partnership.Status.ACTIVE:
        raise PartnershipEnded
    owner = {"partnership_id": row.partnership_id, "version": row}
    before: Reminder | None = Reminder.objects.filter(**owner, reminded_on=today).first()
    if before is not None and before.person_id == actor.person_id:
        return before
    if before is not None:
        raise RemindedToday
    said = {"party_id": actor.party_id(row.partnership_id), "person_id": actor.person_id}
    reminder: Reminder = Reminder.objects.create(**owner, **said, reminded_on=today, reminded_at=now)
    tell(actor, "reminded", agreement, row.number, now)
    # An action names the task that its commit wakes.
    from projects.agreement.tasks import send_reminder

    publish(send_reminder, reminder.id)
    return reminder
