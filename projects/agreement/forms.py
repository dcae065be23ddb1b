"""The shape of what people answer to a proposal, and of the limits that an organization sets its own people."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.kit.forms import NumberField
from projects.agreement.models import Version
from projects.agreement.queries.signers import SignerSeen


class SignForm(forms.Form):
    """Carries the hash of the text that stood on the page, so that nobody signs what came after it."""

    seen_hash = forms.CharField(widget=forms.HiddenInput, min_length=64, max_length=64)


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=Version._meta.get_field("reason").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A sentence is enough. Both sides read it."),
    )


class PlainForm(forms.Form):
    """A button alone: it asks for nothing, and shows what kept it from being done."""


class AmountForm(forms.Form):
    """An amount in the organization's currency; empty takes the limit away."""

    amount = NumberField(required=False, max_digits=14, decimal_places=2, min_value=0)

    def __init__(self, *args: Any, label: str, amount: Decimal | None = None, **kwargs: Any) -> None:
        # 50 000.00 is how it is kept; 50000 is how one writes it.
        plain = amount if amount is None or amount % 1 else amount.quantize(Decimal(1))
        kwargs["initial"] = {"amount": plain}
        super().__init__(*args, **kwargs)
        self.fields["amount"].label = label


def limit_forms(people: Iterable[SignerSeen], label: str) -> dict[UUID, AmountForm]:
    """Return a form for each person's limit, each with ids of its own."""
    return {
        one.member_id: AmountForm(label=label, amount=one.limit, auto_id=f"limit_{one.member_id}_%s")
        for one in people
    }
