"""A mail as the bytes that go over the wire: what the email package writes, for the one shape that our mails have.

Text and HTML stand beside each other in quoted-printable, so that every server may carry them; a header is folded between words,
and what is not plain ASCII in it becomes encoded words (RFC 2047). A line break in a header is refused: it would begin another.
"""

import re
from binascii import b2a_base64, b2a_qp
from collections.abc import Iterator, Mapping
from email.utils import formatdate, make_msgid
from functools import cache
from secrets import token_hex

from django.core.mail.message import sanitize_address

CRLF = "\r\n"
LINE = 76
WORD_BYTES = 39
"""Of a text so many bytes make an encoded word that fits into a header's first line, too."""
PLAIN = re.compile(r"[ -~]*")
SIMPLE_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+)*@[A-Za-z0-9.-]+"
)
BREAKS = re.compile(r"\r\n|\r|\n")


def message_bytes(
    *, sender: str, to: str, subject: str, text: str, html: str, message_id: str, headers: Mapping[str, str]
) -> bytes:
    """Return the whole message with CRLF line ends. Raises ValueError for a header or an address that no mail can have."""
    given = {"Date": formatdate(), "Message-ID": message_id or make_msgid(), **headers, "MIME-Version": "1.0"}
    lines = [
        header("Subject", subject),
        folded("From", address(sender)),
        folded("To", address(to)),
        *(header(name, value) for name, value in given.items()),
    ]
    head = "".join(lines).encode("ascii")
    if not html:
        return head + _part("plain", text)
    # Never a part's own line: in quoted-printable "=" comes before two digits or the line's end alone.
    boundary = f"=_{token_hex(16)}".encode()
    return b"".join([
        head, b'Content-Type: multipart/alternative;\r\n boundary="', boundary, b'"\r\n\r\n',
        b"--", boundary, b"\r\n", _part("plain", text),
        b"\r\n--", boundary, b"\r\n", _part("html", html),
        b"\r\n--", boundary, b"--\r\n",
    ])  # fmt: skip


def header(name: str, value: str) -> str:
    """Return a header with its line end. Raises ValueError for one that holds a line break or another control character."""
    if PLAIN.fullmatch(value) and "=?" not in value:
        return folded(name, value)
    if not value.isprintable():
        raise ValueError(f"The header {name} holds what no header may: {value!r}")
    words = (f"=?utf-8?b?{b2a_base64(part, newline=False).decode()}?=" for part in _pieces(value))
    return f"{name}: {f'{CRLF} '.join(words)}{CRLF}"


@cache
def address(given: str) -> str:
    """Return an address as it stands in a header. Raises ValueError for what is none."""
    if SIMPLE_ADDRESS.fullmatch(given):
        return given
    if "@" not in given:
        raise ValueError(f"{given!r} is no address")
    return str(sanitize_address(given, "utf-8"))


def _part(kind: str, text: str) -> bytes:
    body = b2a_qp(BREAKS.sub(CRLF, text).encode())
    head = (
        f'Content-Type: text/{kind}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    )
    return head.encode("ascii") + body + (b"" if body.endswith(b"\r\n") else b"\r\n")


def folded(name: str, value: str) -> str:
    """Return a header of plain words, broken between them; a word that is longer than a line stays whole."""
    whole = f"{name}: {value}{CRLF}"
    if len(whole) <= LINE + len(CRLF):
        return whole
    lines, line = [], f"{name}:"
    for word in value.split(" "):
        if len(line) + 1 + len(word) > LINE and word and line not in ("", f"{name}:"):
            lines.append(line)
            line = ""
        line += f" {word}"
    return CRLF.join([*lines, line]) + CRLF


def _pieces(text: str) -> Iterator[bytes]:
    """Cut a text into pieces of whole characters."""
    piece = b""
    for sign in text:
        more = sign.encode()
        if len(piece) + len(more) > WORD_BYTES:
            yield piece
            piece = b""
        piece += more
    yield piece
