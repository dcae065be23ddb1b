"""Versions on the wire: strong entity tags, and the conditions of RFC 9110 that name them."""

import re
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from api.errors import Unreadable
from api.problems import Fault
from partnership.kit.errors import Refused

Tag = TypeVar("Tag", int, str)
TAG = re.compile(r'(W/)?"([^"]*)"')
TAGS = re.compile(r'\s*(?:W/)?"[^"]*"(\s*,\s*(?:W/)?"[^"]*")*\s*')


class Stale(Refused):
    """Somebody else was faster; the answer carries the current tag."""

    message = _("It has changed since you read it. Read it again, then send your change with the new ETag.")
    code = "stale_version"
    status = 412

    def __init__(self, version: int | str) -> None:
        super().__init__()
        self.headers = {"ETag": etag(version)}


class VersionMissing(Refused):
    message = _("Both sides depend on this. Send If-Match with the ETag of what you have read.")
    code = "if_match_required"
    status = 428


def etag(version: int | str) -> str:
    """Return the strong entity tag of a version; a text where an answer differs by more than a number."""
    return f'"{version}"'


def matches(header: str, version: int | str, *, weak: bool) -> bool:
    """Say whether a list of tags names the version; a weak tag counts only for `weak` comparison."""
    if header.strip() == "*":
        return True
    return any(tag == str(version) and (weak or not mark) for mark, tag in TAG.findall(header))


def require_match(request: HttpRequest, version: Tag, *, needed: bool) -> Tag | None:
    """Return the version that the change must still find, None when the caller named none.

    Raises Stale for another version, VersionMissing when one is `needed`, and Unreadable for no tag at all.
    """
    header = request.headers.get("If-Match")
    if header is None:
        if needed:
            raise VersionMissing
        return None
    if header.strip() != "*" and not TAGS.fullmatch(header):
        raise Unreadable(
            Fault("invalid_header", _('Write the tag in quotation marks: "7".'), header="If-Match")
        )
    if not matches(header, version, weak=False):
        raise Stale(version)
    return version


def not_modified(request: HttpRequest, version: int | str) -> HttpResponse | None:
    """Return 304 when the caller has this version already."""
    header = request.headers.get("If-None-Match")
    if header is None or not matches(header, version, weak=True):
        return None
    return HttpResponse(status=304, headers={"ETag": etag(version)})
