"""Whether values have the shape of their fields; the same check for forms, the API and our own code."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from partnership.kit.errors import Refused
from projects.agreement.fields import Field, Type, Values

LONGEST = {Type.TEXT: 300, Type.PROSE: 8000}
MOST_ROWS = 300
NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,4})?", re.ASCII)
CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class BadValues(Refused):
    """`field` is the path of the value that does not fit: "measures.0.target"."""

    message = _("This value does not fit.")
    code = "bad_values"
    status = 422


class TooLong(BadValues):
    message = _("This text is too long: 8,000 characters at most, and 300 in a line of its own.")
    code = "text_too_long"


def shaped(fields: Sequence[Field], values: Values, path: str = "") -> dict[str, Any]:
    """Return the values with every field in it, None where nothing is said; raise BadValues or TooLong.

    Text is trimmed; line ends are "\\n". What no field names is refused.
    """
    known = {field.name for field in fields}
    for name in values:
        if name not in known and not (path and name == "id"):
            raise BadValues(_("There is no such field here."), field=f"{path}{name}")
    return {field.name: _value(field, values.get(field.name), f"{path}{field.name}") for field in fields}


def _value(field: Field, value: Any, path: str) -> Any:
    if field.type == Type.LIST:
        return _rows(field, value or [], path)
    if value is None or value == "":
        return None
    if field.type == Type.GROUP:
        return shaped(field.fields, _mapping(value, path), f"{path}.")
    return READERS[field.type](field, value, path)


def _rows(field: Field, rows: Any, path: str) -> list[dict[str, Any]]:
    if not isinstance(rows, list | tuple) or len(rows) > MOST_ROWS:
        raise BadValues(field=path)
    found = []
    for place, row in enumerate(rows):
        here = f"{path}.{place}"
        key = _mapping(row, here).get("id")
        if not isinstance(key, str) or not 0 < len(key) <= 64 or CONTROL.search(key):
            raise BadValues(_("Each row needs an id of its own."), field=f"{here}.id")
        found.append({"id": key, **shaped(field.fields, row, f"{here}.")})
    if len({row["id"] for row in found}) < len(found):
        raise BadValues(_("Each row needs an id of its own."), field=path)
    return found


def _mapping(value: Any, path: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise BadValues(field=path)
    return value


def _text(field: Field, value: Any, path: str) -> str | None:
    if not isinstance(value, str):
        raise BadValues(field=path)
    text = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if CONTROL.search(text) or (field.type == Type.TEXT and "\n" in text):
        raise BadValues(field=path)
    if len(text) > LONGEST[field.type]:
        raise TooLong(field=path)
    return text or None


def _day(field: Field, value: Any, path: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError) as error:
        raise BadValues(_("Write the date as 2026-11-23."), field=path) from error


def _number(field: Field, value: Any, path: str) -> str:
    if not isinstance(value, str) or not NUMBER.fullmatch(value):
        raise BadValues(_('Write numbers as text with a decimal point, such as "7.50".'), field=path)
    # 7.50 and 7.5 are the same number, so they are the same text: rewriting one as the other changes nothing.
    plain = format(Decimal(value).normalize(), "f")
    return "0" if plain == "-0" else plain


def _money(field: Field, value: Any, path: str) -> dict[str, str]:
    said = _mapping(value, path)
    currency = said.get("currency")
    if set(said) != {"amount", "currency"} or not isinstance(currency, str):
        raise BadValues(field=path)
    if not CURRENCY.fullmatch(currency):
        raise BadValues(field=path)
    return {"amount": _number(field, said["amount"], path), "currency": currency}


def _yes_no(field: Field, value: Any, path: str) -> bool:
    if not isinstance(value, bool):
        raise BadValues(field=path)
    return value


def _choice(field: Field, value: Any, path: str) -> str:
    if not isinstance(value, str) or value not in field.choices:
        raise BadValues(_("Choose one of the given words."), field=path)
    return value


def _ref(field: Field, value: Any, path: str) -> dict[str, str]:
    said = _mapping(value, path)
    if set(said) != {"id", "name"} or not isinstance(said["name"], str):
        raise BadValues(field=path)
    if len(said["name"]) > LONGEST[Type.TEXT] or CONTROL.search(said["name"]):
        raise BadValues(field=path)
    try:
        return {"id": str(UUID(said["id"])), "name": said["name"]}
    except (TypeError, ValueError, AttributeError) as error:
        raise BadValues(field=path) from error


READERS: Mapping[Type, Callable[[Field, Any, str], Any]] = {
    Type.TEXT: _text,
    Type.PROSE: _text,
    Type.DAY: _day,
    Type.HOURS: _number,
    Type.NUMBER: _number,
    Type.PERCENT: _number,
    Type.MONEY: _money,
    Type.YES_NO: _yes_no,
    Type.CHOICE: _choice,
    Type.REF: _ref,
}
