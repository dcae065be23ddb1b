import pytest

from accounts.models import Partnership
from tests.tenancy import as_creator
from tests.world import MARKER


def test_a_partnership_comes_with_its_parties_in_their_order(ada, world):
    found = ada.get(f"/partnerships/{world.shared}")

    assert found["title"] == "Havsvik Hem × Studio Nord"
    assert [(one["name"], one["position"], one["is_own"]) for one in found["parties"]] == [
        ("Havsvik Hem", 1, True),
        ("Studio Nord", 2, False),
    ]
    assert found["started_on"] == "2024-03-01"
    assert ada.last.headers["ETag"] == '"1"'


def test_both_sides_see_the_same_but_for_their_own_mark(ada, sam, world):
    def seen(caller):
        found = caller.get(f"/partnerships/{world.shared}")
        for party in found["parties"]:
            del party["is_own"]
        return found

    assert seen(ada) == seen(sam)


def test_programs_of_both_sides_read_the_day_of_the_end(ada, sam, world):
    assert ada.get(f"/partnerships/{world.shared}")["ends_on"] is None
    with as_creator():
        Partnership.objects.filter(id=world.shared).update(ends_on="2026-12-31", version=2)
    found = [one.get(f"/partnerships/{world.shared}") for one in (ada, sam)]
    assert [(one["status"], one["ends_on"], one["version"]) for one in found] == [
        ("active", "2026-12-31", 2)
    ] * 2


def test_the_list_holds_ones_own_only(ada, olga, world):
    assert [one["id"] for one in ada.get("/partnerships")["data"]] == [str(world.shared)]
    assert MARKER not in ada.last.text
    assert [one["id"] for one in olga.get("/partnerships")["data"]] == [str(world.foreign)]


def test_the_list_takes_states(ada):
    assert len(ada.get("/partnerships?status=active&status=ended")["data"]) == 1
    assert ada.get("/partnerships?status=ended")["data"] == []
    assert ada.get("/partnerships?status=gone", status=400)["errors"][0]["parameter"] == "status"


@pytest.mark.parametrize("one", ["01990000-0000-7000-8000-ffffffffffff", "foreign", "not-an-id"])
def test_strangers_find_nothing(ada, world, one):
    wanted = world.foreign if one == "foreign" else one
    found = ada.get(f"/partnerships/{wanted}", status=404)

    assert (found["code"], found["errors"]) == ("not_found", [])


def test_a_key_without_the_scope_is_told_so(caller):
    found = caller("ada", scopes=["plan:write"]).get("/partnerships", status=403)

    assert found["code"] == "scope_missing"
