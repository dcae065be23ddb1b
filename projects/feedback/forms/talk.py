"""The notes of a talk, whole."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from projects.agreement.inputs import TextField
from projects.feedback.actions.talk import LONGEST


class NotesForm(forms.Form):
    """`seen` is the number of the saving that the writer had read, 0 for none."""

    use_required_attribute = False
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    text = TextField(
        label=_("Notes"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Both sides write here. Each saving is kept."),
    )

    def __init__(self, *args: Any, text: str, seen: int, **kwargs: Any) -> None:
        kwargs["initial"] = {"text": text, "seen": seen}
        super().__init__(*args, **kwargs)

    def renew(self, seen: int) -> None:
        """Take up the saving that the page shows now: what was typed stays and can be saved beside it."""
        if isinstance(self.data, QueryDict):
            self.data = self.data.copy()
            self.data["seen"] = str(seen)
