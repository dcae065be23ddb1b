"""One input for each type of field, with its help; what was typed becomes a value of an agreement again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.queries import PartySeen
from partnership.kit.forms import DayField, NumberField
from projects.agreement.fields import Field, Type
from projects.agreement.shape import CONTROL, LONGEST

HELPS: dict[str, Any] = {
    "vision": gettext_lazy(
        "A few sentences that every side can say aloud. What is different in three years if it goes well?"
    ),
    "principles": gettext_lazy("One sentence a row, such as: bad news is told the same day."),
    "ways": gettext_lazy("How you decide, where you talk, how quickly you answer each other."),
    "notice_days": gettext_lazy("The same for every side. Leave it empty while none is agreed."),
    "exit_plan": gettext_lazy(
        "What each side does from notice to the last day, so that nobody stands there without help."
    ),
    "review_on": gettext_lazy("On that day it waits for every side to look through the charter again."),
    "why": gettext_lazy("Optional. Every side reads it, and it is kept in the decision log."),
}


class TextField(forms.CharField):
    """Text whose line ends are counted once. No `maxlength`: a browser would cut what is pasted without a word."""

    def to_python(self, value: Any) -> str:
        text = (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n").strip()
        if CONTROL.search(text):
            raise forms.ValidationError(_("There is a character in this text that can't be shown."))
        return text

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


def input_for(field: Field, sides: Sequence[PartySeen], name: str) -> forms.Field:
    """Return the form field for a field of a kind; `name` finds its help."""
    made = INPUTS[field.type](field, sides)
    made.label = field.label  # type: ignore[assignment]
    made.help_text = HELPS.get(name, "")
    return made


def side_ref(side: PartySeen) -> dict[str, str]:
    """Return how a side stands in values."""
    return {"id": str(side.id), "name": side.name}


def value_of(field: Field, said: Any, sides: Sequence[PartySeen]) -> Any:
    """Return what was typed into an input as the field's value; None for nothing."""
    if said in (None, ""):
        return None
    if field.type == Type.REF:
        return next((side_ref(side) for side in sides if str(side.id) == said), None)
    if isinstance(said, date):
        return said.isoformat()
    return format(said.normalize(), "f") if isinstance(said, Decimal) else said


def _line(field: Field, sides: Sequence[PartySeen]) -> forms.Field:
    return TextField(required=False, max_length=LONGEST[Type.TEXT])


def _prose(field: Field, sides: Sequence[PartySeen]) -> forms.Field:
    return TextField(required=False, max_length=LONGEST[Type.PROSE], widget=forms.Textarea(attrs={"rows": 8}))


def _day(field: Field, sides: Sequence[PartySeen]) -> forms.Field:
    return DayField(required=False)


def _number(field: Field, sides: Sequence[PartySeen]) -> forms.Field:
    return NumberField(required=False, min_value=0, max_digits=4, decimal_places=0)


def _choice(field: Field, sides: Sequence[PartySeen]) -> forms.Field:
    return forms.ChoiceField(required=False, choices=[("", "–"), *field.choices.items()])


def _side(field: Field, sides: Sequence[PartySeen]) -> forms.Field:
    return forms.ChoiceField(required=False, choices=[("", "–"), *((str(one.id), one.name) for one in sides)])


INPUTS: Mapping[Type, Callable[[Field, Sequence[PartySeen]], forms.Field]] = {
    Type.TEXT: _line,
    Type.PROSE: _prose,
    Type.DAY: _day,
    Type.NUMBER: _number,
    Type.CHOICE: _choice,
    Type.REF: _side,
}
