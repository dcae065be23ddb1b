"""What comes back is believed only for a mail that was sent: its Message-ID names the person, whose own rows prove it.

The person's own door is enough for all of it: nothing here passes row-level security, and nobody else is touched.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from accounts.actions import note_complaint, note_return
from accounts.actor import Actor
from accounts.doors import actor_for, entered
from accounts.mailboxes import trial_id
from accounts.models import Mailbox, User
from partnership.kit.mail import mail_host
from partnership.kit.returned import BOUNCED, COMPLAINED, DELAYED, DELIVERED, STOPS, Returned
from partnership.kit.signing import LinkBroken, LinkExpired, long, unseal
from projects.activity.choosing import nothing_at_once
from projects.agreement.models import Reminder
from projects.digests.actions import keep_as_sent, stop_letters
from projects.digests.composing import STOP
from projects.digests.models import Letter, Notice
from projects.digests.notices import message_id_of

COUNTS_FOR = timedelta(days=14)
"""A mail server gives up after some five days; what comes much later is no report of ours."""
NOTED, IGNORED = "noted", "ignored"
UNIT = r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}"
NAMED = re.compile(
    rf"<(digest|notice|reminder|mended)\.(?:[\w-]+\.)??u?({UNIT})(?:\.\d+)?@([\w.-]+)>", re.IGNORECASE
)
KINDS = {BOUNCED: Mailbox.Kind.BOUNCED, DELAYED: Mailbox.Kind.DELAYED}


def take_returned(one: Returned, *, now: datetime, is_vouched: bool = False) -> str:
    """Do what the message proves, and say "noted" or "ignored".

    `is_vouched` is for a provider with our signed address: it may name the person by the mail address alone.
    """
    if one.kind == STOPS:
        return _stop(one.token, now)
    if one.kind == DELIVERED:
        return _settle(one.message_id, now) if is_vouched else IGNORED
    return _return(one, now=now, is_vouched=is_vouched)


def _return(one: Returned, *, now: datetime, is_vouched: bool) -> str:
    person_id = _person_of(one, is_vouched=is_vouched)
    if person_id is None:
        return IGNORED
    first = actor_for(person_id)
    for standing in first.standings or (None,):
        actor = actor_for(person_id, standing.organization_id) if standing else first
        with entered(actor):
            sent_at = _when_sent(actor, one.message_id)
            if sent_at is None and is_vouched and not one.message_id:
                sent_at = now
            if sent_at and now - sent_at <= COUNTS_FOR:
                return _note(actor, one, sent_at=sent_at, now=now)
    return IGNORED


def _note(actor: Actor, one: Returned, *, sent_at: datetime, now: datetime) -> str:
    """Write it down for the address that the person has now; a report about another address says nothing of it."""
    person = User.objects.filter(id__in=[actor.person_id]).first()
    email = person.email if person else ""
    if not email or (one.recipients and email not in one.recipients):
        return IGNORED
    if one.kind == COMPLAINED:
        note_complaint(actor, email=email, now=now)
        _stop_what_was_unwanted(actor, one.message_id, now)
        return NOTED
    detail = " ".join(filter(None, [one.status, one.detail]))
    note_return(
        actor,
        email=email,
        kind=KINDS[one.kind],
        message_id=one.message_id,
        detail=detail,
        now=now,
        sent_at=sent_at,
    )
    return NOTED


def _settle(message_id: str, now: datetime) -> str:
    """A letter whose answer was lost is known to have left once the provider names it; all other mail is known already."""
    found = _named(message_id)
    if found is None:
        return IGNORED
    actor = actor_for(_last_id(found))
    with entered(actor):
        return NOTED if keep_as_sent(actor, message_id=message_id, now=now) else IGNORED


def _stop_what_was_unwanted(actor: Actor, message_id: str, now: datetime) -> None:
    """The kind of mail that was reported, and no other: the letter, or what comes at once."""
    found = _named(message_id)
    if found and found[1].lower() == "notice":
        nothing_at_once(actor, now=now)
    else:
        stop_letters(actor, now=now)


def _person_of(one: Returned, *, is_vouched: bool) -> UUID | None:
    if found := _named(one.message_id):
        return _last_id(found)
    if not is_vouched or one.message_id:
        return None
    row: UUID | None = User.objects.filter(email__in=one.recipients).values_list("id", flat=True).first()
    return row


def _named(message_id: str) -> re.Match[str] | None:
    found = NAMED.fullmatch(message_id)
    return found if found and found[3].lower() == mail_host() else None


def _last_id(found: re.Match[str]) -> UUID:
    return UUID(found[2])


def _when_sent(actor: Actor, message_id: str) -> datetime | None:
    """When the mail with this Message-ID left for the person, as the person's own rows know it."""
    found = _named(message_id)
    look: dict[str, Callable[[Actor, str], datetime | None]] = {
        "digest": _letter,
        "notice": _notice,
        "reminder": _reminder,
        "mended": _trial,
    }
    return look[found[1].lower()](actor, message_id) if found else None


def _letter(actor: Actor, message_id: str) -> datetime | None:
    left = (Letter.Status.SENT, Letter.Status.SENDING, Letter.Status.UNKNOWN)
    row = Letter.objects.filter(user_id=actor.person_id, message_id=message_id, status__in=left).first()
    return (row.sent_at or row.claimed_at) if row else None


def _notice(actor: Actor, message_id: str) -> datetime | None:
    rows = Notice.objects.filter(user_id=actor.person_id, claimed_at__gt=timezone.now() - 2 * COUNTS_FOR)
    return next((row.sent_at or row.claimed_at for row in rows if message_id_of(row) == message_id), None)


def _reminder(actor: Actor, message_id: str) -> datetime | None:
    reminder_id = message_id.split(".")[1]
    rows = (
        Reminder.objects.filter(id=reminder_id)
        if re.fullmatch(UNIT, reminder_id)
        else Reminder.objects.none()
    )
    found: datetime | None = rows.values_list("sent_at", flat=True).first()
    return found


def _trial(actor: Actor, message_id: str) -> datetime | None:
    rows = Mailbox.objects.filter(user_id=actor.person_id, mended_at__isnull=False)
    return next((row.mended_at for row in rows if trial_id(row) == message_id), None)


def _stop(token: str, now: datetime) -> str:
    """Stop the letter whose sealed token stands in the subject: the same proof as the link to stop it."""
    try:
        person, kind = unseal(STOP, token, now=now)
    except (LinkBroken, LinkExpired):
        return IGNORED
    actor = actor_for(long(person))
    with entered(actor):
        stop_letters(actor, now=now, kind=kind)
    return NOTED
