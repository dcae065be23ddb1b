"""The own organization's rate card and exchange rates; partners never see these pages."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Right
from accounts.queries import own_organization
from accounts.requests import PortalRequest
from accounts.rows import own_row
from partnership.kit.answers import attempted, page, see_other
from projects.pricing.actions.exchange import delete_exchange_rate, state_exchange_rate
from projects.pricing.actions.rates import RateHolds, add_rate, change_rate, delete_rate
from projects.pricing.forms.rates import ExchangeForm, RateForm
from projects.pricing.models import ExchangeRate, Rate
from projects.pricing.queries.rates import rates_of, stated_rates_of
from projects.pricing.ratecard import card_of, has_come


@require_http_methods(["GET", "HEAD", "POST"])
def rates(request: PortalRequest) -> HttpResponse:
    """Show the card by role, what holds today and what comes; a new line is written beside it."""
    request.actor.require(Right.KEEP_BOOK if request.method == "POST" else Right.SEE_BOOK)
    form = RateForm(request.POST or None, initial=_first(request))
    if attempted(
        form,
        lambda: add_rate(request.actor, said=form.said(), key=form.cleaned_data["key"], **_when()),
    ):
        messages.success(request, _("The line is in the rate card."))
        return see_other("rates:rates")
    card = card_of(rates_of(request.actor.organization_id), timezone.localdate())
    return page(request, "pricing/rates.html", {"card": card, "form": form, **_may(request)})


@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: PortalRequest, rate: UUID) -> HttpResponse:
    """Change a line whose day has not come."""
    row = own_row(request.actor, Rate, rate)
    request.actor.require(Right.KEEP_BOOK, row)
    if has_come(row.valid_from, timezone.localdate()):
        raise RateHolds
    form = RateForm(request.POST or None, initial=RateForm.of(row))
    if attempted(form, lambda: change_rate(request.actor, rate=row, said=form.said(), **_when())):
        messages.success(request, _("Saved."))
        return see_other("rates:rates")
    return page(request, "pricing/rate.html", {"form": form, "rate": row})


@require_POST
def delete(request: PortalRequest, rate: UUID) -> HttpResponse:
    """Take away a line whose day has not come."""
    delete_rate(request.actor, rate=own_row(request.actor, Rate, rate), **_when())
    messages.success(request, _("The line is gone."))
    return see_other("rates:rates")


@require_http_methods(["GET", "HEAD", "POST"])
def exchange(request: PortalRequest) -> HttpResponse:
    """Show and state exchange rates, at which amounts can be seen in the own currency."""
    request.actor.require(Right.KEEP_BOOK if request.method == "POST" else Right.SEE_BOOK)
    first = {"base": own_organization(request.actor).currency, "stated_on": timezone.localdate()}
    form = ExchangeForm(request.POST or None, initial=first)
    if attempted(form, lambda: state_exchange_rate(request.actor, said=form.said(), **_when())):
        messages.success(request, _("The exchange rate is stated."))
        return see_other("rates:exchange")
    stated = stated_rates_of(request.actor.organization_id)
    return page(request, "pricing/exchange.html", {"stated": stated, "form": form, **_may(request)})


@require_POST
def delete_exchange(request: PortalRequest, rate: UUID) -> HttpResponse:
    """Take a stated exchange rate away."""
    row = own_row(request.actor, ExchangeRate, rate)
    delete_exchange_rate(request.actor, rate=row, now=timezone.now())
    messages.success(request, _("The exchange rate is gone."))
    return see_other("rates:exchange")


def _when() -> dict[str, Any]:
    return {"today": timezone.localdate(), "now": timezone.now()}


def _first(request: PortalRequest) -> dict[str, Any]:
    return {"currency": own_organization(request.actor).currency, "valid_from": timezone.localdate()}


def _may(request: PortalRequest) -> dict[str, bool]:
    return {"may_keep": request.actor.may(Right.KEEP_BOOK)}
