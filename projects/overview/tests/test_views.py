"""The first pages, from both chairs."""

from uuid import uuid4

import pytest

from tests.world import MARKER


@pytest.fixture
def as_person(world, client):
    def enter(name):
        client.force_login(world.users[name])
        return client

    return enter


@pytest.mark.parametrize("name", ["ada", "sam", "vera", "finn"])
def test_the_home_names_both_sides_in_the_same_order(world, as_person, name):
    page = as_person(name).get(f"/p/{world.shared}/").content.decode()
    assert 0 < page.index("Havsvik Hem") < page.index("Studio Nord")
    assert MARKER not in page


def test_the_portfolio_lists_the_own_partnerships_alone(world, as_person):
    page = as_person("sam").get("/").content.decode()
    assert page.count(f"/p/{world.shared}/") == 1
    assert MARKER not in page


def test_a_stranger_gets_the_same_answer_as_for_a_partnership_that_is_not_there(world, as_person):
    client = as_person("olga")
    hidden, absent = client.get(f"/p/{world.shared}/"), client.get(f"/p/{uuid4()}/")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert hidden.content == absent.content


def test_people_of_both_sides_stand_side_by_side(world, as_person):
    page = as_person("finn").get(f"/p/{world.shared}/people/").content.decode()
    assert all(name in page for name in ("Ada Holm", "Vera Lind", "Sam Berg", "Finn Ek"))
    assert "Olga" not in page


def test_who_has_no_organization_is_led_to_begin_one(world, as_person):
    answer = as_person("nils").get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/begin/")


@pytest.mark.parametrize("name", ["ada", "sam"])
def test_the_home_says_where_the_charter_stands_and_shows_the_goals(world, as_person, name):
    page = as_person(name).get(f"/p/{world.shared}/").content.decode()
    assert "Charter" in page or "charter" in page
    assert f'href="/p/{world.shared}/agreements/charter/"' in page
    assert f'href="/p/{world.shared}/goals/"' in page
