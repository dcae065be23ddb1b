"""Every address × method × person against the table in urls.txt.

A line of the table is a route, its methods, and the status for each person in the order of its header. A new address
fails until somebody has thought about who may do what there and written its lines; the failure shows them as they are.
`WRITE_URLS=1` writes such lines to urls.new: read them before you move them.
"""

import os
from pathlib import Path

import pytest
from django.db import transaction

from tests.architecture.addresses import EVERYBODY, addresses, browsers, keys, own_values

TABLE = Path(__file__).with_name("urls.txt")
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
# Pages answer forms alone; one other method stands for all others.
PAGE_METHODS = ["GET", "POST", "DELETE"]
HEADER = f"# methods {' '.join(EVERYBODY)}"


def read_table():
    """Return {route: {methods: statuses}}."""
    table, route = {}, ""
    for line in TABLE.read_text().splitlines():
        if line and not line.startswith(("#", " ")):
            route = line
            table[route] = {}
        elif line.startswith(" "):
            methods, *statuses = line.split()
            table[route][methods] = " ".join(statuses)
    return table


def as_lines(found):
    return [f"    {methods:<22} {statuses}" for methods, statuses in found.items()]


def written(found):
    """Return {methods: statuses} with the methods that are answered alike on one line."""
    alike = {}
    for method, statuses in found.items():
        alike.setdefault(" ".join(statuses), []).append(method)
    return {",".join(methods): statuses for statuses, methods in alike.items()}


@pytest.fixture
def ask(furnished, settings):
    """Return a function that asks one address in every way and leaves nothing behind."""
    # Without a memory nothing is rate-limited; the shared one is other tests' too.
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    people, headers, values = browsers(furnished), keys(furnished), own_values(furnished)

    def status(address, method, name):
        client = people["anonymous" if address.is_api else name]
        kept = client.cookies.copy()
        with transaction.atomic():
            extra = headers[name] if address.is_api else {}
            answer = client.generic(method, address.filled(values), headers=extra)
            transaction.set_rollback(True)
        client.cookies = kept
        return str(answer.status_code)

    def ask_all(address):
        methods = METHODS if address.is_api else PAGE_METHODS
        return written({method: [status(address, method, name) for name in EVERYBODY] for method in methods})

    return ask_all


def area(address):
    """Addresses of one area share a furnished world, which takes longer to make than to ask."""
    parts = address.route.split("/")
    return "/".join(parts[: 3 if parts[0] in {"p", "api"} else 1])


@pytest.mark.parametrize(
    "name", sorted({area(address) for address in addresses()}), ids=lambda name: name or "/"
)
def test_every_address_answers_everybody_as_the_table_says(ask, name):
    table, wrong = read_table(), []
    for address in addresses():
        route = address.route or "/"
        if area(address) == name and (found := ask(address)) != table.get(route):
            wrong.append("\n".join([route, *as_lines(found)]))
    if os.environ.get("WRITE_URLS"):
        with TABLE.with_suffix(".new").open("a") as file:
            file.write("\n".join([*wrong, ""]))
    advice = "Who may do what there? What is new or right goes into urls.txt:"
    assert wrong == [], "\n".join([advice, HEADER, *wrong])


def test_the_table_has_no_line_for_an_address_that_is_gone():
    assert sorted(set(read_table()) - {address.route or "/" for address in addresses()}) == []


def test_no_address_stands_twice():
    routes = [address.route for address in addresses()]
    assert [route for route in routes if routes.count(route) > 1] == []
