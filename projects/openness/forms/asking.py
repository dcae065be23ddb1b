"""Asking another side, answering, and closing a topic again."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.queries import PartySeen
from partnership.kit.forms import OnceForm
from projects.agreement.inputs import TextField
from projects.openness.actions.asking import AskSaid
from projects.openness.models import Grant
from projects.openness.steps import OPENABLE, RULES, Step, Topic
from projects.openness.words import STEPS, TOPICS

OPENED = [(value, label) for value, label in STEPS.items() if value != "0"]


class AskForm(OnceForm):
    owner = forms.TypedChoiceField(label=_("Whom do you ask?"), coerce=UUID)
    topic = forms.TypedChoiceField(label=_("What would you like to see?"), coerce=Topic)
    step = forms.TypedChoiceField(
        label=_("How far?"), coerce=lambda text: Step(int(text)), choices=[("", "–"), *OPENED]
    )
    because = TextField(
        label=_("Why?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What would you do with it, and what do both of you win?"),
    )
    gives = forms.TypedChoiceField(
        label=_("What you open in return"),
        required=False,
        coerce=lambda text: Step(int(text)),
        empty_value=Step.CLOSED,  # type: ignore[arg-type]
        choices=[("", _("Nothing more than today")), *OPENED],
        help_text=_("Of the topic that goes with it. It is opened by the same signatures."),
    )

    def __init__(self, *args: Any, others: tuple[PartySeen, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sides = [(str(one.id), one.name) for one in others]
        self.fields["owner"].choices = sides if len(sides) == 1 else [("", "–"), *sides]  # type: ignore[attr-defined]
        topics = [(one.value, TOPICS[one]) for one in OPENABLE]
        self.fields["topic"].choices = [("", "–"), *topics]  # type: ignore[attr-defined]

    def said(self) -> AskSaid:
        """Return what was asked, as the action takes it."""
        names = ("owner", "topic", "step", "because", "gives")
        return AskSaid(**{name: self.cleaned_data[name] for name in names})


class AnswerForm(forms.Form):
    is_yes = forms.TypedChoiceField(
        label=_("Your answer"),
        coerce=lambda text: text == "yes",
        choices=[
            ("yes", _("Yes: go on to a proposal that every side signs")),
            ("no", _("No")),
        ],
        widget=forms.RadioSelect,
    )
    answer = TextField(
        label=_("A word with it"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("With a no: why not, and what would have to be different."),
    )


class CloseForm(forms.Form):
    """Only lower steps than what is open, and none below what is shared from the start."""

    step = forms.TypedChoiceField(label=_("How far from now on?"), coerce=lambda text: Step(int(text)))

    def __init__(self, *args: Any, grant: Grant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        least = RULES[Topic(grant.topic)].least
        steps = [(value, label) for value, label in STEPS.items() if least <= int(value) < grant.step]
        self.fields["step"].choices = steps  # type: ignore[attr-defined]
