"""Many rows at once: what becomes of each, what is told, and what never happens."""

import pytest

from api.models import ExternalId
from projects.health.factories import make_project
from projects.work.models import WorkEntry, Worker
from tests.events import events_of
from tests.tenancy import as_creator

RANDOM = "01990000-0000-7000-8000-ffffffffffff"
PATH = "/work-entries/batch/upsert"


@pytest.fixture
def shop(world):
    with as_creator():
        return make_project(world.shared)


@pytest.fixture
def send(shop):
    """Return what sends rows of hours on the shop; each row says what is special about it."""

    def rows(caller, *changes, status=200, headers=(), **outer):
        body = {"source": "time", "rows": [row(shop, **one) for one in changes], **outer}
        return caller.post(PATH, body, status=status, **dict(headers))

    return rows


def row(shop, external_id, **changed):
    whole = {
        "external_id": external_id,
        "project": str(shop.id),
        "done_on": "2026-11-20",
        "hours": "7.5",
        "role": "Developer",
        **changed,
    }
    return {name: value for name, value in whole.items() if value != "left out"}


def statuses(answer):
    return [one["status"] for one in answer["data"]]


def faults(answer):
    return [
        [(fault["code"], fault["pointer"]) for fault in one["problem"]["errors"]]
        for one in answer["data"]
        if one["problem"]
    ]


def stand():
    with as_creator():
        return WorkEntry.objects.count(), ExternalId.objects.count()


def test_each_row_is_made_then_unchanged_then_changed(sam, world, shop, send):
    made = send(sam, {"external_id": "A"}, {"external_id": "B", "hours": "2", "worker": "Sam B"})
    assert (statuses(made), made["created"], made["failed"]) == (["created", "created"], 2, 0)
    assert [one["external_id"] for one in made["data"]] == ["A", "B"]
    told = events_of(world.shared)

    again = send(sam, {"external_id": "B", "hours": "2.0", "worker": "Sam B"}, {"external_id": "A"})
    assert statuses(again) == ["unchanged", "unchanged"]
    assert [one["id"] for one in again["data"]] == [one["id"] for one in reversed(made["data"])]
    assert events_of(world.shared) == told
    changed = send(sam, {"external_id": "A"}, {"external_id": "B", "hours": "3"}, {"external_id": "C"})
    assert statuses(changed) == ["unchanged", "updated", "created"]
    found = sam.get(f"/work-entries/{made['data'][1]['id']}")
    assert (found["hours"], found["version"], found["worker"]) == ("3.000", 2, "Sam B")
    assert found["external_ids"] == [{"source": "time", "external_id": "B"}]


def test_what_is_written_is_told_by_one_event_a_project_that_names_every_row(sam, world, shop, send):
    with as_creator():
        other = make_project(world.shared, name="Other")
    first = send(sam, {"external_id": "A"})
    send(
        sam,
        {"external_id": "A", "hours": "1"},
        {"external_id": "B"},
        {"external_id": "C", "project": str(other.id)},
    )
    ids = {one: sam.get(f"/work-entries/external/time/{one}")["id"] for one in "ABC"}

    first_told, *told = events_of(world.shared)
    assert (first_told["kind"], str(first_told["subject"][1])) == (
        "work.entry_logged",
        first["data"][0]["id"],
    )
    assert [(event["kind"], event["subject"], event["data"]) for event in told] == [
        (
            "work.entries_written",
            ("project", shop.id),
            {"entries": 2, "created": [ids["B"]], "changed": [ids["A"]]},
        ),
        ("work.entries_written", ("project", other.id), {"entries": 1, "created": [ids["C"]], "changed": []}),
    ]
    assert {event["party"] for event in told} == {world.parties["studionord"]}


def test_a_thousand_rows_are_named_two_hundred_an_event(sam, world, send):
    answer = send(sam, *({"external_id": str(number)} for number in range(1000)))

    told = [event["data"] for event in events_of(world.shared)]
    assert answer["created"] == 1000
    assert [one["entries"] for one in told] == [200] * 5
    named = {key for one in told for key in one["created"]}
    assert named == {one["id"] for one in answer["data"]}


def test_a_row_that_fails_says_where_and_leaves_the_others_alone(sam, world, send):
    answer = send(
        sam,
        {"external_id": "good"},
        {"external_id": "hours", "hours": "25"},
        {"external_id": "type", "hours": 8, "role": ["x"]},
        {"external_id": "day", "done_on": "1904-01-01"},
        {"external_id": "ahead", "done_on": "2999-01-01"},
        {"external_id": "project", "project": RANDOM},
        {"external_id": "part", "deliverable": RANDOM},
        {"external_id": "field", "clock": "12:00"},
        {"external_id": "little", "project": "left out", "hours": "left out"},
        {"external_id": 7},
        {"external_id": "left out"},
        {"external_id": "good"},
    )

    assert statuses(answer) == ["created", *["failed"] * 11]
    assert faults(answer) == [
        [("hours_of_day", "/rows/1/hours")],
        [("invalid", "/rows/2/hours"), ("invalid", "/rows/2/role")],
        [("day_outside", "/rows/3/done_on")],
        [("day_outside", "/rows/4/done_on")],
        [("project_not_here", "/rows/5/project")],
        [("other_project", "/rows/6/deliverable")],
        [("unknown_field", "/rows/7/clock")],
        [("required", "/rows/8/hours"), ("required", "/rows/8/project")],
        [("invalid", "/rows/9/external_id")],
        [("required", "/rows/10/external_id")],
        [("twice_in_batch", "/rows/11/external_id")],
    ]
    assert {one["id"] for one in answer["data"][1:11]} == {None}
    assert stand() == (1, 1)


def test_a_row_that_is_no_object_fails(sam, shop):
    answer = sam.post(PATH, {"source": "time", "rows": [7, None, [], "x", {}]}, status=200)

    assert statuses(answer) == ["failed"] * 5


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ({"rows": []}, "invalid_rows", "/rows"),
        ({"rows": {}}, "invalid_rows", "/rows"),
        ({}, "invalid_rows", "/rows"),
        ({"rows": [{}] * 1001}, "invalid_rows", "/rows"),
        ({"rows": [{}], "source": "CRM"}, "invalid", "/source"),
        ({"rows": [{}], "source": 7}, "invalid", "/source"),
        ({"rows": [{}], "atomic": "true"}, "invalid", "/atomic"),
        ({"rows": [{}], "partial": True}, "unknown_field", "/partial"),
    ],
)
def test_an_envelope_that_does_not_fit_is_refused_whole(sam, body, code, pointer):
    found = sam.post(PATH, {"source": "time", **body}, status=400)

    assert [(one["code"], one["pointer"]) for one in found["errors"]] == [(code, pointer)]


@pytest.mark.parametrize("megabytes", [2, 50])
def test_a_large_body_is_refused_unread(sam, megabytes):
    assert sam.post(PATH, b"[" * megabytes * 2**20, status=413)["code"] == "body_too_large"


def test_all_or_none(sam, world, send):
    rows = [{"external_id": "A"}, {"external_id": "B", "hours": "25"}, {"external_id": "C", "hours": 1}]

    found = send(sam, *rows, atomic=True, status=422)

    assert found["code"] == "batch_refused"
    assert [(one["code"], one["pointer"]) for one in found["errors"]] == [
        ("hours_of_day", "/rows/1/hours"),
        ("invalid", "/rows/2/hours"),
    ]
    assert (stand(), events_of(world.shared)) == ((0, 0), [])
    assert send(sam, rows[0], atomic=True)["created"] == 1


def test_a_day_has_24_hours_over_all_rows(sam, send):
    day = {"worker": "Sam B", "hours": "10"}

    answer = send(sam, *({"external_id": str(number), **day} for number in range(3)))
    assert (statuses(answer), faults(answer)) == (
        ["created", "created", "failed"],
        [[("day_full", "/rows/2/hours")]],
    )
    more = send(sam, {"external_id": "0", **day, "hours": "2"}, {"external_id": "2", **day})
    assert statuses(more) == ["updated", "created"]
    assert statuses(send(sam, {"external_id": "0", **day, "hours": "5"})) == ["failed"]
    with as_creator():
        assert Worker.objects.filter(label="Sam B").count() == 1


def test_the_rows_that_named_people_name_others_later(sam, send):
    rows = [{"external_id": str(number), "worker": f"Sam {number % 2}"} for number in range(4)]
    send(sam, *rows)
    for name in ("Eva", "Sam"):
        others = [{**row, "worker": f"{name} {number // 2}"} for number, row in enumerate(rows)]
        assert statuses(send(sam, *others)) == ["updated"] * 4
    with as_creator():
        assert set(Worker.objects.values_list("label", flat=True)) >= {"Sam 0", "Sam 1", "Eva 0", "Eva 1"}


def test_a_batch_sent_twice_is_done_once(sam, world, send):
    first = send(sam, {"external_id": "A"}, headers={"Idempotency-Key": "b-1"}.items())
    again = send(sam, {"external_id": "A"}, headers={"Idempotency-Key": "b-1"}.items())

    assert again == first
    assert sam.last.headers["Idempotent-Replayed"] == "true"
    other = send(sam, {"external_id": "B"}, headers={"Idempotency-Key": "b-1"}.items(), status=422)
    assert other["code"] == "idempotency_key_reused"
    assert len(events_of(world.shared)) == 1


def test_refusals_speak_the_callers_language(sam, send):
    answer = send(sam, {"external_id": "A", "hours": "25"}, headers={"Accept-Language": "sv"}.items())

    assert answer["data"][0]["problem"]["detail"].startswith("Ett dygn har 24 timmar")


def test_a_key_without_the_right_writes_nothing(viewer, caller, send):
    assert send(viewer, {"external_id": "A"}, status=403)["code"] == "not_allowed"
    assert send(caller("ada", scopes=["read"]), {"external_id": "A"}, status=403)["code"] == "scope_missing"
