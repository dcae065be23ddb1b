"""Settings: of a person, of an organization, and the keys."""

import re

import pytest
from django.urls import reverse

from accounts.keys import actor_of_key
from accounts.models import ApiKey, Organization, User
from tests.tenancy import as_creator

ME = {"name": "Sam B", "language": "sv", "time_zone": "Europe/Helsinki"}
KEY = {"name": "Our CRM", "kind": "personal", "scopes": ["read"]}


@pytest.fixture
def as_sam(world, client):
    client.force_login(world.users["sam"])
    return client


def test_a_person_changes_name_language_and_zone(world, as_sam):
    answer = as_sam.post(reverse("accounts:person"), ME)
    assert (answer.status_code, answer.url) == (303, reverse("accounts:settings"))
    person = User.objects.get(id=world.users["sam"].id)
    assert {name: getattr(person, name) for name in ME} == ME
    page = as_sam.get(reverse("accounts:settings")).text
    assert "Sparat." in page
    assert '<html lang="sv"' in page


@pytest.mark.parametrize("wrong", [{"name": ""}, {"time_zone": "Mars/Olympus"}, {"language": "xx"}])
def test_what_is_wrong_is_told_and_the_rest_stays(world, as_sam, wrong):
    answer = as_sam.post(reverse("accounts:person"), {**ME, "name": "Typed name", **wrong})
    assert answer.status_code == 422
    assert User.objects.get(id=world.users["sam"].id).name == "Sam Berg"
    assert ("Typed name" in answer.text) is ("name" not in wrong)


def organization(world, key="studionord"):
    with as_creator():
        return Organization.objects.get(id=world.organizations[key].id)


def shape(version, **change):
    return {
        "name": "Studio Nord",
        "language": "en",
        "time_zone": "Europe/Stockholm",
        "currency": "EUR",
        "version": version,
        **change,
    }


def test_an_owner_changes_the_organization(world, as_sam):
    answer = as_sam.post(reverse("accounts:organization"), shape(organization(world).version))
    assert answer.status_code == 303
    assert organization(world).currency == "EUR"


def test_a_change_made_meanwhile_is_told_and_nothing_typed_is_lost(world, as_sam):
    old = organization(world).version
    as_sam.post(reverse("accounts:organization"), shape(old))
    answer = as_sam.post(reverse("accounts:organization"), shape(old, name="Studio South"))
    assert answer.status_code == 422
    assert 'value="Studio South"' in answer.text
    assert organization(world).name == "Studio Nord"
    again = shape(re.search(r'name="version" value="(\d+)"', answer.text)[1], name="Studio South")
    assert as_sam.post(reverse("accounts:organization"), again).status_code == 303
    assert organization(world).name == "Studio South"


def test_finance_sees_no_form_for_the_organization_and_may_not_send_one(world, client):
    client.force_login(world.users["finn"])
    assert reverse("accounts:organization") not in client.get(reverse("accounts:settings")).text
    answer = client.post(reverse("accounts:organization"), shape(organization(world).version))
    assert answer.status_code == 403
    assert organization(world).currency == "SEK"


def test_a_key_is_shown_once_and_works(world, as_sam):
    answer = as_sam.post(reverse("accounts:keys"), KEY)
    shown = re.search(r'id="new-key">(pp_live_\w+)<', answer.text)[1]
    assert actor_of_key(shown)[0].person_id == world.users["sam"].id
    assert "pp_live_" not in as_sam.get(reverse("accounts:keys")).text


def test_a_second_click_leaves_one_living_key_and_it_is_the_one_shown(world, as_sam):
    answers = [as_sam.post(reverse("accounts:keys"), KEY) for _click in range(2)]
    first, second = (re.search(r'id="new-key">(pp_live_\w+)<', answer.text)[1] for answer in answers)
    assert actor_of_key(first) is None
    assert actor_of_key(second)[0].person_id == world.users["sam"].id


def test_a_key_without_scopes_or_from_yesterday_is_refused_at_its_field(world, as_sam):
    answer = as_sam.post(reverse("accounts:keys"), {**KEY, "scopes": [], "expires_on": "2020-01-01"})
    assert answer.status_code == 422
    answer = as_sam.post(reverse("accounts:keys"), {**KEY, "expires_on": "2020-01-01"})
    assert answer.status_code == 422
    assert "Choose a time in the future." in answer.text


def test_a_key_is_taken_back(world, as_sam):
    answer = as_sam.post(reverse("accounts:keys"), KEY)
    shown = re.search(r'id="new-key">(pp_live_\w+)<', answer.text)[1]
    with as_creator():
        key = ApiKey.objects.get()
    for _click in range(2):
        as_sam.post(reverse("accounts:revoke_key", kwargs={"key": key.id}))
    assert actor_of_key(shown) is None


def test_a_viewer_makes_no_keys_and_others_keys_are_not_there(world, client, as_sam):
    as_sam.post(reverse("accounts:keys"), KEY)
    with as_creator():
        key = ApiKey.objects.get()
    client.force_login(world.users["vera"])
    assert client.get(reverse("accounts:keys")).status_code == 403
    client.force_login(world.users["olga"])
    assert client.post(reverse("accounts:revoke_key", kwargs={"key": key.id})).status_code == 404
