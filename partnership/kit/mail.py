"""Mail out of the house: composing, sending with an honest answer, and the backend that keeps letters as files.

A sender that is killed, or loses the server's answer, can't know whether a letter left. Every letter therefore has a Message-ID
that repeats on a retry, and `arrived` asks the place it was sent to.
"""

import logging
import os
import re
import smtplib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage as Letter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string

from partnership.kit.ids import new_id
from partnership.kit.mime import message_bytes
from partnership.kit.returned import NOT_THE_MAILBOX
from partnership.kit.wire import NotLeft, SmtpBackend

logger = logging.getLogger(__name__)

UNSAFE = re.compile(r"[^A-Za-z0-9@._+-]+")
LONGEST_NAME = 180
# 535 and the like speak of our own sign-in.
THE_MAILBOX = range(550, 555)


@dataclass(frozen=True)
class Mail:
    """One mail to one person: text, the same in HTML if there is one, and its own headers."""

    to: str
    subject: str
    text: str
    html: str = ""
    language: str = "en"
    message_id: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


_listeners: list[Callable[[Mail, str], None]] = []


class NotSent(Exception):
    """The mail did surely not leave; `permanent` says whether another try can help."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        self.permanent = permanent
        super().__init__(reason)


class Undecided(Exception):
    """The answer was lost: the mail may have left or not."""


def hear_refusals(listener: Callable[[Mail, str], None]) -> None:
    """Let a room hear of each mail whose address the server has refused for good, with the server's words."""
    _listeners.append(listener)


def mail_host() -> str:
    """The name that stands in Message-ID and List-Id."""
    return urlsplit(settings.PORTAL_URL).hostname or "localhost"


def rendered(name: str, context: Mapping[str, Any]) -> dict[str, Any]:
    """Return subject, text and html of `emails/<name>/`, in the active language: what a Mail is made of."""
    files = {"subject": "subject.txt", "text": "body.txt", "html": "body.html"}
    parts = {part: render_to_string(f"emails/{name}/{file}", dict(context)) for part, file in files.items()}
    return {**parts, "subject": parts["subject"].strip()}


def composed(mail: Mail) -> EmailMultiAlternatives:
    """Return the message that Django sends where mail does not go by our own SMTP."""
    headers = _headers(mail) | ({"Message-ID": mail.message_id} if mail.message_id else {})
    message = EmailMultiAlternatives(subject=_subject(mail), body=mail.text, to=[mail.to], headers=headers)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def deliver(mail: Mail, *, connection: Any = None) -> None:
    """Send one mail. Raises NotSent when it surely did not leave and Undecided when nobody can tell."""
    line = connection or get_connection()
    try:
        _deliver(line, mail)
    finally:
        if connection is None:
            _hang_up(line)


def _deliver(line: Any, mail: Mail) -> None:
    try:
        _send(line, mail)
    except NotLeft as error:
        raise NotSent(_reason(error), permanent=False) from error
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _answer in error.recipients.values()]
        _tell_refusal(mail, error)
        raise NotSent(_reason(error), permanent=min(codes, default=500) >= 500) from error
    except smtplib.SMTPResponseException as error:
        _tell_refusal(mail, error)
        raise NotSent(_reason(error), permanent=error.smtp_code >= 500) from error
    except ValueError as error:  # a header or an address that no mail can have, found before anything left
        raise NotSent(_reason(error), permanent=True) from error
    except OSError as error:
        raise Undecided(_reason(error)) from error


def _send(line: Any, mail: Mail) -> None:
    if isinstance(line, SmtpBackend):
        line.post(sender=settings.DEFAULT_FROM_EMAIL, to=mail.to, message=as_bytes(mail))
        return
    try:
        line.open()
    except OSError as error:
        raise NotLeft(_reason(error)) from error
    line.send_messages([composed(mail)])


def _hang_up(line: Any) -> None:
    """End a connection that was opened for one mail: whatever is said then changes nothing about the mail."""
    with suppress(OSError):
        line.close()


def as_bytes(mail: Mail) -> bytes:
    """Return the message as it goes over the wire. Raises ValueError for a header or an address that no mail can have."""
    return message_bytes(
        sender=settings.DEFAULT_FROM_EMAIL,
        to=mail.to,
        subject=_subject(mail),
        text=mail.text,
        html=mail.html,
        message_id=mail.message_id,
        headers=_headers(mail),
    )


def _subject(mail: Mail) -> str:
    return " ".join(mail.subject.split())


def _headers(mail: Mail) -> dict[str, str]:
    """Everything that comes from the portal is marked as generated."""
    return {"Auto-Submitted": "auto-generated", "Content-Language": mail.language, **mail.headers}


def refusal_in(error: Exception) -> str:
    """The server's words if it refused the address for good at RCPT or DATA, else ""."""
    said: list[tuple[int, Any]] = []
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        said = list(error.recipients.values())
    elif isinstance(error, smtplib.SMTPDataError):
        said = [(error.smtp_code, error.smtp_error)]
    words = [f"{code} {_words(answer)}" for code, answer in said if code in THE_MAILBOX]
    return "" if len(words) < len(said) or any(map(NOT_THE_MAILBOX.search, words)) else " ".join(words)


def _tell_refusal(mail: Mail, error: Exception) -> None:
    """Tell the listeners; a fault of theirs must not change what is said about the mail."""
    words = refusal_in(error)
    for listener in _listeners if words else ():
        try:
            listener(mail, words)
        except Exception:
            logger.exception("that an address was refused could not be noted")


def _words(answer: Any) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)


def arrived(message_id: str) -> bool | None:
    """Whether the mail is where it was sent: exact for files, None where only the mail server knows."""
    keeps_files = f"{FileBackend.__module__}.{FileBackend.__qualname__}" == settings.EMAIL_BACKEND
    return path_of(message_id).exists() if keeps_files else None


def path_of(message_id: str) -> Path:
    """Where the file backend keeps the mail with this Message-ID."""
    name = UNSAFE.sub("_", message_id.strip("<> "))[:LONGEST_NAME].strip(".") or "mail"
    return Path(settings.EMAIL_FILE_PATH) / f"{name}.eml"


class FileBackend(BaseEmailBackend):
    """Keeps each mail as `<message-id>.eml`: whole or not at all, and once however often it is sent."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            keep(message.message())
        return len(email_messages)

    def open(self) -> bool:
        Path(settings.EMAIL_FILE_PATH).mkdir(parents=True, exist_ok=True, mode=0o700)
        return True


def keep(letter: Letter) -> Path:
    """Write the mail to its file; the rename makes it appear at once or never."""
    final = path_of(str(letter["Message-ID"]))
    final.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = final.with_name(f".{new_id()}.part")
    try:
        with draft.open("xb") as file:
            file.write(letter.as_bytes())
            file.flush()
            os.fsync(file.fileno())
        draft.replace(final)
    finally:
        draft.unlink(missing_ok=True)
    return final


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]
