"""The pages of refusals and faults: they need no database, no person and no context."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Answer 400."""
    return _page(400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Answer 403."""
    return _page(403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Answer 404: the same for what is not there and for what is not yours."""
    return _page(404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500."""
    return _page(500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Answer 503 while a part the page needs is down."""
    response = _page(503)
    response["Retry-After"] = "30"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 when the form was too old or came from elsewhere."""
    return _page(403, "csrf")


def _page(status: int, name: str = "") -> HttpResponse:
    return HttpResponse(render_to_string(f"errors/{name or status}.html"), status=status)
