"""Inputs for the fields of a charter or an ending: lists are rows of inputs, with empty rows that need no script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from accounts.queries import PartySeen
from partnership.kit.ids import new_id
from projects.agreement.fields import Field, Type, Values
from projects.agreement.inputs import HELPS, input_for, side_ref, value_of
from projects.agreement.shape import CONTROL, MOST_ROWS
from projects.agreement.sides import SIDE

MORE = "more"
MORE_ROWS, FEW_ROWS = 3, 2


@dataclass(frozen=True)
class Row:
    """One row of a list: its id, which stays with it for good, and its inputs."""

    number: int
    id_name: str
    id: str
    cells: tuple[BoundField, ...]


@dataclass(frozen=True)
class Rows:
    """A list on the page: all of it, or one side's part when it is split by side."""

    field: Field
    prefix: str
    side: PartySeen | None
    rows: tuple[Row, ...]

    @property
    def help(self) -> str:
        return str(HELPS.get(self.field.name, ""))

    @property
    def count_name(self) -> str:
        return f"{self.prefix}-rows"

    @property
    def count(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class _Place:
    """Where a list stands on the page: the names of its inputs, and the side that all its rows belong to."""

    field: Field
    prefix: str
    side: PartySeen | None

    @property
    def columns(self) -> list[Field]:
        return [one for one in self.field.fields if not (self.side and one.name == SIDE)]

    def name(self, row: int, column: str) -> str:
        return f"{self.prefix}-{row}-{column}"


class FieldsForm(forms.Form):
    """Inputs for `fields`, filled with `values`. `split` names lists that are written side by side, one part a side.

    With `more` in the data (the button that adds rows) the form is not judged: everything typed stays, with more rows.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        fields: Sequence[Field],
        values: Values,
        sides: Sequence[PartySeen],
        split: Sequence[str] = (),
    ) -> None:
        self.grown = str(data.get(MORE, "")) if data else ""
        super().__init__(
            None if self.grown else data, initial=dict(data.items()) if data and self.grown else None
        )
        self.agreed, self.sides = fields, sides
        self.typed = data
        self.rows_of: dict[str, tuple[str, ...]] = {}
        self.places = [place for field in fields for place in _places(field, sides, split)]
        for field in fields:
            if field.type != Type.LIST:
                self._add(field.name, field, values.get(field.name))
        for place in self.places:
            self._add_rows(place, [row for row in values.get(place.field.name) or () if _belongs(row, place)])

    @property
    def parts(self) -> list[BoundField | list[Rows]]:
        """What stands on the page, in the order of the fields: an input, or the parts of a list."""
        return [self._lists(field) if field.type == Type.LIST else self[field.name] for field in self.agreed]

    def values(self) -> dict[str, Any]:
        """Return what was written, as the kind's values; rows without anything in them are left out."""
        found: dict[str, Any] = {
            field.name: value_of(field, self.cleaned_data[field.name], self.sides)
            for field in self.agreed
            if field.type != Type.LIST
        }
        for place in self.places:
            found.setdefault(place.field.name, []).extend(self._written(place))
        return found

    def clean(self) -> dict[str, Any]:
        """Ask for the name of each row that says anything."""
        cleaned = super().clean() or self.cleaned_data
        for place in self.places:
            for number in range(len(self.rows_of[place.prefix])):
                naming = place.name(number, place.field.row_name)
                is_empty = not any(cleaned.get(place.name(number, one.name)) for one in place.columns)
                if not is_empty and not cleaned.get(naming) and naming not in self.errors:
                    self.add_error(naming, _("Fill this in, or empty the rest of the row."))
        return cleaned

    def _written(self, place: _Place) -> Iterator[dict[str, Any]]:
        for number, row_id in enumerate(self.rows_of[place.prefix]):
            said = {
                one.name: value_of(one, self.cleaned_data[place.name(number, one.name)], self.sides)
                for one in place.columns
            }
            if any(said.values()):
                side = {SIDE: side_ref(place.side)} if place.side else {}
                yield {"id": row_id, **side, **said}

    def _add(self, name: str, field: Field, value: Any) -> None:
        self.fields[name] = input_for(field, self.sides, name)
        self.initial.setdefault(name, value["id"] if isinstance(value, Mapping) else value)

    def _add_rows(self, place: _Place, rows: Sequence[Values]) -> None:
        empty = 1 if rows else FEW_ROWS if place.side else MORE_ROWS
        self.rows_of[place.prefix] = tuple(self._typed_ids(place) or _ids(rows, empty))
        for number in range(len(self.rows_of[place.prefix])):
            row = rows[number] if number < len(rows) and not self.typed else {}
            for column in place.columns:
                self._add(place.name(number, column.name), column, row.get(column.name))

    def _typed_ids(self, place: _Place) -> list[str]:
        """Return the ids of the rows that were sent, and of those asked for on top of them."""
        if not self.typed:
            return []
        count = str(self.typed.get(f"{place.prefix}-rows", "0"))
        number = min(int(count), MOST_ROWS) if count.isdecimal() and len(count) < 5 else 0
        sent = [_row_id(self.typed.get(place.name(row, "id"))) for row in range(number)]
        room = min(MORE_ROWS, MOST_ROWS - number) if self.grown == place.prefix else 0
        return [*sent, *(str(new_id()) for _ in range(room))]

    def _lists(self, field: Field) -> list[Rows]:
        return [
            Rows(field, place.prefix, place.side, tuple(self._rows(place)))
            for place in self.places
            if place.field is field
        ]

    def _rows(self, place: _Place) -> Iterator[Row]:
        for number, row_id in enumerate(self.rows_of[place.prefix]):
            cells = tuple(self[place.name(number, one.name)] for one in place.columns)
            yield Row(number + 1, place.name(number, "id"), row_id, cells)


def _places(field: Field, sides: Sequence[PartySeen], split: Sequence[str]) -> list[_Place]:
    if field.type != Type.LIST:
        return []
    if field.name not in split:
        return [_Place(field, field.name, None)]
    return [_Place(field, f"{field.name}-{side.position}", side) for side in sides]


def _belongs(row: Values, place: _Place) -> bool:
    said = row.get(SIDE)
    return place.side is None or (said is not None and said["id"] == str(place.side.id))


def _ids(rows: Sequence[Values], empty: int) -> list[str]:
    """Return the ids of the rows that there are, and of as many empty ones."""
    return [*(row["id"] for row in rows), *(str(new_id()) for _ in range(empty))]


def _row_id(sent: Any) -> str:
    """Return the id that was sent with a row, or a new one for none: rows keep theirs, so that differences fit."""
    text = str(sent or "")
    return text if 0 < len(text) <= 64 and not CONTROL.search(text) else str(new_id())
