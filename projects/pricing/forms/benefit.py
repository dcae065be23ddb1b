"""The shape of an entry of the benefit ledger, and of a word on another side's."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnership.kit.forms import DayField, NumberField, OnceForm
from projects.pricing.actions.entry_shape import LONGEST, EntrySaid
from projects.pricing.models import Entry
from projects.pricing.models.benefit import Sort
from projects.pricing.queries.entry_choices import EntryChoices
from projects.pricing.queries.entry_records import EntrySeen


class EntryForm(OnceForm):
    way = forms.ChoiceField(label=_("Gain or contribution"), choices=Entry.Way.choices)
    sort = forms.ChoiceField(label=_("What it is"), choices=Sort.choices)
    text = forms.CharField(
        label=_("In words"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "What your side got, or put in, so that the other side can say whether it sees it so too."
        ),
    )
    done_on = DayField(label=_("Day"))
    value = NumberField(label=_("Amount, excl. VAT"), required=False, max_digits=16, decimal_places=4)
    hours = NumberField(label=_("Hours"), required=False, max_digits=9, decimal_places=2)
    hourly = NumberField(
        label=_("Own rate an hour, excl. VAT"),
        required=False,
        max_digits=16,
        decimal_places=4,
        help_text=_("In place of the amount: it becomes the hours times this rate."),
    )
    project = forms.ChoiceField(label=_("Project"), required=False)
    goal = forms.ChoiceField(label=_("Goal"), required=False)

    def __init__(
        self,
        *args: Any,
        currency: str,
        offered: EntryChoices,
        entry: EntrySeen | None = None,
        **kwargs: Any,
    ) -> None:
        if entry:
            kwargs["initial"] = _initial(entry)
        super().__init__(*args, **kwargs)
        self.fields["value"].help_text = gettext(
            "In %(currency)s. Leave it empty for what you say in words alone, such as a reference or something learned."
        ) % {"currency": currency}
        for name, choices in (("project", offered.projects), ("goal", offered.goals)):
            rows = [("", "–"), *((str(key), text) for key, text in choices)]
            self.fields[name].choices = rows  # type: ignore[attr-defined]

    def said(self) -> EntrySaid:
        """Return what was written, as the action takes it."""
        plain = ("way", "sort", "text", "done_on", "value", "hours", "hourly")
        project, goal = (self.cleaned_data[name] for name in ("project", "goal"))
        return EntrySaid(
            **{name: self.cleaned_data[name] for name in plain},
            project_id=UUID(project) if project else None,
            goal_id=UUID(goal) if goal else None,
        )


class AnswerForm(forms.Form):
    """A word on another side's entry; yes or no is the button."""

    word = forms.CharField(
        label=_("A word to it"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Say why, if you see it otherwise. The side that wrote the entry reads it."),
    )


def _initial(entry: EntrySeen) -> dict[str, Any]:
    plain = {name: getattr(entry, name) for name in ("way", "sort", "text", "done_on")}
    numbers = {name: _plain(getattr(entry, name)) for name in ("value", "hours")}
    return {**plain, **numbers, "project": entry.project_id or "", "goal": entry.goal_id or ""}


def _plain(amount: Decimal | None) -> Decimal | None:
    """1250.0000 is how it is kept, 1250 is how one writes it."""
    return None if amount is None else Decimal(format(amount.normalize(), "f"))
