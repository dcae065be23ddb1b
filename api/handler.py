"""The way of programs to their views: the layers that answer them, without those for people in a browser."""

from collections.abc import Callable
from typing import Any, Final, cast

from django.core.handlers.base import BaseHandler
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.module_loading import import_string

Answer = Callable[[HttpRequest], HttpResponse]

PROGRAMS: Final = "/api/v1/"
LAYERS: Final = (
    "django.middleware.security.SecurityMiddleware",
    "partnership.kit.headers.SecurityHeadersMiddleware",
    "django.middleware.common.CommonMiddleware",
    "api.presuming.PresumptionMiddleware",
    "api.handler.ProgramLocaleMiddleware",
)
"""Outermost first. No sessions, cookies, forms or messages: what a program sends along of these opens nothing."""


class ProgramHandler(BaseHandler):
    """Django's handler with these layers in place of `MIDDLEWARE`; what no view caught becomes an answer, as ever."""

    _get_response: Answer

    def __init__(self) -> None:
        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        answer = self._guarded(self._get_response)
        for layer in reversed(LAYERS):
            answer = self._guarded(import_string(layer)(answer))
        self.answer = answer

    @staticmethod
    def _guarded(layer: Answer) -> Answer:
        return cast(Answer, convert_exception_to_response(layer))


class ProgramLocaleMiddleware:
    """The language that the header asks for, else the key's (`api.authentication`); times are in UTC; no cookies."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.COOKIES = {}
        timezone.deactivate()
        translation.activate(translation.get_language_from_request(request))
        request.LANGUAGE_CODE = translation.get_language()
        response = self.get_response(request)
        patch_vary_headers(response, ["Accept-Language"])
        response.headers.setdefault("Content-Language", translation.get_language() or "")
        return response
