"""`{{ amount|in_own:own }}`: a partnership's amount in the reader's own currency, or nothing."""

from decimal import Decimal

from django import template

from partnership.kit import formats
from partnership.kit.money import rounded_money
from partnership.kit.spoken import language
from projects.pricing.exchange import InOwn

register = template.Library()


@register.filter
def in_own(amount: Decimal | None, own: InOwn | None) -> str:
    """≈ 1 234 EUR | ≈ EUR 1 234; empty without an amount or a stated rate."""
    if not own or amount is None:
        return ""
    return f"≈{formats.NBSP}{formats.money(own.of(amount), language(), currency=own.currency)}"


@register.filter
def as_stated(rate: Decimal) -> str:
    """11,23 or 0,08905: a stated rate with all its decimals and no empty ones."""
    exponent = rate.normalize().as_tuple().exponent
    return formats.number(rate, language(), max(-int(exponent), 0))


@register.filter
def hourly(rate: Decimal | None, currency: str) -> str:
    """1 200 kr | SEK 1 200; a rate finer than its currency with all its decimals; a dash without one."""
    if rate is None:
        return formats.NOTHING
    if rate == rounded_money(rate, currency):
        return formats.money(rate, language(), currency=currency)
    text = as_stated(rate)
    return f"{text}{formats.NBSP}{currency}" if language() == "sv" else f"{currency}{formats.NBSP}{text}"
