"""What counts as a slip of the pen: the one change of an open proposal that leaves its signatures standing. Pure.

Who wants to slip something past a signature would call it a typo, so the rule is narrow, and everything else is a new
version, which costs the parties a click. A change is a slip of the pen only when all of this holds:

1. Nothing but text fields differs: no day, number, amount, choice or name of something else; the same rows in the same
   order. A text that is some number's unit stays too, and no text comes from nothing or becomes nothing.
2. The texts have the same words, but for letter case, punctuation at a word's ends and white space; or they have as many
   words, at most 5 of all the texts' words are spelled differently, and each of those has 4 letters or more before and
   after, the same first letter (so that nothing becomes un-, o- or il-), and one edit: a letter put in, taken out or
   exchanged, or two neighbors swapped.
3. Whatever holds a digit or a sign that is neither letter nor punctuation (12.5, 3 %, sam@example.org, €) stays as it is.
4. No word that turns a sentence round, counts, dates or bounds it (not, ingen, seven, juli, minst) comes or goes.

Parts that are written together count as their letters: "projekt ledare" and "projektledare" are the same, when each
part has 4 letters or more. Corrections add up: compare with what was first signed, not with the last correction.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from projects.agreement.fields import Field, Type, Values
from projects.agreement.guarded_words import GUARDED

MOST_WORDS = 5
SHORTEST = 4
TEXTS = (Type.TEXT, Type.PROSE)
PUNCTUATION = ".,;:!?\"'“”„‘’«»()…–—"
LETTERS = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


class _Matter(Exception):
    """Something differs that is no text: this matters."""


def is_correction(fields: Sequence[Field], old: Values, new: Values) -> bool:
    """Return whether `new` only puts slips of the pen in `old` right; False for equal values. Symmetric."""
    try:
        pairs = list(_texts(fields, old, new))
    except _Matter:
        return False
    counts = [_misspelled(_words(before), _words(after)) for before, after in pairs]
    return bool(counts) and None not in counts and sum(count or 0 for count in counts) <= MOST_WORDS


def _texts(fields: Sequence[Field], old: Values, new: Values) -> Iterator[tuple[str, str]]:
    """Yield the texts that differ, before and after; raise _Matter for anything else."""
    known = {field.name for field in fields}
    if _rest(old, known) != _rest(new, known):
        raise _Matter
    units = {field.unit_from for field in fields}
    for field in fields:
        before, after = old.get(field.name), new.get(field.name)
        if before != after:
            yield from _inside(field, before, after, is_unit=field.name in units)


def _rest(values: Values, known: set[str]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in known}


def _inside(field: Field, before: Any, after: Any, *, is_unit: bool) -> Iterator[tuple[str, str]]:
    if not before or not after or is_unit:
        raise _Matter
    if field.type in TEXTS:
        yield before, after
    elif field.type == Type.GROUP:
        yield from _texts(field.fields, before, after)
    elif field.type == Type.LIST and len(before) == len(after):
        for one, other in zip(before, after, strict=True):
            yield from _texts(field.fields, one, other)
    else:
        raise _Matter


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).split()


def _misspelled(old: Sequence[str], new: Sequence[str]) -> int | None:
    """Return how many words are spelled differently, or None when a difference is more than a slip."""
    if len(old) != len(new):
        return 0 if _are_joined(old, new) else None
    changed = [_respelled(*pair) for pair in zip(old, new, strict=True) if pair[0] != pair[1]]
    return None if None in changed else sum(one or 0 for one in changed)


def _respelled(before: str, after: str) -> int | None:
    """Return 0 for another case or punctuation, 1 for another spelling, None for more than a slip."""
    one, other = _bare(before), _bare(after)
    if one and one == other:
        return 0
    return 1 if one and other and _is_slip(one, other) else None


def _bare(word: str) -> str:
    """Return a word without case and the punctuation around it; "" for what is not letters alone."""
    core = word.strip(PUNCTUATION)
    is_plain = LETTERS.fullmatch(core) and not any(map(str.isnumeric, core))
    return core.casefold() if is_plain else ""


def _is_slip(one: str, other: str) -> bool:
    is_long = min(sum(map(str.isalpha, word)) for word in (one, other)) >= SHORTEST
    is_guarded = any(_is_guarded(word) for word in (one, other))
    return is_long and not is_guarded and one[0] == other[0] and _is_one_edit(one, other)


def _is_guarded(word: str) -> bool:
    return word in GUARDED or word.replace("’", "'").endswith("n't")


def _is_one_edit(one: str, other: str) -> bool:
    """Return whether a letter put in, taken out or exchanged, or two neighbors swapped, make one word the other."""
    short, long = sorted((one, other), key=len)
    at = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[:at] + short[at : at + 2][::-1] + short[at + 2 :]
    return long in (swapped, short[:at] + long[at : at + 1] + short[at + 1 :])


def _are_joined(old: Sequence[str], new: Sequence[str]) -> bool:
    """Return whether the texts differ in where words are written together, in words long enough to be no trap."""
    changed = Counter(old), Counter(new)
    apart = [_bare(word) for word in ((changed[0] - changed[1]) + (changed[1] - changed[0])).elements()]
    if any(len(word) < SHORTEST or _is_guarded(word) for word in apart) or len(apart) > MOST_WORDS:
        return False
    return "".join(old) == "".join(new)
