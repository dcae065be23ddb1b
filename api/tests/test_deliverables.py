from datetime import date

import pytest

from projects.health.factories import make_deliverable, make_project
from tests.events import events_of
from tests.tenancy import as_creator
from tests.world import MARKER

RANDOM = "01990000-0000-7000-8000-ffffffffffff"


@pytest.fixture
def part(world):
    with as_creator():
        make_deliverable(make_project(world.foreign, name=MARKER), MARKER, planned_on=date(2026, 12, 1))
        return make_deliverable(make_project(world.shared), "Kassan", planned_on=date(2026, 12, 1))


def address(world):
    return f"/partnerships/{world.shared}/deliverables"


def test_lists_hold_ones_own_partnerships_only(ada, sam, world, part):
    for path in ("/deliverables", address(world), f"/deliverables?project={part.project_id}"):
        assert [one["id"] for one in ada.get(path)["data"]] == [str(part.id)]
        assert MARKER not in ada.last.text
    assert ada.get("/deliverables") == sam.get("/deliverables")
    ada.get(f"/partnerships/{world.foreign}/deliverables", status=404)


def test_an_added_deliverable_is_answered_as_it_is_read_later(ada, world, part):
    made = ada.post(
        address(world), {"project": str(part.project_id), "name": "Sökningen", "hours_budget": "80"}
    )

    assert ada.get(f"/deliverables/{made['id']}") == made
    assert (made["hours_budget"], made["planned_on"], made["code"]) == ("80.00", None, "")


def test_a_change_needs_the_version_and_leaves_the_rest_alone(sam, world, part):
    path = f"/deliverables/{part.id}"

    sam.patch(path, {"delivered_on": "2026-11-01"}, status=428)
    sam.patch(path, {"delivered_on": "2026-11-01"}, status=412, If_Match='"7"')
    after = sam.patch(path, {"delivered_on": "2026-11-01"}, If_Match='"1"')

    assert (after["delivered_on"], after["name"], after["planned_on"]) == (
        "2026-11-01",
        "Kassan",
        "2026-12-01",
    )
    assert [event["kind"] for event in events_of(world.shared)] == ["work.deliverable_delivered"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"name": "X"}, 400, "invalid_body"),
        ({"name": "X", "project": RANDOM}, 422, "project_not_here"),
        ({"name": "X", "project": "own", "delivered_on": "2999-01-01"}, 422, "delivered_later"),
        ({"name": "X", "project": "own", "hours_budget": "0.00"}, 422, "budget_not_positive"),
    ],
)
def test_what_does_not_fit_is_refused(ada, world, part, body, status, code):
    given = {name: str(part.project_id) if value == "own" else value for name, value in body.items()}

    assert ada.post(address(world), given, status=status)["code"] == code


def test_a_viewers_key_and_strangers_write_nothing(viewer, olga, world, part):
    viewer.patch(f"/deliverables/{part.id}", {"name": "X"}, status=403)
    viewer.post(address(world), {"name": "X", "project": str(part.project_id)}, status=403)
    olga.patch(f"/deliverables/{part.id}", {"name": "X"}, status=404)
    olga.post(address(world), {"name": "X", "project": str(part.project_id)}, status=404)
