"""The shape of what a sheet's lines cost: one input a line, by the hour for a role, else for the whole line."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnership.kit import formats
from partnership.kit.forms import NumberField
from partnership.kit.spoken import language
from projects.pricing.actions.costs import CostSaid
from projects.pricing.buildup import Line, Sort
from projects.pricing.queries.sheet_costs import SheetCosts


@dataclass(frozen=True)
class CostRow:
    """A line with its input."""

    line: Line
    cell: BoundField


class LineCostsForm(forms.Form):
    """What is signed with a cost stays: its input is closed."""

    use_required_attribute = False
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Mapping[str, Any] | None = None, *, costs: SheetCosts) -> None:
        super().__init__(data, initial={"number": costs.number})
        self.costs = costs
        terms = costs.seen.terms
        self.lines = [line for line in terms.lines if line.sort != Sort.DISCOUNT]
        for place, line in enumerate(self.lines):
            self.fields[f"cost_{place}"] = self._field(line, terms.currency)

    @property
    def rows(self) -> list[CostRow]:
        return [CostRow(line, self[f"cost_{place}"]) for place, line in enumerate(self.lines)]

    @property
    def has_open(self) -> bool:
        """Whether there is a line whose cost can be stated."""
        return any(not row.cell.field.disabled for row in self.rows)

    def said(self) -> dict[str, CostSaid]:
        """Return what was written, by line; of an empty input nothing is said."""
        found = {}
        for place, line in enumerate(self.lines):
            amount = self.cleaned_data[f"cost_{place}"]
            if amount is not None and not self.fields[f"cost_{place}"].disabled:
                found[line.id] = CostSaid(**{"hourly_cost" if self._is_hourly(line) else "cost": amount})
        return found

    def named(self, path: str | None) -> str | None:
        """Return the input that a refusal's path is about, None for what is no line's."""
        places = {f"costs.{line.id}": f"cost_{place}" for place, line in enumerate(self.lines)}
        return places.get(path or "")

    def _field(self, line: Line, currency: str) -> NumberField:
        stated = self.costs.stated.get(line.id)
        card = self.costs.by_card.get(line.role_key) if self._is_hourly(line) else None
        known = (stated.hourly_cost or stated.cost) if stated else card
        label = _("Hourly cost, %(currency)s") if self._is_hourly(line) else _("Cost, %(currency)s")
        return NumberField(
            label=label % {"currency": currency},
            required=False,
            max_digits=16,
            decimal_places=4,
            initial=None if known is None else format(known.normalize(), "f"),
            disabled=self.costs.is_in_force and stated is not None,
            help_text=_hint(card, currency) if stated is None else "",
        )

    def _is_hourly(self, line: Line) -> bool:
        """Whether the line is said by the hour; one that was said as a whole stays so."""
        stated = self.costs.stated.get(line.id)
        is_hours = bool(line.role) and line.hours is not None
        return is_hours and (stated is None or stated.hourly_cost is not None)


def _hint(card: Decimal | None, currency: str) -> str:
    if card is None:
        return ""
    amount = formats.money(card, language(), currency=currency)
    return gettext("By your rate card today: %(amount)s.") % {"amount": amount}
