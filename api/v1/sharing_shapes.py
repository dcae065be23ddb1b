"""What a sharing rule looks like to programs: bands in percent of the target, money excl. VAT as text."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from rest_framework import serializers

from api.fields import Number, Strict, Text, Whole
from api.shapes import Record, Shape
from api.v1.terms import MoneyShape
from partnership.kit.money import rounded_money
from projects.pricing.actions.sharing_in_force import MOST_BANDS
from projects.pricing.queries.sharing_page import SharingPage
from projects.pricing.shares import Band, Outcome
from projects.pricing.sharing import PERCENT, Rule, in_percent
from projects.work.models import Project

MOST_OUTTURNS = 200
LOW = "Where the band begins, in percent of the target; null for 0."
HIGH = "Where it ends, in percent of the target; null for no end."
SHARE = "Of what falls into the band, what the side that delivers gets or bears, in percent."


class SharingBandShape(Shape):
    low = serializers.CharField(help_text=LOW)
    high = serializers.CharField(allow_null=True, help_text=HIGH)
    share = serializers.CharField(help_text=SHARE)


class SharingShape(Record):
    """How a saving below the target and an overrun above it are shared; its `id` is the project's.

    Null from `number` to `signed_at` while no rule is in force.
    """

    partnership = serializers.UUIDField()
    project = serializers.UUIDField()
    commissioned_by = serializers.UUIDField(help_text="A party.")
    delivered_by = serializers.UUIDField(help_text="A party.")
    currency = serializers.CharField(help_text="In which a target is written.")
    number = serializers.IntegerField(allow_null=True, help_text="Of the version in force.")
    target = MoneyShape(allow_null=True)
    bands = SharingBandShape(many=True, allow_null=True)
    ceiling = MoneyShape(allow_null=True, help_text="The most that is ever paid; null for no end.")
    signed_at = serializers.DateTimeField(allow_null=True)
    agreement = serializers.UUIDField(allow_null=True, help_text="Where a rule is proposed and signed.")
    open = serializers.IntegerField(allow_null=True, help_text="Number of the version that waits.")
    newest = serializers.IntegerField(
        help_text="Number of the newest version, 0 for none: what you have `seen`."
    )


class SharingResultShape(Shape):
    """What an outturn means for both sides; the two parts sum to the saving, below 0 for an overrun."""

    outturn = serializers.CharField()
    saving = serializers.CharField(help_text="The target less the outturn.")
    deliverer = serializers.CharField(help_text="The part of the side that delivers.")
    commissioner = serializers.CharField(help_text="The part of the side that commissions.")
    pays = serializers.CharField(help_text="What the side that commissions pays.")


class SharingSimulationShape(Shape):
    """Money excl. VAT in `currency`, in whole units of it."""

    object = serializers.CharField()
    currency = serializers.CharField()
    target = serializers.CharField()
    ceiling = serializers.CharField(allow_null=True)
    results = SharingResultShape(many=True)


class NewTarget(Strict):
    """Money without VAT."""

    amount = Number()
    currency = Text(min_length=3, max_length=3)


class NewBand(Strict):
    low = Number(allow_null=True, help_text=LOW)
    high = Number(allow_null=True, help_text=HIGH)
    share = Number(help_text=SHARE)


class NewRule(Strict):
    """The bands touch, the first begins at 0 and the last has no end; a band may span the target."""

    target = NewTarget()
    bands = serializers.ListField(child=NewBand(), min_length=1, max_length=MOST_BANDS)


class NewSharing(NewRule):
    """`seen` is the number of the newest version that you have read: 409 if there is a newer one."""

    word = Text(required=False, allow_blank=True, max_length=2000, help_text="A word with it, not signed.")
    seen = Whole(min_value=0, max_value=1_000_000)


class NewSimulation(NewRule):
    outturns = serializers.ListField(
        child=Number(), min_length=1, max_length=MOST_OUTTURNS, help_text="Each 0 or more."
    )


def rule_said(body: Mapping[str, Any]) -> Rule:
    """Return the rule that a body says."""
    bands = tuple(
        Band(_fraction(one["low"]), _fraction(one["high"]), one["share"] / PERCENT) for one in body["bands"]
    )
    return Rule(body["target"]["amount"], body["target"]["currency"], bands)


def sharing_record(page: SharingPage, project: Project) -> dict[str, Any]:
    """Return what holds for a project and where it is negotiated."""
    held = page.in_force
    ceiling = held.ceiling if held else None
    return {
        "id": project.id,
        "object": "sharing",
        "partnership": project.partnership_id,
        "project": project.id,
        "commissioned_by": project.commissioned_by_id,
        "delivered_by": project.delivered_by_id,
        "currency": page.currency,
        "number": held.number if held else None,
        "target": _money(held.target, held.currency) if held else None,
        "bands": _bands(held.bands) if held else None,
        "ceiling": _money(ceiling, held.currency) if held and ceiling is not None else None,
        "signed_at": held.signed_at if held else None,
        "agreement": page.agreement_id,
        "open": page.open.number if page.open else None,
        "newest": page.newest,
    }


def result_of(found: Outcome) -> dict[str, str]:
    """Return one outturn's result as text."""
    names = ("outturn", "saving", "deliverer", "commissioner", "pays")
    return {name: format(getattr(found, name), "f") for name in names}


def _bands(bands: Iterable[Band]) -> list[dict[str, str | None]]:
    return [
        {
            "low": in_percent(one.low or Decimal(0)),
            "high": None if one.high is None else in_percent(one.high),
            "share": in_percent(one.share),
        }
        for one in bands
    ]


def _money(amount: Decimal, currency: str) -> dict[str, str]:
    return {"amount": format(rounded_money(amount, currency), "f"), "currency": currency}


def _fraction(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else percent / PERCENT
