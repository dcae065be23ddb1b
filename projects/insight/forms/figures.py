"""Key figures: what they are, and their values by hand or from a file."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.kit.forms import DayField, NumberField, OnceForm
from projects.agreement.inputs import TextField
from projects.insight.actions.figures import FigureSaid
from projects.insight.actions.values import ValueSaid
from projects.insight.models import Figure

FIELDS = ("name", "unit", "target", "direction", "monthly", "band", "source", "purpose")


class FigureForm(OnceForm):
    name = TextField(label=_("What is measured"), max_length=120)
    unit = TextField(label=_("Unit"), max_length=40, help_text=_("For example orders a week, % or SEK."))
    target = NumberField(label=_("Target"), required=False, max_digits=16, decimal_places=4)
    direction = forms.ChoiceField(label=_("What is good"), choices=Figure.Direction)
    monthly = forms.ChoiceField(
        label=_("How a month is told"),
        choices=Figure.Monthly,
        help_text=_("For those who see a summary in ranges."),
    )
    band = NumberField(
        label=_("How wide a range is"),
        required=False,
        max_digits=16,
        decimal_places=4,
        help_text=_(
            "For those who see a summary in ranges. Left empty it follows from the target; with the first value it is"
            " fixed."
        ),
    )
    source = TextField(
        label=_("Where the values come from"),
        required=False,
        max_length=200,
        help_text=_("A report, a system or a person."),
    )
    purpose = TextField(label=_("What it is for"), required=False, max_length=300)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, figure: Figure | None = None, **kwargs: Any) -> None:
        if figure is not None:
            kwargs["initial"] = {name: _plain(getattr(figure, name)) for name in (*FIELDS, "version")}
        super().__init__(*args, **kwargs)

    def said(self) -> FigureSaid:
        """Return what was written, as the action takes it."""
        return FigureSaid(**{name: self.cleaned_data[name] for name in FIELDS})


class ValueForm(forms.Form):
    read_on = DayField(label=_("Day"))
    value = NumberField(label=_("Value"), max_digits=16, decimal_places=4)
    source_name = TextField(label=_("Where the value comes from"), required=False, max_length=200)

    def said(self) -> ValueSaid:
        """Return what was written, as the action takes it."""
        return ValueSaid(self.cleaned_data["read_on"], self.cleaned_data["value"])


class ValueFileForm(forms.Form):
    use_required_attribute = False
    file = forms.FileField(label=_("File with values"), allow_empty_file=True)
    file_source = TextField(label=_("Where the values come from"), required=False, max_length=200)


def _plain(value: Any) -> Any:
    """1250.0000 is how it is kept, 1250 is how one writes it."""
    return Decimal(format(value.normalize(), "f")) if isinstance(value, Decimal) else value
