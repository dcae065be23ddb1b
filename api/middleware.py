"""The outermost layer of /api/: every answer has a Request-Id, and Django's own error pages become problems."""

from collections.abc import Callable
from datetime import datetime
from time import perf_counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from accounts.actor import Actor
from api.calls.noting import Line, note
from api.handler import PROGRAMS, ProgramHandler
from api.limited import TooMany, headers_of, is_counted, let_in
from api.limits import bucket_of_stranger
from api.parsers import largest_body
from api.problems import MEDIA_TYPE, problem
from partnership.kit.ids import new_id

PREFIX = "/api/"


class ApiEdgeMiddleware:
    """Django answers a bad host, an unknown address or a crash with HTML before or after any view of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.answer_program = ProgramHandler().answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        request.request_id = f"req_{new_id().hex}"  # type: ignore[attr-defined]
        began, at = perf_counter(), timezone.now()
        response = self._limited(request)
        for name, value in headers_of(request).items():
            response.headers[name] = value
        response.headers["Request-Id"] = request.request_id  # type: ignore[attr-defined]
        response.headers.setdefault("Cache-Control", "private, no-store")
        _note(request, response.status_code, at, perf_counter() - began)
        return response

    def _limited(self, request: HttpRequest) -> HttpResponse:
        """Count by address whatever a key does not pay for: at once where none is sent, else once it has opened nothing."""
        if "HTTP_AUTHORIZATION" not in request.META:
            return _too_many(request) or self._answer(request)
        response = self._answer(request)
        return response if is_counted(request) else _too_many(request) or response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if _is_chunked(request):
            # WSGI gives no length for such a body, so Django takes it for none at all.
            return _in_words_of(request, 411)
        if _declared_length(request) > largest_body(request.path_info):
            return _in_words_of(request, 413)
        is_program = request.path_info.startswith(PROGRAMS)
        response = (self.answer_program if is_program else self.get_response)(request)
        if response.status_code < 400 or response.headers.get("Content-Type") == MEDIA_TYPE:
            return response
        allow = response.headers.get("Allow")
        return _in_words_of(request, response.status_code, headers={"Allow": allow} if allow else None)


def _too_many(request: HttpRequest) -> HttpResponse | None:
    try:
        let_in(request, bucket_of_stranger(request))
    except TooMany as refusal:
        return _in_words_of(request, 429, headers=refusal.headers, faults=refusal.faults)
    return None


def _note(request: HttpRequest, status: int, at: datetime, seconds: float) -> None:
    """Write into the log of the key what came with it; the key's actor is there once it was found to live."""
    actor: Actor | None = getattr(request, "caller", None)
    if actor is not None:
        request_id: str = request.request_id  # type: ignore[attr-defined]
        method = request.method or ""
        note(Line(actor, request_id, method, request.path, status, round(seconds * 1000), at))


def _in_words_of(request: HttpRequest, status: int, **rest: Any) -> HttpResponse:
    chosen = getattr(request, "LANGUAGE_CODE", None) or translation.get_language_from_request(request)
    with translation.override(chosen):
        return problem(request, status, **rest)


def _declared_length(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdecimal() else 0


def _is_chunked(request: HttpRequest) -> bool:
    return "HTTP_TRANSFER_ENCODING" in request.META and not request.META.get("CONTENT_LENGTH")
