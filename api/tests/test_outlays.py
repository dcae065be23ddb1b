"""Purchases by API: each party writes down its own, another says yes, and no cost is seen across."""

import pytest

from projects.pricing.models import OutlayCost
from projects.pricing.tests.bookkeeping import labor, put_sheet
from projects.work.factories import ProjectFactory
from tests.chance import without_chance
from tests.events import events_of
from tests.tenancy import as_creator

RANDOM = "01990000-0000-7000-8000-ffffffffffff"
BOOK = ["read", "book:read", "book:write"]


@pytest.fixture
def project(world):
    with as_creator():
        made = ProjectFactory(
            partnership_id=world.shared,
            commissioned_by_id=world.parties["havsvik"],
            delivered_by_id=world.parties["studionord"],
        )
        put_sheet(made, labor("Dev", 100, 800))
    return made


@pytest.fixture
def sam(caller):
    return caller("sam", scopes=BOOK)


@pytest.fixture
def ada(caller):
    return caller("ada", scopes=BOOK)


@pytest.fixture
def make(world, project, sam):
    def send(status=201, **changed):
        body = {
            "project": str(project.id),
            "text": "Fonts",
            "sort": "bought_in",
            "done_on": "2026-11-02",
            "price": "1200",
            "currency": "SEK",
            "cost": "987.31",
            **changed,
        }
        return sam.post(f"/partnerships/{world.shared}/outlays", body, status=status)

    return send


def test_a_purchase_is_read_back_as_it_was_answered(make, sam, world):
    made = make()
    assert sam.last.headers["Location"] == f"/api/v1/outlays/{made['id']}"
    assert sam.get(f"/outlays/{made['id']}") == made
    assert sam.get("/outlays")["data"] == [made]
    assert (made["price"], made["cost"], made["approved_at"], made["is_billed"]) == (
        "1200.00",
        "987.31",
        None,
        False,
    )
    assert made["party"] == str(world.parties["studionord"])
    assert events_of(world.shared)[-1]["kind"] == "pricing.outlay_added"


def test_what_it_cost_is_its_own_sides_alone(make, ada):
    made = make()
    with as_creator():
        assert OutlayCost.objects.count() == 1
    assert ada.get(f"/outlays/{made['id']}") == {**made, "cost": None}
    assert ada.get("/outlays")["data"][0]["cost"] is None
    assert "987" not in without_chance(ada.last.content.decode())


def test_another_party_approves_the_version_it_has_read(make, sam, ada, world):
    made = make()
    changed = sam.patch(f"/outlays/{made['id']}", {"price": "1100.50"}, If_Match='"1"')
    assert (changed["price"], changed["cost"], changed["version"]) == ("1100.50", "987.31", 2)
    where = f"/outlays/{made['id']}/approve"
    assert ada.post(where, {"is_approved": True, "version": 1}, status=412)["code"] == "changed_meanwhile"
    below = ada.post(where, {"is_approved": False, "version": -1}, status=400)
    assert below["errors"][0]["pointer"] == "/version"
    approved = ada.post(where, {"is_approved": True, "version": 2}, status=200)
    assert approved["approved_by"] == str(world.parties["havsvik"])
    assert ada.get("/outlays?approved=true")["data"] == [approved]
    assert ada.get("/outlays?approved=false")["data"] == []
    assert sam.patch(f"/outlays/{made['id']}", {"price": "1"}, status=409)["code"] == "outlay_approved"
    assert sam("DELETE", f"/outlays/{made['id']}", status=409)["code"] == "outlay_approved"
    assert ada.post(where, {"is_approved": False, "version": 3}, status=200)["approved_at"] is None
    assert sam("DELETE", f"/outlays/{made['id']}")["deleted"] is True
    sam.get(f"/outlays/{made['id']}", status=404)


def test_nobody_approves_or_changes_what_is_not_theirs_to(make, sam, ada):
    made = make()
    assert sam.post(f"/outlays/{made['id']}/approve", {"is_approved": True, "version": 1}, status=403)
    assert ada.patch(f"/outlays/{made['id']}", {"price": "1"}, status=403)["code"] == "not_your_outlay"
    assert ada("DELETE", f"/outlays/{made['id']}", status=403)["code"] == "not_your_outlay"


def test_a_stranger_finds_nothing(make, caller, world):
    made = make()
    olga = caller("olga", scopes=BOOK)
    assert olga.get("/outlays")["data"] == []
    olga.get(f"/outlays/{made['id']}", status=404)
    olga.patch(f"/outlays/{made['id']}", {"price": "1"}, status=404)
    olga.post(f"/partnerships/{world.shared}/outlays", {}, status=404)


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"price": "-1"}, "below_zero", "price"),
        ({"cost": "-1"}, "below_zero", "cost"),
        ({"currency": "EUR"}, "other_currency", "price"),
        ({"line": "nowhere"}, "line_not_here", "line"),
        ({"done_on": "1900-01-01"}, "day_outside", "done_on"),
        ({"price": "0.001"}, "too_fine", "price"),
        ({"project": RANDOM}, "project_not_here", "project"),
    ],
)
def test_what_cannot_be_a_purchase_is_refused_by_field(make, changed, code, field):
    answer = make(status=422, **changed)
    assert code in (answer["code"], *(one["code"] for one in answer.get("errors", [])))
    assert any(one["pointer"] == f"/{field}" for one in answer["errors"])
