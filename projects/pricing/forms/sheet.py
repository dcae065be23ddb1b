"""A price sheet as people write it: what holds for the whole, and rows of lines with empty ones at the end."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from partnership.kit.forms import NumberField, OnceForm
from projects.agreement.inputs import TextField
from projects.pricing.sheet_fields import KEYS, KINDS, SORTS

MONEYS = ("fixed_price", "cap", "monthly")
NUMBERS = ("months", "vat", "corridor_low", "corridor_high")
COLUMNS = ("sort", "text", "role", "hours", "rate", "price")
EMPTY_ROWS = 5
MOST_ROWS = 100
AMOUNT = {"required": False, "max_digits": 16, "decimal_places": 4}


@dataclass(frozen=True)
class LineRow:
    """The inputs of one line; `number` counts from 1."""

    number: int
    id: BoundField
    cells: tuple[BoundField, ...]


class SheetForm(OnceForm):
    """`values` is what a change starts from, None for a first sheet; `rows` is how many lines there is room for."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    kind = forms.ChoiceField(label=_("How it is charged"), choices=list(KINDS.items()))
    fixed_price = NumberField(label=_("Fixed price, excl. VAT"), **AMOUNT)
    cap = NumberField(label=_("Price cap, excl. VAT"), **AMOUNT)
    monthly = NumberField(label=_("Retainer a month, excl. VAT"), **AMOUNT)
    months = NumberField(label=_("Months"), **AMOUNT)
    vat = NumberField(label=_("VAT, %"), **AMOUNT)
    corridor_low = NumberField(label=_("Margin corridor, from %"), **AMOUNT)
    corridor_high = NumberField(label=_("Margin corridor, to %"), **AMOUNT)
    overhead_key = forms.ChoiceField(
        label=_("Overhead is shared out"), choices=list(KEYS.items()), required=False
    )
    bonus_goal = forms.ChoiceField(label=_("Outcome bonus for the goal"), required=False)
    bonus_amount = NumberField(label=_("Bonus, excl. VAT"), **AMOUNT)
    word = TextField(
        label=_("A word with it"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        values: Mapping[str, Any] | None,
        goals: list[tuple[str, str]],
        currency: str,
        seen: int,
    ) -> None:
        lines = list(values["lines"]) if values else []
        super().__init__(data, initial={"seen": seen, **_initial(values, lines)})
        self.currency, self.places = currency, []  # type: ignore[var-annotated]
        self.fields["bonus_goal"].choices = [("", "–"), *goals]  # type: ignore[attr-defined]
        for place in range(_room(data, len(lines))):
            self._add(place)

    def _add(self, place: int) -> None:
        named = {
            "id": forms.CharField(required=False, max_length=64, widget=forms.HiddenInput),
            "sort": forms.ChoiceField(label=_("Sort"), choices=[("", "–"), *SORTS.items()], required=False),
            "text": TextField(label=_("What"), required=False, max_length=300),
            "role": TextField(label=_("Role"), required=False, max_length=80),
            "hours": NumberField(label=_("Hours"), **AMOUNT),
            "rate": NumberField(label=_("Hourly rate"), **AMOUNT),
            "price": NumberField(label=_("Price, excl. VAT"), **AMOUNT),
        }
        self.fields.update({f"{name}_{place}": field for name, field in named.items()})

    @property
    def rows(self) -> list[LineRow]:
        """The lines of the form, the empty ones last."""
        places = [int(name.removeprefix("sort_")) for name in self.fields if name.startswith("sort_")]
        return [
            LineRow(place + 1, self[f"id_{place}"], tuple(self[f"{name}_{place}"] for name in COLUMNS))
            for place in places
        ]

    def values(self) -> dict[str, Any]:
        """Return what was written as the agreement's values; rows in which nothing is written are left out."""
        said = self.cleaned_data
        places = [row.number - 1 for row in self.rows]
        self.places = [place for place in places if any(_filled(said, place))]
        goal = {"id": said["bonus_goal"], "name": ""} if said["bonus_goal"] else None
        bonus = {"goal": goal, "amount": self._money(said["bonus_amount"])}
        return {
            "kind": said["kind"],
            "currency": self.currency,
            "lines": [self._line(said, place) for place in self.places],
            **{name: self._money(said[name]) for name in MONEYS},
            **{name: _text(said[name]) for name in NUMBERS},
            "overhead_key": said["overhead_key"] or None,
            "bonus": bonus if any(bonus.values()) else None,
        }

    def named(self, path: str | None) -> str | None:
        """Return the input that a refusal's path is about, None for what is no input's."""
        parts = (path or "").split(".")
        if parts[0] == "bonus":
            return "bonus_amount" if "amount" in parts else "bonus_goal"
        if parts[0] != "lines" or len(parts) < 2 or not parts[1].isdigit():
            return path
        place, column = int(parts[1]), parts[2] if len(parts) > 2 else "text"
        return f"{column}_{self.places[place]}" if place < len(self.places) else None

    def freshen(self, seen: int) -> None:
        """Take what was typed as written beside the newest version: the next sending is meant for that one."""
        self.data = {**self.data, "seen": str(seen)}

    def _line(self, said: Mapping[str, Any], place: int) -> dict[str, Any]:
        cell = {name: said[f"{name}_{place}"] for name in ("id", *COLUMNS)}
        return {
            **{name: cell[name] or None for name in ("id", "sort", "text", "role")},
            "hours": _text(cell["hours"]),
            "rate": _text(cell["rate"]),
            "price": self._money(cell["price"]),
        }

    def _money(self, amount: Decimal | None) -> dict[str, str] | None:
        text = _text(amount)
        return None if text is None else {"amount": text, "currency": self.currency}


def _filled(said: Mapping[str, Any], place: int) -> list[Any]:
    return [said[f"{name}_{place}"] not in (None, "") for name in COLUMNS]


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value.normalize(), "f")


def _room(data: Mapping[str, Any] | None, lines: int) -> int:
    """Return how many rows to show: those that were sent, or the known lines, and empty ones; "more" asks for as many again."""
    if data is None:
        return min(lines + EMPTY_ROWS, MOST_ROWS)
    sent = 1 + max(
        (int(name[5:]) for name in data if name.startswith("sort_") and name[5:].isdigit()), default=-1
    )
    return min(sent + (EMPTY_ROWS if "more" in data else 0), MOST_ROWS)


def _initial(values: Mapping[str, Any] | None, lines: list[Mapping[str, Any]]) -> dict[str, Any]:
    if values is None:
        return {}
    bonus = values["bonus"] or {}
    found = {name: (values[name] or {}).get("amount") for name in MONEYS}
    found |= {name: values[name] for name in (*NUMBERS, "kind", "overhead_key")}
    found |= {
        "bonus_goal": (bonus.get("goal") or {}).get("id"),
        "bonus_amount": (bonus.get("amount") or {}).get("amount"),
    }
    for place, line in enumerate(lines):
        found |= {f"{name}_{place}": line[name] for name in ("id", *COLUMNS)}
        found[f"price_{place}"] = (line["price"] or {}).get("amount")
    return found
