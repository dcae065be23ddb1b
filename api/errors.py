"""From whatever went wrong in a view to a problem. What this file does not know is a fault of ours: 500."""

import logging
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions

from api.faults import faults_of
from api.problems import Fault, problem
from partnership.kit.errors import Refused

logger = logging.getLogger("api.security")

# SQLSTATEs of PostgreSQL; the last are a deadlock, a failed serialization and a lock that was waited for too long.
INSUFFICIENT_PRIVILEGE, UNIQUE_VIOLATION, TRY_AGAIN = "42501", "23505", {"40P01", "40001", "55P03", "57014"}


class Unreadable(Refused):
    """The request has faults in its query, headers or body, each named."""

    code = "invalid_request"
    status = 400

    def __init__(self, *faults: Fault, code: str | None = None) -> None:
        super().__init__(faults[0].detail)
        self.faults = faults
        self.own_code = code or faults[0].code


def problem_for(error: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """Answer an exception of a view with a problem; the door has taken back what was written."""
    answer = _answer(error, context["request"]._request)
    if answer is not None and isinstance(error, exceptions.MethodNotAllowed):
        answer.headers["Allow"] = ", ".join(context["view"].allowed_methods)
    return answer


def _answer(error: Exception, request: HttpRequest) -> HttpResponse | None:
    if isinstance(error, Refused):
        return _refused(error, request)
    if isinstance(error, exceptions.ValidationError):
        return problem(
            request, 400, code="invalid_body", detail=_first(error), faults=faults_of(error.detail)
        )
    if isinstance(error, exceptions.APIException):
        return _of_framework(error, request)
    if isinstance(error, (Http404, PermissionDenied)):
        return problem(request, 404 if isinstance(error, Http404) else 403)
    return of_database(error, request) if isinstance(error, DatabaseError) else None


def of_database(error: DatabaseError, request: HttpRequest) -> HttpResponse | None:
    """Answer what the database refused; None for a fault of ours or of the server."""
    state = getattr(error.__cause__, "sqlstate", None) or ""
    if state == INSUFFICIENT_PRIVILEGE:
        # Row-level security has stopped what the rights should have stopped: the caller learns nothing from it.
        logger.error("a policy refused %s %s", request.method, request.path, exc_info=error)
        return problem(request, 404)
    if state == UNIQUE_VIOLATION:
        return problem(
            request, 409, code="conflict", detail=_("Somebody else was faster with the same. Read it again.")
        )
    if state in TRY_AGAIN:
        return problem(request, 503, headers={"Retry-After": "1"})
    return None


def _refused(refusal: Refused, request: HttpRequest) -> HttpResponse:
    faults: tuple[Fault, ...] = getattr(refusal, "faults", ())
    if refusal.on_field and not faults:
        faults = (Fault(refusal.code, str(refusal), pointer=f"/{refusal.on_field}"),)
    return problem(
        request,
        refusal.status,
        code=getattr(refusal, "own_code", refusal.code),
        detail=str(refusal),
        faults=faults,
        headers=getattr(refusal, "headers", None),
    )


def _of_framework(error: exceptions.APIException, request: HttpRequest) -> HttpResponse:
    if isinstance(error, (exceptions.NotAuthenticated, exceptions.AuthenticationFailed)):
        # One answer for no key, a wrong one, an expired one and a revoked one.
        return problem(request, 401, headers={"WWW-Authenticate": 'Bearer realm="api"'})
    if isinstance(error, exceptions.ParseError):
        code = error.get_codes()
        return problem(
            request,
            400,
            code="malformed_json" if code == "parse_error" else str(code),
            detail=str(error.detail),
        )
    return problem(request, error.status_code)


def _first(error: exceptions.ValidationError) -> str:
    found = faults_of(error.detail)
    return str(found[0].detail) if len(found) == 1 else ""
