"""Thanks, friction and answers as people write them."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.queries import PartnershipSeen
from partnership.kit.forms import OnceForm
from projects.feedback.actions.notes import NoteSaid
from projects.feedback.forms.fields import text_field, written_in
from projects.feedback.models import Note
from projects.feedback.queries.subjects import Subject


class NoteForm(OnceForm):
    sort = forms.ChoiceField(
        label=_("What would you like to say?"),
        choices=[("thanks", _("Thanks for this")), ("friction", _("This is what chafes"))],
        widget=forms.RadioSelect,
    )
    to = forms.TypedChoiceField(label=_("To which side?"), coerce=UUID)
    text = text_field(
        _("In a few words"),
        help_text=_("What happened, and what it led to for you. Say it of the work, not of a person."),
    )

    def __init__(
        self, *args: Any, partnership: PartnershipSeen, subject: Subject, sort: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.subject = subject
        self.initial["sort"] = sort if sort in Note.Sort.values else "thanks"
        sides = [(str(one.id), one.name) for one in partnership.other_parties]
        field: Any = self.fields["to"]
        field.choices = sides if len(sides) == 1 else [("", "–"), *sides]
        if len(sides) == 1:
            field.widget, field.required = forms.HiddenInput(), False
            field.empty_value = None

    def said(self) -> NoteSaid:
        """Return what was said, as the action takes it."""
        said = self.cleaned_data
        about: dict[str, Any] = {"about": self.subject.about, "about_id": self.subject.about_id}
        return NoteSaid(**about, sort=said["sort"], text=said["text"], to=said["to"], language=written_in())


class AnswerForm(OnceForm):
    text = text_field(_("Your answer"))
