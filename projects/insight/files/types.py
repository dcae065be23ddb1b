"""What a file is, told from its bytes alone: the name is a wish. A short list is let in, everything else is not.

A file that is two things at once (an image with a zip at its end, a PDF with a page of HTML in front) is refused: whoever
opens it would meet another thing than was looked at here.
"""

from __future__ import annotations

from dataclasses import dataclass

from .office import office_part
from .problems import FileRefused

LEAD = 1024
"""Readers of PDF and of HTML look for their beginning this far into a file."""
TAIL = 65_557
"""The last record of a zip archive stands within so many bytes of the end."""
ZIP_FIRST, ZIP_LAST = b"PK\x03\x04", b"PK\x05\x06"
PDF_FIRST, PDF_LAST = b"%PDF-", b"%%EOF"
MARKUP = (b"<script", b"<html", b"<svg", b"<!doctype", b"<?php", b"<?xml", b"<body", b"<iframe")
PLAIN_CONTROLS = frozenset(b"\t\n\r\f")


@dataclass(frozen=True, slots=True)
class FileType:
    """`endings` are those that a name of this type may have; the first is given to a name with another."""

    media_type: str
    endings: tuple[str, ...]


PDF = FileType("application/pdf", (".pdf",))
PNG = FileType("image/png", (".png",))
JPEG = FileType("image/jpeg", (".jpg", ".jpeg"))
WEBP = FileType("image/webp", (".webp",))
TEXT = FileType("text/plain", (".txt", ".csv", ".tsv", ".md"))
_OFFICE = "application/vnd.openxmlformats-officedocument."
OFFICE = {
    "word": FileType(f"{_OFFICE}wordprocessingml.document", (".docx",)),
    "xl": FileType(f"{_OFFICE}spreadsheetml.sheet", (".xlsx",)),
    "ppt": FileType(f"{_OFFICE}presentationml.presentation", (".pptx",)),
}
MEDIA_TYPES = tuple(one.media_type for one in (PDF, PNG, JPEG, WEBP, TEXT, *OFFICE.values()))


def type_of(data: bytes) -> FileType:
    """Return what the bytes are; raise FileRefused for what is not let in, is broken, or is two things at once."""
    if not data.strip():
        raise FileRefused("empty")
    if data.startswith(ZIP_FIRST):
        return OFFICE[office_part(data)]
    if ZIP_LAST in data[-TAIL:]:
        raise FileRefused("mixed")
    if data.startswith(PDF_FIRST):
        return _pdf(data)
    if PDF_FIRST in data[:LEAD]:
        raise FileRefused("mixed")
    return _image(data) or _text(data)


def _pdf(data: bytes) -> FileType:
    if PDF_LAST not in data[-LEAD:]:
        raise FileRefused("broken")
    if _has_markup(data[:LEAD]):
        raise FileRefused("mixed")
    return PDF


def _image(data: bytes) -> FileType | None:
    for kind, begins, is_whole in (
        (PNG, data.startswith(b"\x89PNG\r\n\x1a\n"), _is_png),
        (JPEG, data.startswith(b"\xff\xd8\xff"), _is_jpeg),
        (WEBP, data.startswith(b"RIFF") and data[8:12] == b"WEBP", _is_webp),
    ):
        if begins:
            if not is_whole(data):
                raise FileRefused("broken")
            # What a program writes into an image is no page; eight letters of it by chance are not to be met.
            if _has_markup(data, but=(b"<?xml",)):
                raise FileRefused("mixed")
            return kind
    return None


def _is_png(data: bytes) -> bool:
    """A row of chunks from IHDR to IEND, and nothing after it."""
    place, kind = 8, b""
    while kind != b"IEND":
        length, kind = int.from_bytes(data[place : place + 4]), data[place + 4 : place + 8]
        if len(kind) < 4 or (place == 8 and kind != b"IHDR"):
            return False
        place += 12 + length
    return place == len(data)


def _is_jpeg(data: bytes) -> bool:
    """Ends with the mark of an image's end; cameras leave zeros after it."""
    return data.rstrip(b"\x00").endswith(b"\xff\xd9")


def _is_webp(data: bytes) -> bool:
    return int.from_bytes(data[4:8], "little") + 8 == len(data)


def _text(data: bytes) -> FileType:
    """Readable text without control characters, and no page of HTML, no SVG, no script in it."""
    if any(byte < 32 and byte not in PLAIN_CONTROLS for byte in data):
        raise FileRefused("unknown_type")
    if _has_markup(data[: 4 * LEAD]) or data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise FileRefused("markup")
    return TEXT


def _has_markup(data: bytes, *, but: tuple[bytes, ...] = ()) -> bool:
    small = data.lower()
    return any(one in small for one in MARKUP if one not in but)
