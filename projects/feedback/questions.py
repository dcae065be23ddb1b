"""The questions of a pulse: a standard set that both languages know, own ones in both, and what became of open actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partnership.kit.spoken import language

FEWEST, MOST = 2, 7
ACTION = "action-"
OWN = "own-"


@dataclass(frozen=True)
class Standard:
    """A topic's name, and the sentence that one agrees with from 1 to 10, true of either side."""

    name: str | Promise
    sentence: str | Promise


STANDARD: Mapping[str, Standard] = {
    "trust": Standard(_("Trust"), _("Keeps its word, and says in time when something changes.")),
    "openness": Standard(_("Openness"), _("Tells openly what matters, also what is hard to say.")),
    "focus": Standard(_("Goal focus"), _("Works for what we have agreed to reach together.")),
    "tempo": Standard(_("Tempo"), _("Delivers and answers when it was agreed.")),
    "quality": Standard(_("Quality"), _("What it does is well done and holds.")),
    "fairness": Standard(_("Fairness"), _("Lets both sides win and shares burdens fairly.")),
    "again": Standard(_("Choosing again"), _("Is worth choosing again.")),
}
AGAIN, TEMPO, FOCUS, OPENNESS = "again", "tempo", "focus", "openness"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a round in the reader's language: `name` is short, `sentence` is what is rated.

    One about an open action (`action_id`) is asked once; all others about each side.
    """

    key: str
    name: str
    sentence: str
    action_id: UUID | None = None

    @property
    def is_about_sides(self) -> bool:
        return self.action_id is None


def standard_rows(keys: Sequence[str] = tuple(STANDARD)) -> list[dict[str, str]]:
    """Return standard questions as a round keeps them."""
    return [{"key": key} for key in keys]


def own_row(key: UUID | str, sv: str, en: str) -> dict[str, str]:
    """Return an own question as a round keeps it."""
    return {"key": f"{OWN}{key}", "sv": sv, "en": en}


def action_row(key: UUID, text: str) -> dict[str, str]:
    """Return the question what became of an action, as a round keeps it."""
    return {"key": f"{ACTION}{key}", "sv": text, "en": text}


def read_questions(rows: Sequence[Mapping[str, Any]]) -> tuple[Question, ...]:
    """Return a round's questions in the reader's language."""
    return tuple(_read(row) for row in rows)


def _read(row: Mapping[str, Any]) -> Question:
    key = row["key"]
    if key in STANDARD:
        one = STANDARD[key]
        return Question(key, str(one.name), str(one.sentence))
    text = row[language()]
    if key.startswith(ACTION):
        return Question(key, text, text, UUID(key.removeprefix(ACTION)))
    return Question(key, text, text)
