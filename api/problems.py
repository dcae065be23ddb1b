"""Problems as RFC 9457 describes them: one shape for every refusal under /api/, words in the caller's language."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from api.jsontext import json_bytes

MEDIA_TYPE = "application/problem+json"

TITLES: dict[int, str | Promise] = {
    400: _("The request can't be read"),
    401: _("No valid API key"),
    403: _("Not allowed"),
    404: _("Not found"),
    405: _("The address does not answer to this method"),
    409: _("It can't be done as things stand"),
    410: _("Gone"),
    411: _("Say how long the body is"),
    412: _("Somebody has changed it since you read it"),
    413: _("The body is too large"),
    415: _("The body must be JSON"),
    422: _("The values don't fit"),
    428: _("Say which version you mean"),
    429: _("Too many requests"),
    500: _("Something went wrong on our side"),
    503: _("The portal is not available right now"),
}

# The codes that the API itself gives; the rooms' refusals bring their own, just as stable.
CODES: dict[int, tuple[str, str | Promise]] = {
    400: ("bad_request", _("The request can't be read. Check the address, the headers and the body.")),
    401: (
        "unauthenticated",
        _("Send a living API key in the header Authorization: Bearer pp_live_…"),
    ),
    403: ("not_allowed", _("Your role does not allow this. Ask an owner or admin of your organization.")),
    404: ("not_found", _("There is nothing here that you can see.")),
    405: ("method_not_allowed", _("See the header Allow for the methods of this address.")),
    411: ("length_required", _("Send the body with its Content-Length, not in chunks.")),
    413: ("body_too_large", _("The body is too large.")),
    415: ("not_json", _("Send the body as Content-Type: application/json.")),
    429: ("too_many_requests", _("Wait as long as Retry-After says, then try again.")),
    500: (
        "internal_error",
        _("It has been noted. If it happens again, tell us the request_id of this answer."),
    ),
    503: ("unavailable", _("Try again in a moment.")),
}


@dataclass(frozen=True)
class Fault:
    """One thing wrong with one part: `pointer` into the body, or the name of a query `parameter` or `header`."""

    code: str
    detail: str | Promise
    pointer: str | None = None
    parameter: str | None = None
    header: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value is not None}


def told_problem(status: int, code: str, detail: str | Promise, faults: Sequence[Fault]) -> dict[str, Any]:
    """Return what a problem says, apart from the request that it is about."""
    return {
        "type": f"{settings.PORTAL_URL}/api/docs/#{code}",
        "title": TITLES.get(status, TITLES[400 if status < 500 else 500]),
        "status": status,
        "code": code,
        "detail": detail,
        "errors": [fault.as_json() for fault in faults],
    }


def problem(
    request: HttpRequest,
    status: int,
    *,
    code: str | None = None,
    detail: str | Promise | None = None,
    faults: Sequence[Fault] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Return the problem as an answer; without `code` and `detail`, those of CODES for the status."""
    usual_code, usual_detail = CODES.get(status, ("refused", TITLES.get(status, "")))
    told = told_problem(status, code or usual_code, detail or usual_detail, faults)
    errors = told.pop("errors")
    body = {
        **told,
        "instance": request.path,
        "request_id": getattr(request, "request_id", None),
        "errors": errors,
    }
    return HttpResponse(json_bytes(body), status=status, content_type=MEDIA_TYPE, headers=headers)
