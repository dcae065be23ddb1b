"""Names of files as they are kept and offered: one line, no path, nothing that turns letters round."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

from .types import FileType

LONGEST = 100
FORBIDDEN = frozenset('<>:"|?*\\/;')
NAMELESS = "file"


def clean_name(name: str, kind: FileType) -> str:
    """Return a safe name with an ending of the file's own type: "../a\u202egpj.exe" of a PDF is "agpj.pdf"."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    plain = "".join(one for one in last if _is_plain(one))
    plain = " ".join(plain.split()).strip(". ")
    path = PurePosixPath(plain or NAMELESS)
    ending = path.suffix.lower()
    if ending not in kind.endings:
        # A short ending is one of another type; what is longer belongs to the name.
        stem = path.stem if 1 < len(ending) <= 5 else path.name
        ending = kind.endings[0]
    else:
        stem = path.stem
    return f"{stem[: LONGEST - len(ending)].strip('. ') or NAMELESS}{ending}"


def _is_plain(letter: str) -> bool:
    """No control characters, no marks of direction, no unassigned or private letters; any kind of blank is a blank."""
    category = unicodedata.category(letter)
    return letter not in FORBIDDEN and (category[0] not in "CZ" or category == "Zs" or letter in "\t\n")
