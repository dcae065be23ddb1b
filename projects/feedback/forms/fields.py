"""What the forms of the room share: text that keeps its lines, and a person of each side."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.queries import PartySeen
from projects.agreement.inputs import TextField
from projects.feedback.writing import LONGEST

People = Mapping[UUID, Mapping[UUID, str]]


def text_field(label: Any, *, rows: int = 3, **options: Any) -> TextField:
    """Return a field for a few sentences; nothing of what is pasted is cut without a word."""
    return TextField(label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}), **options)


def written_in(initial: str = "", language: str = "", text: str = "") -> str:
    """Return the language of a text: the one it came in if it was left as it was, else the writer's."""
    if language and text == initial:
        return language
    return (get_language() or "sv")[:2]


def owner_field(side: PartySeen, people: Mapping[UUID, str], *, must: bool) -> forms.TypedChoiceField:
    """Return the choice of a side's person; a side that need not name one now may leave it."""
    rows = [(str(key), name) for key, name in people.items()]
    first = [("", "–" if must else _("They name their person themselves"))]
    return forms.TypedChoiceField(
        label=side.name,
        required=must,
        coerce=UUID,
        empty_value=None,
        choices=rows if must and len(rows) == 1 else [*first, *rows],
    )
