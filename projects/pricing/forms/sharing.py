"""The simulator's form: a target, bands by where they end, and an outturn to try. The same fields put a rule forward."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from partnership.kit.forms import NumberField
from partnership.kit.money import rounded_money
from projects.agreement.inputs import TextField
from projects.pricing.actions.sharing_in_force import MOST_BANDS, BadSharing, NoBands, require_rule
from projects.pricing.shares import Band, in_order
from projects.pricing.sharing import PERCENT, Rule, in_percent, plain

WHOLE = {"max_digits": 16, "decimal_places": 4}
SHARE = {"max_digits": 8, "decimal_places": 2}
LOWEST, HIGHEST = 60, 140
COLUMNS = {"low": "to", "high": "to", "share": "share"}
"""The column of the form at which a fault of a band stands: where it begins is where the one above it ends."""


class Slider(forms.NumberInput):
    input_type = "range"


@dataclass(frozen=True)
class BandRow:
    """One band's two inputs; `number` counts from 1."""

    number: int
    to: BoundField
    share: BoundField


class SharingForm(forms.Form):
    """`start` fills what the address does not say. Rows in which nothing is written are left out.

    The outturn is typed or dragged: `was` and `drag_was` are what both were when the page was shown, so that the one that
    was moved since counts, and without a script too.
    """

    use_required_attribute = False
    target = NumberField(label=_("Target, excl. VAT"), **WHOLE)
    outturn = NumberField(
        label=_("Outturn to try, excl. VAT"),
        required=False,
        min_value=0,
        help_text=_("What the work comes to in the end, before anything is shared."),
        **WHOLE,
    )
    drag = forms.IntegerField(
        label=_("Or drag it, in percent of the target"),
        required=False,
        min_value=LOWEST,
        max_value=HIGHEST,
        widget=Slider(attrs={"step": 1}),
    )
    was = forms.CharField(required=False, widget=forms.HiddenInput)
    drag_was = forms.CharField(required=False, widget=forms.HiddenInput)
    word = TextField(
        label=_("A word with it"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any], *, start: Mapping[str, str], currency: str) -> None:
        typed = _completed(data, start)
        super().__init__(typed if typed.get("target") or _is_typed(data) else None, initial=typed)
        self.currency = currency
        self.rule: Rule | None = None
        self.tried: Decimal | None = None
        self.places: list[int] = []
        for place in range(_rows(typed)):
            self._add(place)

    def _add(self, place: int) -> None:
        number = {"number": place + 1}
        to, share = _("Band %(number)s, up to"), _("Band %(number)s, share of the side that delivers")
        self.fields[f"to_{place}"] = NumberField(label=to % number, required=False, **SHARE)
        self.fields[f"share_{place}"] = NumberField(label=share % number, required=False, **SHARE)

    @property
    def bands(self) -> list[BandRow]:
        """The rows of the form, the last one empty while there is room for another."""
        places = [int(name.removeprefix("to_")) for name in self.fields if name.startswith("to_")]
        return [BandRow(place + 1, self[f"to_{place}"], self[f"share_{place}"]) for place in places]

    def clean(self) -> dict[str, Any]:
        """Make the rule of what is typed, and say at its field what is wrong with it."""
        said = super().clean() or self.cleaned_data
        self.places = [row for row in range(len(self.bands)) if self._has(row)]
        if any(map(_of_rule, self.errors)):
            return said
        if self._read_rows(said):
            self._judge(said)
        if self.rule and not self.errors.keys() & {"outturn", "drag"}:
            self._try(self.rule, said)
        return said

    def _try(self, rule: Rule, said: Mapping[str, Any]) -> None:
        """Take the outturn that was typed or dragged, and let both inputs show it."""
        typed, dragged = said.get("outturn"), said.get("drag")
        is_typed = str(self.data.get("outturn") or "") != said.get("was")
        if dragged is not None and not is_typed and str(dragged) != said.get("drag_was"):
            typed = rule.target * dragged / PERCENT
        self.tried = rounded_money(rule.target if typed is None else typed, rule.currency)
        text, place = plain(self.tried), str(_place(rule, self.tried))
        self.data = {**self.data, "outturn": text, "was": text, "drag": place, "drag_was": place}

    def _has(self, place: int) -> bool:
        return bool(self.data.get(f"to_{place}") or self.data.get(f"share_{place}"))

    def _read_rows(self, said: Mapping[str, Any]) -> bool:
        """Say which rows lack what makes them a band; whether none does."""
        for place in self.places:
            if said[f"share_{place}"] is None:
                self.add_error(
                    f"share_{place}", _("Say how much of it the side that delivers gets or bears.")
                )
            if said[f"to_{place}"] is None and place != self.places[-1]:
                self.add_error(f"to_{place}", _("Only the last band has no end."))
        if self.places and said[f"to_{self.places[-1]}"] is not None:
            words = _("Leave the end of the last band empty: something holds for every outturn.")
            self.add_error(f"to_{self.places[-1]}", words)
        return not any(map(_of_rule, self.errors))

    def _judge(self, said: Mapping[str, Any]) -> None:
        ends = [None, *(said[f"to_{place}"] for place in self.places)]
        bands = tuple(
            Band(_fraction(low), _fraction(said[f"to_{place}"]), said[f"share_{place}"] / PERCENT)
            for place, low in zip(self.places, ends, strict=False)
        )
        rule = Rule(said["target"], self.currency, bands)
        try:
            require_rule(rule)
        except NoBands as refusal:
            self.add_error("to_0", str(refusal))
        except BadSharing as refusal:
            self.add_error(self.named(refusal.on_field), str(refusal))
        else:
            self.rule = rule

    def named(self, path: str | None) -> str | None:
        """Return the input that a refusal's path is about, None for what is no input's."""
        if path in self.fields:
            return path
        row, _dot, column = (path or "").removeprefix("bands.").partition(".")
        if not row.isdigit() or int(row) >= len(self.places):
            return None
        return f"{COLUMNS[column]}_{self.places[int(row)]}"


def start_of(
    rule: Rule | None, bands: Sequence[Band], outturn: Decimal | None, *, currency: str
) -> dict[str, str]:
    """Return a rule, or bands alone, and an outturn as the form's fields have them, with the digits of the currency."""
    said = {"target": plain(rule.target)} if rule else {}
    if outturn is not None:
        said["outturn"] = plain(rounded_money(outturn, currency))
    for place, band in enumerate(in_order(rule.bands if rule else bands)):
        said[f"to_{place}"] = "" if band.high is None else in_percent(band.high)
        said[f"share_{place}"] = in_percent(band.share)
    return said


def _place(rule: Rule, outturn: Decimal) -> int:
    """Return where the slider stands: at whole percents of the target, at an end for what lies beyond it."""
    return int(min(max(round(outturn / rule.target * PERCENT), LOWEST), HIGHEST))


def _completed(data: Mapping[str, Any], start: Mapping[str, str]) -> dict[str, Any]:
    """Return what was typed, with the start's target, bands or outturn where nothing is said of them."""
    has_bands = any(_is_band(name) for name in data)
    rest = {name: value for name, value in start.items() if not (has_bands and _is_band(name))}
    return {**rest, **{name: data[name] for name in data}}


def _is_typed(data: Mapping[str, Any]) -> bool:
    return "outturn" in data or any(map(_of_rule, data))


def _of_rule(name: str) -> bool:
    return name == "target" or _is_band(name)


def _is_band(name: str) -> bool:
    return name.startswith(("to_", "share_"))


def _rows(typed: Mapping[str, Any]) -> int:
    """Return how many rows to show: those that are written in, and an empty one more."""
    used = [place for place in range(MOST_BANDS) if typed.get(f"to_{place}") or typed.get(f"share_{place}")]
    return min(max(used, default=-1) + 2, MOST_BANDS)


def _fraction(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else percent / PERCENT
