"""JSON as the API writes it: UTC times with a Z, dates, ids and decimals as text."""

from decimal import Decimal
from typing import Any

import orjson
from django.utils.functional import Promise

OPTIONS = orjson.OPT_UTC_Z


def json_bytes(data: Any) -> bytes:
    """Return `data` as UTF-8 JSON; raises TypeError for what has no form in the API."""
    return orjson.dumps(data, default=_plain, option=OPTIONS)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        # Never exponents: 1E+2 is a decimal's way of writing 100.
        return f"{value:f}"
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(f"{type(value)} has no form in the API")
