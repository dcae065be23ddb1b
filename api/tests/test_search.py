"""The same hits as on the page, for programs; bounded, and strict about what is asked."""

import pytest

from projects.work.factories import ProjectFactory
from tests.tenancy import as_creator


@pytest.fixture
def project(world):
    with as_creator():
        sides = {
            "commissioned_by_id": world.parties["havsvik"],
            "delivered_by_id": world.parties["studionord"],
        }
        ProjectFactory(partnership_id=world.shared, name="Annat", code="A1", **sides)
        return ProjectFactory(partnership_id=world.shared, name="Leverans <b>ett</b>", code="L1", **sides)


def test_a_hit_says_what_it_is_and_where_it_stands(sam, project, world):
    assert sam.get("/search?q=leveranser") == {
        "data": [
            {
                "id": str(project.id),
                "object": "project",
                "partnership": str(world.shared),
                "title": "Leverans <b>ett</b>",
                "text": "L1",
                "place": "",
                "party": None,
                "day": None,
                "page": f"/p/{world.shared}/work/projects/{project.id}/",
            }
        ],
        "has_more": False,
        "next_cursor": None,
    }


def test_it_is_narrowed_to_kinds_and_partnerships(sam, project, world):
    def count(query):
        return len(sam.get(f"/search?q=leverans&{query}")["data"])

    assert count("kind=project&kind=goal") == count(f"partnership={world.shared}") == 1
    assert count("kind=goal") == count(f"partnership={world.foreign}") == 0


def test_what_a_kind_has_more_of_is_said(sam, project, world):
    answer = sam.get("/search?q=annat%20or%20leverans&limit=1")
    assert (len(answer["data"]), answer["has_more"], answer["next_cursor"]) == (1, True, None)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "no_word"),
        ("q=", "no_word"),
        ("q=och", "no_word"),
        ("q=-leverans", "no_word"),
        ("q=%00", "no_word"),
        ("q=:*", "no_word"),
        (f"q={'x' * 201}", "invalid_parameter"),
        ("q=x&kind=secret", "invalid_parameter"),
        ("q=x&limit=51", "invalid_parameter"),
        ("q=x&limit=0", "invalid_parameter"),
        ("q=x&limit=²", "invalid_parameter"),
        ("q=x&cursor=1", "unknown_parameter"),
    ],
)
def test_what_cannot_be_asked_is_named(sam, query, code):
    answer = sam.get(f"/search?{query}", status=400)
    assert answer["code"] == code
    assert [fault["parameter"] for fault in answer["errors"]] != []


def test_strangers_find_nothing(olga, nobody, project):
    assert olga.get("/search?q=leverans")["data"] == []
    nobody.get("/search?q=leverans", status=401)
