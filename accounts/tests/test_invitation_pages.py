"""The link in an invitation: for a new person, for the right one, for another one, too late."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions import invite_member, withdraw_invitation
from accounts.doors import actor_for, entered
from accounts.models import Invitation, User
from accounts.tokens import token_for
from tests.tenancy import as_creator


@pytest.fixture
def invite(world):
    def invite(email, language="sv", role="member"):
        actor = world.actor("ada")
        with entered(actor):
            row = invite_member(actor, email=email, role=role, language=language, now=timezone.now())
        return row, f"/invitations/{token_for('invitation', row.id)}/"

    return invite


def own(email):
    person = User.objects.get(email=email)
    return [(standing.name, standing.role) for standing in actor_for(person.id).standings]


def test_a_new_person_signs_up_without_a_second_letter_and_joins(world, client, invite):
    _row, path = invite("nora@ny.example")
    assert '<html lang="sv"' in client.get(path, headers={"Accept-Language": "en"}).text
    answer = client.post(path)
    assert answer.status_code == 303
    form = client.get(answer.url)
    assert 'value="nora@ny.example"' in form.text
    assert '<html lang="sv"' in form.text
    data = {"name": "Nora Ny", "email": "nora@ny.example", "password1": "fyra glada moln", "next": path}
    answer = client.post(reverse("account_signup"), data)
    assert (answer.status_code, answer.url) == (302, path)
    assert client.post(path).status_code == 303
    assert own("nora@ny.example") == [("Havsvik Hem", "member")]
    assert "Studio Nord" in client.get("/").text


def test_a_signed_in_person_joins_and_a_second_click_is_harmless(world, client, invite):
    _row, path = invite("nils@nowhere.example", role="finance")
    client.force_login(world.users["nils"])
    assert client.get(path).status_code == 200
    assert [client.post(path).status_code for _click in range(2)] == [303, 303]
    assert own("nils@nowhere.example") == [("Havsvik Hem", "finance")]


def test_another_person_is_told_whom_it_is_for_and_joins_nothing(world, client, invite):
    _row, path = invite("nils@nowhere.example")
    client.force_login(world.users["olga"])
    assert "annan adress" in client.get(path).text
    assert client.post(path).status_code == 403
    assert [name for name, _role in own("olga@fjallbo.example")] == [world.organizations["fjallbo"].name]


def test_another_person_signs_out_and_comes_back_to_the_invitation(world, client, invite):
    _row, path = invite("nils@nowhere.example")
    client.force_login(world.users["olga"])
    answer = client.post(reverse("account_logout"), {"next": path})
    assert answer.url == path


def test_a_known_person_is_asked_to_sign_in(world, client, invite):
    _row, path = invite("nils@nowhere.example")
    assert f"/accounts/login/?next={path.replace('/', '%2F')}" in client.get(path).text


def test_an_expired_a_used_and_a_withdrawn_link_say_so(world, client, invite):
    row, path = invite("nils@nowhere.example", language="en")
    client.force_login(world.users["nils"])
    for change, sentence in (
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, "has expired"),
        ({"expires_at": timezone.now() + timedelta(days=1), "accepted_at": timezone.now()}, "has been used"),
    ):
        with as_creator():
            Invitation.objects.filter(id=row.id).update(**change)
        answer = client.get(path)
        assert answer.status_code == 410
        assert sentence in answer.text


def test_a_withdrawn_link_says_so(world, client, invite):
    row, path = invite("nils@nowhere.example", language="en")
    ada = world.actor("ada")
    with entered(ada):
        withdraw_invitation(ada, invitation=row, now=timezone.now())
    answer = client.get(path)
    assert answer.status_code == 410
    assert "taken back" in client.get(path, headers={"Accept-Language": "en"}).text


@pytest.mark.parametrize("path", ["/invitations/none/", f"/invitations/{'x' * 43}/", "/offers/none/"])
def test_a_made_up_link_is_not_there(world, client, path):
    assert client.get(path).status_code == 404
    client.force_login(world.users["ada"])
    assert client.get(path).status_code == 404
