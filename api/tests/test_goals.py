"""Goals through the API."""

from datetime import timedelta

import pytest
from django.utils import timezone

from api.tests.goals import FOREIGN, body_of_goal, make_goals, measure
from projects.agreement.models import Version
from tests.events import events_of
from tests.tenancy import as_creator
from tests.world import MARKER

RANDOM = "01990000-0000-7000-8000-ffffffffffff"


def today():
    return timezone.now().date().isoformat()


@pytest.fixture
def goal(world):
    return make_goals(world, measures=[measure(), measure("steps")])


@pytest.fixture
def counted(ada, goal):
    """The first measure, of a number, as the API reads it."""
    return ada.get(f"/goals/{goal.id}")["measures"][0]


def test_a_goal_reads_the_same_from_both_sides(ada, sam, goal):
    found = ada.get(f"/goals/{goal.id}", Accept_Language="en")

    assert found == sam.get(f"/goals/{goal.id}", Accept_Language="en")
    assert (found["name"], found["status"], found["number"], found["open"], found["pace"]) == (
        "More orders",
        "active",
        1,
        None,
        None,
    )
    assert [side["amount"] for side in found["sides"]] == ["20.0000", "20.0000"]
    assert [one["kind"] for one in found["measures"]] == ["up", "steps"]


def test_lists_hold_ones_own_partnerships_only(ada, world, goal):
    for path in ("/goals", f"/partnerships/{world.shared}/goals", f"/goals?partnership={world.shared}"):
        assert [one["id"] for one in ada.get(path)["data"]] == [str(goal.id)]
        assert MARKER not in ada.last.text
    assert ada.get(f"/goals?partnership={world.foreign}")["data"] == []
    assert ada.get("/goals?status=proposed")["data"] == []
    ada.get(f"/partnerships/{world.foreign}/goals", status=404)


def test_a_goal_is_proposed_and_then_signed_by_both(ada, sam, world):
    made = ada.post(f"/partnerships/{world.shared}/goals", body_of_goal(world))
    assert ada.last.headers["Location"] == f"/api/v1/goals/{made['id']}"
    assert (made["status"], made["number"], made["open"]) == ("proposed", None, 1)

    version = f"/agreements/{made['agreement']}/versions/1"
    said = {"content_hash": sam.get(version)["content_hash"]}
    sam.post(f"{version}/sign", said, status=200)
    ada.post(f"{version}/sign", said, status=200)
    found = ada.get(f"/goals/{made['id']}")

    assert (found["status"], found["number"], found["open"]) == ("active", 1, None)
    assert found["measures"][0]["target"] == "100.0000"


def test_a_change_is_proposed_and_holds_nothing_yet(ada, sam, goal):
    after = sam.patch(f"/goals/{goal.id}", {"name": "Many more orders", "seen": 1})

    assert (after["name"], after["number"], after["open"], after["newest"]) == ("More orders", 1, 2, 2)
    differing = ada.get(f"/agreements/{after['agreement']}/versions/2")
    assert [one["path"] for one in differing["differences"]] == ["name"]
    assert ada.patch(f"/goals/{goal.id}", {"name": "X", "seen": 1}, status=409)["code"] == "version_passed"
    assert ada.patch(f"/goals/{goal.id}", {"name": "X"}, status=409)["code"] == "version_passed"


@pytest.mark.parametrize(
    ("changed", "status", "code", "pointer"),
    [
        ({"goal": "1"}, 400, "unknown_field", "/goal"),
        ({"name": 7}, 400, "invalid", "/name"),
        ({"ends_on": "2026-13-01"}, 400, "invalid", "/ends_on"),
        ({"ends_on": "2026-01-01"}, 422, "period_out_of_order", "/ends_on"),
        ({"measures": [measure(target="0", steps=[])]}, 422, "target_is_start", "/measures/0/target"),
        ({"measures": [measure(unit=None, steps=[])]}, 400, "null", "/measures/0/unit"),
        ({"measures": [measure(unit="", steps=[])]}, 422, "unit_missing", "/measures/0/unit"),
        ({"measures": [measure(target=100, steps=[])]}, 400, "invalid", "/measures/0/target"),
        ({"sides": []}, 422, "side_missing", "/sides"),
        ({"parent": RANDOM}, 422, "parent_not_here", "/parent"),
        ({"projects": [RANDOM]}, 422, "project_not_here", "/projects"),
    ],
)
def test_what_does_not_fit_is_refused_by_pointer(ada, world, changed, status, code, pointer):
    address = f"/partnerships/{world.shared}/goals"
    found = ada.post(address, body_of_goal(world, **changed), status=status)

    assert [(one["code"], one["pointer"]) for one in found["errors"]] == [(code, pointer)]


def test_a_check_in_is_written_once_a_week_and_changed_by_the_same_side(ada, sam, goal, counted):
    path = f"/goals/{goal.id}/check-ins"
    said = {"confidence": 8, "happened": "Started", "values": [{"measure": counted["id"], "value": "40"}]}
    first = ada.post(path, said, status=200)
    again = ada.post(path, {**said, "confidence": 9}, status=200)
    sam.post(path, {"confidence": 4}, status=200)

    assert (again["id"], again["confidence"], again["version"]) == (first["id"], 9, 2)
    assert len(ada.get(path)["data"]) == 2
    assert ada.get(path) == {**sam.get("/check-ins"), "next_cursor": None}
    found = ada.get(f"/goals/{goal.id}")
    assert ([one["confidence"] for one in found["confidences"]], found["distance"]) == ([9, 4], 5)
    assert found["measures"][0]["achieved"] == "0.4000"
    assert ada.get("/check-ins?updated_since=2999-01-01T00:00:00Z")["data"] == []


@pytest.mark.parametrize(
    ("said", "status", "code"),
    [
        ({}, 400, "required"),
        ({"confidence": "8"}, 400, "invalid"),
        ({"confidence": True}, 400, "invalid"),
        ({"confidence": 11}, 422, "bad_confidence"),
        ({"confidence": 8, "sure": 1}, 400, "unknown_field"),
        ({"confidence": 8, "week_on": "2999-01-01"}, 422, "week_not_possible"),
        ({"confidence": 8, "values": [{"measure": RANDOM, "value": "1"}]}, 422, "measure_not_here"),
        ({"confidence": 8, "steps": [{"step": RANDOM, "is_done": "yes"}]}, 400, "invalid"),
        ({"confidence": 8, "happened": "x" * 10_001}, 422, "text_too_long"),
    ],
)
def test_a_check_in_that_does_not_fit_writes_nothing(ada, goal, said, status, code):
    found = ada.post(f"/goals/{goal.id}/check-ins", said, status=status)

    assert [one["code"] for one in found["errors"]] == [code]
    assert ada.get("/check-ins")["data"] == []


def test_values_are_reported_with_their_source_and_a_result_for_each(ada, sam, goal, counted):
    path = f"/measures/{counted['id']}/readings"
    said = {"source": "Shop", "readings": [{"value": "40", "read_on": today()}] * 2}
    first = ada.post(path, said, status=200)
    second = ada.post(path, said, status=200)

    assert [one["status"] for one in first["data"]] == ["created", "unchanged"]
    assert [one["status"] for one in second["data"]] == ["unchanged", "unchanged"]
    [row] = sam.get(path)["data"]
    assert (row["id"], row["value"], row["source"], row["source_kind"]) == (
        first["data"][0]["id"],
        "40",
        "Shop",
        "api",
    )


def test_of_values_all_are_written_or_none(ada, goal, counted):
    path = f"/measures/{counted['id']}/readings"
    rows = [{"value": "1", "read_on": today()}, {"value": "2", "read_on": "2999-01-01"}]
    found = ada.post(path, {"source": "Shop", "readings": rows}, status=422)

    assert found["errors"][0]["pointer"] == "/readings/1/read_on"
    assert ada.get(path)["data"] == []
    ada.post(path, {"source": "Shop", "readings": rows[:1] * 1001}, status=400)
    ada.post(path, {"readings": rows[:1]}, status=400)
    ada.post(path, {"source": "Shop", "readings": [{"value": 1, "read_on": today()}]}, status=400)


def test_a_score_is_unread_by_the_other_side_until_both_have_scored(ada, sam, world):
    goal = make_goals(world, ends_on=today())
    path = f"/goals/{goal.id}/scores"
    mine = ada.post(path, {"score": "0.7", "word": "Bra"}, status=200)

    assert (mine["score"], sam.get(path)["data"]) == ("0.70", [])
    sam.post(path, {"score": "0.5"}, status=200)
    assert {one["score"] for one in sam.get(path)["data"]} == {"0.70", "0.50"}
    assert sam.get(path) == ada.get(path)
    assert ada.post(path, {"score": "0.9"}, status=409)["code"] == "scores_frozen"
    assert ada.post(path, {"score": "0.7", "goal": 1}, status=400)["code"] == "invalid_body"


def test_a_goal_is_not_scored_before_its_end(ada, goal):
    assert ada.post(f"/goals/{goal.id}/scores", {"score": "0.7"}, status=409)["code"] == "goal_not_over"


def test_viewers_read_and_strangers_learn_nothing(goal, counted, viewer, olga, ada, world):
    where = f"/goals/{goal.id}"
    assert viewer.get(where)["id"] == str(goal.id)
    viewer.post(f"{where}/check-ins", {"confidence": 5}, status=403)
    viewer.post(f"/partnerships/{world.shared}/goals", body_of_goal(world), status=403)
    viewer.patch(where, {"name": "X", "seen": 1}, status=403)
    readings = {"source": "X", "readings": [{"value": "1", "read_on": today()}]}
    viewer.post(f"/measures/{counted['id']}/readings", readings, status=403)
    olga.post(f"/measures/{counted['id']}/readings", readings, status=404)
    olga.patch(where, {"name": "X", "seen": 1}, status=404)
    for path in ("", "/check-ins", "/scores"):
        seen = [ada.get(f"/goals/{one}{path}", status=404) for one in (FOREIGN, RANDOM)]
        assert len({(one["code"], one["detail"]) for one in seen}) == 1
    assert "goals.checked_in" not in [event["kind"] for event in events_of(world.shared)]


def test_an_organizations_key_reports_and_proposes_and_does_not_sign(caller, world, goal, counted):
    service = caller("ada", kind="organization")
    readings = {"source": "Shop", "readings": [{"value": "40", "read_on": today()}]}
    service.post(f"/measures/{counted['id']}/readings", readings, status=200)
    made = service.post(f"/partnerships/{world.shared}/goals", body_of_goal(world))
    with as_creator():
        seen_hash = Version.objects.get(agreement_id=made["agreement"]).content_hash
    path = f"/agreements/{made['agreement']}/versions/1/sign"

    assert service.post(path, {"content_hash": seen_hash}, status=403)["code"] == "person_signs"


def test_a_key_without_the_scope_does_not_check_in(caller, goal):
    found = caller("ada", scopes=["read", "plan:write"])

    assert found.post(f"/goals/{goal.id}/check-ins", {"confidence": 5}, status=403)["code"] == "scope_missing"


def test_a_week_before_the_goal_began_is_refused(ada, goal):
    day = (timezone.now() - timedelta(weeks=20)).date().isoformat()
    found = ada.post(f"/goals/{goal.id}/check-ins", {"confidence": 5, "week_on": day}, status=422)

    assert found["code"] == "week_not_possible"
