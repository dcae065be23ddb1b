"""What is sent with a proposal: a word for its readers, and what its writer had read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from partnership.kit.ids import new_id
from projects.agreement.inputs import TextField


class WordForm(forms.Form):
    word = TextField(
        label=gettext_lazy("A word with it"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What the other side should know when it reads this."),
    )


class SendForm(forms.Form):
    """What a page with a proposal carries unseen: the id that the proposal will have, and what its reader had read."""

    key = forms.UUIDField(required=False)
    seen = forms.IntegerField(required=False, min_value=0)
    seen_draft = forms.IntegerField(required=False, min_value=0)

    def read(self) -> dict[str, Any]:
        """Return what was carried; what is made up counts as nothing read."""
        self.is_valid()
        # A sending without any body leaves the form unbound.
        said = self.cleaned_data if self.is_bound else {}
        return {
            "key": said.get("key"),
            "seen": said.get("seen") or 0,
            "seen_draft": said.get("seen_draft") or 0,
        }

    @property
    def carried_key(self) -> UUID:
        """The key for the page's next sending: the one that came, else a new one."""
        return (self.read()["key"] if self.is_bound else None) or new_id()
