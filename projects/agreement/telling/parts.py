"""What telling returns: lines of a text, and differences between two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.safestring import SafeString

from partnership.kit.formats import MINUS

from .prose import A_LINE, Piece, marked

How = Literal["changed", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a readable text: "Delivery date", "8 December 2026". `text` is "" for a heading of what follows.

    `level` is 0 for the kind's own fields and grows inside groups and rows.
    """

    label: str
    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs. `text` says it alone ("delivery 8 → 15 December 2026"), with the row it stands in.

    `row` names the row or group ("" at the top), `words` is `text` without it. `before` and `after` are both values in
    full, "" for a row that is not there. `pieces` are the words of a text, with what went and what came.
    `path` is where it stands: "deliverables.<row id>.day".
    """

    path: str
    label: str
    words: str
    before: str
    after: str
    how: How
    row: str = ""
    pieces: tuple[Piece, ...] = ()

    @property
    def text(self) -> str:
        return f"{self.row}: {self.words}" if self.row else self.words

    @property
    def is_sum(self) -> bool:
        """Whether the words say only how much more or less: then both values help beside them."""
        return self.how == "changed" and self.words[:1] in ("+", MINUS)

    @property
    def is_long(self) -> bool:
        """Whether a text changed that says too much for one line: its words are worth to be shown marked."""
        return bool(self.pieces) and (
            len(self.before) > A_LINE or len(self.after) > A_LINE or "\n" in self.after
        )

    @property
    def marked(self) -> SafeString:
        """The changed text as HTML, escaped: what went in <del>, what came in <ins>."""
        return marked(self.pieces)
