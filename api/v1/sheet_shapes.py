"""What a price sheet looks like to programs: lines, the way of charging, and where it is negotiated."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from rest_framework import serializers

from api.fields import Choice, Id, Number, Strict, Text, Whole
from api.shapes import Record, Shape
from api.v1.book_shapes import money_text, plain_text
from api.v1.sharing_shapes import NewTarget
from api.v1.terms import MoneyShape
from projects.agreement.shape import MOST_ROWS
from projects.pricing.buildup import Line, OverheadKey, SheetKind, Sort
from projects.pricing.queries.sheets import SheetSeen
from projects.work.models import Project

KINDS = [one.value for one in SheetKind]
SORTS = [one.value for one in Sort]
KEYS = [one.value for one in OverheadKey]
MONEYS = ("fixed_price", "cap", "monthly")
PERCENTS = ("vat", "corridor_low", "corridor_high")


class SheetLineShape(Shape):
    id = serializers.CharField(help_text="The same in every version.")
    sort = serializers.ChoiceField(SORTS)
    text = serializers.CharField()
    role = serializers.CharField()
    hours = serializers.CharField(allow_null=True)
    rate = serializers.CharField(allow_null=True)
    price = serializers.CharField(help_text="Excl. VAT; a discount is positive.")


class BonusShape(Shape):
    goal = serializers.UUIDField()
    amount = MoneyShape()


class PriceSheetShape(Record):
    """What is charged for a project; its `id` is the project's. Null from `number` to `signed_at` while none is signed.

    The lines of a retainer are those of one month.
    """

    partnership = serializers.UUIDField()
    project = serializers.UUIDField()
    number = serializers.IntegerField(allow_null=True, help_text="Of the version in force.")
    kind = serializers.ChoiceField(KINDS, allow_null=True)
    currency = serializers.CharField()
    price = serializers.CharField(allow_null=True, help_text="What it comes to as planned, without bonus.")
    lines = SheetLineShape(many=True)
    fixed_price = MoneyShape(allow_null=True)
    cap = MoneyShape(allow_null=True)
    monthly = MoneyShape(allow_null=True)
    months = serializers.IntegerField(allow_null=True)
    vat = serializers.CharField(allow_null=True, help_text="Percent.")
    corridor_low = serializers.CharField(allow_null=True, help_text="Percent of the price.")
    corridor_high = serializers.CharField(allow_null=True)
    overhead_key = serializers.ChoiceField(KEYS, allow_null=True)
    bonus = BonusShape(allow_null=True)
    from_on = serializers.DateField(allow_null=True)
    signed_at = serializers.DateTimeField(allow_null=True)
    agreement = serializers.UUIDField(allow_null=True, help_text="Where a sheet is proposed and signed.")
    open = serializers.IntegerField(allow_null=True, help_text="Number of the version that waits.")
    newest = serializers.IntegerField(help_text="Of the newest version, 0 for none: what you have `seen`.")


class NewSheetLine(Strict):
    """Hours × rate, or a price of its own; `id` keeps a line of an earlier version."""

    id = Text(required=False, max_length=64)
    sort = Choice(SORTS)
    text = Text(required=False, allow_blank=True, max_length=300)
    role = Text(required=False, allow_blank=True, max_length=80)
    hours = Number(required=False, allow_null=True)
    rate = Number(required=False, allow_null=True)
    price = NewTarget(required=False, allow_null=True)


class NewBonus(Strict):
    goal = Id(help_text="A goal that every party has signed and that is under way.")
    amount = NewTarget()


class NewSheet(Strict):
    """`seen` is the number of the newest version that you have read: 409 if there is a newer one."""

    kind = Choice(KINDS)
    currency = Text(required=False, min_length=3, max_length=3, help_text="The partnership's, else 422.")
    lines = serializers.ListField(child=NewSheetLine(), max_length=MOST_ROWS, default=list)
    fixed_price = NewTarget(required=False, allow_null=True)
    cap = NewTarget(required=False, allow_null=True)
    monthly = NewTarget(required=False, allow_null=True)
    months = Whole(required=False, allow_null=True, min_value=0, max_value=1_000_000)
    vat = Number(required=False, allow_null=True)
    corridor_low = Number(required=False, allow_null=True)
    corridor_high = Number(required=False, allow_null=True)
    overhead_key = Choice(KEYS, required=False, allow_null=True)
    bonus = NewBonus(required=False, allow_null=True)
    word = Text(required=False, allow_blank=True, max_length=2000, help_text="A word with it, not signed.")
    seen = Whole(min_value=0, max_value=1_000_000)


@dataclass(frozen=True, slots=True)
class Talk:
    """Where a sheet is negotiated: `newest` is 0 while nothing was proposed."""

    agreement_id: UUID | None
    open: int | None
    newest: int


def values_said(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a body says as the agreement's values: decimals as text."""
    bonus = body.get("bonus")
    return {
        "kind": body["kind"],
        "currency": body.get("currency"),
        "lines": [_line_said(one) for one in body["lines"]],
        **{name: _money_said(body.get(name)) for name in MONEYS},
        **{name: plain_text(body.get(name)) for name in PERCENTS},
        "months": None if body.get("months") is None else str(body["months"]),
        "overhead_key": body.get("overhead_key"),
        "bonus": {"goal": {"id": str(bonus["goal"]), "name": ""}, "amount": _money_said(bonus["amount"])}
        if bonus
        else None,
    }


def _line_said(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": one.get("id"),
        "sort": one["sort"],
        "text": one.get("text") or None,
        "role": one.get("role") or None,
        "hours": plain_text(one.get("hours")),
        "rate": plain_text(one.get("rate")),
        "price": _money_said(one.get("price")),
    }


def _money_said(money: Mapping[str, Any] | None) -> dict[str, str] | None:
    return None if money is None else {"amount": f"{money['amount']:f}", "currency": money["currency"]}


def sheet_record(held: SheetSeen | None, talk: Talk, project: Project, *, currency: str) -> dict[str, Any]:
    """Return the sheet in force, and where another is negotiated."""
    terms = held.terms if held else None
    bonus = terms.bonus if terms else None
    coin = terms.currency if terms else currency
    return {
        "id": project.id,
        "object": "price_sheet",
        "partnership": project.partnership_id,
        "project": project.id,
        "number": held.number if held else None,
        "kind": terms.kind.value if terms else None,
        "currency": coin,
        "price": money_text(terms.price, coin) if terms else None,
        "lines": [_line(one, coin) for one in terms.lines] if terms else [],
        **{name: _money(getattr(terms, name, None), coin) for name in MONEYS},
        "months": int(terms.months) if terms and terms.months is not None else None,
        **{name: plain_text(getattr(terms, name, None)) for name in PERCENTS},
        "overhead_key": terms.overhead_key.value if terms else None,
        "bonus": {"goal": bonus.goal_id, "amount": _money(bonus.amount, coin)} if bonus else None,
        "from_on": held.from_on if held else None,
        "signed_at": held.signed_at if held else None,
        "agreement": talk.agreement_id,
        "open": talk.open,
        "newest": talk.newest,
    }


def _line(line: Line, currency: str) -> dict[str, Any]:
    return {
        "id": line.id,
        "sort": line.sort.value,
        "text": line.text,
        "role": line.role,
        "hours": plain_text(line.hours),
        "rate": plain_text(line.rate),
        "price": money_text(line.price, currency),
    }


def _money(amount: Decimal | None, currency: str) -> dict[str, str | None] | None:
    return None if amount is None else {"amount": money_text(amount, currency), "currency": currency}
