"""What a basis for billing looks like to programs: money as text with the digits of its currency, excl. VAT."""

from collections.abc import Iterable, Mapping
from typing import Any

from rest_framework import serializers

from api.fields import Choice, Day, Number, Strict, Text
from api.shapes import Record, Shape, Versioned
from api.v1.terms import MoneyShape
from projects.pricing.basis import BasisSaid, Stated
from projects.pricing.billing import COUNTED, Sort
from projects.pricing.billing_record import record_of
from projects.pricing.models import Billing
from projects.pricing.queries.basis import BasisCounted
from projects.work.models import Project

STATED = [one.value for one in Sort if one not in COUNTED]
TEXT = "The role of work, the words of a purchase or of a line that somebody wrote."


class BillLineShape(Shape):
    """Hours stand by role, never by person; `hours` and `rate` are of work alone."""

    id = serializers.CharField()
    sort = serializers.ChoiceField([one.value for one in Sort])
    text = serializers.CharField(help_text=TEXT)
    hours = serializers.CharField(allow_null=True)
    rate = MoneyShape(allow_null=True)
    amount = MoneyShape()


class UnpricedShape(Shape):
    role = serializers.CharField()
    hours = serializers.CharField()


class BillingShape(Versioned):
    """A basis for one project and one period, both days included. It has its number once every party has signed.

    Its lines are signed, and counted again before the last signature.
    """

    partnership = serializers.UUIDField()
    project = serializers.UUIDField()
    number = serializers.IntegerField(
        allow_null=True, help_text="Counts within the partnership, without a gap."
    )
    status = serializers.ChoiceField(Billing.Status.values)
    from_on = serializers.DateField()
    to_on = serializers.DateField()
    currency = serializers.CharField()
    agreed_at = serializers.DateTimeField(allow_null=True)
    agreement = serializers.UUIDField(help_text="Where it is signed, declined or withdrawn.")
    open_version = serializers.IntegerField(
        allow_null=True, help_text="The version that waits for signatures."
    )
    newest_version = serializers.IntegerField()
    vat = serializers.CharField(allow_null=True, help_text="In percent; null where none is agreed.")
    total = MoneyShape()
    vat_amount = MoneyShape(allow_null=True)
    with_vat = MoneyShape()
    lines = BillLineShape(many=True)


class BillingPreviewShape(Record):
    """What a basis would say now; its `id` is the project's."""

    partnership = serializers.UUIDField()
    project = serializers.UUIDField()
    from_on = serializers.DateField()
    to_on = serializers.DateField()
    currency = serializers.CharField()
    vat = serializers.CharField(allow_null=True)
    total = MoneyShape()
    vat_amount = MoneyShape(allow_null=True)
    with_vat = MoneyShape()
    lines = BillLineShape(many=True)
    unpriced = UnpricedShape(many=True, help_text="Hours that are not billed: their role has no hourly rate.")


class NewBillAmount(Strict):
    """Money without VAT, in the currency of the price sheet."""

    amount = Number()
    currency = Text(min_length=3, max_length=3)


class NewBillLine(Strict):
    sort = Choice(STATED)
    text = Text(required=False, allow_blank=True, max_length=300)
    amount = NewBillAmount(help_text="Of a share, below 0 where the side that delivers bears it.")


class NewBilling(Strict):
    """Work, purchases, discount and cap are counted; `lines` are those that somebody writes."""

    from_on = Day()
    to_on = Day()
    lines = serializers.ListField(child=NewBillLine(), required=False, max_length=50)
    word = Text(required=False, allow_blank=True, max_length=2000, help_text="A word with it, not signed.")


class BillingChange(NewBilling):
    """What is left out stays as it was put forward; the work is counted again in any case."""


def stated_of(lines: Iterable[Mapping[str, Any]]) -> tuple[Stated, ...]:
    """Return the lines of a body as the action takes them."""
    return tuple(Stated(Sort(one["sort"]), one["amount"]["amount"], one.get("text", "")) for one in lines)


def preview_record(project: Project, said: BasisSaid, counted: BasisCounted) -> dict[str, Any]:
    """Return what is counted as its shape says."""
    terms = counted.terms
    return {
        "id": project.id,
        "object": "billing_preview",
        "partnership": project.partnership_id,
        "project": project.id,
        "from_on": said.from_on,
        "to_on": said.to_on,
        "currency": terms.currency,
        "vat": None if terms.vat is None else format(terms.vat.normalize(), "f"),
        **record_of(counted.lines, counted.sums, terms.currency),
        "unpriced": [{"role": one.role, "hours": f"{one.hours:f}"} for one in counted.unpriced],
    }
