"""Pages, key figures and questions by program: the same actions as the portal, the same readers."""

import pytest

from projects.openness.factories import granted
from projects.openness.steps import Step, Topic
from tests.tenancy import as_creator

PAGE = {
    "topic": "seasons",
    "title": "Our seasons",
    "body": "Kitchens sell in spring.",
    "audience": "partnership",
}
SCOPES = ["read", "insight:write", "goals:write"]


@pytest.fixture
def ada(caller):
    return caller("ada", scopes=SCOPES)


@pytest.fixture
def sam(caller):
    return caller("sam", scopes=SCOPES)


@pytest.fixture
def written(ada, world):
    return lambda **changed: ada.post(f"/partnerships/{world.shared}/insight-pages", {**PAGE, **changed})


def test_a_page_is_read_by_both_sides_and_saved_by_its_own(ada, sam, written):
    made = written(fresh_until="2030-01-01")
    assert sam.get(f"/insight-pages/{made['id']}") == made == ada.get("/insight-pages")["data"][0]
    path = f"/insight-pages/{made['id']}"
    assert ada.patch(path, {"body": "In May."}, If_Match='"1"')["version"] == 2
    assert ada.patch(path, {"body": "x"}, status=412, If_Match='"1"')["code"] == "stale_version"
    assert sam.patch(path, {"body": "x"}, status=403)["code"] == "not_your_page"


def test_a_key_finds_a_named_page_only_as_one_of_the_named(ada, caller, written, world):
    made = written(audience="named", readers=[str(world.users["sam"].id)])
    found = {
        name: caller(name, scopes=["read"]).get("/insight-pages")["data"] for name in ("sam", "finn", "olga")
    }
    assert {name: len(rows) for name, rows in found.items()} == {"sam": 1, "finn": 0, "olga": 0}
    caller("finn", scopes=["read"]).get(f"/insight-pages/{made['id']}", status=404)


def test_archived_it_is_gone_for_the_other_side(ada, sam, written):
    made = written()
    archived = ada.post(f"/insight-pages/{made['id']}/archive", {"is_archived": True}, status=200)
    assert archived["archived_at"] is not None
    sam.get(f"/insight-pages/{made['id']}", status=404)
    assert sam.get("/insight-pages")["data"] == []


def test_a_question_goes_back_and_forth(ada, sam, written, world):
    page = written()
    body = {"owner": page["party"], "title": "When?", "page": page["id"]}
    made = sam.post(f"/partnerships/{world.shared}/questions", body)
    assert (made["turn"], [one["sort"] for one in made["posts"]]) == (page["party"], ["asked"])
    assert ada.get(f"/questions?turn={page['party']}")["data"][0]["id"] == made["id"]
    sam.post(f"/questions/{made['id']}/replies", {"text": "And?"}, status=409)
    answered = ada.post(f"/questions/{made['id']}/replies", {"text": "In March."}, status=200)
    assert answered["turn"] == made["party"]
    assert sam.post(f"/questions/{made['id']}/close", {}, status=200)["turn"] is None


def test_a_reader_asks_to_refresh_and_says_what_it_changed(sam, written):
    page = written()
    asked = sam.post(f"/insight-pages/{page['id']}/refresh", {}, status=200)
    assert (asked["sort"], asked["turn"]) == ("refresh", page["party"])
    assert (
        sam.post(f"/insight-pages/{page['id']}/uses", {"text": "We start in May."})["text"]
        == "We start in May."
    )


def test_readings_are_upserted_by_day(ada, sam, world):
    figure = ada.post(
        f"/partnerships/{world.shared}/key-figures", {"name": "Orders", "unit": "orders", "target": "400"}
    )
    path = f"/key-figures/{figure['id']}/readings"
    rows = [{"read_on": "2026-11-02", "value": "380"}, {"read_on": "2026-11-09", "value": "412.5"}]
    first = ada.post(path, {"source": "shop", "readings": rows}, status=200)
    again = ada.post(path, {"source": "shop", "readings": [rows[0], {**rows[1], "value": "413"}]}, status=200)
    assert [[one["status"] for one in answer["data"]] for answer in (first, again)] == [
        ["created", "created"],
        ["unchanged", "created"],
    ]
    assert [one["value"] for one in ada.get(path)["data"]] == ["413.0000", "412.5000", "380.0000"]
    refused = ada.post(path, {"readings": [rows[0], {"read_on": "2999-01-01", "value": "1"}]}, status=422)
    assert refused["errors"][0]["pointer"] == "/readings/1/read_on"
    ada.post(path, {"readings": [rows[0]] * 1001}, status=400)
    sam.get(path, status=404)


def test_another_party_reads_a_figure_as_far_as_it_is_opened(ada, sam, world):
    made = ada.post(
        f"/partnerships/{world.shared}/key-figures", {"name": "Orders", "unit": "orders", "band": "50"}
    )
    row = {"read_on": "2026-11-02", "value": "412"}
    ada.post(f"/key-figures/{made['id']}/readings", {"readings": [row]}, status=200)
    path = f"/partnerships/{world.shared}/key-figures"
    assert sam.get(path)["data"] == []
    sam.get(f"/key-figures/{made['id']}", status=404)
    with as_creator():
        granted(
            world.shared,
            world.parties["havsvik"],
            world.parties["studionord"],
            Topic.KEY_FIGURES,
            Step.SUMMARY,
        )
    [one] = sam.get(path)["data"]
    assert (one["low"], one["high"], one["value"]) == ("400.0000", "450.0000", None)


def test_a_figure_is_asked_about_once_it_is_open_and_goes_to_its_own_side(ada, sam, world):
    made = ada.post(
        f"/partnerships/{world.shared}/key-figures", {"name": "Orders", "unit": "orders", "band": "50"}
    )
    where, other = f"/partnerships/{world.shared}/questions", str(world.parties["studionord"])
    asked = {"key_figure": made["id"], "owner": other, "title": "Why did it fall?"}
    sam.post(where, asked, status=404)
    with as_creator():
        granted(
            world.shared,
            world.parties["havsvik"],
            world.parties["studionord"],
            Topic.KEY_FIGURES,
            Step.FULL,
        )
    found = sam.post(where, asked)
    assert (found["key_figure"], found["owner"]) == (made["id"], str(world.parties["havsvik"]))


def test_the_versions_of_a_page_are_those_that_were_for_the_reader(ada, sam, olga, written):
    made = written(audience="draft", body="A first try.")
    path = f"/insight-pages/{made['id']}"
    ada.patch(path, {"audience": "partnership", "body": "In May."})
    ada.patch(path, {"body": "In June."})
    told = [(one["number"], one["body"]) for one in ada.get(f"{path}/versions")["data"]]
    assert told == [(3, "In June."), (2, "In May."), (1, "A first try.")]
    assert [one["number"] for one in sam.get(f"{path}/versions")["data"]] == [3, 2]
    first = sam.get(f"{path}/versions?limit=1")
    assert [
        one["number"] for one in sam.get(f"{path}/versions?limit=1&cursor={first['next_cursor']}")["data"]
    ] == [2]
    assert first["data"][0]["saved_by"] == "Ada Holm"
    olga.get(f"{path}/versions", status=404)
