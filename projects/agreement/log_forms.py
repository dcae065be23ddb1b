"""What one looks for in the decision log, and which two versions one compares."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.queries import PartnershipSeen
from partnership.kit.forms import DayField
from projects.agreement.kinds import known_kinds
from projects.agreement.queries.log import Wanted

OUTCOMES = {
    "signed": _("Signed by everybody"),
    "declined": _("Declined"),
    "withdrawn": _("Withdrawn"),
    "all": _("All, with the steps between"),
}
FOLDED = ("kind", "side", "first_on", "last_on")


class LogForm(forms.Form):
    """The filter; it stands in the address, so a found page can be linked to."""

    words = forms.CharField(label=_("Search"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    side = forms.TypedChoiceField(label=_("Proposed by"), coerce=UUID, empty_value=None, required=False)
    outcome = forms.ChoiceField(label=_("Outcome"), choices=list(OUTCOMES.items()), required=False)
    first_on = DayField(label=_("From"), required=False)
    last_on = DayField(label=_("Until"), required=False)

    def __init__(self, *args: Any, partnership: PartnershipSeen, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(one.name, one.label) for one in known_kinds()]
        sides = [(str(one.id), one.name) for one in partnership.parties]
        self.fields["kind"].choices = [("", _("All kinds")), *kinds]  # type: ignore[attr-defined]
        self.fields["side"].choices = [("", _("Any side")), *sides]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse days the wrong way round."""
        first, last = (self.cleaned_data.get(name) for name in ("first_on", "last_on"))
        if first and last and last < first:
            self.add_error("last_on", _("This day comes before the first one."))
        return self.cleaned_data

    def wanted(self) -> Wanted:
        """Return what is looked for; nothing chosen means everything that was signed."""
        said = self.cleaned_data
        return Wanted(
            words=said["words"],
            kind=said["kind"],
            party_id=said["side"],
            outcome=said["outcome"] or "signed",
            first_on=said["first_on"],
            last_on=said["last_on"],
        )

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields that always stand there."""
        return [self[name] for name in ("words", "outcome")]

    @property
    def folded(self) -> list[forms.BoundField]:
        """The fields that unfold."""
        return [self[name] for name in FOLDED]

    @property
    def is_narrowed(self) -> bool:
        """Whether a field that unfolds is filled in."""
        return any(self.data.get(name) for name in FOLDED)

    @property
    def is_used(self) -> bool:
        """Whether anything but the usual outcome is asked for."""
        return (
            self.is_narrowed or bool(self.data.get("words")) or self.data.get("outcome", "signed") != "signed"
        )


class CompareForm(forms.Form):
    """Two versions of one subject, by number."""

    def __init__(self, *args: Any, numbers: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(number, _("Version %(number)s") % {"number": number}) for number in numbers]
        for name, label in (("from", _("From version")), ("to", _("To version"))):
            self.fields[name] = forms.TypedChoiceField(label=label, choices=choices, coerce=int)
