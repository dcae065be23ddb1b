"""`{{ figure|figure_money:currency }}`: a number as far as it is opened, itself or its range."""

from django import template

from partnership.kit import formats
from partnership.kit.spoken import language
from projects.openness.shown import Figure
from projects.openness.words import step_label

register = template.Library()


@register.filter
def figure_money(figure: Figure | None, currency: str) -> str:
    """412 000 kr, or 400 000–450 000 kr; in English SEK 400 000–450 000; a dash for what is not opened or not known."""
    if not figure:
        return formats.NOTHING
    if figure.exact is not None:
        return formats.money(figure.exact, language(), currency=currency)
    if figure.low is None or figure.high is None:
        return formats.NOTHING
    return formats.money_range(figure.low, figure.high, language(), currency=currency)


@register.filter
def figure_share(figure: Figure | None) -> str:
    """26,9 %, or 20–30 %; a dash for what is not opened or not known."""
    if not figure:
        return formats.NOTHING
    if figure.exact is not None:
        return formats.percent(figure.exact, language())
    if figure.low is None or figure.high is None:
        return formats.NOTHING
    low, high = (formats.percent(one, language()) for one in (figure.low, figure.high))
    return f"{low}–{high}"


@register.filter
def step_said(step: int) -> str:
    """A step in number and word: 3, by role."""
    return step_label(step)
