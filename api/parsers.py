"""Bodies: one JSON object in UTF-8 of a limited size, or where a file is taken in, its bytes."""

import hashlib
from collections.abc import Mapping
from typing import IO, Any

import orjson
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from partnership.kit.errors import Refused
from projects.insight.actions.files import LARGEST as LARGEST_FILE
from projects.work.actions.uploads import LARGEST as LARGEST_LOG


class BodyTooLarge(Refused):
    code = "body_too_large"
    status = 413

    def __init__(self, limit: int) -> None:
        super().__init__(_("A body may hold at most %(limit)s bytes.") % {"limit": limit})


def read_body(stream: IO[Any], *, limit: int) -> bytes:
    """Return the whole body; raises BodyTooLarge beyond the limit, in bytes."""
    body: bytes = stream.read(limit + 1)
    if len(body) > limit:
        raise BodyTooLarge(limit)
    return body


class StrictJSONParser(BaseParser):
    """DRF's own parser reads a body of any size and takes NaN; this one does neither."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        body = read_body(stream, limit=settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        try:
            data = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise ParseError(_("The body is not JSON: %(why)s") % {"why": error}) from error
        if not isinstance(data, dict):
            raise ParseError(_("The body must be one JSON object: { … }."), code="not_an_object")
        return data


FILES = {"files": LARGEST_FILE, "work-imports": LARGEST_LOG, "dates": LARGEST_LOG}
"""Where addresses that take a file end, and how many bytes it may have."""
BATCHES, LARGEST_BATCH = "/batch/upsert", 1024 * 1024
"""Where addresses that take many rows end."""


def largest_body(path: str) -> int:
    """Return how many bytes a body sent to this path may hold."""
    if path.endswith(BATCHES):
        return LARGEST_BATCH
    return FILES.get(path.rpartition("/")[2], settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


class NotBytes(Refused):
    message = gettext_lazy("Send the bytes of the file as Content-Type: application/octet-stream.")
    code = "not_bytes"
    status = 415


class FileParser(BaseParser):
    """The bytes of one file. They stand on the view as `sent`; as the request's data, what they hash to."""

    media_type = "application/octet-stream"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        context = parser_context or {}
        path = context["request"].path_info if "request" in context else ""
        data = read_body(stream, limit=largest_body(path))
        if "view" in context:
            context["view"].sent = data
        return {"sha256": hashlib.sha256(data).hexdigest()}
