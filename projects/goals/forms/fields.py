"""Inputs that several forms of goals share."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Protocol, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.kit.errors import Refused
from partnership.kit.forms import NumberField
from projects.agreement.fields import Type
from projects.agreement.inputs import TextField
from projects.agreement.shape import LONGEST

Result = TypeVar("Result")
CONFIDENCES = [(number, str(number)) for number in range(1, 11)]


class Naming(Protocol):
    def named(self, path: str | None) -> str | None:
        """Return the input that a refusal's path is about."""


def placed(form: Naming, action: Callable[[], Result]) -> Result:
    """Do the action; a refusal of a value inside a row stands at the row's input."""
    try:
        return action()
    except Refused as refusal:
        refusal.on_field = form.named(refusal.on_field)
        raise


class Scale(forms.RadioSelect):
    """Radio buttons that stand as one row of numbers: a touch, or the arrow keys, choose."""

    template_name = "goals/scale.html"

    def __init__(self, *, low: Any = "", high: Any = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.low, self.high = low, high

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "low": self.low, "high": self.high}


def line(label: Any, **more: Any) -> TextField:
    """Return an input for one line of text."""
    return TextField(label=label, max_length=LONGEST[Type.TEXT], **more)


def prose(label: Any, *, rows: int = 3, **more: Any) -> TextField:
    """Return an input for paragraphs."""
    widget = forms.Textarea(attrs={"rows": rows})
    return TextField(label=label, max_length=LONGEST[Type.PROSE], widget=widget, **more)


def number(label: Any, **more: Any) -> NumberField:
    """Return an input for a number with up to four decimals."""
    return NumberField(label=label, max_digits=16, decimal_places=4, **more)


def said_number(value: Decimal | None) -> str | None:
    """Return a number as agreements keep it: "25", "7.5"."""
    return None if value is None else format(value.normalize(), "f")


def plain(value: Any) -> Any:
    """Return a kept number as one writes it: 25, not 25.0000."""
    return Decimal(said_number(value) or 0) if isinstance(value, Decimal) else value


def confidence() -> forms.TypedChoiceField:
    """Return the scale of how sure one's own side is."""
    return forms.TypedChoiceField(
        label=_("How sure is your side that the goal will be reached?"),
        coerce=int,
        choices=CONFIDENCES,
        widget=Scale(low=_("1: hardly"), high=_("10: certain")),
        error_messages={"required": _("Choose a number from 1 to 10.")},
    )
