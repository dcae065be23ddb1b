"""`{{ part|signed_money:currency }}`: what a side gets of a saving, or bears of an overrun."""

from decimal import Decimal

from django import template

from partnership.kit.charts.sharing import signed_money as written
from partnership.kit.spoken import language

register = template.Library()


@register.filter
def signed_money(amount: Decimal, currency: str) -> str:
    """+9 500 kr, −2 000 kr or 0 kr."""
    return written(amount, language(), currency)
