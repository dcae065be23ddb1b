"""What is searched for and shown; it stands in the address, so what was found can be linked to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.kit.fulltext import MOST_CHARACTERS, NO_WORD, Sought, sought
from projects.overview.portfolio import Show


class SearchForm(forms.Form):
    """One field. `sought` is what the words come to once the form is valid; None while nothing is asked for."""

    q = forms.CharField(
        label=_("Search for"),
        max_length=MOST_CHARACTERS,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        help_text=_(
            "Put words that belong together between quotation marks, and a minus before what to leave out."
        ),
    )
    sought: Sought | None = None

    def clean_q(self) -> str:
        """Refuse what holds no word to look for."""
        text: str = self.cleaned_data["q"]
        self.sought = sought(text) if text else None
        if text and self.sought is None:
            raise forms.ValidationError(NO_WORD)
        return text


SHOWN = (
    (Show.ALL, _("All")),
    (Show.ACT, _("Act")),
    (Show.WATCH, _("Watch")),
    (Show.GOOD, _("Good")),
    (Show.UNKNOWN, _("Too little evidence yet")),
    (Show.ALERTS, _("Worth a talk")),
    (Show.WAITING, _("Something waits for you")),
    (Show.ENDED, _("Ended")),
)


class PortfolioForm(forms.Form):
    """Which partnerships of many. What can't be is left out: the list then shows all."""

    name = forms.CharField(
        label=_("Partner"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    show = forms.ChoiceField(label=_("Show"), choices=SHOWN, required=False)

    def wanted(self) -> tuple[Show, str]:
        """Return what is to be shown and the word in its name."""
        self.is_valid()
        return Show(self.cleaned_data.get("show", "")), self.cleaned_data.get("name", "")
