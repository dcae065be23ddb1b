"""How often, how long and what: the form of what every side signs about the pulse."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from partnership.kit.forms import OnceForm
from partnership.kit.ids import new_id
from projects.agreement.fields import Values
from projects.agreement.inputs import TextField
from projects.feedback.kind_pulse import LONGEST, SHORTEST
from projects.feedback.models import PulseTerms
from projects.feedback.questions import STANDARD

MOST_OWN = 3


class RhythmForm(OnceForm):
    """`seen` is the newest version that the writer had read; `values` fill the form."""

    use_required_attribute = False
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    rhythm = forms.ChoiceField(label=_("How often"), choices=PulseTerms.Rhythm)
    days = forms.IntegerField(
        label=_("Days to answer"),
        min_value=SHORTEST,
        max_value=LONGEST,
        help_text=_("When they have passed, what was said is shown even if somebody has not answered."),
    )
    topics = forms.MultipleChoiceField(
        label=_("Standard questions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Two to seven questions together with your own."),
    )

    def __init__(self, *args: Any, values: Values, seen: int, **kwargs: Any) -> None:
        topics = [row["topic"] for row in values["topics"]]
        initial = {"seen": seen, "rhythm": values["rhythm"], "days": values["days"], "topics": topics}
        super().__init__(*args, initial=initial, **kwargs)
        choices = [(key, f"{one.name}: {one.sentence}") for key, one in STANDARD.items()]
        self.fields["topics"].choices = choices  # type: ignore[attr-defined]
        for place in range(MOST_OWN):
            self._add_own(place, values["own"][place] if place < len(values["own"]) else None)
        self.fields["word"] = TextField(
            label=_("A word with it"),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    @property
    def own(self) -> list[tuple[Any, Any, Any]]:
        """The inputs of own questions: Swedish, English and the hidden id of each."""
        return [tuple(self[f"own-{place}-{one}"] for one in ("sv", "en", "id")) for place in range(MOST_OWN)]  # type: ignore[misc]

    def values(self) -> dict[str, Any]:
        """Return what was written as values of the kind; a question in one language alone goes along, to be refused."""
        clean = self.cleaned_data
        return {
            "rhythm": clean["rhythm"],
            "days": str(clean["days"]),
            "topics": [{"id": key, "topic": key} for key in clean["topics"]],
            "own": [
                {
                    "id": clean[f"own-{place}-id"],
                    "sv": clean[f"own-{place}-sv"],
                    "en": clean[f"own-{place}-en"],
                }
                for place in self._written()
            ],
        }

    def named(self, path: str | None) -> str | None:
        """Return the input that a refusal's path ("own.0.en") is about."""
        parts = (path or "").split(".")
        if parts[0] == "own" and len(parts) == 3:
            return f"own-{self._written()[int(parts[1])]}-{parts[2]}"
        return parts[0]

    def renew(self, seen: int) -> None:
        """Take up the version that the page shows now, so that whoever has read it can go on with what was typed."""
        if isinstance(self.data, QueryDict):
            self.data = self.data.copy()
            self.data["seen"] = str(seen)

    def _written(self) -> list[int]:
        clean = self.cleaned_data
        return [place for place in range(MOST_OWN) if clean[f"own-{place}-sv"] or clean[f"own-{place}-en"]]

    def _add_own(self, place: int, row: dict[str, Any] | None) -> None:
        labels = {"sv": _("Own question in Swedish"), "en": _("The same in English")}
        for one, label in labels.items():
            self.fields[f"own-{place}-{one}"] = TextField(label=label, required=False, max_length=300)
        self.fields[f"own-{place}-id"] = forms.RegexField(r"^[\w-]{1,40}$", widget=forms.HiddenInput)
        self.initial.update({f"own-{place}-{one}": row[one] if row else "" for one in labels})
        self.initial[f"own-{place}-id"] = row["id"] if row else str(new_id())
