"""How the portal writes dates, numbers and money, the same in pages, letters and charts.

Django's own formats disagree with both languages, so these are ours. A number and its unit are joined by
a no-break space, and thousands too: they never part at the end of a line.
"""

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final, Literal

from partnership.kit.money import digits

Language = Literal["sv", "en"]
Amount = int | float | Decimal

NBSP: Final = "\u00a0"
MINUS: Final = "\u2212"
NOTHING: Final = "\u2013"

_WIDE: Final = Context(prec=400)


def _names(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_MONTHS: Final = {
    "sv": _names("januari februari mars april maj juni juli augusti september oktober november december"),
    "en": _names("January February March April May June July August September October November December"),
}
_SHORT: Final = {
    "sv": _names("jan feb mars apr maj juni juli aug sep okt nov dec"),
    "en": _names("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
}
_DAYS: Final = {
    "sv": _names("måndag tisdag onsdag torsdag fredag lördag söndag"),
    "en": _names("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
}
_SIGNS: Final = {"SEK": "kr"}
_VAT: Final = {"sv": "exkl. moms", "en": "excl. VAT"}


def date_iso(value: date, language: Language) -> str:
    """2026-11-23 in both languages."""
    return f"{value.year:04d}-{value.month:02d}-{value.day:02d}"


def date_long(value: date, language: Language) -> str:
    """23 november 2026 | 23 November 2026."""
    return NBSP.join((str(value.day), _MONTHS[language][value.month - 1], str(value.year)))


def date_short(value: date, language: Language) -> str:
    """23 nov | 23 Nov: where the year is clear from what stands around it."""
    return f"{value.day}{NBSP}{_SHORT[language][value.month - 1]}"


def month_year(value: date, language: Language) -> str:
    """november 2026 | November 2026."""
    return f"{_MONTHS[language][value.month - 1]}{NBSP}{value.year}"


def weekday(value: date, language: Language) -> str:
    """måndag | Monday."""
    return _DAYS[language][value.weekday()]


def week_name(value: date, language: Language) -> str:
    """v. 47 | week 47, by ISO 8601."""
    number = value.isocalendar().week
    return f"v.{NBSP}{number}" if language == "sv" else f"week{NBSP}{number}"


def week_long(value: date, language: Language) -> str:
    """vecka 47 | week 47: the same in full."""
    return f"{'vecka' if language == 'sv' else 'week'}{NBSP}{value.isocalendar().week}"


def time_of_day(value: time | datetime, language: Language) -> str:
    """07:30 in both languages."""
    return f"{value.hour:02d}:{value.minute:02d}"


def number(value: Amount, language: Language, decimals: int | None = 0) -> str:
    """1 234 567,50 | 1 234 567.50, rounded half up; `decimals=None` shows at most two and no empty ones."""
    exact = _exact(value)
    if not exact.is_finite():
        return NOTHING
    rounded = _rounded(exact, 2 if decimals is None else decimals)
    text = f"{rounded.copy_abs():,f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    text = text.replace(",", NBSP)
    if language == "sv":
        text = text.replace(".", ",")
    return f"{MINUS}{text}" if rounded < 0 else text


def hours(value: Amount, language: Language, decimals: int | None = None) -> str:
    """7,5 h | 7.5 h: hours with their unit, at most two decimals."""
    return f"{number(value, language, decimals)}{NBSP}h"


def percent(fraction: Amount, language: Language, decimals: int | None = None) -> str:
    """26,9 % | 26.9%: a fraction (0.269) with at most one decimal unless `decimals` says how many."""
    hundredfold = _exact(fraction).scaleb(2, _WIDE)
    if decimals is None and hundredfold.is_finite():
        hundredfold = _rounded(hundredfold, 1)
    text = number(hundredfold, language, decimals)
    return f"{text}{NBSP}%" if language == "sv" else f"{text}%"


def signed(value: Amount, language: Language, decimals: int | None = 0) -> str:
    """+6, −7 or 0: a change, with the true minus."""
    text = number(value, language, decimals)
    is_nought = not text.strip("0,." + NBSP)
    return text if is_nought or text[0] in (MINUS, NOTHING) else f"+{text}"


def money(amount: Amount, language: Language, *, currency: str, with_vat_note: bool = False) -> str:
    """412 000 kr | SEK 412 000; öre only when there are any, as many digits as the currency has.

    `with_vat_note` adds exkl. moms | excl. VAT.
    """
    exact = _exact(amount)
    if not exact.is_finite():
        return NOTHING
    decimals = digits(currency)
    exact = _rounded(exact, decimals)
    text = number(exact, language, 0 if exact == exact.to_integral_value() else decimals)
    text = f"{text}{NBSP}{_SIGNS.get(currency, currency)}" if language == "sv" else f"{currency}{NBSP}{text}"
    return f"{text} {_VAT[language].replace(' ', NBSP)}" if with_vat_note else text


def money_range(low: Amount, high: Amount, language: Language, *, currency: str) -> str:
    """400 000–450 000 kr | SEK 400 000–450 000: whole amounts that say where one lies."""
    ends = [number(one, language, None) for one in (low, high)]
    if language == "sv":
        return f"{ends[0]}–{money(high, language, currency=currency)}"
    return f"{money(low, language, currency=currency)}–{ends[1]}"


def _exact(value: Amount) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _WIDE)
