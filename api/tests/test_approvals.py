from datetime import date

import pytest

from projects.health.factories import make_entry, make_project
from projects.work.factories import WorkEntryFactory
from projects.work.models import Approval, WorkEntry
from tests.tenancy import as_creator
from tests.world import MARKER

RANDOM = "01990000-0000-7000-8000-ffffffffffff"


@pytest.fixture
def shop(world):
    with as_creator():
        make_entry(make_project(world.foreign, name=MARKER), done_on=date(2026, 11, 20), hours="3")
        project = make_project(world.shared)
        for side, day in (("studionord", 3), ("studionord", 20), ("havsvik", 4)):
            WorkEntryFactory(project=project, party_id=world.parties[side], done_on=date(2026, 11, day))
        return project


def by_day(shop):
    with as_creator():
        return {one.done_on.day: str(one.id) for one in WorkEntry.objects.filter(project=shop)}


def test_approved_hours_say_so_and_refuse_changes_until_the_yes_is_taken_back(ada, sam, shop):
    entry, address = by_day(shop)[3], f"/projects/{shop.id}/approvals"

    assert ada.post(address, {"entries": [entry]}, status=200) == {
        "object": "approval",
        "project": str(shop.id),
        "entries": [entry],
    }
    assert ada.post(address, {"entries": [entry]}, status=200)["entries"] == []
    assert sam.get(f"/work-entries/{entry}")["is_approved"] is True
    assert [one["id"] for one in sam.get("/work-entries?is_approved=true")["data"]] == [entry]
    for method in ("PATCH", "DELETE"):
        assert sam(method, f"/work-entries/{entry}", {"hours": "1"}, status=409)["code"] == "hours_approved"
    assert ada.post(f"{address}/withdraw", {}, status=200)["entries"] == [entry]
    assert sam.patch(f"/work-entries/{entry}", {"hours": "1"})["is_approved"] is False


def test_each_side_approves_what_is_its_own_to_approve(ada, sam, shop):
    entries, address = by_day(shop), f"/projects/{shop.id}/approvals"

    assert ada.post(address, {"until": "2026-11-10"}, status=200)["entries"] == [entries[3]]
    assert sam.post(address, {}, status=200)["entries"] == [entries[4]]
    assert sam.post(address, {"entries": [entries[20]]}, status=403)["code"] == "others_approve"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"until": "23/11"}, 400),
        ({"entries": []}, 400),
        ({"entries": ["x"]}, 400),
        ({"entries": "x"}, 400),
        ({"seen_at": "soon"}, 400),
        ({"party": RANDOM}, 400),
        ({"entries": [RANDOM]}, 200),
        ({"seen_at": "2020-01-01T00:00:00Z"}, 200),
    ],
)
def test_nonsense_and_strangers_ids_approve_nothing(ada, shop, body, status):
    ada.post(f"/projects/{shop.id}/approvals", body, status=status)
    with as_creator():
        assert not Approval.objects.exists()


def test_a_stranger_and_a_viewer_approve_nothing(olga, viewer, shop):
    for address in (f"/projects/{shop.id}/approvals", f"/projects/{shop.id}/approvals/withdraw"):
        olga.post(address, {}, status=404)
        viewer.post(address, {}, status=403)
