"""Openness through the API: what is open, questions and answers, closing, the reading log, the signed table."""

from datetime import date

import pytest

from api.documentation import _record, _resolved, description
from partnership.kit.ids import new_id
from projects.openness.factories import granted
from projects.openness.models import Ask, Grant
from projects.openness.steps import Step, Topic
from tests.events import events_of
from tests.furnished import keep
from tests.furnishings import openness
from tests.tenancy import as_creator
from tests.world import MARKER


@pytest.fixture
def furnished(world):
    with as_creator():
        for key in openness.SIDES:
            openness.furnish(world, key, keep)
    return world


def side(world, key):
    return {"id": str(world.parties[key]), "name": ""}


def table_row(world, party, reader, topic, step):
    plain = {"purpose": "To plan", "until": "2099-12-31", "step": step, "topic": topic}
    return {"id": str(new_id()), "party": side(world, party), "reader": side(world, reader), **plain}


def question(world, **said):
    owner = str(world.parties["studionord"])
    return {"owner": owner, "topic": "key_figures", "step": 3, "because": "To plan", **said}


def asks(world):
    return f"/partnerships/{world.shared}/openness-asks"


def test_both_sides_read_what_is_open_now(ada, viewer, furnished):
    path = f"/partnerships/{furnished.shared}/openness"
    found = ada.get(path)["data"]
    assert [
        (one["topic"], one["step"], one["party"]) for one in sorted(found, key=lambda one: one["topic"])
    ] == [
        ("capacity", 3, str(furnished.parties["studionord"])),
        ("plans", 2, str(furnished.parties["havsvik"])),
    ]
    assert viewer.get(path)["data"] == found
    assert (found[0]["object"], found[0]["until"], found[0]["ended_at"]) == ("grant", "2099-12-31", None)


def test_pages_of_what_is_open_go_on(ada, furnished):
    path = f"/partnerships/{furnished.shared}/openness?limit=1"
    first = ada.get(path)
    second = ada.get(f"{path}&cursor={first['next_cursor']}")
    assert len({first["data"][0]["id"], second["data"][0]["id"]}) == 2
    assert second["has_more"] is False


def test_what_holds_back_without_end_says_no_day(ada, world):
    parties = world.parties["studionord"], world.parties["havsvik"]
    with as_creator():
        granted(world.shared, *parties, Topic.TIME, Step.DETAIL, until=date.max, purpose="")
    [found] = ada.get(f"/partnerships/{world.shared}/openness")["data"]
    assert (found["topic"], found["step"], found["until"]) == ("time", 3, None)


def test_a_question_and_its_answer(ada, sam, world):
    made = ada.post(asks(world), question(world))
    assert (made["status"], made["gives"], made["party"]) == ("open", 0, str(world.parties["havsvik"]))
    assert ada.last["Location"] == f"/api/v1/openness-asks/{made['id']}"
    assert sam.get(f"/openness-asks?status=open&owner={made['owner']}")["data"] == [made]
    path = f"/openness-asks/{made['id']}"
    assert sam.post(f"{path}/answer", {"is_yes": False}, status=422)["code"] == "answer_missing"
    answered = sam.post(f"{path}/answer", {"is_yes": False, "answer": "Later"}, status=200)
    assert (answered["status"], answered["answer"]) == ("declined", "Later")
    assert ada.get(path) == answered
    assert sam.post(f"{path}/answer", {"is_yes": True}, status=409)["code"] == "ask_closed"
    assert ada.post(f"{path}/withdraw", {}, status=409)["code"] == "ask_closed"
    kinds = [one["kind"] for one in events_of(world.shared)]
    assert kinds == ["openness.asked", "openness.ask_declined"]


def test_taking_a_question_back(ada, sam, world):
    path = f"/openness-asks/{ada.post(asks(world), question(world))['id']}/withdraw"
    sam.post(path, {}, status=403)
    assert ada.post(path, {}, status=200)["status"] == "withdrawn"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"topic": "margin"}, "nothing_in_return"),
        ({"topic": "time", "step": 4}, "open_already"),
        ({"owner": str(new_id())}, "wrong_side"),
    ],
)
def test_a_question_that_can_not_be_asked(ada, world, said, code):
    assert ada.post(asks(world), question(world, **said), status=422)["code"] == code
    with as_creator():
        assert not Ask.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        {"step": 0},
        {"step": 5},
        {"topic": "goals"},
        {"gives": -1},
        {"because": "   "},
        {"x": 1},
        {"step": "3"},
    ],
)
def test_a_body_out_of_shape_is_refused(ada, world, said):
    ada.post(asks(world), question(world, **said), status=400)


def test_another_partnerships_side_is_refused_like_one_that_does_not_exist(ada, world):
    answers = [
        ada.post(asks(world), question(world, owner=str(owner)), status=422)
        for owner in (world.parties["fjallbo"], new_id())
    ]
    assert [{**one, "request_id": ""} for one in answers[:1]] == [
        {**one, "request_id": ""} for one in answers[1:]
    ]


def test_closing_to_a_lower_step_and_wholly(sam, ada, furnished):
    grant = furnished.things["grant"]["shared"]
    path = f"/openness-grants/{grant}/close"
    ada.post(path, {"step": 0}, status=403)
    assert sam.post(path, {"step": 3}, status=422)["code"] == "not_less"
    lower = sam.post(path, {"step": 1}, status=200)
    assert (lower["step"], lower["ended_at"], lower["id"] != str(grant)) == (1, None, True)
    closed = sam.post(f"/openness-grants/{lower['id']}/close", {"step": 0}, status=200)
    assert (closed["id"], closed["is_withdrawn"]) == (lower["id"], True)
    assert sam.post(path, {"step": 0}, status=409)["code"] == "closed_already"


def test_the_reading_log_is_its_owners(ada, sam, furnished):
    own, others = (caller.get("/openness-readings")["data"] for caller in (ada, sam))
    assert [(one["person"], one["times"], one["place"]) for one in own] == [
        (str(furnished.users["sam"].id), 2, "book")
    ]
    assert [one["person"] for one in others] == [str(furnished.users["ada"].id)]
    assert ada.get("/openness-readings?topic=plans")["data"] == []


@pytest.mark.parametrize("path", ["/openness-asks", "/openness-readings"])
def test_nothing_of_another_partnership_is_listed(ada, furnished, path):
    assert MARKER not in str(ada.get(path))
    assert ada.get(f"{path}?partnership={furnished.foreign}")["data"] == []


def test_rows_of_strangers_are_not_there(ada, furnished):
    foreign = furnished.things["ask"]["foreign"], furnished.things["grant"]["foreign"]
    ada.get(f"/openness-asks/{foreign[0]}", status=404)
    ada.post(f"/openness-asks/{foreign[0]}/answer", {"is_yes": True}, status=404)
    ada.post(f"/openness-asks/{foreign[0]}/withdraw", {}, status=404)
    ada.post(f"/openness-grants/{foreign[1]}/close", {"step": 0}, status=404)
    ada.get(f"/partnerships/{furnished.foreign}/openness", status=404)
    ada.post(f"/partnerships/{furnished.foreign}/openness-asks", question(furnished), status=404)


def test_a_key_without_the_scope_and_a_viewer_write_nothing(caller, viewer, world):
    reader = caller("ada", scopes=["read", "plan:write"])
    assert reader.post(asks(world), question(world), status=403)["code"] == "scope_missing"
    assert viewer.post(asks(world), question(world), status=403)["code"] == "not_allowed"


def test_the_table_is_put_forward_and_signed_like_any_agreement(ada, sam, world):
    rows = [
        table_row(world, "studionord", "havsvik", "margin", "3"),
        table_row(world, "havsvik", "studionord", "outcome_value", "2"),
    ]
    body = {"kind": "openness", "values": {"rows": rows}, "seen": 0}
    made = sam.post(f"/partnerships/{world.shared}/agreements", body)
    for each in (sam, ada):
        path = f"/agreements/{made['agreement']}/versions/1/sign"
        each.post(path, {"content_hash": made["content_hash"]}, status=200)
    found = ada.get(f"/partnerships/{world.shared}/openness")["data"]
    assert sorted((one["topic"], one["step"], one["number"]) for one in found) == [
        ("margin", 3, 1),
        ("outcome_value", 2, 1),
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"step": "4"}, "out_of_balance"),
        ({"until": None}, "until_missing"),
        ({"until": "2020-01-01"}, "until_passed"),
        ({"purpose": None}, "purpose_missing"),
        ({"step": None}, "row_not_whole"),
        ({"party": None}, "row_not_whole"),
        ({"topic": "goals"}, "bad_values"),
        ({"step": "9"}, "bad_values"),
    ],
)
def test_a_row_that_can_not_be_is_refused_at_its_place(sam, world, change, code):
    row = {**table_row(world, "studionord", "havsvik", "margin", "1"), **change}
    body = {"kind": "openness", "values": {"rows": [row]}, "seen": 0}
    answer = sam.post(f"/partnerships/{world.shared}/agreements", body, status=422)
    assert answer["code"] == code
    assert answer["errors"][0]["pointer"].startswith("/values/rows/0/")


def test_a_row_that_stands_twice_is_refused(sam, world):
    twice = [table_row(world, "studionord", "havsvik", "key_figures", step) for step in ("1", "2")]
    body = {"kind": "openness", "values": {"rows": twice}, "seen": 0}
    answer = sam.post(f"/partnerships/{world.shared}/agreements", body, status=422)
    assert answer["code"] == "row_twice"


def test_the_table_is_about_the_partnership_alone(sam, world):
    body = {"kind": "openness", "values": {"rows": []}, "seen": 0, "subject": str(new_id())}
    sam.post(f"/partnerships/{world.shared}/agreements", body, status=404)
    with as_creator():
        assert not Grant.objects.exists()


@pytest.mark.parametrize(
    "name", ["/partnerships/{partnership}/openness", "/openness-asks", "/openness-readings"]
)
def test_lists_answer_what_is_promised(ada, furnished, name):
    schema = description()["paths"][f"/api/v1{name}"]["get"]["responses"]["200"]["content"][
        "application/json"
    ]
    promised = _resolved(description(), _record(description(), schema["schema"]))["properties"]
    for one in ada.get(name.format(partnership=furnished.shared))["data"]:
        assert set(one) == set(promised)
