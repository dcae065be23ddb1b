"""Small words that every part of a letter uses."""

from uuid import UUID

from django.conf import settings

from partnership.kit import formats
from partnership.kit.addresses import path_of
from partnership.kit.formats import Amount
from partnership.kit.spoken import language

MARKS = "●◆▲■"


def absolute(path: str) -> str:
    """The address of a page as it stands in a letter."""
    return f"{settings.PORTAL_URL}{path}"


def link(page: str, /, **named: UUID | str) -> str:
    """The address of a page, by its name, as it stands in a letter."""
    return absolute(path_of(page, **named))


def mark_of(position: int) -> str:
    """The party's mark as a character."""
    return MARKS[(position - 1) % len(MARKS)]


def number(value: int) -> str:
    return formats.number(value, language())


def whole_hours(value: Amount) -> str:
    return formats.hours(value, language(), 0)


def kept_together(text: str) -> str:
    """The text with spaces that never break at the end of a line."""
    return text.replace(" ", formats.NBSP)
