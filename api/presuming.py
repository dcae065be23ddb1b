"""No answer leaves that rests on what a key was presumed to be, until the database has said the same of it."""

from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from accounts.presumed import Presumption
from api.errors import of_database

OF_THE_KEY = ("presumption", "caller", "limits")
"""What a request remembers of the key that came with it (`api.authentication`, `api.limited`)."""


class PresumptionMiddleware:
    """Answers anew, and presumes nothing then, where a key is not what it was; a page and a refusal alike."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        presumption: Presumption | None = getattr(request, "presumption", None)
        # A fault of the server's says nothing that a key would open.
        if presumption is None or response.status_code >= 500:
            return response
        try:
            return response if presumption.ask() else self._anew(request)
        except DatabaseError as error:
            refused = of_database(error, request)
            if refused is None:
                raise
            return refused

    def _anew(self, request: HttpRequest) -> HttpResponse:
        for name in OF_THE_KEY:
            request.__dict__.pop(name, None)
        request.presumes_nothing = True  # type: ignore[attr-defined]
        return self.get_response(request)


def may_presume(request: HttpRequest) -> bool:
    return not getattr(request, "presumes_nothing", False)
