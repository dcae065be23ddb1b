"""Projects, deliverables, goals and readings many at once."""

import pytest

from api.tests.goals import body_of_goal, make_goals
from projects.agreement.models import Version
from projects.goals.models import Measure, Reading
from projects.work.models import Deliverable, Project
from tests.events import events_of
from tests.tenancy import as_creator

RANDOM = "01990000-0000-7000-8000-ffffffffffff"


def upsert(caller, resource, *rows, status=200, **outer):
    return caller.post(
        f"/{resource}/batch/upsert", {"source": "crm", "rows": list(rows), **outer}, status=status
    )


def statuses(answer):
    return [one["status"] for one in answer["data"]]


def faults(answer):
    return [
        (fault["code"], fault["pointer"])
        for one in answer["data"]
        if one["problem"]
        for fault in one["problem"]["errors"]
    ]


def kinds(world):
    return [event["kind"] for event in events_of(world.shared)]


def project(world, external_id, **changed):
    return {
        "external_id": external_id,
        "partnership": str(world.shared),
        "name": f"Deal {external_id}",
        "code": external_id,
        "commissioned_by": str(world.parties["havsvik"]),
        "delivered_by": str(world.parties["studionord"]),
        **changed,
    }


def test_projects_are_begun_then_unchanged_then_changed(sam, ada, world):
    rows = [project(world, "A", hours_budget="100"), project(world, "B")]
    made = upsert(sam, "projects", *rows)
    assert statuses(made) == ["created", "created"]
    before = kinds(world)

    assert statuses(upsert(sam, "projects", *rows)) == ["unchanged", "unchanged"]
    assert kinds(world) == before
    answer = upsert(sam, "projects", {**rows[0], "name": "Ny"}, {"external_id": "B", "status": "finished"})
    assert statuses(answer) == ["updated", "updated"]
    found = sam.get("/projects/external/crm/A")
    assert (found["name"], found["terms"]["newest_version"]) == ("Ny", 1)
    assert ada.get("/projects")["data"][0]["external_ids"] == []


def test_other_terms_of_a_project_are_put_forward_one_by_one(sam, world):
    upsert(sam, "projects", project(world, "A", hours_budget="100"))

    answer = upsert(sam, "projects", project(world, "A", hours_budget="120"), project(world, "B"))
    assert statuses(answer) == ["failed", "created"]
    assert faults(answer) == [("terms_one_by_one", "/rows/0")]
    with as_creator():
        assert Version.objects.count() == 1


def test_a_project_that_fails_takes_itself_back_alone(sam, world):
    answer = upsert(
        sam,
        "projects",
        project(world, "A"),
        project(world, "B", code="A"),
        project(world, "C", commissioned_by=RANDOM),
        project(world, "D", partnership=str(world.foreign)),
        project(world, "E", partnership=RANDOM),
        project(world, "F", hours_budget="-1"),
        {"external_id": "G", "name": "G"},
        project(world, "H", status="finished", finished_on="2999-01-01"),
    )

    assert statuses(answer) == ["created", *["failed"] * 7]
    assert faults(answer) == [
        ("code_taken", "/rows/1/code"),
        ("party_not_here", "/rows/2/commissioned_by"),
        ("partnership_not_here", "/rows/3/partnership"),
        ("partnership_not_here", "/rows/4/partnership"),
        ("invalid", "/rows/5/hours_budget"),
        ("required", "/rows/6/code"),
        ("required", "/rows/6/commissioned_by"),
        ("required", "/rows/6/delivered_by"),
        ("required", "/rows/6/partnership"),
        ("finished_before_start", "/rows/7/finished_on"),
    ]
    with as_creator():
        assert Project.objects.filter(partnership_id=world.shared).count() == 1
    assert kinds(world) == ["work.project_created"]


def test_all_projects_or_none(sam, world):
    rows = [project(world, "A"), project(world, "B", code="A")]

    assert upsert(sam, "projects", *rows, atomic=True, status=422)["code"] == "batch_refused"
    with as_creator():
        assert Project.objects.filter(partnership_id=world.shared).count() == 0
    assert kinds(world) == []


def test_deliverables_name_their_project_by_its_external_id(sam, world):
    upsert(sam, "projects", project(world, "A"))
    row = {
        "external_id": "K",
        "project": {"source": "crm", "external_id": "A"},
        "name": "Kassan",
        "planned_on": "2026-12-01",
    }

    assert statuses(upsert(sam, "deliverables", row)) == ["created"]
    before = kinds(world)
    assert statuses(upsert(sam, "deliverables", row)) == ["unchanged"]
    assert kinds(world) == before
    answer = upsert(sam, "deliverables", {**row, "delivered_on": "2026-11-20"})
    assert (statuses(answer), kinds(world)[-1]) == (["updated"], "work.deliverable_delivered")
    answer = upsert(
        sam,
        "deliverables",
        {**row, "agreed_hours": "10"},
        {**row, "external_id": "L", "project": {"source": "erp", "external_id": "A"}},
        {"external_id": "M", "project": RANDOM, "name": "M"},
    )
    assert faults(answer) == [
        ("terms_one_by_one", "/rows/0"),
        ("project_not_here", "/rows/1/project"),
        ("project_not_here", "/rows/2/project"),
    ]
    with as_creator():
        assert Deliverable.objects.count() == 1


def goal(world, external_id, **changed):
    return body_of_goal(world, **{"external_id": external_id, "partnership": str(world.shared), **changed})


def test_goals_are_proposed_once(sam, world):
    made = upsert(sam, "goals", goal(world, "G"))
    assert (statuses(made), faults(made)) == (["created"], [])

    again = upsert(sam, "goals", goal(world, "G"))
    assert (statuses(again), faults(again)) == (["unchanged"], [])
    answer = upsert(sam, "goals", goal(world, "G", name="Most orders"))
    assert faults(answer) == [("seen_missing", "/rows/0/seen")]
    assert statuses(upsert(sam, "goals", goal(world, "G", name="Most orders", seen=1))) == ["updated"]
    with as_creator():
        assert list(Version.objects.order_by("number").values_list("number", "status")) == [
            (1, "replaced"),
            (2, "open"),
        ]


def test_what_is_wrong_with_a_goal_is_named_in_its_row(sam, world):
    row = goal(world, "G")
    row["measures"][0]["kind"] = "sideways"

    answer = upsert(sam, "goals", goal(world, "H", ends_on="2026-01-01"), row)
    assert statuses(answer) == ["failed", "failed"]
    assert all(pointer.startswith(f"/rows/{place}/") for place, (_code, pointer) in enumerate(faults(answer)))


@pytest.fixture
def measure(world):
    goal = make_goals(world)
    with as_creator():
        return Measure.objects.get(goal=goal)


def reading(measure, external_id, value="1", read_on="2026-11-20", **changed):
    return {
        "external_id": external_id,
        "measure": str(measure.id),
        "value": value,
        "read_on": read_on,
        **changed,
    }


def test_readings_are_told_once_a_goal_and_corrected_by_another_value(sam, world, measure):
    before = len(kinds(world))
    rows = [reading(measure, "1"), reading(measure, "2", "2", "2026-11-21")]
    made = upsert(sam, "readings", *rows)

    assert (statuses(made), faults(made)) == (["created", "created"], [])
    assert kinds(world)[before:] == ["goals.value_recorded"]
    assert statuses(upsert(sam, "readings", *rows)) == ["unchanged", "unchanged"]
    answer = upsert(sam, "readings", {**rows[0], "value": "7"}, {"external_id": "2"})
    assert statuses(answer) == ["updated", "unchanged"]
    assert answer["data"][0]["id"] != made["data"][0]["id"]
    assert len(kinds(world)) == before + 2
    found = sam.get(f"/measures/{measure.id}/readings")["data"]
    assert {one["source"] for one in found} == {"crm"}
    with as_creator():
        assert Reading.objects.filter(measure=measure).count() == 3


def test_a_reading_that_fails_leaves_the_others_alone(sam, world, measure):
    answer = upsert(
        sam,
        "readings",
        reading(measure, "1"),
        reading(measure, "2", read_on="2999-01-01"),
        {**reading(measure, "3"), "measure": RANDOM},
        reading(measure, "4", step=RANDOM),
        reading(measure, "5", value=1),
        {"external_id": "6", "value": "1"},
        reading(measure, "7", "2", "2026-11-19"),
    )

    assert statuses(answer) == ["created", *["failed"] * 5, "created"]
    assert faults(answer) == [
        ("day_not_possible", "/rows/1/read_on"),
        ("measure_not_here", "/rows/2/measure"),
        ("measure_not_here", "/rows/3/step"),
        ("invalid", "/rows/4/value"),
        ("required", "/rows/5/measure"),
        ("required", "/rows/5/read_on"),
    ]
    moved = upsert(sam, "readings", reading(measure, "1", read_on="2026-11-18"))
    assert faults(moved) == [("stays_where_it_is", "/rows/0/read_on")]


def test_strangers_report_nothing(olga, caller, measure):
    assert faults(upsert(olga, "readings", reading(measure, "1"))) == [
        ("measure_not_here", "/rows/0/measure")
    ]
    reader = caller("sam", scopes=["read"])
    for resource in ("readings", "goals", "projects", "deliverables"):
        assert upsert(reader, resource, {}, status=403)["code"] == "scope_missing"
