"""Pages by keyset: a cursor says after which row to go on, signed, and good only for the very same question."""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from api.errors import Unreadable
from api.jsontext import json_bytes
from api.problems import Fault

Row = TypeVar("Row")

SIGNER = signing.Signer(salt="api.cursor")
UNBOUND = {"limit", "cursor", "fields"}
"""Parameters that may change from page to page."""


def bound(operation_id: str, organization_id: Any, query: dict[str, Any]) -> str:
    """Return the fingerprint of a question: operation, organization and filters."""
    filters = {name: value for name, value in sorted(query.items()) if name not in UNBOUND}
    return hashlib.sha256(json_bytes([operation_id, organization_id, filters])).hexdigest()[:16]


def write_cursor(fingerprint: str, after: Sequence[Any]) -> str:
    """Return the opaque cursor that goes on after a row's sort values (text and numbers)."""
    return SIGNER.sign_object([fingerprint, *after])


def read_cursor(text: str, fingerprint: str) -> list[Any]:
    """Return the sort values in a cursor; raise Unreadable for one that is forged or of another question."""
    try:
        found, *after = SIGNER.unsign_object(text)
    except Exception as error:  # a forged cursor may fail in base64, in the signature or in JSON
        raise _bad() from error
    if found != fingerprint:
        raise _bad()
    return list(after)


def page_of(
    rows: Sequence[Row], *, limit: int, shape: Callable[[Row], Any], cursor: Callable[[Row], str]
) -> dict[str, Any]:
    """Return the page of `limit` rows; a row more than that says that there is a next one."""
    shown, has_more = rows[:limit], len(rows) > limit
    return {
        "data": [shape(row) for row in shown],
        "has_more": has_more,
        "next_cursor": cursor(shown[-1]) if has_more else None,
    }


def next_link(request: HttpRequest, cursor: str) -> str:
    """Return the Link header (RFC 8288) of the next page."""
    pairs = [(name, value) for name, values in request.GET.lists() for value in values if name != "cursor"]
    return f'<{settings.PORTAL_URL}{request.path}?{urlencode([*pairs, ("cursor", cursor)], safe=":")}>; rel="next"'


def _bad() -> Unreadable:
    return Unreadable(
        Fault(
            "bad_cursor",
            _("This cursor does not belong to this question. Begin without one."),
            parameter="cursor",
        )
    )
