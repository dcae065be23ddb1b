"""Sharing rules through the API: simulated, put forward, signed by both, and read from every side."""

import pytest

from projects.agreement.models import Version
from projects.pricing.models import Sharing
from projects.work.factories import ProjectFactory
from tests.tenancy import as_creator
from tests.world import MARKER

RANDOM = "01990000-0000-7000-8000-ffffffffffff"
BANDS = [
    {"low": None, "high": "80", "share": "15"},
    {"low": "80", "high": "90", "share": "30"},
    {"low": "90", "high": "110", "share": "50"},
    {"low": "110", "high": "120", "share": "75"},
    {"low": "120", "high": None, "share": "100"},
]
RULE = {"target": {"amount": "100000", "currency": "SEK"}, "bands": BANDS}


def make_project(world, key, commissioner, deliverer, name="New kitchens"):
    with as_creator():
        return ProjectFactory(
            partnership_id=getattr(world, key),
            name=name,
            commissioned_by_id=world.parties[commissioner],
            delivered_by_id=world.parties[deliverer],
        )


@pytest.fixture
def project(world):
    return make_project(world, "shared", "havsvik", "studionord")


def test_a_simulation_gives_the_published_table(ada):
    outturns = ["70000", "85000", "95000", "100000", "104000", "115000", "130000"]
    found = ada.post("/sharing-simulations", {**RULE, "outturns": outturns}, status=200)

    assert (found["ceiling"], found["target"], found["currency"]) == ("107500.00", "100000.00", "SEK")
    assert [one["deliverer"] for one in found["results"]] == [
        "9500.00",
        "6500.00",
        "2500.00",
        "0.00",
        "-2000.00",
        "-8750.00",
        "-22500.00",
    ]
    assert found["results"][5] == {
        "outturn": "115000.00",
        "saving": "-15000.00",
        "deliverer": "-8750.00",
        "commissioner": "-6250.00",
        "pays": "106250.00",
    }


def test_a_simulation_needs_the_book(caller, viewer):
    body = {**RULE, "outturns": ["1"]}
    assert viewer.post("/sharing-simulations", body, status=403)["code"] == "not_allowed"
    assert (
        caller("ada", scopes=["read"]).post("/sharing-simulations", body, status=403)["code"]
        == "scope_missing"
    )
    assert (
        caller("finn", scopes=["read", "book:read", "book:write"]).post(
            "/sharing-simulations", body, status=200
        )["object"]
        == "sharing_simulation"
    )


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"target": {"amount": "0", "currency": "SEK"}}, "/target", "target_not_positive"),
        ({"target": {"amount": "-1", "currency": "SEK"}}, "/target", "target_not_positive"),
        ({"target": {"amount": "1.5", "currency": "JPY"}}, "/target", "target_too_fine"),
        ({"target": {"amount": "1", "currency": "XXQ"}}, "/target/currency", "other_currency"),
        ({"bands": [BANDS[0], BANDS[2]]}, "/bands/1/low", "band_hole"),
        ({"bands": BANDS[:2]}, "/bands/1/low", "band_hole"),
        ({"bands": [BANDS[0], {"low": "70", "high": None, "share": "5"}]}, "/bands/1/low", "band_overlap"),
        ({"bands": [{"low": None, "high": None, "share": "100.01"}]}, "/bands/0/share", "band_share"),
        ({"bands": [{"low": None, "high": None, "share": "-1"}]}, "/bands/0/share", "band_share"),
        ({"bands": [{"low": None, "high": "0", "share": "5"}]}, "/bands/0/high", "band_edge"),
        ({"outturns": ["5", "-5"]}, "/outturns/1", "outturn_below_zero"),
    ],
)
def test_what_can_be_no_rule_is_pointed_at(ada, change, pointer, code):
    found = ada.post("/sharing-simulations", {**RULE, "outturns": ["1"], **change}, status=422)

    assert found["code"] == code
    assert [one["pointer"] for one in found["errors"]] == [pointer]


@pytest.mark.parametrize(
    "change",
    [
        {"bands": []},
        {"bands": BANDS * 5},
        {"bands": "all"},
        {"outturns": []},
        {"outturns": ["1"] * 201},
        {"outturns": [5]},
        {"outturns": ["NaN"]},
        {"target": "100"},
        {"target": None},
        {"more": 1},
        {"bands": [{"low": None, "high": None, "share": 50}]},
    ],
)
def test_what_has_no_shape_is_refused(ada, change):
    ada.post("/sharing-simulations", {**RULE, "outturns": ["1"], **change}, status=400)


def test_a_rule_is_put_forward_and_holds_when_both_have_signed(ada, sam, caller, project):
    reader = caller("finn", scopes=["read"])
    path = f"/projects/{project.id}/sharing"
    before = ada.get(path)
    assert (before["number"], before["target"], before["bands"], before["newest"]) == (None, None, None, 0)

    made = ada.post(path, {**RULE, "seen": 0})
    assert ada.last.headers["Location"] == f"/api/v1{path}"
    assert (made["number"], made["open"], made["newest"]) == (None, 1, 1)
    version = f"/agreements/{made['agreement']}/versions/1"
    said = {"content_hash": sam.get(version)["content_hash"]}
    sam.post(f"{version}/sign", said, status=200)
    ada.post(f"{version}/sign", said, status=200)

    held = reader.get(path)
    assert held == sam.get(path)
    assert (held["number"], held["open"]) == (1, None)
    assert held["target"] == {"amount": "100000.00", "currency": "SEK"}
    assert held["ceiling"] == {"amount": "107500.00", "currency": "SEK"}
    assert held["bands"] == [{**BANDS[0], "low": "0"}, *BANDS[1:]]
    with as_creator():
        [row] = Sharing.objects.filter(project=project)
    assert (row.number, row.target) == (1, 100_000)


def test_the_same_again_and_a_passed_version_are_refused(ada, project):
    path = f"/projects/{project.id}/sharing"
    ada.post(path, {**RULE, "seen": 0})
    assert ada.post(path, {**RULE, "seen": 1}, status=409)["code"] == "nothing_changed"
    assert ada.post(path, {**RULE, "seen": 0}, status=409)["code"] == "version_passed"


def test_another_currency_is_refused(ada, project):
    said = {**RULE, "target": {"amount": "100", "currency": "EUR"}, "seen": 0}
    assert ada.post(f"/projects/{project.id}/sharing", said, status=422)["code"] == "other_currency"
    with as_creator():
        assert not Version.objects.filter(agreement__kind="sharing").exists()


def test_the_same_rule_through_agreements_is_checked_alike(ada, world, project):
    party = {name: {"id": str(world.parties[name]), "name": ""} for name in ("havsvik", "studionord")}
    values = {
        "project": {"id": str(project.id), "name": project.name},
        "commissioned_by": party["havsvik"],
        "delivered_by": party["studionord"],
        "target": RULE["target"],
        "bands": [{"id": str(place), **one} for place, one in enumerate(BANDS)],
    }
    body = {"kind": "sharing", "subject": str(project.id), "seen": 0}
    path = f"/partnerships/{world.shared}/agreements"
    swapped = {**values, "delivered_by": party["havsvik"]}
    holed = {**values, "bands": [values["bands"][0], values["bands"][3]]}
    empty = {**values, "bands": [{"id": "a", "low": None, "high": None, "share": None}]}

    assert ada.post(path, {**body, "values": swapped}, status=422)["code"] == "other_roles"
    assert (
        ada.post(path, {**body, "values": {**values, "target": None}}, status=422)["code"]
        == "target_not_positive"
    )
    assert ada.post(path, {**body, "values": empty}, status=422)["code"] == "band_share"
    found = ada.post(path, {**body, "values": holed}, status=422)
    assert [one["pointer"] for one in found["errors"]] == ["/values/bands/1/low"]
    ada.post(path, {**body, "values": values})


def test_only_who_keeps_the_book_puts_a_rule_forward(caller, viewer, project):
    path = f"/projects/{project.id}/sharing"
    assert viewer.post(path, {**RULE, "seen": 0}, status=403)["code"] == "not_allowed"
    assert caller("ada", scopes=["read", "book:read"]).post(path, {**RULE, "seen": 0}, status=403)[
        "code"
    ] == ("scope_missing")
    caller("finn", scopes=["read", "book:read", "book:write"]).post(path, {**RULE, "seen": 0})


def test_a_stranger_gets_what_a_missing_project_gets(ada, world):
    foreign = make_project(world, "foreign", "fjallbo", "grafit", MARKER)
    for ids in (foreign.id, RANDOM):
        assert ada.get(f"/projects/{ids}/sharing", status=404)["code"] == "not_found"
        assert MARKER not in ada.last.text
        assert ada.post(f"/projects/{ids}/sharing", {**RULE, "seen": 0}, status=404)["code"] == "not_found"


def test_one_side_alone_has_nobody_to_share_with(ada, world):
    alone = make_project(world, "shared", "havsvik", "havsvik")
    assert (
        ada.post(f"/projects/{alone.id}/sharing", {**RULE, "seen": 0}, status=422)["code"] == "one_side_alone"
    )
