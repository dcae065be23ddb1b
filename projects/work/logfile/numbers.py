"""Hours as logs write them: the decimal mark is one choice for a whole file."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_THOUSANDTH = Decimal("0.001")
_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009'")
_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)", re.ASCII)
_SHAPES = {
    ".": re.compile(r"[+-]?(?:\d{1,12}(?:\.\d*)?|\.\d+|\d{1,3}(?:,\d{3})+\.\d*)", re.ASCII),
    ",": re.compile(r"[+-]?(?:\d{1,12}(?:,\d*)?|,\d+|\d{1,3}(?:\.\d{3})+,\d*)", re.ASCII),
}


@lru_cache(maxsize=20_000)
def parse_hours(text: str, decimal: str) -> Decimal | None:
    """Read hours, rounded to thousandths; None where the text is no number with this decimal mark.

    A mark for thousands counts only where a decimal mark stands too: 1,234 alone could be either.
    7:30 is seven hours and a half.
    """
    text = text.translate(_SPACES).replace("\u2212", "-")
    clock = _CLOCK.fullmatch(text)
    if clock:
        return (int(clock[1]) + Decimal(int(clock[2])) / 60).quantize(_THOUSANDTH, ROUND_HALF_UP)
    if not text or not _SHAPES[decimal].fullmatch(text):
        return None
    plain = text.replace("," if decimal == "." else ".", "").replace(",", ".")
    return Decimal(plain).quantize(_THOUSANDTH, ROUND_HALF_UP)


def guess_decimal(texts: Iterable[str]) -> str:
    """Choose the mark that reads more of the texts; a point where both read as many."""
    values = [text for text in texts if text.strip()]
    read = {mark: sum(parse_hours(value, mark) is not None for value in values) for mark in _SHAPES}
    return "," if read[","] > read["."] else "."
