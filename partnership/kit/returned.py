"""What a mail server sends back: delivery status notifications (RFC 3464), abuse reports (RFC 5965), and wishes to stop by mail.

No database and no clock. Whoever can send a mail can send these, so nothing in here is believed: it says what a message claims.
What is huge, broken or nested without end tells nothing, and never fails.
"""

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.utils import parseaddr

LARGEST = 262_144
MOST_PARTS, MOST_RECIPIENTS, DEEPEST = 60, 20, 12
LONGEST = 200
BOUNCED, DELAYED, COMPLAINED, STOPS = "bounced", "delayed", "complained", "stops"
DELIVERED = "delivered"
"""Said by a provider alone; a report of success by mail is passed over."""

IDENTIFIER = re.compile(r"<[^<>\s]{3,200}>")
STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
STOP = re.compile(r"\bstop\s+weekly\s+([A-Za-z0-9._-]{40,200})", re.IGNORECASE)
REPORTED = {"abuse", "opt-out"}
# Of the sender, the content or the way, and not of the mailbox: RFC 3463, the second number.
NOT_THE_MAILBOX = re.compile(r"\b5\.[3-7]\.\d")
# Each level of a message nested in another opens the parser once more.
NESTED = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Returned:
    """What one message claims: of which mail, for whom, and why. `token` is the proof in a wish to stop."""

    kind: str
    message_id: str = ""
    recipients: tuple[str, ...] = ()
    status: str = ""
    detail: str = ""
    token: str = ""


def read_returned(raw: bytes) -> Returned | None:
    """Return what the message reports, or None when it is none of the three."""
    head = raw[:LARGEST]
    if len(NESTED.findall(head)) > DEEPEST:
        return None
    try:
        return _read(email.message_from_bytes(head))
    except Exception:  # the parser has no list of what a hostile message may raise
        return None


def kind_of(action: str, status: str) -> str:
    """Bounced for good, delayed, or "" for what is no trouble of the mailbox."""
    if status.startswith("5.") and action in {"failed", ""}:
        return DELAYED if NOT_THE_MAILBOX.match(status) else BOUNCED
    return DELAYED if status.startswith("4.") and action in {"failed", "delayed", ""} else ""


def _read(message: Message) -> Returned | None:
    parts = list(_parts(message))
    for part in parts:
        if part.get_content_type() == "message/delivery-status":
            return _status(part, parts, message)
        if part.get_content_type() == "message/feedback-report":
            return _report(part, parts)
    found = STOP.search(_header(message, "Subject"))
    return Returned(STOPS, token=found[1]) if found else None


def _parts(message: Message) -> Iterator[Message]:
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            return
        yield part


def _status(part: Message, parts: list[Message], whole: Message) -> Returned | None:
    """The first recipient for whom something failed; a report of success is no news."""
    for block in _blocks(part)[:MOST_RECIPIENTS]:
        code = STATUS.search(_header(block, "Status"))
        status = code[1] if code else ""
        kind = kind_of(_header(block, "Action").lower(), status)
        if kind:
            addresses = (_address(block, "Final-Recipient"), _address(block, "Original-Recipient"))
            return Returned(
                kind,
                message_id=_original(parts) or _identifier(_header(whole, "In-Reply-To")),
                recipients=tuple(filter(None, addresses)),
                status=status,
                detail=_header(block, "Diagnostic-Code"),
            )
    return None


def _report(part: Message, parts: list[Message]) -> Returned | None:
    [block, *_rest] = _blocks(part) or [part]
    if _header(block, "Feedback-Type").lower() not in REPORTED:
        return None
    address = _address(block, "Original-Rcpt-To")
    return Returned(
        COMPLAINED, message_id=_original(parts), recipients=tuple(filter(None, [address])), detail="abuse"
    )


def _blocks(part: Message) -> list[Message]:
    """The groups of fields in a report: parsed already, or still text."""
    inside = part.get_payload()
    if isinstance(inside, list):
        return [one for one in inside if isinstance(one, Message)]
    return [email.message_from_string(one) for one in str(inside).split("\n\n") if one.strip()]


def _original(parts: list[Message]) -> str:
    """The Message-ID of the mail that came back, whole or its headers alone."""
    for part in parts:
        if part.get_content_type() in {"message/rfc822", "text/rfc822-headers", "message/rfc822-headers"}:
            for block in _blocks(part)[:1]:
                if found := _identifier(_header(block, "Message-ID")):
                    return found
    return ""


def _identifier(text: str) -> str:
    found = IDENTIFIER.search(text)
    return found[0] if found else ""


def _address(block: Message, name: str) -> str:
    """The address in `rfc822; somebody@example.org`, in small letters."""
    return parseaddr(_header(block, name).rpartition(";")[2].strip())[1].lower()[:254]


def _header(block: Message, name: str) -> str:
    """A header in one line, cut short, without what a terminal or a page must not see."""
    said = " ".join(str(block.get(name, "")).split())
    return "".join(sign for sign in said if sign.isprintable())[: LONGEST if name != "Subject" else 400]
