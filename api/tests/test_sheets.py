"""Price sheets and what their lines cost, by API: put forward, signed, costed, and refused at the place that is wrong."""

import pytest

from accounts.models import Membership
from projects.openness.factories import granted
from projects.openness.steps import Step, Topic
from projects.pricing.models import LineCost, Sheet
from projects.work.factories import ProjectFactory
from tests.chance import without_chance
from tests.tenancy import as_creator
from tests.world import MARKER

RANDOM = "01990000-0000-7000-8000-ffffffffffff"
SEK = {"currency": "SEK"}
LINES = [
    {"sort": "labour", "role": "Dev", "hours": "100", "rate": "1000"},
    {"sort": "bought_in", "text": "Server", "price": {"amount": "10000", **SEK}},
]
SHEET = {
    "kind": "time_and_materials",
    "lines": LINES,
    "vat": "25",
    "corridor_low": "20",
    "corridor_high": "30",
}


def make_project(world, key, commissioner, deliverer, name):
    with as_creator():
        return ProjectFactory(
            partnership_id=getattr(world, key),
            name=name,
            commissioned_by_id=world.parties[commissioner],
            delivered_by_id=world.parties[deliverer],
        )


@pytest.fixture
def project(world):
    make_project(world, "foreign", "fjallbo", "grafit", MARKER)
    return make_project(world, "shared", "havsvik", "studionord", "New kitchens")


@pytest.fixture
def path(project):
    return f"/projects/{project.id}/price-sheet"


@pytest.fixture
def costs(project):
    return f"/projects/{project.id}/costs"


def signed(made, *callers):
    for one in callers:
        version = f"/agreements/{made['agreement']}/versions/{made['newest']}"
        one.post(f"{version}/sign", {"content_hash": one.get(version)["content_hash"]}, status=200)


def test_a_sheet_is_put_forward_and_holds_when_both_have_signed(ada, sam, caller, path):
    reader = caller("finn", scopes=["read"])
    before = ada.get(path)
    assert (before["number"], before["price"], before["lines"], before["newest"]) == (None, None, [], 0)

    made = sam.post(path, {**SHEET, "seen": 0})
    assert sam.last.headers["Location"] == f"/api/v1{path}"
    assert (made["number"], made["open"], made["newest"]) == (None, 1, 1)
    signed(made, sam, ada)

    held = reader.get(path)
    assert held == ada.get(path)
    assert (held["number"], held["open"], held["price"], held["currency"]) == (1, None, "110000.00", "SEK")
    assert [(one["text"], one["price"]) for one in held["lines"]] == [
        ("Dev", "100000.00"),
        ("Server", "10000.00"),
    ]
    assert (held["vat"], held["corridor_low"], held["corridor_high"]) == ("25", "20", "30")
    with as_creator():
        assert Sheet.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "said", "price"),
    [
        ("fixed_price", {"fixed_price": {"amount": "110000", **SEK}}, "110000.00"),
        ("price_cap", {"cap": {"amount": "90000", **SEK}}, "90000.00"),
        ("target_cost", {}, "110000.00"),
        ("retainer", {"months": 6}, "660000.00"),
    ],
)
def test_every_kind_can_be_signed(ada, sam, path, kind, said, price):
    made = ada.post(path, {**SHEET, "kind": kind, **said, "seen": 0})
    signed(made, ada, sam)
    held = sam.get(path)
    assert (held["kind"], held["price"]) == (kind, price)


def test_the_general_way_fills_in_the_same(ada, world, project, path):
    values = {
        "kind": "target_cost",
        "lines": [{"sort": "labour", "role": "Dev", "hours": "10", "rate": "900"}],
    }
    body = {"kind": "price_sheet", "subject": str(project.id), "values": values}
    ada.post(f"/partnerships/{world.shared}/agreements", body)
    assert ada.get(path)["open"] == 1


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"lines": [{**LINES[0], "rate": "-1"}]}, "/lines/0/rate", "below_zero"),
        ({"lines": [{**LINES[1], "price": {"amount": "-1", **SEK}}]}, "/lines/0/price", "below_zero"),
        (
            {"lines": [LINES[0], {**LINES[1], "price": {"amount": "1", "currency": "EUR"}}]},
            "/lines/1/price",
            "other_currency",
        ),
        ({"currency": "EUR"}, "/currency", "other_currency"),
        ({"lines": [LINES[0], {**LINES[0], "rate": "900"}]}, "/lines/1/role", "role_twice"),
        ({"corridor_low": "40"}, "/corridor_high", "corridor_out_of_order"),
        ({"vat": "101"}, "/vat", "no_percent"),
        ({"kind": "price_cap"}, "/cap", "missing"),
        ({"kind": "retainer"}, "/months", "whole_months"),
        ({"lines": []}, "/lines", "missing"),
        ({"bonus": {"goal": RANDOM, "amount": {"amount": "1", **SEK}}}, "/bonus/goal", "goal_not_signed"),
        ({"lines": [{**LINES[1], "sort": "discount"}]}, "/lines/0/price", "discount_above_sum"),
    ],
)
def test_what_can_be_no_sheet_is_pointed_at(ada, path, change, pointer, code):
    found = ada.post(path, {**SHEET, **change, "seen": 0}, status=422)
    assert (found["code"], [one["pointer"] for one in found["errors"]]) == (code, [pointer])


@pytest.mark.parametrize(
    "change",
    [
        {"lines": LINES * 200},
        {"lines": "all"},
        {"lines": [{**LINES[0], "hours": 100}]},
        {"lines": [{**LINES[0], "margin": "20"}]},
        {"kind": "barter"},
        {"vat": "NaN"},
        {"months": -1},
    ],
)
def test_what_has_no_shape_is_refused(ada, path, change):
    ada.post(path, {**SHEET, **change, "seen": 0}, status=400)


def test_a_million_lines_are_refused_before_they_are_read(ada, path):
    line = b'{"sort":"tools","text":"x","price":{"amount":"1","currency":"SEK"}},'
    body = b'{"kind":"time_and_materials","seen":0,"lines":[' + line * 1_000_000 + b"]}"
    ada.post(path, body, status=413)


def test_costs_are_stated_by_the_side_that_delivers_and_read_as_far_as_opened(ada, sam, world, path, costs):
    assert sam.get(costs)["number"] is None
    made = sam.post(path, {**SHEET, "seen": 0})
    dev, server = (one["line"] for one in sam.get(costs)["lines"])
    body = {
        "number": 1,
        "lines": [{"line": dev, "hourly_cost": "731.25"}, {"line": server, "cost": "8100"}],
    }
    found = sam("PUT", costs, body)
    assert found == sam("PUT", costs, body) == sam.get(costs)
    assert (found["is_in_force"], found["step"], found["whole"]["light"]) == (False, 4, "inside")
    assert (found["whole"]["cost"]["exact"], found["whole"]["markup"]) == ("81225.00", "0.3543")
    assert [(one["hourly_cost"], one["stated_cost"], one["margin"]) for one in found["lines"]] == [
        ("731.2500", "73125.00", "0.2688"),
        (None, "8100.00", "0.1900"),
    ]
    assert ada.get(costs)["number"] is None
    signed(made, sam, ada)
    assert (
        sam("PUT", costs, {"number": 1, "lines": [{"line": dev, "hourly_cost": "1"}]}, status=409)["errors"][
            0
        ]["pointer"]
        == "/lines/0"
    )

    closed = ada.get(costs)
    assert (closed["step"], closed["whole"]["price"], closed["whole"]["light"]) == (0, "110000.00", "")
    assert "81225" not in without_chance(str(closed))
    with as_creator():
        granted(world.shared, world.parties["studionord"], world.parties["havsvik"], Topic.COST, Step.DETAIL)
    opened = ada.get(costs)
    assert opened["whole"]["cost"]["exact"] == "81225.00"
    assert [(one["role"], one["cost"]) for one in opened["roles"]] == [("Dev", "73125.00"), ("", "8100.00")]
    assert {one["cost"] for one in opened["lines"]} | {one["hourly_cost"] for one in opened["lines"]} == {
        None
    }


def test_who_may_not_is_refused_and_not_told_what_exists(ada, sam, olga, world, path, costs):
    sam.post(path, {**SHEET, "seen": 0})
    line = sam.get(costs)["lines"][0]["line"]
    body = {"number": 1, "lines": [{"line": line, "hourly_cost": "1"}]}
    assert ada("PUT", costs, body, status=403)["code"] == "deliverer_states"
    for address in (path, costs):
        known, random = (
            olga.get(one, status=404) for one in (address, address.replace(path.split("/")[2], RANDOM))
        )
        assert {**known, "instance": "", "request_id": ""} == {**random, "instance": "", "request_id": ""}
    with as_creator():
        assert LineCost.objects.count() == 0
        Membership.objects.filter(user=world.users["sam"]).update(role="viewer")
    assert sam.get(costs, status=403)["code"] == "not_allowed"
