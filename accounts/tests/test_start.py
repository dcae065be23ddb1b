"""First steps: an organization, which one to act for, the language, and the demo's cards."""

import pytest
from django.urls import reverse

from accounts.doors import actor_for
from tests.world import MARKER

FIRST = {"name": "Nytt AB", "language": "sv", "time_zone": "Europe/Stockholm", "currency": "SEK"}


def own(person):
    return [standing.name for standing in actor_for(person.id).standings]


def test_a_person_without_an_organization_is_led_to_begin_one(world, client):
    client.force_login(world.users["nils"])
    assert client.get("/").url == "/begin/"
    answer = client.post(reverse("accounts:begin"), FIRST)
    assert (answer.status_code, answer.url) == (303, "/")
    assert own(world.users["nils"]) == ["Nytt AB"]


def test_a_second_click_begins_no_second_organization(world, client):
    client.force_login(world.users["nils"])
    for _click in range(2):
        assert client.post(reverse("accounts:begin"), FIRST).status_code == 303
    assert own(world.users["nils"]) == ["Nytt AB"]


def test_what_was_typed_stays_when_something_is_missing(world, client):
    client.force_login(world.users["nils"])
    answer = client.post(reverse("accounts:begin"), {**FIRST, "time_zone": "Mars/Olympus"})
    assert answer.status_code == 422
    assert 'value="Nytt AB"' in answer.text
    assert own(world.users["nils"]) == []


def test_a_person_of_two_organizations_chooses_which_to_act_for(world, client):
    client.force_login(world.users["ada"])
    client.post(reverse("accounts:begin"), FIRST)
    assert "Nytt AB" in client.get("/").text
    havsvik = world.organizations["havsvik"].id
    client.post(reverse("accounts:choose"), {"organization": str(havsvik)})
    assert "Studio Nord" in client.get("/").text


def test_an_organization_of_others_cannot_be_chosen(world, client):
    client.force_login(world.users["ada"])
    answer = client.post(reverse("accounts:choose"), {"organization": str(world.organizations["fjallbo"].id)})
    assert answer.status_code == 200
    assert MARKER not in client.get("/").text


def test_the_language_is_kept_on_the_person_and_in_a_cookie(world, client):
    client.force_login(world.users["sam"])
    answer = client.post(reverse("accounts:language"), {"language": "sv", "next": "/members/"})
    assert (answer.status_code, answer.url) == (303, "/members/")
    assert client.cookies["django_language"].value == "sv"
    assert '<html lang="sv"' in client.get("/members/").text


def test_a_stranger_keeps_the_language_in_a_cookie(client, world):
    client.post(reverse("accounts:language"), {"language": "sv"})
    answer = client.get(reverse("account_login"), headers={"Accept-Language": "en"})
    assert '<html lang="sv"' in answer.text


@pytest.mark.parametrize("next_", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_way_back_never_leads_out_of_the_portal(client, world, next_):
    assert client.post(reverse("accounts:language"), {"language": "sv", "next": next_}).url == "/"


def test_a_language_that_is_not_there_changes_nothing(world, client):
    client.force_login(world.users["sam"])
    client.post(reverse("accounts:language"), {"language": "xx"})
    assert '<html lang="en"' in client.get("/settings/").text


@pytest.mark.parametrize("email", ["ada@havsvik.example", "nils@nowhere.example", ""])
def test_role_cards_let_nobody_in_outside_the_demo(world, client, settings, email):
    settings.DEMO = False
    assert client.post(reverse("accounts:demo_sign_in"), {"email": email}).status_code == 404
    assert "_auth_user_id" not in client.session
    assert "demo" not in client.get(reverse("account_login")).text


def test_a_role_card_signs_its_person_in_and_no_other(world, client, settings):
    settings.DEMO = True
    assert client.post(reverse("accounts:demo_sign_in"), {"email": "nils@nowhere.example"}).status_code == 404
    assert 'value="ada@havsvik.example"' in client.get(reverse("account_login")).text
    answer = client.post(reverse("accounts:demo_sign_in"), {"email": "ada@havsvik.example"})
    assert (answer.status_code, answer.url) == (303, "/")
    assert client.session["_auth_user_id"] == str(world.users["ada"].id)


def test_a_role_card_takes_no_get(world, client, settings):
    settings.DEMO = True
    assert client.get(reverse("accounts:demo_sign_in") + "?email=ada@havsvik.example").status_code == 405


@pytest.mark.parametrize(("chosen", "shown"), [("dark", ' data-theme="dark"'), ("", ""), ("blue", "")])
def test_light_and_dark_are_chosen_without_script(world, client, chosen, shown):
    client.force_login(world.users["sam"])
    client.post(reverse("accounts:theme"), {"theme": "light"})
    assert client.post(reverse("accounts:theme"), {"theme": chosen}).url == "/settings/"
    assert f'<html lang="en"{shown}>' in client.get("/settings/").text
