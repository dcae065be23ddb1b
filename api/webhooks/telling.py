"""The mail about an endpoint that was stopped: to who made it, else to everybody who may let it go on."""

import logging
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.cache import cache
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import translation

from accounts.access import RIGHTS, Right
from accounts.mailboxes import silent
from accounts.models import Membership, User
from api.webhooks.models import Endpoint
from partnership.kit.mail import Mail, NotSent, Undecided, arrived, deliver, mail_host, rendered

logger = logging.getLogger(__name__)

MANAGING = [role for role, rights in RIGHTS.items() if Right.MANAGE_WEBHOOKS in rights]
TWO_DAYS = 172_800  # seconds
SENDING, SENT = "sending", "sent"


@dataclass(frozen=True)
class Stop:
    """An endpoint that was stopped, and the people to tell; nothing here is asked of the database again."""

    id: UUID
    name: str
    url: str
    is_gone: bool
    stopped_at: datetime
    people: tuple[User, ...]


def untold_stops() -> list[Stop]:
    """Return what nobody was told of yet; in a sweep's door."""
    rows = Endpoint.objects.using("system").filter(stopped_at__isnull=False, told_at=None)
    return [
        Stop(
            id=one.id,
            name=one.name,
            url=one.url,
            is_gone=one.status == Endpoint.Status.GONE,
            stopped_at=one.stopped_at,
            people=_people(one),
        )
        for one in rows.order_by("stopped_at")[:100]
    ]


def tell_of_stop(stop: Stop) -> bool:
    """Send the mails, each once; say whether none is left to send. Outside every door."""
    sent = [_send(stop, person) for person in stop.people]
    return all(sent)


def _people(endpoint: Endpoint) -> tuple[User, ...]:
    """Only verified addresses that mail arrives at."""
    verified = EmailAddress.objects.using("system").filter(
        user_id=OuterRef("user_id"), email=OuterRef("user__email"), verified=True
    )
    seats = Membership.objects.using("system").filter(
        Exists(verified), organization_id=endpoint.organization_id, role__in=MANAGING, user__is_active=True
    )
    seats = seats.exclude(silent("user_id", "user__email", using="system")).select_related("user")
    people = [seat.user for seat in seats.order_by("user_id")]
    makers = [one for one in people if one.id == endpoint.made_by_id]
    return tuple(makers or people)


def _send(stop: Stop, person: User) -> bool:
    """Send to one person; False when the next sweep must try again. A mail in doubt is never sent blindly again."""
    mail = _composed(stop, person)
    hold = f"mail.{mail.message_id}"
    if not cache.add(hold, SENDING, TWO_DAYS) and (
        cache.get(hold) == SENT or arrived(mail.message_id) is not False
    ):
        return True
    try:
        deliver(mail)
    except NotSent as error:
        logger.warning("the mail %s was not sent (%s)", mail.message_id, type(error).__name__)
        cache.delete(hold)
        return error.permanent
    except Undecided as error:
        logger.warning("the mail %s may have been sent (%s)", mail.message_id, type(error).__name__)
        return True
    cache.set(hold, SENT, TWO_DAYS)
    return True


def _composed(stop: Stop, person: User) -> Mail:
    link = settings.PORTAL_URL + reverse("webhooks:endpoint", args=[stop.id])
    context = {"stop": stop, "link": link, "language": person.language}
    with translation.override(person.language):
        parts = rendered("webhook_stopped", context)
    return Mail(
        to=person.email,
        **parts,
        language=person.language,
        message_id=f"<webhook.{stop.id}.{stop.stopped_at:%Y%m%d%H%M%S}.{person.id}@{mail_host()}>",
    )
