"""The shape of proposed weights; whether they sum is the kind's to say, for the portal and the API alike."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from partnership.kit.forms import NumberField, OnceForm
from projects.agreement.fields import Values
from projects.health.formula import MOST_SPREAD, WEIGHTS
from projects.health.weights import SPREAD
from projects.health.words import DIMENSIONS

NUMBER: dict[str, Any] = {"max_digits": 5, "decimal_places": 2, "min_value": 0}


class WeightsForm(OnceForm):
    """Six weights and λ. `seen` is the newest version that the writer had read; `key` keeps a double click to one row."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, values: Values, seen: int, **kwargs: Any) -> None:
        kwargs["initial"] = {"seen": seen, **values}
        super().__init__(*args, **kwargs)
        for name in WEIGHTS:
            self.fields[name] = NumberField(label=DIMENSIONS[name], max_value=100, **NUMBER)
        self.fields[SPREAD] = NumberField(
            label=_("How much the distance between the sides counts"),
            help_text=_("From 0 (only the mean counts) to 0.5 (with two sides, only the worse one counts)."),
            max_value=MOST_SPREAD,
            **NUMBER,
        )
        self.fields["word"] = forms.CharField(
            label=_("A word with it"),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def values(self) -> dict[str, str]:
        """Return what was written as values of the kind: decimals in text."""
        numbers: dict[str, Decimal] = {name: self.cleaned_data[name] for name in (*WEIGHTS, SPREAD)}
        return {name: format(value, "f") for name, value in numbers.items()}

    def renew(self, seen: int) -> None:
        """Take up the version that the page shows now, so that whoever has read it can go on with what was typed."""
        if isinstance(self.data, QueryDict):
            self.data = self.data.copy()
            self.data["seen"] = str(seen)
