"""From DRF's nested lists of errors to a flat list of faults with JSON pointers."""

from collections.abc import Iterator
from typing import Any

from rest_framework.settings import api_settings

from api.problems import Fault


def faults_of(detail: Any) -> list[Fault]:
    """Return every error in a ValidationError's detail, each with the pointer of the part it concerns."""
    return list(_walk(detail, ""))


def _walk(detail: Any, pointer: str) -> Iterator[Fault]:
    if isinstance(detail, dict):
        for name, inner in detail.items():
            own = name == api_settings.NON_FIELD_ERRORS_KEY
            yield from _walk(inner, pointer if own else f"{pointer}/{_escaped(str(name))}")
    elif isinstance(detail, list):
        for index, inner in enumerate(detail):
            nested = isinstance(inner, (dict, list))
            yield from _walk(inner, f"{pointer}/{index}" if nested else pointer)
    else:
        yield Fault(code=getattr(detail, "code", "invalid"), detail=str(detail), pointer=pointer)


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
