"""The dimensions' names and small words of the sentences, in the reader's language."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from partnership.kit import formats
from partnership.kit.spoken import language

DIMENSIONS = {
    "goals": _("Goals"),
    "delivery": _("Delivery"),
    "benefit": _("Benefit for both"),
    "openness": _("Openness"),
    "feedback": _("Feedback"),
    "answers": _("Answers"),
}
BANDS = {"good": _("Good"), "watch": _("Watch"), "act": _("Act")}


def percent(value: int) -> str:
    """Whole percent with its sign."""
    return number(value) + (f"{formats.NBSP}%" if language() == "sv" else "%")


def number(value: int) -> str:
    return formats.number(value, language())


def days(value: Decimal) -> str:
    """Working days with one decimal at most, without the word."""
    return formats.number(value, language(), None)
