"""The shape of a line of the rate card and of an exchange rate; whether it may be is the action's to say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.kit.forms import DayField, NumberField, OnceForm
from projects.pricing.actions.exchange import ExchangeSaid
from projects.pricing.actions.rates import RateSaid
from projects.pricing.models import Rate

AN_HOUR = {"max_digits": 12, "decimal_places": 4, "required": False}


class CurrencyField(forms.CharField):
    """The three letters of a currency, in any case."""

    def __init__(self, **kwargs: Any) -> None:
        letters = {"autocomplete": "off", "autocapitalize": "characters", "size": "4"}
        super().__init__(max_length=3, min_length=3, widget=forms.TextInput(attrs=letters), **kwargs)


class RateForm(OnceForm):
    role = forms.CharField(
        label=_("Role"), max_length=80, help_text=_("As it is written in the work log, for example Designer.")
    )
    valid_from = DayField(label=_("Holds from"))
    currency = CurrencyField(label=_("Currency"))
    hourly_rate = NumberField(
        label=_("Hourly rate, excl. VAT"), help_text=_("What you ask for an hour."), **AN_HOUR
    )
    hourly_cost = NumberField(
        label=_("Hourly cost"),
        help_text=_("What an hour costs you in full: pay, fees, place and tools."),
        **AN_HOUR,
    )

    @classmethod
    def of(cls, rate: Rate) -> dict[str, Any]:
        """Return a line as the form begins with it, without empty decimals."""
        amounts = {name: _short(getattr(rate, name)) for name in ("hourly_rate", "hourly_cost")}
        return {**{name: getattr(rate, name) for name in ("role", "valid_from", "currency")}, **amounts}

    def said(self) -> RateSaid:
        """Return what was written, as the action takes it."""
        return RateSaid(**{name: self.cleaned_data[name] for name in RateSaid.__slots__})


class ExchangeForm(forms.Form):
    base = CurrencyField(label=_("1 unit of"))
    rate = NumberField(label=_("is"), max_digits=18, decimal_places=8)
    quote = CurrencyField(label=_("in"))
    stated_on = DayField(label=_("On"))
    source = forms.CharField(
        label=_("Source"), max_length=120, required=False, help_text=_("Where the rate comes from.")
    )

    def said(self) -> ExchangeSaid:
        """Return what was written, as the action takes it."""
        return ExchangeSaid(**{name: self.cleaned_data[name] for name in ExchangeSaid.__slots__})


def _short(value: Any) -> str:
    return "" if value is None else f"{value.normalize():f}"
