"""Mails of invitations and offers: at once after commit, and a sweep for what a lost message left unsent."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from celery import shared_task
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from accounts.doors import actor_for, entered, system_door
from accounts.models import Invitation, PartnershipOffer, User
from accounts.tokens import token_for
from partnership.kit.mail import Mail, deliver, mail_host

PATIENCE = timedelta(minutes=2)
WAITING: dict[Any, dict[str, Any]] = {
    Invitation: {"sent_at": None, "accepted_at": None, "withdrawn_at": None},
    PartnershipOffer: {"sent_at": None, "status": PartnershipOffer.Status.WAITING},
}


@shared_task
def send_invitation(person_id: str, organization_id: str, invitation_id: str) -> None:
    """Send one invitation, in the invited person's language, unless it has been sent."""
    _send(Invitation, "invitation", person_id, organization_id, invitation_id)


@shared_task
def send_offer(person_id: str, organization_id: str, offer_id: str) -> None:
    """Send one offer of partnership, in the language chosen for it, unless it has been sent."""
    _send(PartnershipOffer, "offer", person_id, organization_id, offer_id)


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
                sent_at=None, created_at__lt=before, expires_at__gt=before
            )
            found += [(task, list(ids)) for ids in rows.values_list(by, "organization_id", "id")[:200]]
    for task, ids in found:
        task(*map(str, ids))
    return len(found)


def _send(model: Any, name: str, person_id: str, organization_id: str, row_id: str) -> None:
    actor = actor_for(UUID(person_id), UUID(organization_id))
    with entered(actor):
        row = model.objects.filter(id=row_id, **WAITING[model]).first()
        sender = str(User.objects.get(id=person_id))
    if row is None:
        return
    # No network call inside a door: compose and send between two of them.
    deliver(_composed(name, row, sender))
    with entered(actor):
        model.objects.filter(id=row_id).update(sent_at=timezone.now())


def _composed(name: str, row: Any, sender: str) -> Mail:
    link = f"{settings.PORTAL_URL}/{name}s/{token_for(name, row.id)}/"
    context = {name: row, "sender": sender, "link": link, "language": row.language}
    parts = {}
    with translation.override(row.language):
        for part in ("subject.txt", "body.txt", "body.html"):
            parts[part] = render_to_string(f"emails/{name}/{part}", context)
    return Mail(
        to=row.email,
        subject=parts["subject.txt"].strip(),
        text=parts["body.txt"],
        html=parts["body.html"],
        language=row.language,
        message_id=f"<{name}.{row.id}.{row.expires_at:%Y%m%d%H%M%S}@{mail_host()}>",
    )
