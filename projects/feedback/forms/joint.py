"""Joint actions as people write them: what, until when, and a person of each side."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.queries import PartnershipSeen
from partnership.kit.forms import DayField, OnceForm
from projects.feedback.actions.joint import ActionSaid
from projects.feedback.forms.fields import People, owner_field, text_field, written_in
from projects.feedback.queries.joint import ActionSeen


class ActionForm(OnceForm):
    """With `others_name_later` only the own side has to name its person now."""

    text = text_field(_("What do you do?"), help_text=_("One thing that both sides can see is done."))
    due_on = DayField(label=_("Until when?"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        partnership: PartnershipSeen,
        people: People,
        action: ActionSeen | None = None,
        others_name_later: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.action, self.sides = action, partnership.parties
        for side in self.sides:
            must = side.is_own or not others_name_later
            self.fields[f"owner_{side.position}"] = owner_field(side, people[side.id], must=must)
        if action is not None:
            self.initial.update({"text": action.text, "due_on": action.due_on, "version": action.version})
            for owner, side in zip(action.owners, self.sides, strict=True):
                self.initial[f"owner_{side.position}"] = owner.person_id

    @property
    def owners(self) -> list[forms.BoundField]:
        """The sides' persons, in the sides' order."""
        return [self[f"owner_{side.position}"] for side in self.sides]

    def said(self) -> ActionSaid:
        """Return what was agreed, as the action takes it."""
        said = self.cleaned_data
        came = (self.action.text, self.action.language) if self.action else ("", "")
        owners = {side.id: said[f"owner_{side.position}"] for side in self.sides}
        return ActionSaid(said["text"], said["due_on"], owners, written_in(*came, said["text"]))


class OwnerForm(forms.Form):
    """The own side's person, in place of nobody or of somebody who has left."""

    person = forms.TypedChoiceField(label=_("Who of your side sees to it?"), coerce=UUID)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: dict[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(str(key), name) for key, name in people.items()]
        self.fields["person"].choices = [("", "–"), *rows]  # type: ignore[attr-defined]


class DropForm(forms.Form):
    reason = text_field(_("Why is it let go?"), rows=2)
