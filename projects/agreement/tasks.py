"""Letters of reminders: at once after commit, and a sweep for what a lost message or a kill left unsent."""

import logging
from datetime import timedelta
from typing import Any
from uuid import UUID

from celery import shared_task
from django.core.cache import cache
from django.utils import timezone

from accounts.doors import system_door
from accounts.models import Partnership, User
from partnership.kit.mail import NotSent, Undecided, arrived, deliver
from projects.agreement.actions.endings import end_due
from projects.agreement.letters import Due, composed, due
from projects.agreement.models import Reminder, Status

logger = logging.getLogger(__name__)

PATIENCE = timedelta(minutes=2)
STALE = timedelta(days=1)
"""After a day the next reminder may be asked for, so an old one is let go."""
A_ROUND, TWO_DAYS = 180, 172_800  # seconds
SENDING, SENT = "sending", "sent"


@shared_task
def send_reminder(reminder_id: str) -> None:
    """Send one reminder to everybody who may sign and hasn't, each a letter and each once."""
    with system_door("agreement.remind"):
        row = _waiting().filter(id=reminder_id).first()
        found = due(row, using="system") if row else None
    if found is None or not cache.add(f"mail.reminder.{found.id}", 1, A_ROUND):
        return
    try:
        # No network call inside a door: compose and send between two of them.
        sent = [_send(found, person) for person in found.people]
    finally:
        cache.delete(f"mail.reminder.{found.id}")
    if all(sent):
        with system_door("agreement.remind"):
            Reminder.objects.using("system").filter(id=found.id, sent_at=None).update(sent_at=timezone.now())


@shared_task
def send_unsent_reminders() -> int:
    """Send the reminders that a crash left unsent; return how many were found."""
    now = timezone.now()
    with system_door("agreement.remind"):
        rows = _waiting().filter(reminded_at__lt=now - PATIENCE, reminded_at__gt=now - STALE)
        found: list[UUID] = list(rows.order_by("reminded_at", "id").values_list("id", flat=True))
    for reminder_id in found:
        send_reminder(str(reminder_id))
    return len(found)


@shared_task
def end_partnerships() -> int:
    """End the partnerships whose agreed day has come; return how many."""
    return end_due(now=timezone.now())


def _waiting() -> Any:
    """Reminders without their letters, of versions that can still be signed: what is closed needs no reminder."""
    rows = Reminder.objects.using("system").filter(
        sent_at=None, version__status=Status.OPEN, partnership__status=Partnership.Status.ACTIVE
    )
    return rows.select_related("version__agreement", "person")


def _send(reminder: Due, person: User) -> bool:
    """Send to one person; False when another round must try again. A letter in doubt is never sent blindly again."""
    mail = composed(reminder, person)
    hold = f"mail.{mail.message_id}"
    if not cache.add(hold, SENDING, TWO_DAYS) and (
        cache.get(hold) == SENT or arrived(mail.message_id) is not False
    ):
        return True
    try:
        deliver(mail)
    except NotSent as error:
        logger.warning("reminder %s was not sent (%s)", mail.message_id, type(error).__name__)
        cache.delete(hold)
        return error.permanent
    except Undecided as error:
        logger.warning("reminder %s may have been sent (%s)", mail.message_id, type(error).__name__)
        return True
    cache.set(hold, SENT, TWO_DAYS)
    return True
