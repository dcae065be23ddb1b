"""Early warnings as people write them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.kit.forms import NumberField, OnceForm
from projects.feedback.actions.warnings import MOST_DAYS, MOST_HOURS, WarningSaid
from projects.feedback.forms.fields import text_field, written_in
from projects.feedback.models import EarlyWarning, Probability
from projects.feedback.queries.subjects import Subject
from projects.feedback.queries.warnings import WarningSeen

Choices = Sequence[tuple[Any, Any]]


class WarningForm(OnceForm):
    """`subjects` are what it can be about; the text of a friction comes with the language that it is written in."""

    what = text_field(
        _("What may happen?"), help_text=_("What you see coming, before it is anybody's fault.")
    )
    effect = text_field(_("What would it lead to?"), rows=2, required=False)
    effect_hours = NumberField(
        label=_("In hours, if it can be said"),
        required=False,
        min_value=0,
        max_value=MOST_HOURS,
        max_digits=9,
        decimal_places=2,
    )
    effect_days = forms.IntegerField(
        label=_("In days later"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    probability = forms.ChoiceField(
        label=_("How likely is it?"),
        choices=Probability,
        widget=forms.RadioSelect,
        initial=Probability.MIDDLE,
    )
    about = forms.ChoiceField(label=_("What is it about?"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        subjects: Sequence[Subject],
        warning: WarningSeen | None = None,
        language: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.came_in = language
        self.fields["about"].choices = _choices(subjects)  # type: ignore[attr-defined]
        if warning is not None:
            self.came_in = warning.language
            names = ("what", "effect", "effect_hours", "effect_days", "probability")
            self.initial.update({name: getattr(warning.says, name) for name in names})
            self.initial.update({"about": key_of(warning.subject), "version": warning.version})

    def said(self) -> WarningSaid:
        """Return what was said, as the action takes it."""
        said = dict(self.cleaned_data)
        about, _colon, about_id = said.pop("about").partition(":")
        del said["key"], said["version"]
        language = written_in(self.initial.get("what", ""), self.came_in, said["what"])
        key = UUID(about_id) if about_id else None
        return WarningSaid(**said, about=about, about_id=key, language=language)


class CloseForm(forms.Form):
    status = forms.ChoiceField(
        label=_("How did it go?"),
        choices=[one for one in EarlyWarning.Status.choices if one[0] != "open"],
        widget=forms.RadioSelect,
    )
    word = text_field(_("In a sentence"), rows=2)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def key_of(subject: Subject | None) -> str:
    """Return how a subject stands in a choice."""
    return f"{subject.about}:{subject.about_id}" if subject else ""


def _choices(subjects: Sequence[Subject]) -> Choices:
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in subjects:
        groups.setdefault(one.label, []).append((key_of(one), one.title))
    return [("", _("The partnership as a whole")), *groups.items()]
