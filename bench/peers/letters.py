"""Two other ways to send letters: ready-made bytes and nothing else, and one task a person, as it is usually written."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils import translation

from accounts.doors import system_door
from partnership.kit.mail import as_bytes
from partnership.kit.weeks import Week
from partnership.kit.wire import SmtpBackend
from projects.digests.composing import rendered, stop_link
from projects.digests.contents import contents_for
from projects.digests.models import Letter
from projects.digests.writing import written

SENDER = "Partnership portal <portal@localhost>"
Ready = list[tuple[str, bytes]]


def ready_made(letter_ids: Sequence[UUID], *, now: datetime) -> Ready:
    """Return the addresses and the bytes of these letters."""
    with system_door("digests.plan"):
        rows = list(Letter.objects.using("system").filter(id__in=letter_ids).select_related("user"))
    mails = [one.made.mail for one in written(rows, now=now) if one.made]
    return [(mail.to, as_bytes(mail)) for mail in mails if mail]


def send_bytes(ready: Ready) -> None:
    """The limit: a loop over one kept connection."""
    line: Any = get_connection()
    assert isinstance(line, SmtpBackend)
    for to, message in ready:
        line.post(sender=SENDER, to=to, message=message)
    line.close()


def send_alone(letter_id: UUID, *, now: datetime) -> None:
    """The peer: one person's facts, templates, Django's mail classes, a connection of its own, and the row saved."""
    with system_door("digests.plan"):
        letter = Letter.objects.using("system").select_related("user").get(id=letter_id)
    with translation.override(letter.user.language):
        contents = contents_for(letter.user_id, week=Week.parse(letter.iso_week), now=now)
        parts = rendered(letter.user, contents, form="full", missed=False, letter_id=letter.id, now=now)
    letter.status, letter.subject, letter.text, letter.html = (
        Letter.Status.SENDING,
        parts["subject"],
        parts["text"],
        parts["html"],
    )
    with system_door("digests.settle"):
        letter.save(using="system")
    stop = stop_link(letter.user_id, now=now)
    mail = EmailMultiAlternatives(
        parts["subject"], parts["text"], SENDER, [letter.user.email],
        headers={"Message-ID": letter.message_id, "List-Unsubscribe": f"<{stop}>"},
    )  # fmt: skip
    mail.attach_alternative(parts["html"], "text/html")
    mail.send()
    letter.status, letter.sent_at = Letter.Status.SENT, now
    with system_door("digests.settle"):
        letter.save(using="system")
