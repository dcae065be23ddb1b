"""Choosing which of the own side's key figures a measure follows."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.goals.queries.records import MeasureSeen
from projects.insight.models import Figure


class LinkForm(forms.Form):
    measure = forms.TypedChoiceField(label=_("Measure"), coerce=UUID)
    figure = forms.TypedChoiceField(label=_("Key figure of your side"), coerce=UUID)

    def __init__(
        self, *args: Any, measures: Sequence[MeasureSeen], figures: Sequence[Figure], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [  # type: ignore[attr-defined]
            (str(one.id), f"{one.name} ({one.unit})") for one in measures
        ]
        self.fields["figure"].choices = [  # type: ignore[attr-defined]
            (str(one.id), f"{one.name} ({one.unit})") for one in figures
        ]
