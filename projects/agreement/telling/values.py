"""One value in words, in the active language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from partnership.kit import formats
from partnership.kit.spoken import language
from projects.agreement.fields import Field, Type, Values

NBSP = formats.NBSP


def written(field: Field, beside: Values) -> str:
    """Return a single value as people read it; `beside` are the values it stands among, None is "not agreed"."""
    value = beside.get(field.name)
    return str(field.nothing or _("not agreed")) if value is None else WORDS[field.type](field, value, beside)


def unit_of(field: Field, beside: Values) -> str:
    """Return the unit that stands beside a number, as it is written there."""
    return str(beside.get(field.unit_from) or "") if field.unit_from else ""


def figure(value: Decimal) -> str:
    """Return a number with as many decimals as it has, at least what is usual."""
    places = _places(value)
    return formats.number(value, language(), places if places > 2 else None)


def with_unit(value: Decimal, unit: str) -> str:
    """Return a number and its unit, which never part at the end of a line."""
    if unit == "%":
        return percentage(value)
    return f"{figure(value)}{NBSP}{unit}" if unit else figure(value)


def percentage(value: Decimal) -> str:
    """Return 25 as 25 %."""
    return f"{figure(value)}{NBSP}%" if language() == "sv" else f"{figure(value)}%"


def sum_of_money(amount: Decimal, currency: str) -> str:
    """Return an amount with all its decimals."""
    if _places(amount) <= 2:
        return formats.money(amount, language(), currency=currency)
    return f"{figure(amount)}{NBSP}{currency}" if language() == "sv" else f"{currency}{NBSP}{figure(amount)}"


def row_name(field: Field, row: Values, place: int) -> str:
    """Return how a row of a list is called: the text of its naming fields, else its place (from 1)."""
    known = {one.name: one for one in field.fields if row.get(one.name) not in (None, "")}
    names = [" ".join(written(known[name], row).split()) for name in field.row_name.split() if name in known]
    return " · ".join(names) or _("row %(number)s") % {"number": place}


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _text(field: Field, value: Any, beside: Values) -> str:
    return str(value)


def _day(field: Field, value: Any, beside: Values) -> str:
    return formats.date_long(date.fromisoformat(value), language())


def _hours(field: Field, value: Any, beside: Values) -> str:
    return f"{figure(Decimal(value))}{NBSP}h"


def _number(field: Field, value: Any, beside: Values) -> str:
    return with_unit(Decimal(value), unit_of(field, beside))


def _percent(field: Field, value: Any, beside: Values) -> str:
    return percentage(Decimal(value))


def _money(field: Field, value: Any, beside: Values) -> str:
    return sum_of_money(Decimal(value["amount"]), value["currency"])


def _yes_no(field: Field, value: Any, beside: Values) -> str:
    return _("yes") if value else _("no")


def _choice(field: Field, value: Any, beside: Values) -> str:
    return str(field.choices.get(value, value))


def _ref(field: Field, value: Any, beside: Values) -> str:
    return str(value["name"]) or str(value["id"])


WORDS: Mapping[Type, Callable[[Field, Any, Values], str]] = {
    Type.TEXT: _text,
    Type.PROSE: _text,
    Type.DAY: _day,
    Type.HOURS: _hours,
    Type.NUMBER: _number,
    Type.PERCENT: _percent,
    Type.MONEY: _money,
    Type.YES_NO: _yes_no,
    Type.CHOICE: _choice,
    Type.REF: _ref,
}
