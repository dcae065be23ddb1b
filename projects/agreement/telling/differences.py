"""What differs between two sets of values, in words, in the order of the fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.agreement.fields import Field, Type, Values

from .changes import pieces_for, small, words_of
from .parts import Difference
from .reading import text_of
from .values import row_name, written

MOST_IN_A_ROW = 4
SHORT = (Type.DAY, Type.HOURS, Type.NUMBER, Type.PERCENT, Type.MONEY, Type.YES_NO, Type.CHOICE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the comparison stands: the path so far and the rows and groups around, by name."""

    path: str = ""
    row: str = ""

    def inside(self, step: str, name: str) -> Place:
        return Place(f"{self.path}{step}.", f"{self.row}: {name}" if self.row else name)


def differences(fields: Sequence[Field], old: Values, new: Values) -> list[Difference]:
    """Return every difference; none for equal values. Rows of a list are the same row when their ids are."""
    return list(_between(fields, old, new, Place()))


def in_words(found: Sequence[Difference], *, most: int | None = None) -> str:
    """Return differences as one line, those of a row together: "delivery 8 → 15 December 2026, +24 hours".

    With `most`, the line ends with how many more there are.
    """
    shown = list(found if most is None else found[:most])
    rows = [(row, ", ".join(one.words for one in some)) for row, some in groupby(shown, lambda one: one.row)]
    text = ""
    for row, words in rows:
        joint = "" if not text else "; " if row else ", "
        text += f"{joint}{row}: {words}" if row else f"{joint}{words}"
    more = len(found) - len(shown)
    if more:
        text += ", " + ngettext("and %(n)s change more", "and %(n)s changes more", more) % {"n": more}
    return text


def _between(fields: Sequence[Field], old: Values, new: Values, place: Place) -> Iterator[Difference]:
    for field in fields:
        if field.type == Type.LIST:
            yield from _rows(field, old, new, place, fields)
        elif field.type == Type.GROUP:
            inside = place.inside(field.name, str(field.label))
            yield from _between(field.fields, old.get(field.name) or {}, new.get(field.name) or {}, inside)
        elif old.get(field.name) != new.get(field.name):
            yield _value(field, old, new, place, fields)


def _value(field: Field, old: Values, new: Values, place: Place, siblings: Sequence[Field]) -> Difference:
    return Difference(
        path=f"{place.path}{field.name}",
        label=str(field.label),
        words=words_of(field, old, new, siblings),
        before=written(field, old),
        after=written(field, new),
        how="changed",
        row=place.row,
        pieces=pieces_for(field, old, new),
    )


def _rows(
    field: Field, old: Values, new: Values, place: Place, siblings: Sequence[Field]
) -> Iterator[Difference]:
    before, after = _by_id(field, old), _by_id(field, new)
    is_only = sum(one.type == Type.LIST for one in siblings) == 1
    for key, (name, row) in before.items():
        if key in after:
            inside = place.inside(f"{field.name}.{key}", name)
            yield from _between(field.fields, row, after[key][1], inside)
        else:
            yield _whole(field, row, name, place, is_only, is_new=False)
    for key, (name, row) in after.items():
        if key not in before:
            yield _whole(field, row, name, place, is_only, is_new=True)
    yield from _order(field, before, after, place)


def _by_id(field: Field, values: Values) -> dict[str, tuple[str, Mapping[str, Any]]]:
    rows = values.get(field.name) or []
    return {str(row["id"]): (row_name(field, row, place), row) for place, row in enumerate(rows, start=1)}


def _whole(field: Field, row: Values, name: str, place: Place, is_only: bool, *, is_new: bool) -> Difference:
    """Say a row that came or went, with the short values in it: they came or went too."""
    values = {"name": name, "list": small(str(field.label)), "rest": _rest(field, row) if is_new else ""}
    if is_new:
        words = _("new: %(name)s%(rest)s") if is_only else _("new under %(list)s: %(name)s%(rest)s")
    else:
        words = _("removed: %(name)s") if is_only else _("removed under %(list)s: %(name)s")
    text = "\n".join(filter(None, (name, text_of(_others(field), row))))
    before, after = ("", text) if is_new else (text, "")
    path, how = f"{place.path}{field.name}.{row['id']}", "added" if is_new else "removed"
    return Difference(path, str(field.label), words % values, before, after, how, place.row)  # type: ignore[arg-type]


def _others(field: Field) -> list[Field]:
    return [one for one in field.fields if one.name not in field.row_name.split()]


def _rest(field: Field, row: Values) -> str:
    """Return a new row's short values: " (day 15 December 2026, 24 h)"."""
    said = [one for one in _others(field) if one.type in SHORT and row.get(one.name) is not None]
    words = ", ".join(f"{small(str(one.label))} {written(one, row)}" for one in said[:MOST_IN_A_ROW])
    return f" ({words})" if words else ""


def _order(
    field: Field, before: Mapping[str, Any], after: Mapping[str, Any], place: Place
) -> Iterator[Difference]:
    """Say that the rows which stayed stand in another order."""
    was, now = [key for key in before if key in after], [key for key in after if key in before]
    if was == now:
        return
    names = [", ".join(rows[key][0] for key in keys) for rows, keys in ((before, was), (after, now))]
    words = _("%(list)s in another order") % {"list": small(str(field.label))}
    yield Difference(
        f"{place.path}{field.name}", str(field.label), words, names[0], names[1], "changed", place.row
    )
