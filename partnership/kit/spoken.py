"""The active language as formats and words know it, and a quick way to both where much is written in one go."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from django.utils import translation
from django.utils.translation.trans_real import translation as catalogue

from partnership.kit.formats import Language

_spoken: ContextVar[Language | None] = ContextVar("spoken", default=None)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Turn a language on for the block, so that nobody asks Django at each word which one it is.

    Blocks may stand inside each other; `translation.override` inside one reaches neither `language` nor the words here.
    """
    with translation.override(code):
        token = _spoken.set(_known(code))
        try:
            yield
        finally:
            _spoken.reset(token)


def language() -> Language:
    """Return the active language as the formats know it."""
    return _spoken.get() or _known(translation.get_language() or "")


def gettext(text: str) -> str:
    """Return the text in the active language, as Django's own function does."""
    code = _spoken.get()
    return said(code, text) if code else translation.gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """Return one of both in the active language, as Django's own function does."""
    code = _spoken.get()
    return str(catalogue(code).ngettext(one, many, count)) if code else translation.ngettext(one, many, count)


@cache
def said(code: str, text: str) -> str:
    """Return a text of the code in a language; each is looked up once."""
    return str(catalogue(code).gettext(text))


def _known(code: str) -> Language:
    return "sv" if code.startswith("sv") else "en"
