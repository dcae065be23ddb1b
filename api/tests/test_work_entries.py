from datetime import date

import pytest

from projects.health.factories import make_deliverable, make_entry, make_project
from projects.work.models import WorkEntry, Worker
from tests.events import events_of
from tests.tenancy import as_creator
from tests.world import MARKER

RANDOM = "01990000-0000-7000-8000-ffffffffffff"


@pytest.fixture
def shop(world):
    with as_creator():
        make_entry(make_project(world.foreign, name=MARKER), done_on=date(2026, 11, 20), hours="3")
        return make_project(world.shared)


@pytest.fixture
def entry(shop):
    """Three hours of Studio Nord, who deliver."""
    with as_creator():
        return make_entry(shop, done_on=date(2026, 11, 20), hours="3")


def address(world):
    return f"/partnerships/{world.shared}/work-entries"


def new(shop, **changed):
    return {"project": str(shop.id), "done_on": "2026-11-20", "hours": "7.5", **changed}


def test_logged_hours_are_answered_as_they_are_read_later(sam, ada, world, shop):
    made = sam.post(address(world), new(shop, role="Developer", note="Kassan", worker="Sam B"))

    assert sam.get(f"/work-entries/{made['id']}") == made
    assert (made["hours"], made["party"], made["worker"]) == (
        "7.500",
        str(world.parties["studionord"]),
        "Sam B",
    )
    assert sam.last.headers["ETag"] == '"1"'
    assert [event["kind"] for event in events_of(world.shared)] == ["work.entry_logged"]


def test_the_other_side_sees_who_worked_only_with_consent(sam, ada, world, shop):
    made = sam.post(address(world), new(shop, worker="Hemlig Person"))

    assert ada.get(f"/work-entries/{made['id']}")["worker"] is None
    ada.get("/work-entries")
    assert "Hemlig Person" not in ada.last.text
    with as_creator():
        Worker.objects.update(is_named=True)
    assert ada.get(f"/work-entries/{made['id']}")["worker"] == "Hemlig Person"


def test_lists_hold_ones_own_partnerships_only(ada, olga, world, entry):
    for path in ("/work-entries", address(world)):
        assert [one["id"] for one in ada.get(path)["data"]] == [str(entry.id)]
    ada.get(f"/partnerships/{world.foreign}/work-entries", status=404)
    assert ada.get(f"/work-entries?partnership={world.foreign}")["data"] == []
    assert str(entry.id) not in [one["id"] for one in olga.get("/work-entries")["data"]]
    olga.get(f"/work-entries/{entry.id}", status=404)


def test_each_side_writes_its_own_hours_only(ada, entry):
    for method in ("PATCH", "DELETE"):
        found = ada(method, f"/work-entries/{entry.id}", {"hours": "1"}, status=403)
        assert found["code"] == "not_your_hours"


def test_a_change_leaves_the_rest_alone_and_counts_versions(sam, entry):
    before = sam.get(f"/work-entries/{entry.id}")
    after = sam.patch(f"/work-entries/{entry.id}", {"hours": "4.25"}, If_Match='"1"')

    assert (after["hours"], after["version"]) == ("4.250", 2)
    for name in set(before) - {"hours", "version", "updated_at"}:
        assert after[name] == before[name]
    sam.patch(f"/work-entries/{entry.id}", {"hours": "5"}, status=412, If_Match='"1"')
    assert sam.patch(f"/work-entries/{entry.id}", {"hours": "5"})["version"] == 3


def test_a_deleted_entry_says_so_and_is_gone(sam, world, entry):
    sam("DELETE", f"/work-entries/{entry.id}", status=412, If_Match='"9"')

    assert sam("DELETE", f"/work-entries/{entry.id}") == {
        "id": str(entry.id),
        "object": "work_entry",
        "deleted": True,
    }
    sam("DELETE", f"/work-entries/{entry.id}", status=404)
    sam.get(f"/work-entries/{entry.id}", status=404)
    assert [event["kind"] for event in events_of(world.shared)] == ["work.entry_deleted"]


def test_a_viewers_key_reads_and_does_not_write(viewer, world, shop, entry):
    assert viewer.get(f"/work-entries/{entry.id}")["hours"] == "3.000"
    viewer.post(address(world), new(shop), status=403)
    viewer.patch(f"/work-entries/{entry.id}", {"hours": "1"}, status=403)
    viewer("DELETE", f"/work-entries/{entry.id}", status=403)


@pytest.mark.parametrize(
    ("changed", "status", "code", "pointer"),
    [
        ({"hours": "0"}, 422, "hours_of_day", "/hours"),
        ({"hours": "25"}, 422, "hours_of_day", "/hours"),
        ({"hours": "-8"}, 400, "invalid", "/hours"),
        ({"hours": 8}, 400, "invalid", "/hours"),
        ({"hours": "7,5"}, 400, "invalid", "/hours"),
        ({"done_on": "1904-01-01"}, 422, "day_outside", "/done_on"),
        ({"done_on": "9999-12-31"}, 422, "day_outside", "/done_on"),
        ({"project": RANDOM}, 422, "project_not_here", "/project"),
        ({"deliverable": RANDOM}, 422, "other_project", "/deliverable"),
        ({"role": ["x"]}, 400, "invalid", "/role"),
        ({"party": RANDOM}, 400, "unknown_field", "/party"),
    ],
)
def test_what_does_not_fit_is_named(sam, world, shop, changed, status, code, pointer):
    found = sam.post(address(world), new(shop, **changed), status=status)

    assert [(one["code"], one["pointer"]) for one in found["errors"]] == [(code, pointer)]
    assert events_of(world.shared) == []


def test_a_project_of_others_is_refused_like_one_that_is_not_there(sam, world, shop):
    with as_creator():
        foreign = WorkEntry.objects.get(partnership_id=world.foreign).project_id
    problems = [
        sam.post(address(world), new(shop, project=str(one)), status=422) for one in (foreign, RANDOM)
    ]

    for problem in problems:
        del problem["request_id"]
    assert problems[0] == problems[1]


def test_pages_by_day_and_filters(sam, world, shop):
    with as_creator():
        part = make_deliverable(shop, "Kassan", planned_on=date(2026, 12, 1))
        days = [make_entry(shop, done_on=date(2026, 11, 1 + n // 2), hours="1") for n in range(7)]
        WorkEntry.objects.filter(id=days[3].id).update(deliverable=part)
    wanted = [str(one.id) for one in sorted(days, key=lambda one: (one.done_on, one.id), reverse=True)]
    read, cursor = [], ""
    while cursor is not None:
        page = sam.get(f"/work-entries?limit=2{cursor and '&cursor=' + cursor}")
        read += [one["id"] for one in page["data"]]
        cursor = page["next_cursor"]

    assert read == wanted
    assert [one["id"] for one in sam.get(f"/work-entries?deliverable={part.id}")["data"]] == [str(days[3].id)]
    found = sam.get("/work-entries?done_since=2026-11-02&done_until=2026-11-03")["data"]
    assert {one["done_on"] for one in found} == {"2026-11-02"}
    assert sam.get(f"/work-entries?project={RANDOM}")["data"] == []
    assert sam.get(f"/work-entries?party={world.parties['havsvik']}")["data"] == []
