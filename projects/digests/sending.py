"""One letter from claim to kept: take → compose → mark sending → send → mark sent, each step its own transaction.

Whoever works on a letter holds a lock of the database session: two senders never take the same one, and a killed sender
lets go at once. A kill between two steps leaves a row that says how far it got. Before "sending" nothing has left and the next
run does it over; after it, the Message-ID is looked up where the letter was sent, and what nobody can tell stays "unknown" for
a person to settle.
"""

import logging
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F

from accounts.doors import system_door
from partnership.kit.mail import Mail, NotSent, Undecided, arrived, deliver
from projects.digests.composing import composed_for
from projects.digests.marking import mark, taken
from projects.digests.models import Letter

logger = logging.getLogger(__name__)

BACK_OFF = timedelta(minutes=15)
MOST_ATTEMPTS = 5
Status = Letter.Status


def send_one(letter_id: UUID, *, now: datetime, connection: Any = None) -> str:
    """Send one claimed letter and keep what was sent; return its status afterwards.

    Does nothing and returns "" while another sender has it, or once it is done.
    """
    with taken(letter_id) as is_mine:
        letter = _begin(letter_id, now=now) if is_mine else None
        return "" if letter is None else _work_on(letter, now=now, connection=connection)


def _work_on(letter: Letter, *, now: datetime, connection: Any) -> str:
    if letter.attempts > MOST_ATTEMPTS:
        return _mark(letter, Status.FAILED, trouble="its sender was stopped again and again")
    if now >= letter.closes_at:
        return _mark(letter, Status.SKIPPED, reason=Letter.Reason.LATE)
    mail = _compose(letter, now=now)
    return letter.status if mail is None else _send(letter, mail, now=now, connection=connection)


def settle_interrupted(*, now: datetime) -> int:
    """Decide the letters that a kill left between sending and sent; return how many were found."""
    with system_door("digests.settle"):
        found = list(Letter.objects.using("system").filter(status=Status.SENDING).order_by("id"))
    return sum(_settle_alone(letter, now=now) for letter in found)


def unknown_letters() -> list[Letter]:
    """The letters in doubt, oldest first."""
    with system_door("digests.settle"):
        rows = Letter.objects.using("system").filter(status=Status.UNKNOWN)
        return list(rows.defer("html", "text").order_by("claimed_at", "id"))


def settle(message_id: str, *, sent: bool, now: datetime) -> bool:
    """Settle a letter in doubt as somebody found it at the mail server; False when there is none with that id."""
    found = next((one for one in unknown_letters() if one.message_id == message_id), None)
    if found is None:
        return False
    if sent:
        _mark(found, Status.SENT, sent_at=now)
    else:
        _mark(found, Status.CLAIMED, wait_until=None)
    return True


def _begin(letter_id: UUID, *, now: datetime) -> Letter | None:
    with system_door("digests.plan"):
        rows = Letter.objects.using("system").filter(id=letter_id, status=Status.CLAIMED)
        if not rows.exclude(wait_until__gt=now).update(attempts=F("attempts") + 1):
            return None
        begun: Letter = Letter.objects.using("system").select_related("user").get(id=letter_id)
        return begun


def _settle_alone(letter: Letter, *, now: datetime) -> bool:
    with taken(letter.id) as is_mine:
        return is_mine and bool(_settle(letter, now=now))


def _compose(letter: Letter, *, now: datetime) -> Mail | None:
    """The mail, with its parts stored on the row and the row marked as sending; None when nothing is to be sent by us."""
    try:
        made = composed_for(letter, now=now)
    except Exception as error:  # a fault in one person's letter must not stop the others'
        logger.exception("letter %s could not be written", letter.id)
        _try_again(letter, f"{type(error).__name__}", now=now)
        return None
    mail = made.mail
    if mail is None:
        _mark(letter, Status.SKIPPED, reason=made.reason, is_quiet=made.is_quiet)
        return None
    parts = {"subject": mail.subject[:200], "html": mail.html, "text": mail.text, "language": mail.language}
    is_mine = _mark(letter, Status.SENDING, is_quiet=made.is_quiet, **parts)
    return mail if is_mine else None


def _send(letter: Letter, mail: Mail, *, now: datetime, connection: Any) -> str:
    try:
        deliver(mail, connection=connection)
    except NotSent as error:
        if error.permanent:
            return _mark(letter, Status.FAILED, trouble=str(error))
        return _try_again(letter, str(error), now=now)
    except Undecided as error:
        letter.trouble = str(error)[:500]
        return _settle(letter, now=now)
    return _mark(letter, Status.SENT, sent_at=now)


def _settle(letter: Letter, *, now: datetime) -> str:
    there = arrived(letter.message_id)
    if there is None:
        return _mark(letter, Status.UNKNOWN, trouble=letter.trouble)
    if there:
        return _mark(letter, Status.SENT, sent_at=now)
    return _try_again(letter, letter.trouble, now=now)


def _try_again(letter: Letter, trouble: str, *, now: datetime) -> str:
    """Back to claimed, later each time; quarantined after the fifth attempt."""
    if letter.attempts >= MOST_ATTEMPTS:
        return _mark(letter, Status.FAILED, trouble=trouble)
    wait = BACK_OFF * (letter.attempts - 1)
    return _mark(letter, Status.CLAIMED, trouble=trouble, wait_until=now + wait)


def _mark(letter: Letter, status: str, **fields: Any) -> str:
    return mark(letter, status, **{**fields, "trouble": str(fields.get("trouble", ""))[:500]})
