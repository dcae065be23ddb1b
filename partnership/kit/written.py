"""Numbers as people and programs write them: decimal comma or point, with or without marks between thousands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

SPACES = str.maketrans("", "", " \u00a0\u202f\u2009'")
PLAIN = re.compile(r"[+-]?\d{1,12}([.,]\d{1,4})?", re.ASCII)
GROUPED = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d{1,4})?", re.ASCII)
EITHER = re.compile(r"[+-]?\d{1,3}[.,]\d{3}", re.ASCII)


def decimal_mark(texts: Iterable[str]) -> str:
    """Return the decimal mark that a file's clear numbers use; "" where none is clear or they disagree."""
    marks = {_mark(text.translate(SPACES)) for text in texts} - {""}
    return marks.pop() if len(marks) == 1 else ""


def number_of(text: str, mark: str = "") -> Decimal | str:
    """Return a number written either way, or why it is none; `mark` settles 1,234, which could be either."""
    plain = text.translate(SPACES).replace("\u2212", "-")
    if not PLAIN.fullmatch(plain) and not GROUPED.fullmatch(plain):
        return "not_a_number"
    if EITHER.fullmatch(plain) and not mark:
        return "either"
    mark = _mark(plain) or mark or "."
    other = "," if mark == "." else "."
    return Decimal(plain.replace(other, "").replace(mark, "."))


def _mark(text: str) -> str:
    """The decimal mark of a number that can be read in one way only."""
    found = [one for one in text if one in ".,"]
    if not found or EITHER.fullmatch(text):
        return ""
    if len(set(found)) == 2:
        return found[-1]
    return found[0] if len(found) == 1 else {".": ",", ",": "."}[found[0]]
