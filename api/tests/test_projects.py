from decimal import Decimal

import pytest

from projects.health.factories import make_project
from projects.work.models import Project
from tests.events import events_of
from tests.tenancy import as_creator
from tests.world import MARKER

RANDOM = "01990000-0000-7000-8000-ffffffffffff"


@pytest.fixture
def shop(world):
    """A project of Ada and Sam, and one of Olga's that could leak."""
    with as_creator():
        make_project(world.foreign, name=MARKER)
        return make_project(world.shared)


@pytest.fixture
def new(world):
    return {
        "name": "Ny webbutik",
        "code": "NW",
        "commissioned_by": str(world.parties["havsvik"]),
        "delivered_by": str(world.parties["studionord"]),
        "hours_budget": "400.50",
        "delivery_on": "2026-12-15",
    }


def address(world):
    return f"/partnerships/{world.shared}/projects"


def test_a_project_reads_the_same_from_both_sides(ada, sam, shop):
    assert ada.get(f"/projects/{shop.id}") == sam.get(f"/projects/{shop.id}")
    assert ada.last.headers["ETag"] == '"1"'
    found = ada.get(f"/projects/{shop.id}")
    assert (found["hours_budget"], found["starts_on"], found["created_at"]) == (
        "400.00",
        "2026-08-17",
        "2026-08-17T08:00:00.000000Z",
    )


def test_lists_hold_ones_own_partnerships_only(ada, world, shop):
    for path in ("/projects", address(world), f"/projects?partnership={world.shared}"):
        assert [one["id"] for one in ada.get(path)["data"]] == [str(shop.id)]
        assert MARKER not in ada.last.text
    assert ada.get(f"/projects?partnership={world.foreign}")["data"] == []
    assert ada.get(f"/partnerships/{world.foreign}/projects", status=404)["code"] == "not_found"


def test_a_begun_project_is_answered_as_it_is_read_later(ada, world, new):
    made = ada.post(address(world), new)
    where, tag = ada.last.headers["Location"], ada.last.headers["ETag"]

    assert (where, tag) == (f"/api/v1/projects/{made['id']}", '"1.1"')
    assert ada.get(f"/projects/{made['id']}") == made
    facts = ("name", "code", "commissioned_by", "delivered_by")
    assert {name: made[name] for name in facts} == {name: new[name] for name in facts}
    assert (made["hours_budget"], made["delivery_on"], made["terms"]["open_version"]) == (None, None, 1)
    assert [event["kind"] for event in events_of(world.shared)] == [
        "work.project_created",
        "agreement.proposed",
    ]


def test_a_viewers_key_reads_and_does_not_write(viewer, world, shop, new):
    assert viewer.get(f"/projects/{shop.id}")["name"] == "Ny webbutik"
    assert viewer.post(address(world), new, status=403)["code"] == "not_allowed"
    assert viewer.patch(f"/projects/{shop.id}", {"name": "X"}, status=403)["code"] == "not_allowed"


def test_a_key_without_the_scope_does_not_write(caller, world, new):
    assert caller("ada", scopes=["read"]).post(address(world), new, status=403)["code"] == "scope_missing"


def test_strangers_change_nothing_and_learn_nothing(olga, world, shop, new):
    assert olga.post(address(world), new, status=404)["code"] == "not_found"
    problems = [
        olga.patch(f"/projects/{one}", {"name": MARKER}, status=404, If_Match='"1"')
        for one in (shop.id, RANDOM)
    ]
    for problem in problems:
        del problem["instance"], problem["request_id"]
    assert problems[0] == problems[1]
    with as_creator():
        assert Project.objects.get(id=shop.id).name == "Ny webbutik"


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"name": 0}, ("invalid", "/name")),
        ({"name": ""}, ("blank", "/name")),
        ({"name": None}, ("null", "/name")),
        ({"name": "x" * 121}, ("max_length", "/name")),
        ({"name": "a\u0000b"}, ("null_characters_not_allowed", "/name")),
        ({"hours_budget": 400.5}, ("invalid", "/hours_budget")),
        ({"hours_budget": ""}, ("invalid", "/hours_budget")),
        ({"hours_budget": "1e3"}, ("invalid", "/hours_budget")),
        ({"hours_budget": "12345678"}, ("invalid", "/hours_budget")),
        ({"hours_budget": "-1"}, ("invalid", "/hours_budget")),
        ({"delivery_on": "2026-02-30"}, ("invalid", "/delivery_on")),
        ({"delivery_on": "20261215"}, ("invalid", "/delivery_on")),
        ({"commissioned_by": 7}, ("invalid", "/commissioned_by")),
        ({"commissioned_by": {"id": 1}}, ("invalid", "/commissioned_by")),
        ({"budget": "1"}, ("unknown_field", "/budget")),
        ({"a/b~c": "1"}, ("unknown_field", "/a~1b~0c")),
    ],
)
def test_what_has_the_wrong_form_is_400_by_pointer(ada, world, new, changed, fault):
    found = ada.post(address(world), {**new, **changed}, status=400)

    assert found["code"] == "invalid_body"
    assert [(one["code"], one["pointer"]) for one in found["errors"]] == [fault]


def test_every_missing_field_is_named(ada, world):
    found = ada.post(address(world), {}, status=400)

    assert [one["pointer"] for one in found["errors"]] == [
        "/name",
        "/code",
        "/commissioned_by",
        "/delivered_by",
    ]
    assert {one["code"] for one in found["errors"]} == {"required"}


@pytest.mark.parametrize(
    ("changed", "status", "code", "pointer"),
    [
        ({"hours_budget": "0"}, 422, "budget_not_positive", "/hours_budget"),
        ({"starts_on": "2027-01-01"}, 422, "delivery_before_start", "/delivery_on"),
        ({"commissioned_by": RANDOM}, 422, "party_not_here", "/commissioned_by"),
        ({"code": "Ny webbutik"}, 409, "code_taken", "/code"),
    ],
)
def test_a_refusal_keeps_its_code_and_names_its_field(ada, world, shop, new, changed, status, code, pointer):
    found = ada.post(address(world), {**new, **changed}, status=status)

    assert (found["code"], found["errors"][0]["pointer"]) == (code, pointer)


def test_a_party_of_others_is_refused_like_one_that_is_not_there(ada, world, new):
    foreign = ada.post(address(world), {**new, "delivered_by": str(world.parties["grafit"])}, status=422)

    assert foreign["code"] == "party_not_here"


def test_a_change_needs_the_version_that_was_read(ada, world, shop):
    path = f"/projects/{shop.id}"

    assert ada.patch(path, {"name": "Ny"}, status=428)["code"] == "if_match_required"
    assert ada.patch(path, {"name": "Ny"}, status=412, If_Match='"2"')["code"] == "stale_version"
    assert ada.last.headers["ETag"] == '"1"'
    assert ada.patch(path, {"name": "Ny"}, status=412, If_Match='W/"1"')["code"] == "stale_version"
    assert ada.patch(path, {"name": "Ny"}, status=400, If_Match="1")["errors"][0]["header"] == "If-Match"
    assert ada.patch(path, {"name": "Ny"}, If_Match='"1"')["name"] == "Ny"
    assert ada.last.headers["ETag"] == '"2"'
    assert ada.patch(path, {"name": "Nyare"}, If_Match="*")["version"] == 3


def test_a_change_leaves_the_rest_alone(ada, shop):
    before = ada.get(f"/projects/{shop.id}")
    after = ada.patch(f"/projects/{shop.id}", {"name": "Ny"}, If_Match='"1"')

    assert after["name"] == "Ny"
    for name in set(before) - {"name", "version", "updated_at"}:
        assert after[name] == before[name]


def test_a_project_is_finished_and_taken_up_again(ada, world, shop):
    path = f"/projects/{shop.id}"
    finished = ada.patch(path, {"status": "finished", "finished_on": "2026-09-01"}, If_Match='"1"')
    again = ada.patch(path, {"status": "active"}, If_Match='"2"')

    assert (finished["status"], finished["finished_on"]) == ("finished", "2026-09-01")
    assert (again["status"], again["finished_on"], again["version"]) == ("active", None, 3)
    assert (
        ada.patch(path, {"status": "lost"}, status=400, If_Match="*")["errors"][0]["code"] == "invalid_choice"
    )


def test_a_refused_change_changes_nothing_half(ada, shop):
    ada.patch(
        f"/projects/{shop.id}",
        {"name": "Halv", "status": "finished", "finished_on": "2001-01-01"},
        status=422,
        If_Match='"1"',
    )

    assert ada.get(f"/projects/{shop.id}")["version"] == 1


def test_pages_and_filters(ada, world, shop):
    with as_creator():
        later = [make_project(world.shared, name=f"P{n}", hours_budget=Decimal(n + 1)) for n in range(3)]
    wanted = [str(one.id) for one in [*reversed(later), shop]]
    first = ada.get("/projects?limit=3&status=active")
    second = ada.get(f"/projects?limit=3&status=active&cursor={first['next_cursor']}")

    assert [one["id"] for one in first["data"] + second["data"]] == wanted
    assert second["next_cursor"] is None
    assert ada.get("/projects?status=finished")["data"] == []
    assert ada.get("/projects?updated_since=2026-08-17T08:00:01Z")["data"] == []
    assert len(ada.get("/projects?updated_until=2026-08-17T10:00:01%2B02:00")["data"]) == 4
