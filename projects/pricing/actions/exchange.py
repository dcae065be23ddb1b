"""Exchange rates as the own organization states them: for viewing, never for what is agreed, signed or billed."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.actor import Actor
from partnership.kit.book import record
from partnership.kit.errors import NotThere, Refused
from projects.pricing.models import ExchangeRate

from .rates import EARLIEST, UnknownCurrency, checked_currency

MOST, MOST_DECIMALS = Decimal(1_000_000_000), 8
MOST_RATES = 5000


class BadExchangeRate(Refused):
    message = _("Write a rate above 0 and at most 1,000,000,000, with at most eight decimals.")
    code = "bad_exchange_rate"
    status = 422
    field = "rate"


class SameCurrency(Refused):
    message = _("Choose two different currencies.")
    code = "same_currency"
    status = 422
    field = "quote"


class StatedOutside(Refused):
    message = _("Write a day from 1990 on, at the latest today.")
    code = "stated_outside"
    status = 422
    field = "stated_on"


class SourceTooLong(Refused):
    message = _("Name the source with at most 120 characters.")
    code = "source_too_long"
    status = 422
    field = "source"


class TooManyExchangeRates(Refused):
    message = _("The list is full: it holds at most 5,000 exchange rates.")
    code = "too_many_exchange_rates"


@dataclass(frozen=True, slots=True)
class ExchangeSaid:
    """One unit of `base` is `rate` units of `quote`."""

    base: str
    quote: str
    rate: Decimal
    stated_on: date
    source: str = ""


def state_exchange_rate(actor: Actor, *, said: ExchangeSaid, today: date, now: datetime) -> ExchangeRate:
    """State an exchange rate for a day on; the same day again says it anew, the same again changes nothing.

    Raises BadExchangeRate, SameCurrency, UnknownCurrency, StatedOutside, SourceTooLong, TooManyExchangeRates.
    """
    actor.require(Right.KEEP_BOOK)
    pair: dict[str, Any] = {"base": _currency(said.base, "base"), "quote": _currency(said.quote, "quote")}
    if pair["base"] == pair["quote"]:
        raise SameCurrency
    if not EARLIEST <= said.stated_on <= today:
        raise StatedOutside
    own = ExchangeRate.objects.filter(organization_id=actor.organization_id)
    new = {"rate": _rate(said.rate), "source": _source(said.source)}
    found: ExchangeRate | None = own.filter(**pair, stated_on=said.stated_on).first()
    if found and all(getattr(found, name) == value for name, value in new.items()):
        return found
    if not found and own.count() >= MOST_RATES:
        raise TooManyExchangeRates
    row, _made = ExchangeRate.objects.update_or_create(
        organization_id=actor.organization_id,
        **pair,
        stated_on=said.stated_on,
        defaults={**new, "created_at": now},
    )
    _tell(actor, "pricing.exchange_rate_stated", row, now)
    return row  # type: ignore[no-any-return]


def delete_exchange_rate(actor: Actor, *, rate: ExchangeRate, now: datetime) -> None:
    """Take a stated exchange rate away; amounts are then seen at an earlier one, or not at all."""
    actor.require(Right.KEEP_BOOK, rate)
    gone, _of = ExchangeRate.objects.filter(organization_id=rate.organization_id, id=rate.id).delete()
    if not gone:
        raise NotThere
    _tell(actor, "pricing.exchange_rate_deleted", rate, now)


def _currency(code: str, field: str) -> str:
    try:
        return checked_currency(code)
    except UnknownCurrency as refusal:
        raise UnknownCurrency(field=field) from refusal


def _rate(value: Decimal) -> Decimal:
    exponent = value.normalize().as_tuple().exponent if value.is_finite() else None
    if not isinstance(exponent, int) or -exponent > MOST_DECIMALS or not 0 < value <= MOST:
        raise BadExchangeRate
    return value


def _source(text: str) -> str:
    stripped = text.strip()
    if len(stripped) > 120:
        raise SourceTooLong
    return stripped


def _tell(actor: Actor, kind: str, row: ExchangeRate, now: datetime) -> None:
    record(
        actor,
        kind,
        subject_kind="exchange_rate",
        subject_id=row.id,
        organization=row.organization_id,
        at=now,
    )
