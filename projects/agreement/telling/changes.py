"""One changed value in words: "8 → 15 December 2026", "+24 hours", "+SEK 18,000"."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.kit import formats
from partnership.kit.spoken import language
from projects.agreement.fields import Field, Type, Values

from .prose import A_LINE, Piece, in_prose, pieces_of, quoted
from .values import figure, sum_of_money, written

TEXTS = (Type.TEXT, Type.PROSE)


def small(label: str) -> str:
    """Return a label as it stands inside a sentence; an abbreviation keeps its capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def words_of(field: Field, old: Values, new: Values, siblings: Sequence[Field]) -> str:
    """Say how one value changed, with its label where it needs one; never "" for two values that differ."""
    before, after, label = old.get(field.name), new.get(field.name), small(str(field.label))
    if field.nothing and None in (before, after):
        return f"{label} {_from_to(field, old, new)}"
    if before is None:
        return _("agreed %(label)s: %(after)s") % {"label": label, "after": _short(field, new)}
    if after is None:
        return _("no longer agreed: %(label)s (was %(before)s)") % {
            "label": label,
            "before": _short(field, old),
        }
    said = SENTENCES.get(field.type, _from_to)(field, old, new)
    if _speaks_for_itself(field, said, siblings):
        return said
    return f"{label}: {said}" if field.type in TEXTS else f"{label} {said}"


def pieces_for(field: Field, old: Values, new: Values) -> tuple[Piece, ...]:
    """Return the words of a text with what went and what came; nothing for other types and for a text from nothing."""
    before, after = old.get(field.name), new.get(field.name)
    if field.type not in TEXTS or before is None or after is None:
        return ()
    return pieces_of(before, after)


def _speaks_for_itself(field: Field, said: str, siblings: Sequence[Field]) -> bool:
    """More hours or money are clear without a label where only one field counts them."""
    is_alone = sum(one.type == field.type for one in siblings) == 1
    return is_alone and field.type in (Type.HOURS, Type.MONEY) and said[:1] in ("+", formats.MINUS)


def _short(field: Field, values: Values) -> str:
    text = written(field, values)
    return quoted(text) if field.type in TEXTS else text


def _from_to(field: Field, old: Values, new: Values) -> str:
    return f"{written(field, old)} → {written(field, new)}"


def _text(field: Field, old: Values, new: Values) -> str:
    before, after = written(field, old), written(field, new)
    if max(len(before), len(after)) <= A_LINE and "\n" not in before + after:
        return f"{quoted(before)} → {quoted(after)}"
    return in_prose(before, after, pieces_of(before, after))


def _day(field: Field, old: Values, new: Values) -> str:
    """8 → 15 December 2026, 28 November → 15 December 2026, 8 December 2026 → 15 January 2027."""
    before, after = date.fromisoformat(old[field.name]), date.fromisoformat(new[field.name])
    text, said = formats.date_long(before, language()), formats.date_long(after, language())
    if before.year == after.year:
        day, month, _year = text.split(formats.NBSP)
        text = day if before.month == after.month else f"{day}{formats.NBSP}{month}"
    return f"{text} → {said}"


def _hours(field: Field, old: Values, new: Values) -> str:
    change = Decimal(new[field.name]) - Decimal(old[field.name])
    hours = _signed(change, figure(abs(change)))
    return ngettext("%(hours)s hour", "%(hours)s hours", 1 if abs(change) == 1 else 2).replace(
        " ", "\u00a0"
    ) % {"hours": hours}


def _money(field: Field, old: Values, new: Values) -> str:
    before, after = old[field.name], new[field.name]
    if before["currency"] != after["currency"]:
        return _from_to(field, old, new)
    change = Decimal(after["amount"]) - Decimal(before["amount"])
    return _signed(change, sum_of_money(abs(change), after["currency"]))


def _signed(change: Decimal, text: str) -> str:
    return f"{'+' if change > 0 else formats.MINUS}{text}"


def _number(field: Field, old: Values, new: Values) -> str:
    """20 → 25 pieces; both units where the unit changed too."""
    if field.unit_from and old.get(field.unit_from) != new.get(field.unit_from):
        return _from_to(field, old, new)
    return f"{figure(Decimal(old[field.name]))} → {written(field, new)}"


def _percent(field: Field, old: Values, new: Values) -> str:
    return f"{figure(Decimal(old[field.name]))} → {written(field, new)}"


def _ref(field: Field, old: Values, new: Values) -> str:
    before, after = written(field, old), written(field, new)
    if before == after:
        return _("%(name)s → another %(name)s") % {"name": after}
    return f"{before} → {after}"


SENTENCES: Mapping[Type, Callable[[Field, Any, Any], str]] = {
    Type.TEXT: _text,
    Type.PROSE: _text,
    Type.DAY: _day,
    Type.HOURS: _hours,
    Type.MONEY: _money,
    Type.NUMBER: _number,
    Type.PERCENT: _percent,
    Type.REF: _ref,
}
