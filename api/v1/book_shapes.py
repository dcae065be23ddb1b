"""What the open book looks like to programs: prices for all, cost and margin as far as they are opened."""

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from api.shapes import Record, Shape
from partnership.kit.money import rounded_money
from projects.openness.shown import Figure
from projects.openness.steps import Step
from projects.pricing.buildup import SheetKind
from projects.pricing.opened import CostsSeen, Point
from projects.pricing.queries.bonus import BonusSeen
from projects.pricing.queries.book import ProjectBook

LIGHT = "Against the signed corridor: inside, below or above; empty without one."


class FigureShape(Shape):
    """A number as far as its side has opened it: itself (`exact`), its range from `low` to `high`, or nothing."""

    exact = serializers.CharField(allow_null=True)
    low = serializers.CharField(allow_null=True)
    high = serializers.CharField(allow_null=True)


class PointShape(Shape):
    light = serializers.CharField(help_text=LIGHT)
    price = serializers.CharField(allow_null=True)
    cost = FigureShape()
    margin = FigureShape(help_text="In money.")
    share = FigureShape(help_text="The margin as a fraction of the price.")


class CostMonthShape(Shape):
    month = serializers.DateField(help_text="Its first day.")
    cost = FigureShape()


class CostRoleShape(Shape):
    role = serializers.CharField()
    hours = serializers.CharField()
    cost = FigureShape()


class HourlyCostShape(Shape):
    role = serializers.CharField()
    valid_from = serializers.DateField(allow_null=True)
    hours = serializers.CharField()
    hourly_cost = serializers.CharField(allow_null=True)


class PurchaseCostShape(Shape):
    text = serializers.CharField()
    done_on = serializers.DateField()
    price = serializers.CharField()
    cost = serializers.CharField(allow_null=True)


class CostsShape(Shape):
    """The costs of the side that delivers. Months from step 2 on, roles from 3, rates and purchases at 4."""

    step = serializers.IntegerField(help_text="1 to 4; 4 for your own side's.")
    now = PointShape()
    forecast = PointShape()
    planned = PointShape()
    months = CostMonthShape(many=True)
    roles = CostRoleShape(many=True)
    bought = FigureShape(help_text="What purchases cost.")
    beside = FigureShape(help_text="Overhead and risk.")
    rates = HourlyCostShape(many=True)
    purchases = PurchaseCostShape(many=True)


class BonusStandShape(Shape):
    """Beside the price: nothing below half of the goal, all of it at the goal, evenly between."""

    goal = serializers.UUIDField()
    amount = serializers.CharField(help_text="At most.")
    achieved = serializers.CharField(allow_null=True, help_text="Of the goal, 1 is all of it.")
    due = serializers.CharField(help_text="As the goal stands today.")
    is_closed = serializers.BooleanField(help_text="The goal is judged: nothing moves any more.")


class ProjectBookShape(Record):
    """A project's price so far, at completion and as agreed, and its cost and margin as far as they are opened.

    Its `id` is the project's. Money is text, excl. VAT, in `currency`. `costs` is null while they are closed to you.
    """

    partnership = serializers.UUIDField()
    project = serializers.UUIDField()
    name = serializers.CharField()
    commissioned_by = serializers.UUIDField(help_text="A party.")
    delivered_by = serializers.UUIDField(help_text="A party.")
    is_finished = serializers.BooleanField()
    currency = serializers.CharField()
    kind = serializers.ChoiceField([one.value for one in SheetKind], allow_null=True)
    number = serializers.IntegerField(allow_null=True, help_text="Version of the price sheet in force.")
    agreed = serializers.CharField(allow_null=True)
    price_now = serializers.CharField(allow_null=True)
    price_unapproved = serializers.CharField(allow_null=True, help_text="Part of it, not approved yet.")
    price_forecast = serializers.CharField(allow_null=True, help_text="At completion, sharing settled.")
    hours = serializers.CharField()
    hours_without_rate = serializers.CharField(help_text="In roles without a rate: they have no price.")
    corridor_low = serializers.CharField(allow_null=True, help_text="A fraction of the price.")
    corridor_high = serializers.CharField(allow_null=True)
    bonus = BonusStandShape(allow_null=True, help_text="Of one project alone; null in the list of a book.")
    step = serializers.IntegerField(help_text="How far cost and margin are open to you, 0 to 4.")
    costs = CostsShape(allow_null=True)


class BookShape(Record):
    """All projects of a partnership by name; its `id` is the partnership's."""

    partnership = serializers.UUIDField()
    projects = ProjectBookShape(many=True)


def project_record(one: ProjectBook, bonus: BonusSeen | None = None) -> dict[str, Any]:
    """Return a project's book as the reader may see it."""
    seen = one.outturn
    return {
        "id": seen.project_id,
        "object": "project_book",
        "partnership": seen.partnership_id,
        "project": seen.project_id,
        "name": seen.name,
        "commissioned_by": seen.commissioned_by_id,
        "delivered_by": seen.delivered_by_id,
        "is_finished": seen.is_finished,
        "currency": seen.currency,
        "kind": seen.kind.value if seen.kind else None,
        "number": seen.number,
        "agreed": money_text(seen.agreed, seen.currency),
        "price_now": money_text(seen.price_now, seen.currency),
        "price_unapproved": money_text(seen.price_unapproved, seen.currency),
        "price_forecast": money_text(seen.paid_forecast, seen.currency),
        "hours": plain_text(seen.hours),
        "hours_without_rate": plain_text(seen.hours_without_rate),
        "corridor_low": plain_text(seen.corridor_low),
        "corridor_high": plain_text(seen.corridor_high),
        "bonus": _bonus(bonus) if bonus else None,
        "step": int(one.step),
        "costs": _costs(one.costs) if one.costs else None,
    }


def _bonus(bonus: BonusSeen) -> dict[str, Any]:
    return {
        "goal": bonus.goal_id,
        "amount": money_text(bonus.amount, bonus.currency),
        "achieved": plain_text(bonus.achieved),
        "due": money_text(bonus.due, bonus.currency),
        "is_closed": bonus.is_closed,
    }


def _costs(costs: CostsSeen) -> dict[str, Any]:
    return {
        "step": int(costs.step),
        "now": _point(costs.now, costs.currency),
        "forecast": _point(costs.forecast, costs.currency),
        "planned": _point(costs.planned, costs.currency),
        "months": [{"month": one.month, "cost": figure_record(one.cost)} for one in costs.months],
        "roles": [
            {"role": one.role, "hours": plain_text(one.hours), "cost": figure_record(one.cost)}
            for one in costs.roles
        ],
        "bought": figure_record(costs.bought),
        "beside": figure_record(costs.beside),
        "rates": [
            {
                "role": one.role,
                "valid_from": one.valid_from,
                "hours": plain_text(one.hours),
                "hourly_cost": plain_text(one.hourly_cost),
            }
            for one in costs.rates
        ],
        "purchases": [
            {
                "text": one.text,
                "done_on": one.done_on,
                "price": money_text(one.price, costs.currency),
                "cost": money_text(one.cost, costs.currency),
            }
            for one in costs.purchases
        ],
    }


def _point(one: Point, currency: str) -> dict[str, Any]:
    return {
        "light": one.cost.light if one.cost.step > Step.CLOSED else "",
        "price": money_text(one.price, currency),
        "cost": figure_record(one.cost),
        "margin": figure_record(one.margin),
        "share": figure_record(one.share),
    }


def figure_record(figure: Figure) -> dict[str, str | None]:
    """Return a number as far as it is opened."""
    return {name: plain_text(getattr(figure, name)) for name in ("exact", "low", "high")}


def money_figure(figure: Figure, currency: str) -> dict[str, str | None]:
    """Return an amount as far as it is opened, itself with the currency's own digits."""
    return {**figure_record(figure), "exact": money_text(figure.exact, currency)}


def money_text(amount: Decimal | None, currency: str) -> str | None:
    """Return an amount with the digits of its currency."""
    return None if amount is None else format(rounded_money(amount, currency), "f")


def plain_text(value: Decimal | None) -> str | None:
    """Return a number as text, without an exponent."""
    return None if value is None else format(value, "f")
