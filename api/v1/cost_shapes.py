"""What the build-up of a price sheet looks like to programs: prices for all, costs as far as they are opened."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from api.fields import Number, Strict, Text, Whole
from api.shapes import Record, Shape
from api.v1.book_shapes import LIGHT, FigureShape, figure_record, money_text, plain_text
from projects.pricing.actions.costs import CostSaid
from projects.pricing.buildup import Ratios, Sort
from projects.pricing.buildup_shown import GroupSeen, LineSeen, WholeSeen
from projects.pricing.queries.sheet_costs import SheetCosts
from projects.work.models import Project

MOST_LINES = 100
COST = "Full cost: direct, and its part of overhead. Null while it is closed to you or not stated."


class RatiosShape(Shape):
    price = serializers.CharField(help_text="Excl. VAT; of a discount below 0.")
    cost = serializers.CharField(allow_null=True, help_text=COST)
    margin = serializers.CharField(allow_null=True, help_text="A fraction of the price.")
    markup = serializers.CharField(allow_null=True, help_text="A fraction of the cost.")
    contribution = serializers.CharField(allow_null=True, help_text="Price less direct cost.")


class LineCostShape(RatiosShape):
    """A line; its costs at step 4. `hourly_cost` and `stated_cost` are what your own side has said."""

    line = serializers.CharField(help_text="Its id, the same in every version.")
    sort = serializers.ChoiceField([one.value for one in Sort])
    text = serializers.CharField()
    role = serializers.CharField()
    hours = serializers.CharField(allow_null=True)
    rate = serializers.CharField(allow_null=True)
    hourly_cost = serializers.CharField(allow_null=True)
    stated_cost = serializers.CharField(allow_null=True)


class RoleCostShape(RatiosShape):
    """The lines of a role, or of a sort, together; costs from step 3 on."""

    sort = serializers.ChoiceField([one.value for one in Sort])
    role = serializers.CharField()


class WholeCostShape(Shape):
    light = serializers.CharField(help_text=LIGHT)
    price = serializers.CharField()
    cost = FigureShape()
    margin = FigureShape(help_text="In money.")
    share = FigureShape(help_text="The margin as a fraction of the price.")
    markup = serializers.CharField(allow_null=True)
    contribution = serializers.CharField(allow_null=True)


class SheetCostsShape(Record):
    """The build-up of a project's price sheet; its `id` is the project's, money is excl. VAT in `currency`.

    `number` is null, and nothing else is said, while there is no sheet. Your own side reads the version that waits for
    signatures first, others the one in force.
    """

    partnership = serializers.UUIDField()
    project = serializers.UUIDField()
    number = serializers.IntegerField(allow_null=True)
    is_in_force = serializers.BooleanField(allow_null=True)
    currency = serializers.CharField(allow_null=True)
    step = serializers.IntegerField(help_text="How far the costs are open to you, 0 to 4.")
    corridor_low = serializers.CharField(allow_null=True, help_text="Percent of the price.")
    corridor_high = serializers.CharField(allow_null=True)
    whole = WholeCostShape(allow_null=True)
    lines = LineCostShape(many=True)
    roles = RoleCostShape(many=True)


class NewLineCost(Strict):
    """By the hour, or for the whole line: one of both."""

    line = Text(max_length=64)
    hourly_cost = Number(required=False, allow_null=True)
    cost = Number(required=False, allow_null=True)


class NewCosts(Strict):
    """Lines that are not named keep what they cost. `number` is the version that you have read."""

    number = Whole(min_value=1, max_value=1_000_000)
    lines = serializers.ListField(child=NewLineCost(), min_length=1, max_length=MOST_LINES)


def costs_said(body: Mapping[str, Any]) -> dict[str, CostSaid]:
    """Return what a body says, by line; of a line that is named twice the last."""
    return {one["line"]: CostSaid(one.get("hourly_cost"), one.get("cost")) for one in body["lines"]}


def costs_record(found: SheetCosts | None, project: Project) -> dict[str, Any]:
    """Return a sheet's build-up as the reader may see it."""
    terms = found.seen.terms if found else None
    return {
        "id": project.id,
        "object": "sheet_costs",
        "partnership": project.partnership_id,
        "project": project.id,
        "number": found.number if found else None,
        "is_in_force": found.is_in_force if found else None,
        "currency": terms.currency if terms else None,
        "step": int(found.seen.step) if found else 0,
        "corridor_low": plain_text(terms.corridor_low) if terms else None,
        "corridor_high": plain_text(terms.corridor_high) if terms else None,
        "whole": _whole(found.seen.whole, terms.currency) if found and terms else None,
        "lines": [_line(one, found) for one in found.seen.lines] if found else [],
        "roles": [_role(one, found) for one in found.seen.groups] if found else [],
    }


def _line(one: LineSeen, found: SheetCosts) -> dict[str, Any]:
    line, stated = one.line, found.stated.get(one.line.id)
    currency = found.seen.terms.currency
    return {
        "line": line.id,
        "sort": line.sort.value,
        "text": line.text,
        "role": line.role,
        "hours": plain_text(line.hours),
        "rate": plain_text(line.rate),
        "hourly_cost": plain_text(stated.hourly_cost) if stated else None,
        "stated_cost": money_text(stated.cost, currency) if stated else None,
        **_ratios(one.ratios or Ratios(one.price), currency),
    }


def _role(one: GroupSeen, found: SheetCosts) -> dict[str, Any]:
    ratios = _ratios(one.ratios, found.seen.terms.currency)
    return {"sort": one.sort.value, "role": one.role, **ratios}


def _ratios(ratios: Ratios, currency: str) -> dict[str, str | None]:
    return {
        "price": money_text(ratios.price, currency),
        "cost": money_text(ratios.cost, currency),
        "margin": _fraction(ratios.margin),
        "markup": _fraction(ratios.markup),
        "contribution": money_text(ratios.contribution, currency),
    }


def _whole(whole: WholeSeen, currency: str) -> dict[str, Any]:
    return {
        "light": whole.cost.light,
        "price": money_text(whole.price, currency),
        **{name: figure_record(getattr(whole, name)) for name in ("cost", "margin", "share")},
        "markup": _fraction(whole.markup),
        "contribution": money_text(whole.contribution, currency),
    }


def _fraction(value: Any) -> str | None:
    return None if value is None else f"{value:.4f}"
