"""Formats as filters: the language of the page, the time zone of the person, a dash for what is missing."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from partnership.kit import formats
from partnership.kit.spoken import language

register = template.Library()


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def _day(write: Callable[[date, formats.Language], str], value: Any) -> SafeString | str:
    if not isinstance(value, date):
        return formats.NOTHING
    local = _local(value)
    return format_html(
        '<time datetime="{}">{}</time>', formats.date_iso(local, "en"), write(local, language())
    )


@register.filter(is_safe=True)
def date_iso(value: Any) -> SafeString | str:
    """2026-11-23."""
    return _day(formats.date_iso, value)


@register.filter(is_safe=True)
def date_long(value: Any) -> SafeString | str:
    """23 november 2026."""
    return _day(formats.date_long, value)


@register.filter(is_safe=True)
def date_short(value: Any) -> SafeString | str:
    """23 nov."""
    return _day(formats.date_short, value)


@register.filter(is_safe=True)
def month_year(value: Any) -> SafeString | str:
    """november 2026."""
    return _day(formats.month_year, value)


@register.filter
def week_name(value: Any) -> str:
    """v. 47."""
    return formats.week_name(_local(value), language()) if isinstance(value, date) else formats.NOTHING


@register.filter
def week_long(value: Any) -> str:
    """vecka 47."""
    return formats.week_long(_local(value), language()) if isinstance(value, date) else formats.NOTHING


@register.filter(is_safe=True)
def datetime_local(value: Any) -> SafeString | str:
    """2026-11-23 07:30 in the person's time zone."""
    if not isinstance(value, datetime):
        return formats.NOTHING
    local = timezone.localtime(value)
    shown = f"{formats.date_iso(local, language())}{formats.NBSP}{formats.time_of_day(local, language())}"
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), shown)


@register.filter
def time_of_day(value: Any) -> str:
    """07:30 in the person's time zone."""
    local = _local(value) if isinstance(value, datetime) else value
    return formats.time_of_day(local, language()) if isinstance(local, datetime | time) else formats.NOTHING


def _figure(value: Any) -> Decimal | None:
    try:
        return None if value is None or value == "" else Decimal(str(value))
    except InvalidOperation:
        return None


@register.filter
def number(value: Any, decimals: int | None = 0) -> str:
    """1 234."""
    figure = _figure(value)
    return formats.NOTHING if figure is None else formats.number(figure, language(), decimals)


@register.filter
def hours(value: Any, decimals: int | None = None) -> str:
    """7,5 h."""
    figure = _figure(value)
    return formats.NOTHING if figure is None else formats.hours(figure, language(), decimals)


@register.filter
def percent(value: Any, decimals: int | None = None) -> str:
    """26,9 % of a fraction."""
    figure = _figure(value)
    return formats.NOTHING if figure is None else formats.percent(figure, language(), decimals)


@register.filter
def signed(value: Any, decimals: int | None = 0) -> str:
    """+6 or −7."""
    figure = _figure(value)
    return formats.NOTHING if figure is None else formats.signed(figure, language(), decimals)


@register.filter
def unsigned(value: Any, decimals: int | None = 0) -> str:
    """7 of −7, where a word says which way."""
    figure = _figure(value)
    return formats.NOTHING if figure is None else formats.number(abs(figure), language(), decimals)


@register.filter
def money(value: Any, currency: str = "SEK") -> str:
    """412 000 kr."""
    figure = _figure(value)
    return formats.NOTHING if figure is None else formats.money(figure, language(), currency=currency)
