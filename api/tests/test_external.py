"""External ids: what an organization's own systems call records, seen by itself alone."""

from datetime import date
from urllib.parse import quote

import pytest

from api.models import ExternalId
from projects.activity.models import Event
from projects.activity.tasks import tell_event
from projects.health.factories import make_deliverable, make_entry, make_project
from projects.work.models import WorkEntry
from tests.events import events_of
from tests.tenancy import as_creator
from tests.world import MARKER

RANDOM = "01990000-0000-7000-8000-ffffffffffff"
DEAL = "/projects/external/crm/Deal-7"


@pytest.fixture
def shop(world):
    with as_creator():
        return make_project(world.shared)


@pytest.fixture
def foreign(world):
    with as_creator():
        return make_project(world.foreign, name=MARKER)


def links():
    with as_creator():
        return list(
            ExternalId.objects.order_by("created_at", "id").values_list("kind", "source", "external_id")
        )


def test_a_link_leads_to_the_record_and_stands_in_its_answers(sam, world, shop):
    linked = sam.put(DEAL, {"id": str(shop.id)}, status=201)

    assert linked["external_ids"] == [{"source": "crm", "external_id": "Deal-7"}]
    assert sam.last.headers["Location"] == f"/api/v1/projects/{shop.id}"
    assert sam.get(DEAL) == linked == sam.get(f"/projects/{shop.id}") == sam.get("/projects")["data"][0]
    assert sam.put(DEAL, {"id": str(shop.id)}) == linked
    told = events_of(world.organizations["studionord"].id)[-1]
    assert (told["kind"], told["subject"], told["data"]) == (
        "external_id.linked",
        ("project", shop.id),
        {"source": "crm"},
    )


def test_the_partner_never_sees_it_and_may_call_the_record_otherwise(sam, ada, olga, shop):
    sam.put(DEAL, {"id": str(shop.id)}, status=201)

    assert ada.get(f"/projects/{shop.id}")["external_ids"] == []
    ada.get(DEAL, status=404)
    ada.get("/projects")
    assert "Deal-7" not in ada.last.text
    assert ada.get("/projects?external_source=crm&external_id=Deal-7")["data"] == []
    ada("DELETE", DEAL, status=404)
    mine = ada.put(DEAL, {"id": str(shop.id)}, status=201)
    ada.put("/projects/external/erp/7", {"id": str(shop.id)}, status=201)
    assert [one["source"] for one in ada.get(f"/projects/{shop.id}")["external_ids"]] == ["crm", "erp"]
    assert sam.get(DEAL)["external_ids"] == mine["external_ids"]
    olga.get(DEAL, status=404)


def test_records_of_others_are_refused_like_unknown_ones(sam, shop, foreign):
    problems = [sam.put(DEAL, {"id": str(one)}, status=422) for one in (foreign.id, RANDOM)]

    assert {problem.pop("request_id") for problem in problems}
    assert problems[0] == problems[1]
    assert [(one["code"], one["pointer"]) for one in problems[0]["errors"]] == [("record_not_here", "/id")]
    assert links() == []


def test_an_external_id_leads_to_one_record_only(sam, world, shop):
    with as_creator():
        other = make_project(world.shared, name="Other")
    sam.put(DEAL, {"id": str(shop.id)}, status=201)

    assert sam.put(DEAL, {"id": str(other.id)}, status=409)["code"] == "external_id_taken"
    # Capitals count, and another resource or system may use the same id.
    sam.put("/projects/external/crm/deal-7", {"id": str(other.id)}, status=201)
    sam.put("/projects/external/erp/Deal-7", {"id": str(other.id)}, status=201)
    sam.put("/partnerships/external/crm/Deal-7", {"id": str(world.shared)}, status=201)
    assert sam.get(DEAL)["id"] == str(shop.id)


def test_taking_an_external_id_away_leaves_the_record(sam, world, shop):
    sam.put(DEAL, {"id": str(shop.id)}, status=201)

    assert sam("DELETE", DEAL) == {
        "object": "external_id",
        "source": "crm",
        "external_id": "Deal-7",
        "record": str(shop.id),
        "deleted": True,
    }
    sam("DELETE", DEAL, status=404)
    sam.get(DEAL, status=404)
    assert sam.get(f"/projects/{shop.id}")["external_ids"] == []
    assert events_of(world.organizations["studionord"].id)[-1]["kind"] == "external_id.removed"


@pytest.mark.parametrize("resource", ["partnerships", "organizations"])
def test_what_no_program_makes_can_be_linked(sam, world, resource):
    row = {"partnerships": world.shared, "organizations": world.organizations["havsvik"].id}[resource]
    path = f"/{resource}/external/crm/0015g00000XyZ"

    assert sam.put(path, {}, status=422)["code"] == "id_missing"
    linked = sam.put(path, {"id": str(row)}, status=201)
    assert sam.get(path) == linked == sam.get(f"/{resource}/{row}")
    found = sam.get(f"/{resource}?external_source=crm&external_id=0015g00000XyZ")["data"]
    assert found == [linked]
    assert sam.get(f"/{resource}?external_source=crm&external_id=0015g00000XYZ")["data"] == []
    assert sam.put(path, {"id": str(row), "name": "X"}, status=400)["errors"][0]["pointer"] == "/name"
    sam.put(path, {"id": str(world.foreign)}, status=409)


def test_lists_are_searched_by_external_id(sam, ada, world, shop):
    with as_creator():
        entries = [make_entry(shop, done_on=date(2026, 11, day), hours="1") for day in (1, 2, 3)]
    for number, entry in enumerate(entries[:2]):
        sam.put(f"/work-entries/external/time/{number}", {"id": str(entry.id)}, status=201)

    inside = f"/partnerships/{world.shared}/work-entries"
    for path in ("/work-entries", inside):
        found = sam.get(f"{path}?external_source=time")["data"]
        assert [one["id"] for one in found] == [str(entries[1].id), str(entries[0].id)]
        found = sam.get(f"{path}?external_source=time&external_id=0")["data"]
        assert [one["id"] for one in found] == [str(entries[0].id)]
        assert sam.get(f"{path}?external_source=other")["data"] == []
        assert ada.get(f"{path}?external_source=time")["data"] == []
    wrong = sam.get("/work-entries?external_id=0", status=400)
    assert [(one["code"], one["parameter"]) for one in wrong["errors"]] == [
        ("external_source_missing", "external_source")
    ]


@pytest.mark.parametrize(
    ("source", "external_id"),
    [("CRM", "1"), ("c" * 41, "1"), ("crm", "x" * 201), ("crm", "a\x00b"), ("crm", " a"), ("å", "1")],
)
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_a_name_that_is_none_is_refused(sam, shop, method, source, external_id):
    path = f"/projects/external/{quote(source)}/{quote(external_id)}"

    found = sam(method, path, {"id": str(shop.id)} if method == "PUT" else None, status=400)

    assert {one["code"] for one in found["errors"]} == {"invalid_external_id"}


def test_any_visible_text_is_an_external_id(sam, shop):
    for name in ("Ärende 7/2026", "a%b", "'; --", "😀", "x" * 200):
        path = f"/projects/external/crm/{quote(name)}"
        sam.put(path, {"id": str(shop.id)}, status=201)
        assert sam.get(path)["id"] == str(shop.id)


def test_a_deleted_record_leaves_no_external_id_behind(sam, ada, world, shop):
    path = "/work-entries/external/time/1"
    with as_creator():
        entry = make_entry(shop, done_on=date(2026, 11, 1), hours="1")
    for caller in (sam, ada):
        caller.put(path, {"id": str(entry.id)}, status=201)
    sam("DELETE", f"/work-entries/{entry.id}")

    for caller in (sam, ada):
        caller.get(path, status=404)
    with as_creator():
        told = Event.objects.get(kind="work.entry_deleted")
    tell_event("partnership", told.id)
    assert links() == []


def test_an_external_id_that_leads_nowhere_is_free(sam, shop):
    path = "/work-entries/external/time/1"
    with as_creator():
        gone, entry = (make_entry(shop, done_on=date(2026, 11, 1), hours="1") for _ in range(2))
    sam.put(path, {"id": str(gone.id)}, status=201)
    with as_creator():
        WorkEntry.objects.filter(id=gone.id).delete()

    sam.get(path, status=404)
    assert sam.put(path, {"id": str(entry.id)}, status=201)["id"] == str(entry.id)
    assert len(links()) == 1


def test_a_key_without_the_right_reads_alone(sam, caller, shop):
    sam.put(DEAL, {"id": str(shop.id)}, status=201)
    reader = caller("sam", scopes=["read"])

    assert reader.get(DEAL)["id"] == str(shop.id)
    for method in ("PUT", "DELETE"):
        found = reader(method, DEAL, {"id": str(shop.id)}, status=403)
        assert found["code"] == "scope_missing"


def test_deliverables_answer_their_external_ids(sam, shop):
    with as_creator():
        part = make_deliverable(shop, "Kassan", planned_on=date(2026, 12, 1))

    sam.put("/deliverables/external/crm/1", {"id": str(part.id)}, status=201)

    assert sam.get("/deliverables?external_source=crm")["data"][0]["id"] == str(part.id)
