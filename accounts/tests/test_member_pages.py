"""The members' page: who sees what on it, and what its forms do."""

import pytest
from django.urls import reverse

from accounts.models import Membership, Role
from tests.tenancy import as_creator

INVITE = {"email": "ny@havsvik.example", "role": "member", "language": "sv"}


def membership(world, name):
    with as_creator():
        return Membership.objects.get(user=world.users[name])


def roles(world):
    with as_creator():
        rows = Membership.objects.filter(organization=world.organizations["havsvik"])
        return sorted(rows.values_list("user__name", "role"))


def leave(world, client, name):
    return client.post(reverse("accounts:leave"), {"organization": str(world.organizations[name].id)})


@pytest.fixture
def as_ada(world, client):
    client.force_login(world.users["ada"])
    return client


def test_everybody_sees_the_own_people_and_only_leaders_the_forms(world, client):
    for name, forms in (("ada", True), ("vera", False)):
        client.force_login(world.users[name])
        text = client.get(reverse("accounts:members")).text
        assert ("Ada Holm" in text, "Vera Lind" in text, "Sam Berg" in text) == (True, True, False)
        assert (reverse("accounts:invite") in text) is forms


def test_an_invitation_is_sent_and_a_second_click_sends_no_second(world, as_ada):
    for _click in range(2):
        assert as_ada.post(reverse("accounts:invite"), INVITE).url == reverse("accounts:members")
    assert as_ada.get(reverse("accounts:members")).text.count(">ny@havsvik.example<") == 1


def test_an_invitation_without_an_address_keeps_the_rest(world, as_ada):
    answer = as_ada.post(reverse("accounts:invite"), {**INVITE, "email": "ny@", "role": "finance"})
    assert answer.status_code == 422
    assert 'value="ny@"' in answer.text
    assert '<option value="finance" selected>' in answer.text


def test_a_members_address_is_told_at_its_field(world, as_ada):
    answer = as_ada.post(reverse("accounts:invite"), {**INVITE, "email": "vera@havsvik.example"})
    assert answer.status_code == 422
    assert "Personen är redan medlem." in answer.text


def test_an_invitation_is_taken_back(world, as_ada):
    as_ada.post(reverse("accounts:invite"), INVITE)
    page = as_ada.get(reverse("accounts:members"))
    row = page.context["invitations"][0]
    for _click in range(2):
        url = reverse("accounts:withdraw_invitation", kwargs={"invitation": row.id})
        assert as_ada.post(url).status_code == 303
    assert "ny@havsvik.example" not in as_ada.get(reverse("accounts:members")).text


def test_a_role_is_changed(world, as_ada):
    url = reverse("accounts:role", kwargs={"member": membership(world, "vera").id})
    assert as_ada.post(url, {"role": "admin"}).status_code == 303
    assert roles(world) == [("Ada Holm", Role.OWNER), ("Vera Lind", Role.ADMIN)]


def test_the_last_owner_can_neither_leave_nor_change_role(world, as_ada):
    url = reverse("accounts:role", kwargs={"member": membership(world, "ada").id})
    for answer in (as_ada.post(url, {"role": "viewer"}), leave(world, as_ada, "havsvik")):
        assert answer.status_code in {409, 422}
        assert "Du är den sista ägaren." in answer.text
    assert roles(world) == [("Ada Holm", Role.OWNER), ("Vera Lind", Role.VIEWER)]


def test_a_member_is_removed_and_a_second_click_is_harmless(world, as_ada):
    url = reverse("accounts:remove", kwargs={"member": membership(world, "vera").id})
    assert [as_ada.post(url).status_code for _click in range(2)] == [303, 303]
    assert roles(world) == [("Ada Holm", Role.OWNER)]


def test_a_viewer_may_leave_but_not_change_others(world, client):
    client.force_login(world.users["vera"])
    url = reverse("accounts:role", kwargs={"member": membership(world, "ada").id})
    assert client.post(url, {"role": "viewer"}).status_code == 403
    assert client.post(reverse("accounts:invite"), INVITE).status_code == 403
    assert leave(world, client, "havsvik").url == "/"
    assert roles(world) == [("Ada Holm", Role.OWNER)]
    assert client.get("/").url == "/begin/"


@pytest.mark.parametrize("name", ["accounts:role", "accounts:remove"])
def test_members_of_others_are_not_there(world, as_ada, name):
    before = membership(world, "olga").role
    answer = as_ada.post(reverse(name, kwargs={"member": membership(world, "olga").id}), {"role": "viewer"})
    assert answer.status_code in {404, 303}
    assert membership(world, "olga").role == before


def test_a_second_click_leaves_no_second_organization(world, client):
    with as_creator():
        Membership.objects.create(
            organization=world.organizations["studionord"], user=world.users["vera"], role=Role.VIEWER
        )
    client.force_login(world.users["vera"])
    for _click in range(2):
        assert leave(world, client, "havsvik").url == "/"
    with as_creator():
        left = Membership.objects.filter(user=world.users["vera"])
        assert [row.organization_id for row in left] == [world.organizations["studionord"].id]
