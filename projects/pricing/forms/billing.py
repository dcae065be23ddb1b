"""The form of a basis for billing: its days, and the lines that are not counted but written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from partnership.kit.forms import DayField, NumberField
from projects.agreement.inputs import TextField
from projects.pricing.basis import BasisSaid, Stated
from projects.pricing.basis_fields import SORTS
from projects.pricing.billing import Sort
from projects.pricing.sharing import plain

MOST_ROWS = 12
COLUMNS = ("sort", "text", "amount")


@dataclass(frozen=True)
class StatedRow:
    """One written line's inputs; `number` counts from 1."""

    number: int
    sort: BoundField
    text: BoundField
    amount: BoundField


class BillingForm(forms.Form):
    """`start` fills what is not said. Rows without an amount and a text are left out; there is always an empty one more.

    `sorts` are the lines that the signed sheet lets somebody write: where it has none, there are no rows.
    """

    use_required_attribute = False
    from_on = DayField(label=_("First day"))
    to_on = DayField(label=_("Last day"))
    word = TextField(
        label=_("A word with it"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any], *, start: Mapping[str, str], sorts: Sequence[Sort]) -> None:
        self.is_typed = any(name in data for name in ("from_on", "to_on"))
        typed = {name: data[name] for name in data} if self.is_typed else dict(start)
        super().__init__(typed, initial=typed)
        self.sorts = [(one.value, SORTS[one.value]) for one in sorts]
        used = [place for place in range(MOST_ROWS) if _has(typed, place)]
        self.count = min(max(used, default=-1) + 2, MOST_ROWS) if sorts else 0
        for place in range(self.count):
            self._add(place)

    def _add(self, place: int) -> None:
        number = {"number": place + 1}
        self.fields[f"sort_{place}"] = forms.ChoiceField(
            label=_("Line %(number)s, sort") % number, choices=self.sorts, required=False
        )
        self.fields[f"text_{place}"] = forms.CharField(
            label=_("Line %(number)s, what") % number, required=False, max_length=300
        )
        self.fields[f"amount_{place}"] = NumberField(
            label=_("Line %(number)s, amount") % number, required=False, max_digits=16, decimal_places=4
        )

    @property
    def rows(self) -> list[StatedRow]:
        """The rows of written lines, the last one empty while there is room for another."""
        return [
            StatedRow(place + 1, *(self[f"{column}_{place}"] for column in COLUMNS))
            for place in range(self.count)
        ]

    @property
    def places(self) -> list[int]:
        """The rows that are written in: what the action counts from 0."""
        return [place for place in range(self.count) if _has(self.data, place)]

    def clean(self) -> dict[str, Any]:
        """A line that is written needs an amount."""
        said = super().clean() or self.cleaned_data
        for place in self.places:
            if said.get(f"amount_{place}") is None and f"amount_{place}" not in self.errors:
                self.add_error(f"amount_{place}", _("Say the amount, or leave the whole line empty."))
        return said

    def said(self) -> BasisSaid:
        """Return the days and the written lines, as the action takes them."""
        said = self.cleaned_data
        stated = tuple(
            Stated(
                Sort(said[f"sort_{place}"] or self.sorts[0][0]),
                said[f"amount_{place}"],
                said[f"text_{place}"],
            )
            for place in self.places
        )
        return BasisSaid(said["from_on"], said["to_on"], stated)

    def named(self, path: str | None) -> str | None:
        """Return the input that a refusal's path is about, None for what is no input's."""
        if path in self.fields:
            return path
        row, _dot, column = (path or "").removeprefix("stated.").partition(".")
        if not row.isdigit() or int(row) >= len(self.places):
            return None
        return f"{column}_{self.places[int(row)]}"


def start_of(said: BasisSaid | None) -> dict[str, str]:
    """Return days and written lines as the form's fields have them."""
    if said is None:
        return {}
    found = {"from_on": said.from_on.isoformat(), "to_on": said.to_on.isoformat()}
    for place, one in enumerate(said.stated):
        found |= {
            f"sort_{place}": one.sort.value,
            f"text_{place}": one.text,
            f"amount_{place}": plain(one.amount),
        }
    return found


def _has(typed: Mapping[str, Any], place: int) -> bool:
    return any(str(typed.get(f"{column}_{place}") or "").strip() for column in ("text", "amount"))
