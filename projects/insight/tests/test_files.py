"""What is let in as a file, and what is not: told by the bytes, whatever the name says."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from projects.insight.files import office
from projects.insight.files.names import clean_name
from projects.insight.files.problems import FileRefused
from projects.insight.files.types import JPEG, OFFICE, PDF, PNG, TEXT, WEBP, type_of

PDF_BYTES = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"
JPEG_BYTES = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x01" * 40 + b"\xff\xd9"
WEBP_BYTES = b"RIFF" + struct.pack("<I", 12) + b"WEBP" + b"VP8 " + b"\x00" * 4
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def chunk(kind, data=b""):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*between):
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(between) + chunk(b"IEND")


def container(**parts):
    """A zip with `[Content_Types].xml` and the parts given by name (`word/document.xml`)."""
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as made:
        for name, data in {"[Content_Types].xml": b"<Types/>", **parts}.items():
            made.writestr(name, data)
    return held.getvalue()


DOCX = container(**{"word/document.xml": b"<w:document/>"})


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PDF_BYTES, PDF),
        (png(), PNG),
        (JPEG_BYTES, JPEG),
        (JPEG_BYTES + b"\x00\x00", JPEG),
        (WEBP_BYTES, WEBP),
        ("Dag;Värde\n2026-11-23;4,5\n".encode(), TEXT),
        ("Värde".encode("cp1252"), TEXT),
        (DOCX, OFFICE["word"]),
        (container(**{"xl/workbook.xml": b"<workbook/>"}), OFFICE["xl"]),
        (container(**{"ppt/presentation.xml": b"<p/>"}), OFFICE["ppt"]),
    ],
)
def test_a_file_is_what_its_bytes_say(data, kind):
    assert type_of(data) == kind


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (SVG, "markup"),
        (b'<?xml version="1.0"?>\n' + SVG, "markup"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><html></html>", "markup"),
        (b"hello <ScRiPt>alert(1)</script>", "markup"),
        (b"<img src=x onerror=alert(1)>", "markup"),
        (b"MZ\x90\x00\x03\x00", "unknown_type"),
        (b"\x7fELF\x02\x01\x01\x00", "unknown_type"),
        (b"GIF89a\x01\x00\x01\x00", "unknown_type"),
        # Two things at once.
        (JPEG_BYTES + DOCX, "mixed"),
        (png() + DOCX, "mixed"),
        (PDF_BYTES + DOCX, "mixed"),
        (b"text before %PDF-1.4 %%EOF", "mixed"),
        (DOCX + PDF_BYTES, "mixed"),
        (png(chunk(b"tEXt", b"x\x00<script>alert(1)</script>")), "mixed"),
        (b"\xff\xd8\xff<html><script>alert(1)</script></html>\xff\xd9", "mixed"),
        (b"%PDF-1.4\n<script>alert(1)</script>\n%%EOF", "mixed"),
        # Not whole.
        (png()[:-4], "broken"),
        (png() + b"after", "broken"),
        (JPEG_BYTES[:-2], "broken"),
        (WEBP_BYTES + b"after", "broken"),
        (b"%PDF-1.4 nothing more", "broken"),
        (DOCX[:-30], "broken"),
        (b"PK\x03\x04 and nothing", "broken"),
        # Containers that are no documents.
        (container(**{"evil.exe": b"MZ"}), "unknown_type"),
        (container(**{"word/document.xml": b"", "xl/workbook.xml": b""}), "unknown_type"),
        (container(**{"word/document.xml": b"", "word/vbaProject.bin": b""}), "macros"),
    ],
)
def test_everything_else_is_refused_with_its_reason(data, code):
    with pytest.raises(FileRefused) as refused:
        type_of(data)
    assert refused.value.code == code


def test_a_zip_bomb_is_refused_by_what_it_says_and_by_what_it_does(monkeypatch):
    bomb = container(**{"word/document.xml": b"0" * 3_000_000})
    assert len(bomb) < 10_000
    monkeypatch.setattr(office, "MOST_EXPANDED", 1_000_000)
    with pytest.raises(FileRefused, match="expands"):
        type_of(bomb)
    # The directory lies about the size: the reading stops all the same.
    lying = bomb.replace(struct.pack("<I", 3_000_000), struct.pack("<I", 10))
    assert lying != bomb
    with pytest.raises(FileRefused) as refused:
        type_of(lying)
    assert refused.value.code in {"expands", "broken"}


def test_a_container_of_thousands_of_parts_is_refused(monkeypatch):
    monkeypatch.setattr(office, "MOST_PARTS", 3)
    with pytest.raises(FileRefused, match="expands"):
        type_of(container(**{"word/document.xml": b"", "a": b"", "b": b"", "c": b""}))


def test_parts_that_share_bytes_are_refused():
    """Overlapping parts make a small file expand without end."""
    held = BytesIO()
    with ZipFile(held, "w") as made:
        made.writestr("[Content_Types].xml", b"<Types/>")
        made.writestr("word/document.xml", b"x" * 400)
        for one in made.infolist():
            one.header_offset = 0
        made.infolist()[1].compress_size = made.infolist()[0].compress_size
    with pytest.raises(FileRefused):
        type_of(held.getvalue())


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("plan.pdf", "plan.pdf"),
        ("Plan våren 2027.PDF", "Plan våren 2027.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\temp\\evil.exe", "evil.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.pdf"),
        ('a"b;c\r\nd.pdf', "abc d.pdf"),
        ("...", "file.pdf"),
        (".pdf", "pdf.pdf"),
        ("", "file.pdf"),
        ("\x00\x07.html", "html.pdf"),
        ("version 2.final draft", "version 2.final draft.pdf"),
        ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
    ],
)
def test_a_name_is_one_plain_line_with_the_ending_of_its_type(name, clean):
    assert clean_name(name, PDF) == clean
