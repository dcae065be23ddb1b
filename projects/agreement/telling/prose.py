"""Two texts side by side, word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

TOKENS = re.compile(r"\s+|[^\s]+")
MOST_COMPARISONS = 400_000
"""Above it (words × words) the middle counts as rewritten: two made-up texts must not cost a page its time."""
A_LINE = 60
AN_EXCERPT = 80
FEW = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text: the same in both, gone, or new."""

    how: Literal["same", "gone", "new"]
    text: str


def pieces_of(before: str, after: str) -> tuple[Piece, ...]:
    """Return both texts as one run of pieces: same and gone make the old text, same and new the new one."""
    old, new = TOKENS.findall(before), TOKENS.findall(after)
    head = _in_common(old, new)
    tail = _in_common(old[head:][::-1], new[head:][::-1])
    old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
    middle = _compared(old_middle, new_middle)
    found = [Piece("same", "".join(old[:head])), *middle, Piece("same", "".join(old[len(old) - tail :]))]
    return tuple(piece for piece in found if piece.text)


def _in_common(old: Sequence[str], new: Sequence[str]) -> int:
    return sum(1 for _same in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _compared(old: Sequence[str], new: Sequence[str]) -> list[Piece]:
    if len(old) * len(new) > MOST_COMPARISONS:
        return [Piece("gone", "".join(old)), Piece("new", "".join(new))]
    found: list[Piece] = []
    for how, a, b, c, d in _steps(old, new):
        if how == "equal":
            found.append(Piece("same", "".join(old[a:b])))
        else:
            found += [Piece("gone", "".join(old[a:b])), Piece("new", "".join(new[c:d]))]
    return found


def _steps(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """Return difflib's steps; a lone space between two changes belongs to them: it would cut a sentence to crumbs."""
    found: list[tuple[str, int, int, int, int]] = []
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        is_crumb = how == "equal" and b - a == 1 and old[a].isspace() and bool(found) and b < len(old)
        step = "replace" if is_crumb or how != "equal" else "equal"
        if found and step == found[-1][0] == "replace":
            found[-1] = ("replace", found[-1][1], b, found[-1][3], d)
        else:
            found.append((step, a, b, c, d))
    return found


def marked(pieces: Sequence[Piece]) -> SafeString:
    """Return the pieces as HTML, escaped: what went in <del>, what came in <ins>, line breaks as they stood."""
    tags = {"same": "{}", "gone": "<del>{}</del>", "new": "<ins>{}</ins>"}
    return format_html_join("", "{}", ((format_html(tags[piece.how], piece.text),) for piece in pieces))


def in_prose(before: str, after: str, pieces: Sequence[Piece]) -> str:
    """Say in plain words what changed in a text: the very words where they are few, else how many."""
    changes = _changes(pieces)
    said = "; ".join(_change(gone, new) for gone, new in changes)
    if not changes:
        return _("line breaks changed")
    if len(changes) <= FEW and len(said) <= 3 * AN_EXCERPT:
        return said
    counts = [sum(len(one[side].split()) for one in changes) for side in (0, 1)]
    new = ngettext("%(n)s word new", "%(n)s words new", counts[1]) % {"n": counts[1]}
    gone = ngettext("%(n)s word gone", "%(n)s words gone", counts[0]) % {"n": counts[0]}
    return f"{new}, {gone}"


def _changes(pieces: Sequence[Piece]) -> list[tuple[str, str]]:
    """Return what went and what came at each place."""
    found: list[tuple[str, str]] = []
    before = "same"
    for piece in pieces:
        if piece.how == "new" and before == "gone":
            found[-1] = (found[-1][0], piece.text)
        elif piece.how != "same":
            found.append((piece.text, "") if piece.how == "gone" else ("", piece.text))
        before = piece.how
    return [(gone.strip(), new.strip()) for gone, new in found if gone.strip() != new.strip()]


def _change(gone: str, new: str) -> str:
    if not gone:
        return _("new: %(text)s") % {"text": quoted(new)}
    if not new:
        return _("taken away: %(text)s") % {"text": quoted(gone)}
    return f"{quoted(gone)} → {quoted(new)}"


def quoted(text: str) -> str:
    """Return a text between quotation marks of the language, on one line and cut to an excerpt."""
    line = " ".join(text.split())
    if len(line) > AN_EXCERPT:
        line = line[:AN_EXCERPT].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"
    return _("“%(text)s”") % {"text": line}
