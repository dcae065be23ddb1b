"""Documents of word processors, spreadsheets and slides: zip containers, opened with care.

Nothing is unpacked to keep: each part is read through once, piece by piece, so that what it says of its size is not
believed, and the reading stops at a limit.
"""

from __future__ import annotations

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from .problems import FileRefused

MOST_PARTS = 3_000
MOST_EXPANDED = 100 * 1024 * 1024
A_PIECE = 256 * 1024
LOCKED = 0x1
END_RECORD, END_MARK = 22, b"PK\x05\x06"
MAIN_PARTS = {"word/document.xml": "word", "xl/workbook.xml": "xl", "ppt/presentation.xml": "ppt"}


def office_part(data: bytes) -> str:
    """Return "word", "xl" or "ppt"; raise FileRefused for any other container and for one that is not what it says."""
    try:
        with ZipFile(BytesIO(data)) as container:
            parts = container.infolist()
            _check_frame(container, parts, data)
            _check_sizes(container, parts)
    except (
        BadZipFile,
        NotImplementedError,
        zlib.error,
        EOFError,
        RuntimeError,
        ValueError,
        OSError,
    ) as error:
        raise FileRefused("broken") from error
    return _main_part({one.filename for one in parts})


def _check_frame(container: ZipFile, parts: list[ZipInfo], data: bytes) -> None:
    """The container fills its file from the first byte to the last, each part has its own bytes and its own name."""
    if len(parts) > MOST_PARTS:
        raise FileRefused("expands")
    if len({one.filename.casefold() for one in parts}) != len(parts):
        raise FileRefused("broken")
    if any(one.flag_bits & LOCKED for one in parts):
        raise FileRefused("locked")
    in_order = sorted(parts, key=lambda one: one.header_offset)
    ends = [*(one.header_offset for one in in_order[1:]), container.start_dir]
    is_apart = all(
        one.header_offset + one.compress_size < end for one, end in zip(in_order, ends, strict=True)
    )
    is_last = data[-END_RECORD:].startswith(END_MARK)
    if not in_order or in_order[0].header_offset != 0 or not is_last or not is_apart:
        raise FileRefused("mixed")


def _check_sizes(container: ZipFile, parts: list[ZipInfo]) -> None:
    if sum(one.file_size for one in parts) > MOST_EXPANDED:
        raise FileRefused("expands")
    expanded = 0
    for one in parts:
        with container.open(one) as part:
            while piece := part.read(A_PIECE):
                expanded += len(piece)
                if expanded > MOST_EXPANDED:
                    raise FileRefused("expands")


def _main_part(names: set[str]) -> str:
    found = [kind for part, kind in MAIN_PARTS.items() if part in names]
    if "[Content_Types].xml" not in names or len(found) != 1:
        raise FileRefused("unknown_type")
    if any(name.casefold().endswith("vbaproject.bin") for name in names):
        raise FileRefused("macros")
    return found[0]
