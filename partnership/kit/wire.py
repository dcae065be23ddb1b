"""Mail over SMTP on one kept connection, with as few words as the protocol takes, and an honest answer about what left.

Connecting, STARTTLS and signing in are Django's and smtplib's; only the conversation about one mail is ours. A mail has surely not
left as long as no byte of it was written, so a kept connection that turns out to be dead before that is opened anew, once.
"""

import re
import smtplib
from collections.abc import Callable
from email.utils import parseaddr
from typing import Any

from django.core.mail.backends.smtp import EmailBackend

from partnership.kit.mime import address

GOES_AHEAD, CLOSING, REFUSED = 354, 421, 400
MAILBOX = re.compile(r"[!-;=?-~]+@[!-;=?-~]+")
Refusal = Callable[[int, bytes], smtplib.SMTPException]


class NotLeft(OSError):
    """The connection was lost, or never stood, before a byte of the mail was written."""


class SmtpBackend(EmailBackend):
    """Django's backend, which also sends ready-made bytes to one recipient."""

    connection: Any

    def post(self, *, sender: str, to: str, message: bytes) -> None:
        """Send one mail, whose lines end with CRLF.

        Raises NotLeft, smtplib's errors for a clear no, ValueError for an address that no mail can be sent to, and any
        other OSError when nobody can tell whether it left.
        """
        words = (_mailbox(sender), _mailbox(to), len(message))
        is_kept = self.connection is not None
        try:
            self._announce(*words)
        except NotLeft:
            if not is_kept:
                raise
            self._announce(*words)
        self._hand_over(message)

    def _announce(self, sender: str, to: str, size: int) -> None:
        """Say from whom and to whom, until the server waits for the mail."""
        self._stand()
        sized = f" size={size}" if self.connection.has_extn("size") else ""
        self._say(
            f"MAIL FROM:<{sender}>{sized}", lambda code, said: smtplib.SMTPSenderRefused(code, said, sender)
        )
        self._say(f"RCPT TO:<{to}>", lambda code, said: smtplib.SMTPRecipientsRefused({to: (code, said)}))
        self._say("DATA", smtplib.SMTPDataError, expected=GOES_AHEAD)

    def _stand(self) -> None:
        try:
            self.open()
            self.connection.ehlo_or_helo_if_needed()
        except OSError as error:
            raise NotLeft(f"{type(error).__name__}: {error}") from error

    def _say(self, words: str, refusal: Refusal, *, expected: int = 250) -> None:
        try:
            self.connection.send(f"{words}\r\n")
            code, said = self.connection.getreply()
        except smtplib.SMTPServerDisconnected as error:
            self._drop()
            raise NotLeft(str(error)) from error
        if code == CLOSING:
            self._drop()
            raise NotLeft(f"{code} {said.decode('utf-8', 'replace')}")
        if code not in (expected, expected + 1):
            self._begin_anew()
            raise refusal(code, said)

    def _hand_over(self, message: bytes) -> None:
        """Write the mail and hear what became of it."""
        try:
            self.connection.send(message.replace(b"\r\n.", b"\r\n..") + b".\r\n")
            code, said = self.connection.getreply()
        except smtplib.SMTPServerDisconnected:
            self._drop()
            raise
        if code == 250:
            return
        if code < REFUSED:
            self._drop()
            raise OSError(f"an answer that says neither yes nor no: {code} {said!r}")
        self._begin_anew()
        raise smtplib.SMTPDataError(code, said)

    def _begin_anew(self) -> None:
        """Take back what was said of a mail that was refused."""
        try:
            self.connection.rset()
        except OSError:
            self._drop()

    def _drop(self) -> None:
        self.connection.close()
        self.connection = None


def _mailbox(given: str) -> str:
    """The bare address, as it stands in the conversation. Raises ValueError for what is none."""
    found = parseaddr(address(given))[1]
    if not MAILBOX.fullmatch(found):
        raise ValueError(f"{given!r} is no address that mail can be sent to")
    return found
