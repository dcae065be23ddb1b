"""The API described: for programs as OpenAPI 3.1, for people as a page made from the same description."""

import hashlib
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from accounts.access import SCOPES
from api.jsontext import json_bytes
from api.problems import CODES, TITLES


@lru_cache(maxsize=1)
def description() -> dict[str, Any]:
    """Return the OpenAPI description of version 1; it changes only with the program."""
    generator: Any = SchemaGenerator(urlconf="api.described")  # type: ignore[no-untyped-call]
    found: dict[str, Any] = generator.get_schema(request=None, public=True)
    found["servers"] = [{"url": settings.PORTAL_URL}]
    return found


@lru_cache(maxsize=1)
def _described() -> tuple[bytes, str]:
    text = json_bytes(description())
    return text, f'"{hashlib.sha256(text).hexdigest()[:16]}"'


@login_not_required
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """Answer the description; nothing in it is secret."""
    text, tag = _described()
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag})
    headers = {"ETag": tag, "Cache-Control": "public, max-age=300"}
    return HttpResponse(text, content_type="application/json", headers=headers)


@login_not_required
@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """Show the description to people: no script, no foreign file."""
    found = description()
    context = {
        "api": found["info"],
        "groups": _groups(found),
        "scopes": {scope: sorted(rights) for scope, rights in SCOPES.items()},
        "problems": [
            {"status": status, "code": code, "title": TITLES[status], "detail": detail}
            for status, (code, detail) in CODES.items()
        ],
        "portal_url": settings.PORTAL_URL,
    }
    return render(request, "api/documentation.html", context)


def _groups(found: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Return the operations by tag, in the order of the site map."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in found["paths"].items():
        for method, one in methods.items():
            groups.setdefault(one["tags"][0], []).append(_operation(found, path, method, one))
    return groups


def _operation(found: dict[str, Any], path: str, method: str, one: dict[str, Any]) -> dict[str, Any]:
    body = one.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    status, answer = next((code, answer) for code, answer in one["responses"].items() if code.startswith("2"))
    schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
    return {
        "id": one["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": one["summary"],
        "about": [_marked(line) for line in one["description"].splitlines() if line],
        "parameters": [
            {"name": each["name"], "about": _marked(each["description"]), "needed": each.get("required")}
            for each in one.get("parameters", [])
            if each["in"] != "path"
        ],
        "body": _fields(found, body),
        "status": status,
        "answer": _fields(found, _record(found, schema)),
        "listed": schema != _record(found, schema),
    }


def _record(found: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of one record: of a list, that of its items."""
    items = _resolved(found, schema).get("properties", {}).get("data", {}).get("items")
    return items or schema


def _fields(found: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, Any]]:
    whole = _resolved(found, schema)
    needed = whole.get("required", [])
    return [
        {
            "name": name,
            "type": _type(found, each),
            "about": _marked(each.get("description", "")),
            "needed": name in needed,
        }
        for name, each in whole.get("properties", {}).items()
    ]


def _resolved(found: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    resolved: dict[str, Any] = found["components"]["schemas"][name] if name else schema
    return resolved


def _type(found: dict[str, Any], schema: dict[str, Any]) -> str:
    """Return a field's type in short: `uuid | null`, `[Party]`, `good | watch | act`."""
    several = next((schema[joined] for joined in ("allOf", "oneOf", "anyOf") if joined in schema), None)
    if several:
        return " | ".join(_type(found, each) for each in several)
    if "$ref" in schema:
        resolved = _resolved(found, schema)
        return _type(found, resolved) if "enum" in resolved else schema["$ref"].rpartition("/")[2]
    if schema.get("type") == "array":
        return f"[{_type(found, schema['items'])}]"
    return _plain_type(schema)


def _plain_type(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return " | ".join("null" if word is None else str(word) for word in schema["enum"])
    kind = schema.get("type", "any")
    words = [kind] if isinstance(kind, str) else list(kind)
    return " | ".join([str(schema.get("format", words[0])), *words[1:]])


def _marked(text: str) -> SafeString:
    """Return a sentence of the description with what stands in backticks as code."""
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<code>{}</code>", part) if odd % 2 else part,)
            for odd, part in enumerate(text.split("`"))
        ),
    )
