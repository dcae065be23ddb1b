"""Bodies: one JSON object in UTF-8, of at most BODY_LIMIT bytes."""

from collections.abc import Mapping
from typing import IO, Any

import orjson
from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from partnership.kit.errors import Refused


class BodyTooLarge(Refused):
    code = "body_too_large"
    status = 413

    def __init__(self) -> None:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        super().__init__(_("A body may hold at most %(limit)s bytes.") % {"limit": limit})


class StrictJSONParser(BaseParser):
    """DRF's own parser reads a body of any size and takes NaN; this one does neither."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = stream.read(limit + 1)
        if len(body) > limit:
            raise BodyTooLarge
        try:
            data = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise ParseError(_("The body is not JSON: %(why)s") % {"why": error}) from error
        if not isinstance(data, dict):
            raise ParseError(_("The body must be one JSON object: { … }."), code="not_an_object")
        return data
