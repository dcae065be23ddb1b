"""Mails of invitations and offers: at once after commit, and a sweep for what a lost message left unsent."""

import logging
from datetime import timedelta
from typing import Any

from celery import shared_task
from django.conf import settings
from django.core.cache import cache
from django.db.models import F
from django.utils import timezone, translation

from accounts.doors import system_door
from accounts.mailboxes import trial_id
from accounts.models import Invitation, Mailbox, PartnershipOffer, User
from accounts.tokens import token_for
from partnership.kit.mail import Mail, NotSent, Undecided, deliver, mail_host, rendered

logger = logging.getLogger(__name__)

PATIENCE = timedelta(minutes=2)
A_MAIL, A_DAY = 180, 86_400  # seconds
WAITING: dict[Any, dict[str, Any]] = {
    Invitation: {"sent_at": None, "accepted_at": None, "withdrawn_at": None},
    PartnershipOffer: {"sent_at": None, "status": PartnershipOffer.Status.WAITING},
}


@shared_task
def send_invitation(person_id: str, organization_id: str, invitation_id: str) -> None:
    """Send one invitation, in the invited person's language, unless it has been sent."""
    _send(Invitation, "invitation", person_id, invitation_id)


@shared_task
def send_offer(person_id: str, organization_id: str, offer_id: str) -> None:
    """Send one offer of partnership, in the language chosen for it, unless it has been sent."""
    _send(PartnershipOffer, "offer", person_id, offer_id)


@shared_task
def send_unsent() -> int:
    """Send the invitations and offers that a crash left unsent; return how many were found."""
    before = timezone.now() - PATIENCE
    found: list[tuple[Any, list[Any]]] = []
    with system_door("accounts.mail"):
        for task, model, by in (
            (send_invitation, Invitation, "invited_by_id"),
            (send_offer, PartnershipOffer, "offered_by_id"),
        ):
            rows = model.objects.using("system").filter(
                created_at__lt=before, expires_at__gt=before, **WAITING[model]
            )
            waiting = rows.order_by("created_at", "id").values_list(by, "organization_id", "id")
            found += [(task, list(row)) for row in waiting]
        mended = list(_untried().filter(mended_at__lt=before).values_list("user_id", flat=True))
    for task, ids in [*found, *((try_mailbox, [one]) for one in mended)]:
        task(*map(str, ids))
    return len(found) + len(mended)


@shared_task
def try_mailbox(person_id: str) -> None:
    """Send the mail that shows a person that letters arrive again; one that comes back keeps them back again."""
    with system_door("accounts.mail"):
        row = _untried().filter(user_id=person_id).select_related("user").first()
    if row is None or not cache.add(f"mail.mended.{row.id}", 1, A_MAIL):
        return
    with translation.override(row.user.language):
        parts = rendered("mended", {"link": f"{settings.PORTAL_URL}/", "language": row.user.language})
    mail = Mail(to=row.email, **parts, language=row.user.language, message_id=trial_id(row))
    try:
        deliver(mail)
    except (NotSent, Undecided) as error:
        logger.warning("the trial of mailbox %s was not sent (%s)", row.id, type(error).__name__)
        if isinstance(error, NotSent) and not error.permanent:
            return
    with system_door("accounts.mail"):
        Mailbox.objects.using("system").filter(id=row.id, mended_at=row.mended_at).update(
            tried_at=timezone.now()
        )


def _untried() -> Any:
    """Mended addresses that no mail has tried yet; after a day it is no longer expected."""
    rows = Mailbox.objects.using("system").filter(suppressed_at=None, tried_at=None)
    return rows.filter(mended_at__gt=timezone.now() - timedelta(days=1), email=F("user__email"))


def _send(model: Any, name: str, person_id: str, row_id: str) -> None:
    """Send unless another worker has it in hand. What fails waits: minutes, or a day when the address was refused.

    The door is the sweep's: whoever invited may have left since, and the seat is the organization's.
    """
    with system_door("accounts.mail"):
        row = model.objects.using("system").filter(id=row_id, **WAITING[model]).first()
        sender = str(User.objects.using("system").filter(id=person_id).first() or "")
    if row is None or not cache.add(hold := f"mail.{name}.{row.id}.{row.expires_at:%Y%m%d%H%M%S}", 1, A_MAIL):
        return
    # No network call inside a door: compose and send between two of them.
    try:
        deliver(_composed(name, row, sender))
    except (NotSent, Undecided) as error:
        for_long = isinstance(error, Undecided) or error.permanent
        cache.set(hold, 1, A_DAY if for_long else A_MAIL)
        logger.warning("%s %s was not sent (%s)", name, row.id, type(error).__name__)
        return
    with system_door("accounts.mail"):
        same = model.objects.using("system").filter(id=row_id, expires_at=row.expires_at)
        same.update(sent_at=timezone.now())


def _composed(name: str, row: Any, sender: str) -> Mail:
    link = f"{settings.PORTAL_URL}/{name}s/{token_for(name, row.id)}/"
    context = {name: row, "sender": sender, "link": link, "language": row.language}
    with translation.override(row.language):
        parts = rendered(name, context)
    return Mail(
        to=row.email,
        **parts,
        language=row.language,
        message_id=f"<{name}.{row.id}.{row.expires_at:%Y%m%d%H%M%S}@{mail_host()}>",
    )
