"""The forms at the end of a goal: one's own score, and the outcome that both sides sign."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.kit import formats
from partnership.kit.forms import OnceForm
from partnership.kit.spoken import language
from projects.agreement.fields import Values
from projects.goals.forms.fields import Scale, number, plain, prose, said_number

SCORES = [Decimal(tenth) / 10 for tenth in range(11)]


def _choices(score: Decimal | None) -> list[tuple[str, str]]:
    """Offer tenths; a score between them that a program wrote keeps its place among them."""
    offered = sorted({*SCORES, *([score.normalize()] if score is not None else [])})
    return [(said_number(one) or "0", formats.number(one, language(), None)) for one in offered]


class ScoreForm(forms.Form):
    use_required_attribute = False
    score = forms.TypedChoiceField(
        label=_("How far did you come, as your side sees it?"),
        coerce=Decimal,
        widget=Scale(low=_("0: not at all"), high=_("1: all the way")),
        error_messages={"required": _("Choose a number from 0 to 1.")},
    )
    word = prose(
        _("Why this number"),
        required=False,
        help_text=_("The other side reads it when all have scored."),
    )

    def __init__(self, *args: Any, score: Decimal | None = None, word: str = "", **kwargs: Any) -> None:
        kwargs["initial"] = {"score": said_number(score), "word": word} if score is not None else {}
        super().__init__(*args, **kwargs)
        self.fields["score"].choices = _choices(score)  # type: ignore[attr-defined]


class ResultForm(OnceForm):
    use_required_attribute = False
    score = number(_("Score that you agree on, 0 to 1"))
    learned = prose(
        _("What you learned"), rows=6, help_text=_("It goes to the decision log, for the next goal.")
    )
    word = prose(_("A word with it"), required=False, rows=2)
    seen = forms.IntegerField(min_value=0, required=False)

    def __init__(self, *args: Any, values: Values | None = None, **kwargs: Any) -> None:
        before = {
            name: plain(value) for name, value in (values or {}).items() if name in ("score", "learned")
        }
        kwargs["initial"] = before
        super().__init__(*args, **kwargs)

    def said(self) -> dict[str, Any]:
        """Return what was written, as the values of an agreement."""
        return {"score": said_number(self.cleaned_data["score"]), "learned": self.cleaned_data["learned"]}
