"""Asking another side, and answering."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.queries import PartySeen
from partnership.kit.forms import OnceForm
from projects.agreement.inputs import TextField
from projects.insight.actions.questions import LONGEST

from .pages import chosen_subject, subject_choices


class QuestionForm(OnceForm):
    owner = forms.TypedChoiceField(label=_("Whom do you ask?"), coerce=UUID)
    title = TextField(label=_("Your question"), max_length=200)
    text = TextField(
        label=_("More about it"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )
    subject = forms.ChoiceField(label=_("What it concerns"), required=False)

    def __init__(
        self, *args: Any, others: tuple[PartySeen, ...], partnership_id: UUID, is_about: bool, **kwargs: Any
    ) -> None:
        """`is_about` says that a page or a figure is asked about, so that there is nothing to choose."""
        super().__init__(*args, **kwargs)
        sides = [(str(one.id), one.name) for one in others]
        self.fields["owner"].choices = sides if len(sides) == 1 else [("", "–"), *sides]  # type: ignore[attr-defined]
        if is_about:
            del self.fields["subject"]
            return
        self.fields["subject"].choices = subject_choices(partnership_id)  # type: ignore[attr-defined]

    def about(self) -> tuple[str, UUID | None]:
        """Return the kind and id of what was chosen."""
        return chosen_subject(self.cleaned_data.get("subject", ""))


class ReplyForm(forms.Form):
    text = TextField(label=_("Your answer"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5}))
