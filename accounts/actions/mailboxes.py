"""An address that mail comes back from: keeping letters back, and letting them come again."""

from datetime import datetime, timedelta

from django.db import connection
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.delays import Delays
from accounts.models import Mailbox, User
from partnership.kit.errors import NotThere, Refused
from partnership.kit.queue import publish

A_DAY = timedelta(days=1)


class MendedToday(Refused):
    message = _("You have said so today already. Tomorrow you can again.")
    code = "mended_today"


def note_return(
    actor: Actor,
    *,
    email: str,
    kind: str,
    message_id: str,
    detail: str,
    now: datetime,
    sent_at: datetime | None = None,
) -> Mailbox:
    """Write down that a mail to the person came back: for good suppresses at once, for now only when it lasts.

    The same mail counts once, however often it is delayed, and none that was sent before the person mended the address.
    """
    row = _held(actor, email)
    is_old = bool(row.mended_at and sent_at and sent_at < row.mended_at)
    is_same = kind == Mailbox.Kind.DELAYED and row.message_id == message_id
    if row.suppressed_at or is_old or is_same:
        return row
    row.message_id, row.detail = message_id[:200], detail[:200]
    if kind == Mailbox.Kind.DELAYED:
        delays = Delays(row.delays, row.delayed_since, row.delayed_at).and_one(now)
        row.delays, row.delayed_since, row.delayed_at = delays.count, delays.since, delays.last
        if not delays.is_enough:
            row.save()
            return row
    row.kind, row.suppressed_at = kind, now
    row.save()
    return row


def note_complaint(actor: Actor, *, email: str, now: datetime) -> Mailbox:
    """Write down that a letter was reported as unwanted; who asks next stops that letter, and account mail goes on."""
    row = _held(actor, email)
    row.complained_at = row.complained_at or now
    row.save()
    return row


def mend_mailbox(actor: Actor, *, now: datetime) -> Mailbox:
    """Let letters go to the person's own address again, and send a mail that tries it. Raises MendedToday and NotThere."""
    person = User.objects.filter(id=actor.person_id).first() if actor.person_id else None
    row: Mailbox | None = (
        Mailbox.objects.select_for_update().filter(user_id=person.id, email=person.email).first()
        if person
        else None
    )
    if row is None:
        raise NotThere
    if row.suppressed_at is None:
        return row
    if row.mended_at and now - row.mended_at < A_DAY:
        raise MendedToday
    row.suppressed_at = row.delayed_since = row.delayed_at = row.tried_at = None
    row.delays, row.kind, row.detail, row.mended_at = 0, "", "", now
    row.save()
    # An action names the task that its commit wakes.
    from accounts.tasks import try_mailbox

    publish(try_mailbox, row.user_id)
    return row


def _held(actor: Actor, email: str) -> Mailbox:
    """The person's row for the address, made if need be; two reports at once wait for each other."""
    if actor.person_id is None:
        raise NotThere
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [actor.person_id.int % 2**63])
    row: Mailbox
    row, _made = Mailbox.objects.get_or_create(user_id=actor.person_id, email=email.lower())
    return row
