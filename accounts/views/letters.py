"""Pages that a link in a letter leads to: in the letter's language for who has not chosen another."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation


def in_its_language(
    request: HttpRequest, template: str, context: Mapping[str, Any], language: str, status: int = 200
) -> HttpResponse:
    """Answer with a page; a stranger without a language cookie reads it in the letter's language."""
    has_chosen = request.user.is_authenticated or settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    with translation.override(translation.get_language() if has_chosen else language):
        response = render(request, template, dict(context), status=status)
        response.headers["Content-Language"] = translation.get_language() or language
    return response
