"""Whatever is sent, the answer is JSON and never a crash: bodies and parameters made at random from the description."""

import os
import re
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.documentation import _resolved, description
from api.tests.goals import make_goals
from projects.agreement.models import Agreement
from projects.goals.models import Measure
from projects.health.factories import make_deliverable, make_entry, make_project
from tests.furnished import keep
from tests.furnishings import book, ledger, openness
from tests.tenancy import as_creator
from tests.world import NOW

EXPECTED = {200, 201, 304, 400, 403, 404, 405, 409, 412, 413, 415, 422, 428}
ODD = st.sampled_from(
    [
        "",
        "\x00",
        "0",
        "-1",
        "1e999",
        "NaN",
        "2026-02-30",
        "0000-00-00",
        "9999-12-31",
        "٣",
        "%",
        "'; --",
        "2026-11-20",
        "2026-11-20T00:00:00Z",
        "7.50",
        "0.001",
        "null",
        "finished",
        "active",
        "01990000-0000-7000-8000-00000000000b",
        "\ufffe",
        "😀",
    ]
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20) | ODD
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ODD, inner, max_size=3)
)


def operations(method):
    for path, methods in description()["paths"].items():
        if method in methods:
            yield path.removeprefix("/api/v1"), methods[method]


READS = [(path, [one["name"] for one in found.get("parameters", [])]) for path, found in operations("get")]


def fields_of(found):
    body = found.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    return sorted(_resolved(description(), body).get("properties", {}))


WRITES = [
    (method, path, fields_of(found))
    for method in ("post", "put", "patch")
    for path, found in operations(method)
]
EXTERNAL = {"source": "crm", "external_id": "A-1"}
FURNISHED = {"pulse", "billing", "page", "figure", "question", "note", "warning", "action", "attachment"}
FURNISHED |= {"member", "invitation", "offer", "worker", "work_import", "webhook", "delivery"}
OWNERS = ("shared", "havsvik", "ada")
PATIENT = settings(
    max_examples=int(os.environ.get("SWEEP", "8")),
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def ids(request, world):
    """Ids of the addresses' parameters; those of the rooms that hang together come from the furnished world."""
    if set(re.findall(r"{(\w+)}", request.node.callspec.params.get("path", ""))) & FURNISHED:
        things = request.getfixturevalue("furnished").things
        things["work_import"] = things["batch"]
        owned = {name: [rows[key] for key in OWNERS if key in rows] for name, rows in things.items()}
        return {name: rows[0] for name, rows in owned.items() if rows} | EXTERNAL
    goal = make_goals(world)
    with as_creator():
        project = make_project(world.shared)
        entry = make_entry(project, done_on=NOW.date(), hours="1")
        part = make_deliverable(project, "Kassan", planned_on=NOW.date())
        measure = Measure.objects.get(goal=goal)
        agreement = Agreement.objects.get(subject_id=goal.id)
        openness.furnish(world, "shared", keep)
        keep(world, "project", "shared", project.id)
        book.furnish(world, "shared", keep, "{}hemlighet".format)
        ledger.furnish(world, "shared", keep, "{}hemlighet".format)
        book.furnish_organization(world, "havsvik", keep, "havsvikhemlighet")
    return {
        "partnership": world.shared,
        "organization": world.organizations["havsvik"].id,
        "project": project.id,
        "work_entry": entry.id,
        "deliverable": part.id,
        "week": "2026-W47",
        "goal": goal.id,
        "measure": measure.id,
        "agreement": agreement.id,
        "number": 1,
        "grant": world.things["grant"]["shared"],
        "ask": world.things["ask"]["shared"],
        "shared": world.things["shared"]["shared"],
        "benefit_entry": world.things["benefit_entry"]["shared"],
        "outlay": world.things["outlay"]["shared"],
        "rate": world.things["rate"]["havsvik"],
        "exchange_rate": world.things["exchange_rate"]["havsvik"],
        **EXTERNAL,
    }


def answered(caller, method, path, body=None, **headers):
    answer = caller.client.generic(
        method.upper(),
        f"/api/v1{path}",
        body or b"",
        content_type="application/json",
        headers={"Authorization": f"Bearer {caller.key}", **headers},
    )
    assert answer.status_code in EXPECTED, (method, path, body, answer.content)
    if answer.content and "json" in answer.headers["Content-Type"]:
        assert isinstance(answer.json(), dict)


@pytest.mark.parametrize(("path", "names"), READS, ids=[path for path, _names in READS])
def test_no_parameter_crashes_a_reader(sam, ids, path, names):
    where = path.format(**ids)

    @PATIENT
    @given(st.dictionaries(st.sampled_from([*names, "x"]), ODD | st.text(max_size=30), max_size=3))
    def read(query):
        pairs = "&".join(f"{quote(name)}={quote(value, errors='replace')}" for name, value in query.items())
        answered(sam, "get", f"{where}?{pairs}")

    read()


@pytest.mark.parametrize(("method", "path", "names"), WRITES, ids=[f"{one[0]} {one[1]}" for one in WRITES])
def test_no_body_crashes_a_writer(sam, ids, method, path, names):
    from api.jsontext import json_bytes

    where = path.format(**ids)

    known = st.sampled_from([str(one) for one in ids.values()])

    @PATIENT
    @given(st.fixed_dictionaries({}, optional=dict.fromkeys([*names, "x"], known | ODD | VALUES)))
    def write(body):
        try:
            text = json_bytes(body)
        except TypeError:  # an integer that JSON here can't hold
            return
        answered(sam, method, where, text, **{"If-Match": "*", "Idempotency-Key": "sweep"})

    write()


@pytest.mark.parametrize(
    "header", ["If-Match", "If-None-Match", "Idempotency-Key", "Accept-Language", "Content-Type"]
)
def test_no_header_crashes_a_change(sam, ids, header):
    @PATIENT
    @given(ODD | st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40))
    def send(value):
        if value.isascii() and value.isprintable():
            answered(sam, "patch", f"/projects/{ids['project']}", b'{"name": "N"}', **{header: value})

    send()
