"""The pages of refusals and faults: they need no database, no person and no context."""

import sys
from typing import Any, Final

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from redis.exceptions import ConnectionError as CacheGone

GONE: Final = (OperationalError, InterfaceError, CacheGone)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Answer 400."""
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Answer 403."""
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Answer 404: the same for what is not there and for what is not yours."""
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 when the fault is that the database or the cache does not answer."""
    if isinstance(sys.exception(), GONE):
        return unavailable(request)
    return _page(request, 500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Answer 503 while a part the page needs is down."""
    response = _page(request, 503)
    response["Retry-After"] = "30"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 when the form was too old or came from elsewhere."""
    return _page(request, 403, "csrf")


def _page(request: HttpRequest, status: int, name: str = "") -> HttpResponse:
    theme = request.COOKIES.get("theme", "")
    context = {"theme": theme if theme in {"light", "dark"} else ""}
    return HttpResponse(render_to_string(f"errors/{name or status}.html", context), status=status)
