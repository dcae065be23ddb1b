"""The exact text of what is signed (RFC 8785), and its SHA-256. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import rfc8785


def canonical(values: Mapping[str, Any]) -> str:
    """Return the one JSON text of these values; raise TypeError for a float: decimals are written as text."""
    _refuse_floats(values)
    return rfc8785.dumps(dict(values)).decode()


def fingerprint(text: str) -> str:
    """Return the SHA-256 of a text in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def link_hash(previous: str, content: str) -> str:
    """Return a link's hash: over the previous link's, a line break, and the link's own canonical content."""
    return fingerprint(f"{previous}\n{content}")


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("decimals are written as text: a float has no exact value")
    if isinstance(value, Mapping):
        for one in value.values():
            _refuse_floats(one)
    elif isinstance(value, list | tuple):
        for one in value:
            _refuse_floats(one)
