"""The people of one's own side by API: found by their own organization alone, and named when they have agreed."""

import pytest

from projects.work.factories import WorkerFactory
from tests.events import events_of
from tests.tenancy import as_creator


@pytest.fixture
def people(world):
    """Two people of Studio Nord's, one of Havsvik's and one of Grafit's."""
    sides = [("shared", "studionord"), ("shared", "studionord"), ("shared", "havsvik"), ("foreign", "grafit")]
    with as_creator():
        return [
            WorkerFactory(
                partnership_id=getattr(world, key),
                organization=world.organizations[side],
                label=f"{side} {n}",
            )
            for n, (key, side) in enumerate(sides)
        ]


def test_each_side_finds_its_own_people_and_nobody_elses(ada, sam, people):
    assert [one["label"] for one in sam.get("/workers")["data"]] == ["studionord 1", "studionord 0"]
    assert [one["label"] for one in ada.get("/workers")["data"]] == ["havsvik 2"]
    assert ada.get(f"/workers?partnership={people[3].partnership_id}")["data"] == []
    for strange in (people[2], people[3]):
        sam.get(f"/workers/{strange.id}", status=404)
        sam.patch(f"/workers/{strange.id}", {"is_named": True}, status=404)


def test_a_person_is_named_and_by_role_alone_again(sam, ada, people, world):
    path = f"/workers/{people[0].id}"
    assert sam.patch(path, {"is_named": True}) == sam.get(path)
    assert [one["id"] for one in sam.get("/workers?is_named=true")["data"]] == [str(people[0].id)]
    ada.get(path, status=404)
    assert sam.patch(path, {"is_named": True})["is_named"]  # twice is once
    assert sam.patch(path, {"is_named": False})["is_named"] is False
    kinds = [event["kind"] for event in events_of(world.shared)]
    assert kinds[-2:] == ["work.worker_named", "work.worker_unnamed"]
    assert kinds.count("work.worker_named") == 1


def test_the_list_is_paged_without_gap(sam, people):
    first = sam.get("/workers?limit=1")
    rest = sam.get(f"/workers?limit=1&cursor={first['next_cursor']}")
    assert first["data"] + rest["data"] == sam.get("/workers")["data"]


def test_a_key_without_the_scope_names_nobody(caller, people):
    caller("sam", scopes=["read"]).patch(f"/workers/{people[0].id}", {"is_named": True}, status=403)


def test_a_viewer_names_nobody(viewer, people):
    viewer.patch(f"/workers/{people[0].id}", {"is_named": True}, status=403)


def test_a_body_that_says_nothing_or_more_is_refused_by_name(sam, people):
    path = f"/workers/{people[0].id}"
    for body, pointer in (({}, "/is_named"), ({"is_named": True, "label": "X"}, "/label")):
        assert [one["pointer"] for one in sam.patch(path, body, status=400)["errors"]] == [pointer]
