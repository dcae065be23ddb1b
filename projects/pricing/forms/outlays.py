"""The shape of a purchase as people write it down."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.kit.forms import DayField, NumberField, OnceForm
from projects.pricing.actions.outlays import OutlayValues
from projects.pricing.models import Outlay
from projects.pricing.outlays import OutlaySort


class OutlayForm(OnceForm):
    text = forms.CharField(label=_("What"), max_length=300)
    sort = forms.ChoiceField(label=_("Sort"), choices=OutlaySort)
    done_on = DayField(label=_("Day"))
    price = NumberField(label=_("Price, excl. VAT"), max_digits=16, decimal_places=4)
    cost = NumberField(
        label=_("What it cost your side, excl. VAT"),
        required=False,
        max_digits=16,
        decimal_places=4,
        help_text=_("Optional. Only your side reads it, until you open your costs."),
    )
    line = forms.ChoiceField(label=_("Line of the price sheet"), required=False)

    def __init__(
        self,
        *args: Any,
        currency: str,
        lines: list[tuple[str, str]],
        outlay: Outlay | None = None,
        cost: Decimal | None = None,
        **kwargs: Any,
    ) -> None:
        if outlay:
            names = ("text", "sort", "done_on", "price", "line")
            kwargs["initial"] = {name: getattr(outlay, name) for name in names}
            kwargs["initial"] |= {"price": _plain(outlay.price), "cost": _plain(cost)}
        super().__init__(*args, **kwargs)
        self.currency = currency
        self.fields["price"].help_text = currency
        kept = [(outlay.line, outlay.line)] if outlay and outlay.line not in dict(lines) else []
        self.fields["line"].choices = [("", "–"), *lines, *kept]  # type: ignore[attr-defined]

    def values(self) -> OutlayValues:
        """Return what was written, as the action takes it."""
        said = {
            name: self.cleaned_data[name] for name in ("text", "sort", "done_on", "price", "cost", "line")
        }
        return OutlayValues(**said, currency=self.currency)


def _plain(amount: Decimal | None) -> Decimal | None:
    """1250.0000 is how it is kept, 1250 is how one writes it."""
    if amount is None:
        return None
    return Decimal(format(amount.normalize(), "f"))
