"""All values as a readable text: lines with a label, groups and rows under their headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from projects.agreement.fields import Field, Type, Values

from .parts import Told
from .values import row_name, written

INDENT = "    "


def told(fields: Sequence[Field], values: Values) -> list[Told]:
    """Return every value as a line, in the order of the fields; what is not agreed is said too."""
    return list(_lines(fields, values, 0))


def text_of(fields: Sequence[Field], values: Values) -> str:
    """Return the same as plain text: "Label: value", deeper levels indented."""
    return "\n".join(_plain(line) for line in told(fields, values))


def _lines(fields: Sequence[Field], values: Values, level: int) -> Iterator[Told]:
    for field in fields:
        if field.type == Type.LIST:
            yield from _rows(field, values, level)
        elif field.type == Type.GROUP and values.get(field.name) is not None:
            yield Told(str(field.label), "", level)
            yield from _lines(field.fields, values[field.name], level + 1)
        else:
            yield Told(str(field.label), written(field, values), level)


def _rows(field: Field, values: Values, level: int) -> Iterator[Told]:
    rows = values.get(field.name) or []
    yield Told(str(field.label), "" if rows else _("none"), level)
    for place, row in enumerate(rows, start=1):
        yield Told(row_name(field, row, place), "", level + 1)
        others = [
            one for one in field.fields if one.name not in field.row_name.split() or row.get(one.name) is None
        ]
        yield from _lines(others, row, level + 2)


def _plain(line: Told) -> str:
    indent = INDENT * line.level
    if not line.text:
        return f"{indent}{line.label}:"
    if "\n" not in line.text:
        return f"{indent}{line.label}: {line.text}"
    body = "\n".join(f"{indent}{INDENT}{one}".rstrip() for one in line.text.split("\n"))
    return f"{indent}{line.label}:\n{body}"
