"""The outermost layer of /api/: every answer has a Request-Id, and Django's own error pages become problems."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from api.parsers import largest_body
from api.problems import MEDIA_TYPE, problem
from partnership.kit.ids import new_id

PREFIX = "/api/"


class ApiEdgeMiddleware:
    """Django answers a bad host, an unknown address or a crash with HTML before or after any view of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        request.request_id = f"req_{new_id().hex}"  # type: ignore[attr-defined]
        response = self._answer(request)
        response.headers["Request-Id"] = request.request_id  # type: ignore[attr-defined]
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if _is_chunked(request):
            # WSGI gives no length for such a body, so Django takes it for none at all.
            return _in_words_of(request, 411)
        if _declared_length(request) > largest_body(request.path_info):
            return _in_words_of(request, 413)
        response = self.get_response(request)
        if response.status_code < 400 or response.headers.get("Content-Type") == MEDIA_TYPE:
            return response
        return _in_words_of(request, response.status_code, allow=response.headers.get("Allow"))


def _in_words_of(request: HttpRequest, status: int, *, allow: str | None = None) -> HttpResponse:
    chosen = getattr(request, "LANGUAGE_CODE", None) or translation.get_language_from_request(request)
    with translation.override(chosen):
        return problem(request, status, headers={"Allow": allow} if allow else None)


def _declared_length(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdecimal() else 0


def _is_chunked(request: HttpRequest) -> bool:
    return "HTTP_TRANSFER_ENCODING" in request.META and not request.META.get("CONTENT_LENGTH")
