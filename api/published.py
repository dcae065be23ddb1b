"""The description of the API that was published last, in the repository: what a change is held against."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings

from api.documentation import description

PLACE = settings.BASE_DIR / "docs" / "api" / "openapi.json"
WORDS = {"description", "summary", "example", "examples", "title"}
"""What people read of it; a client breaks on none of them. The whole of it is at /api/v1/openapi.json."""
NAMED = {"properties", "schemas", "parameters", "responses", "headers"}
"""Under these, names are the API's own: a field may be called `title`."""


def current() -> dict[str, Any]:
    """Return what the program describes now, without words, problems and the address of this portal."""
    found: dict[str, Any] = _bare(description())
    del found["servers"]
    for methods in found["paths"].values():
        for one in methods.values():
            # Problems look alike everywhere, and new ones are no break.
            one["responses"] = {code: said for code, said in one["responses"].items() if code[0] == "2"}
    return found


def published(place: Path = PLACE) -> dict[str, Any]:
    """Return what was published last."""
    found: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
    return found


def text_of(schema: dict[str, Any]) -> str:
    """Return it as it is stored: an operation or a schema on each line, in order, so that a review sees what changed."""
    parts = [
        f'"openapi": {json.dumps(schema["openapi"])}',
        f'"info": {json.dumps(schema["info"], sort_keys=True)}',
    ]
    paths = [
        f"{json.dumps(path)}: {{\n{_lines(methods)}\n}}" for path, methods in sorted(schema["paths"].items())
    ]
    parts.append('"paths": {\n' + ",\n".join(paths) + "\n}")
    kinds = [
        f"{json.dumps(kind)}: {{\n{_lines(found)}\n}}" for kind, found in sorted(schema["components"].items())
    ]
    parts.append('"components": {\n' + ",\n".join(kinds) + "\n}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _lines(found: dict[str, Any]) -> str:
    return ",\n".join(
        f"{json.dumps(name)}: {json.dumps(one, sort_keys=True, ensure_ascii=False)}"
        for name, one in sorted(found.items())
    )


def _bare(part: Any, *, are_names: bool = False) -> Any:
    if isinstance(part, list):
        return [_bare(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {
        name: _bare(one, are_names=name in NAMED and not are_names)
        for name, one in part.items()
        if are_names or name not in WORDS
    }
