"""PUT by external id: makes what is not there, changes what is, under the same rules as the record's own addresses."""

from datetime import date

import pytest

from accounts.factories import PartnershipFactory
from accounts.key_reach import Reach
from api.tests.goals import make_goals
from projects.agreement.models import Version
from projects.health.factories import make_deliverable, make_entry, make_project
from projects.work.models import Project, WorkEntry
from tests.events import events_of
from tests.tenancy import as_creator

RANDOM = "01990000-0000-7000-8000-ffffffffffff"
HOURS = "/work-entries/external/time/A-1"
DEAL = "/projects/external/crm/Deal-7"


@pytest.fixture
def shop(world):
    with as_creator():
        return make_project(world.shared)


def entry(shop, **changed):
    return {"project": str(shop.id), "done_on": "2026-11-20", "hours": "7.5", "worker": "Sam B", **changed}


def project(world, **changed):
    return {
        "partnership": str(world.shared),
        "name": "Ny app",
        "code": "APP",
        "commissioned_by": str(world.parties["havsvik"]),
        "delivered_by": str(world.parties["studionord"]),
        **changed,
    }


def kinds(world):
    return [event["kind"] for event in events_of(world.shared)]


def test_hours_are_logged_then_changed(sam, world, shop):
    made = sam.put(HOURS, entry(shop), status=201)

    assert made["external_ids"] == [{"source": "time", "external_id": "A-1"}]
    assert sam.last.headers["Location"] == f"/api/v1/work-entries/{made['id']}"
    changed = sam.put(HOURS, {"hours": "4"})
    assert (changed["id"], changed["hours"], changed["worker"]) == (made["id"], "4.000", "Sam B")
    assert sam.put(HOURS, entry(shop, hours="5"))["hours"] == "5.000"
    assert kinds(world) == ["work.entry_logged", "work.entry_changed", "work.entry_changed"]
    assert len(sam.get("/work-entries")["data"]) == 1


def test_conditions_say_whether_to_make_or_to_change(sam, world, shop):
    assert sam.put(HOURS, entry(shop), status=412, If_Match="*")["code"] == "not_yet_there"
    made = sam.put(HOURS, entry(shop), status=201, If_None_Match="*")
    assert sam.put(HOURS, entry(shop), status=412, If_None_Match="*")["code"] == "already_there"
    assert sam.put(HOURS, {"hours": "2"}, If_Match="*")["version"] == 2
    assert sam.put(HOURS, {"hours": "3"}, status=412, If_Match='"1"')["code"] == "stale_version"
    assert sam.last.headers["ETag"] == '"2"'
    assert sam.put(HOURS, {"hours": "3"}, If_Match='"2"')["id"] == made["id"]
    assert sam.put(HOURS, {"hours": "3"}, status=400, If_Match="3")["errors"][0]["header"] == "If-Match"


@pytest.mark.parametrize(
    ("changed", "status", "code", "pointer"),
    [
        ({"hours": "25"}, 422, "hours_of_day", "/hours"),
        ({"hours": 8}, 400, "invalid", "/hours"),
        ({"project": RANDOM}, 422, "project_not_here", "/project"),
        ({"project": {"source": "crm", "external_id": "none"}}, 422, "project_not_here", "/project"),
        ({"project": {"source": "crm"}}, 400, "invalid", "/project"),
        ({"project": {"source": "crm", "external_id": 7}}, 400, "invalid", "/project"),
        ({"deliverable": RANDOM}, 422, "other_project", "/deliverable"),
        ({"deliverable": {"source": "crm", "external_id": "x"}}, 422, "other_project", "/deliverable"),
        ({"clock": "12:00"}, 400, "unknown_field", "/clock"),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_is_made(sam, world, shop, changed, status, code, pointer):
    found = sam.put(HOURS, entry(shop, **changed), status=status)

    assert [(one["code"], one["pointer"]) for one in found["errors"]] == [(code, pointer)]
    sam.get(HOURS, status=404)
    assert kinds(world) == []


def test_what_making_one_needs_is_asked_for(sam, shop):
    found = sam.put(HOURS, {"hours": "1"}, status=400)

    assert {(one["code"], one["pointer"]) for one in found["errors"]} == {
        ("required", "/project"),
        ("required", "/done_on"),
    }


def test_project_and_deliverable_may_be_named_by_external_id(sam, ada, shop):
    with as_creator():
        part = make_deliverable(shop, "Kassan", planned_on=date(2026, 12, 1))
    deal, kassan = ({"source": "crm", "external_id": name} for name in ("Deal-7", "K"))
    sam.put(DEAL, {"id": str(shop.id)}, status=201)
    sam.put("/deliverables/external/crm/K", {"id": str(part.id)}, status=201)

    made = sam.put(HOURS, entry(shop, project=deal, deliverable=kassan), status=201)

    assert (made["project"], made["deliverable"]) == (str(shop.id), str(part.id))
    # What Sam's systems call things means nothing in Ada's.
    ada.put(HOURS, entry(shop, project=deal), status=422)


def test_both_sides_may_use_the_same_external_id(sam, ada, shop):
    made = [caller.put(HOURS, entry(shop), status=201) for caller in (sam, ada)]

    assert made[0]["id"] != made[1]["id"]
    assert [caller.get(HOURS)["id"] for caller in (sam, ada)] == [one["id"] for one in made]


def test_the_other_sides_hours_can_be_linked_and_not_changed(ada, shop):
    with as_creator():
        row = make_entry(shop, done_on=date(2026, 11, 20), hours="3")
    ada.put(HOURS, {"id": str(row.id)}, status=201)

    assert ada.put(HOURS, {"hours": "1"}, status=403)["code"] == "not_your_hours"
    assert ada.get(HOURS)["hours"] == "3.000"


def test_nothing_is_moved_elsewhere(sam, world, shop):
    with as_creator():
        other = make_project(world.shared, name="Other")
    sam.put(HOURS, entry(shop), status=201)

    found = sam.put(HOURS, entry(other), status=422)
    assert [(one["code"], one["pointer"]) for one in found["errors"]] == [("stays_where_it_is", "/project")]


def test_a_link_that_changes_does_both_or_neither(sam, shop):
    with as_creator():
        row = make_entry(shop, done_on=date(2026, 11, 20), hours="3")
    sam.put(HOURS, {"id": str(row.id), "hours": "25"}, status=422)
    sam.get(HOURS, status=404)

    assert sam.put(HOURS, {"id": str(row.id), "hours": "5"}, status=201)["hours"] == "5.000"


def test_a_project_is_begun_and_renamed_and_finished(sam, world):
    made = sam.put(DEAL, project(world), status=201)

    assert (made["name"], made["terms"]["agreement"]) == ("Ny app", None)
    renamed = sam.put(DEAL, project(world, name="Ny webb", status="finished", finished_on="2026-11-20"))
    assert (renamed["id"], renamed["name"], renamed["status"]) == (made["id"], "Ny webb", "finished")
    assert sam.put(DEAL, project(world, name="Ny webb", finished_on="2026-11-20")) == renamed
    with as_creator():
        assert Project.objects.filter(partnership_id=world.shared).count() == 1


def test_other_terms_of_a_project_need_what_was_read(sam, world):
    terms = project(world, hours_budget="100")
    made = sam.put(DEAL, terms, status=201)
    assert made["terms"]["newest_version"] == 1

    assert sam.put(DEAL, terms) == made
    assert sam.put(DEAL, {**terms, "hours_budget": "120"}, status=428)["code"] == "if_match_required"
    changed = sam.put(DEAL, {**terms, "hours_budget": "120"}, If_Match=sam.get(DEAL) and '"1.1"')
    assert changed["terms"]["newest_version"] == 2


def test_a_deliverable_is_added_and_handed_over(sam, world, shop):
    path = "/deliverables/external/crm/K"
    body = {"project": str(shop.id), "name": "Kassan", "planned_on": "2026-12-01"}
    made = sam.put(path, body, status=201)

    assert sam.put(path, {**body, "delivered_on": "2026-11-20"})["delivered_on"] == "2026-11-20"
    assert sam.get(path)["id"] == made["id"]
    assert sam.put(path, {**body, "agreed_hours": "10"}, status=428)


def test_a_key_figure_and_a_purchase_are_made_and_changed(ada, sam, world, shop):
    figure = {"partnership": str(world.shared), "name": "Order", "unit": "st", "target": "10"}
    made = ada.put("/key-figures/external/erp/orders", figure, status=201)
    assert ada.put("/key-figures/external/erp/orders", {**figure, "name": "Ordrar"})["id"] == made["id"]
    bought = {
        "project": str(shop.id), "text": "Licens", "sort": "bought_in", "done_on": "2026-11-20",
        "price": "100", "currency": "SEK",
    }  # fmt: skip
    made = sam.put("/outlays/external/erp/1", bought, status=201)
    assert sam.put("/outlays/external/erp/1", {**bought, "price": "120"})["price"] == "120.00"
    assert ada.get("/outlays")["data"][0]["external_ids"] == []


def test_a_goal_is_linked_and_its_terms_need_what_was_read(sam, world):
    goal = make_goals(world)
    path = "/goals/external/crm/G-1"
    linked = sam.put(path, {"id": str(goal.id)}, status=201)

    assert sam.get(path) == linked == sam.get(f"/goals/{goal.id}")
    assert sam.put(path, {"name": linked["name"]}) == linked
    assert sam.put(path, {"name": "Other"}, status=428)["code"] == "seen_missing"
    assert sam.put(path, {"name": "Other", "seen": 9}, status=409)["code"] == "version_passed"
    sam.put(path, {"name": "Other", "seen": linked["newest"]})
    with as_creator():
        assert Version.objects.filter(agreement__subject_id=goal.id).count() == 2


def test_a_refusal_speaks_the_callers_language(sam, shop):
    found = sam.put(HOURS, entry(shop), status=412, If_Match="*", Accept_Language="sv")

    assert found["detail"] == "Det finns ännu ingen post med det externa id:t, så ingenting ändrades."


def test_an_external_id_whose_entry_is_gone_makes_a_new_one(sam, shop):
    first = sam.put(HOURS, entry(shop), status=201)
    with as_creator():
        WorkEntry.objects.filter(id=first["id"]).delete()

    assert sam.put(HOURS, entry(shop), status=201)["id"] != first["id"]


def test_a_key_that_is_kept_to_one_partnership_moves_no_link_of_another(sam, caller, world, shop):
    with as_creator():
        sides = [world.organizations["grafit"], world.organizations["studionord"]]
        other = make_project(PartnershipFactory(sides=sides).id, name="Elsewhere")
    sam = caller("sam")
    sam.put(DEAL, {"id": str(other.id)}, status=201)
    kept = caller("sam", reach=Reach(partnership_id=world.shared))

    kept.get(DEAL, status=404)
    assert kept.put(DEAL, {"id": str(shop.id)}, status=409)["code"] == "external_id_out_of_reach"
    assert kept("DELETE", DEAL, status=409)["code"] == "external_id_out_of_reach"
    rows = [{"external_id": "Deal-7", "name": "Moved"}]
    answer = kept.post("/projects/batch/upsert", {"source": "crm", "rows": rows}, status=200)
    assert answer["data"][0]["problem"]["code"] == "external_id_out_of_reach"
    assert sam.get(DEAL)["id"] == str(other.id)
