"""Every operation, with keys of both sides and of a stranger: no crash, no status that the description does not name,
nothing that the caller may not see, whatever is sent."""

import pytest
from django.db import transaction
from django.test import Client

from api.documentation import _resolved, description
from api.jsontext import json_bytes
from tests.architecture.addresses import PARAMETER, addresses, keys, own_values
from tests.furnished import secrets_kept_from

CALLERS = ("ada", "sam", "olga")
ODD = ("", "%00", "-1", "x" * 300)
BODIES = (
    lambda fields: {},
    lambda fields: dict.fromkeys(fields),
    lambda fields: dict.fromkeys(fields, "x"),
    lambda fields: [{name: [] for name in fields}],
)


def described():
    """Return each address with its operations by method."""
    paths = description()["paths"]
    for address in addresses():
        path = "/" + PARAMETER.sub(lambda found: f"{{{found[1] or found[2]}}}", address.route)
        if path in paths:
            yield address, paths[path]


def fields_of(found):
    body = found.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    return sorted(_resolved(description(), body).get("properties", {}))


def queries_of(found):
    """The plain question, and every parameter with something odd in it."""
    names = [one["name"] for one in found.get("parameters", ()) if one["in"] == "query"]
    return ["", "?nonsense=1", *(f"?{name}={ODD[at % len(ODD)]}" for at, name in enumerate(names))]


def asked(method, found):
    """Return what is sent to an operation: paths' ends and bodies."""
    if method == "get":
        return [(query, b"") for query in queries_of(found)]
    bodies = [json_bytes(make(fields_of(found))) for make in BODIES]
    return [("", body) for body in (*bodies, b"{", b"")]


@pytest.fixture
def answer(furnished):
    """Return a function that asks once and leaves nothing behind."""
    headers, values, client = keys(furnished), own_values(furnished), Client(raise_request_exception=False)

    def ask(name, method, address, query, body):
        extra = {**headers[name], "If-Match": "*"} if body else headers[name]
        place = address.filled(values) + query
        with transaction.atomic():
            found = client.generic(
                method.upper(), place, body, content_type="application/json", headers=extra
            )
            text = b"".join(found) if found.streaming else found.content
            transaction.set_rollback(True)
        return str(found.status_code), text.decode(errors="replace")

    return ask


def broken(answer, method, address, found):
    """Say what an operation should not have answered."""
    for name in CALLERS:
        for query, body in asked(method, found):
            status, text = answer(name, method, address, query, body)
            said = f"{name} {method} {address.route}{query} {body[:60]!r}"
            if status not in found["responses"]:
                yield f"{said}: {status} is not in the description"
            if any(word in text for word in secrets_kept_from(name)):
                yield f"{said}: shows what is not theirs"


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
def test_every_answer_is_one_that_was_promised(answer, method):
    count, found = 0, []
    for address, methods in described():
        if method in methods:
            count += 1
            found += broken(answer, method, address, methods[method])

    assert count
    assert not found, "\n".join(found)
