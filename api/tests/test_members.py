"""People by API: one's own organization with roles, partners' people by name, and nobody else's."""

import pytest

from accounts.factories import MembershipFactory
from accounts.models import Invitation, Membership
from tests.events import events_of
from tests.tenancy import as_creator

MEMBERS = ["read", "members:write"]


@pytest.fixture
def ada(caller):
    return caller("ada", scopes=MEMBERS)


@pytest.fixture
def seat_of(world):
    def seat(name):
        with as_creator():
            return Membership.objects.get(user=world.users[name])

    return seat


def test_both_sides_people_are_listed_and_nobody_elses(ada, world):
    listed = ada.get("/members")["data"]
    assert {one["name"] for one in listed} == {"Ada Holm", "Vera Lind", "Sam Berg", "Finn Ek"}
    assert {one["name"]: one["role"] for one in listed} == {
        "Ada Holm": "owner",
        "Vera Lind": "viewer",
        "Sam Berg": None,
        "Finn Ek": None,
    }


def test_the_list_is_cut_to_an_organization_and_a_strangers_is_empty(ada, world):
    own, foreign = world.organizations["havsvik"].id, world.organizations["fjallbo"].id
    assert {one["organization"] for one in ada.get(f"/members?organization={own}")["data"]} == {str(own)}
    assert ada.get(f"/members?organization={foreign}")["data"] == []


def test_the_list_is_paged_without_gap(ada):
    whole = [one["id"] for one in ada.get("/members")["data"]]
    first = ada.get("/members?limit=3")
    rest = ada.get(f"/members?limit=3&cursor={first['next_cursor']}")
    assert [one["id"] for one in first["data"] + rest["data"]] == whole


def test_a_role_is_changed(ada, seat_of):
    vera = seat_of("vera")
    changed = ada.patch(f"/members/{vera.id}", {"role": "member"})
    assert (changed["role"], ada.get(f"/members/{vera.id}")) == ("member", changed)
    assert "member.role_changed" in [one["kind"] for one in events_of(vera.organization_id)]


def test_a_key_ends_where_its_makers_role_ends(ada, seat_of):
    with as_creator():
        Membership.objects.filter(id=seat_of("ada").id).update(role="member")
    ada.patch(f"/members/{seat_of('vera').id}", {"role": "member"}, status=403)


def test_a_key_makes_and_removes_no_owner(ada, seat_of):
    vera, own = seat_of("vera"), seat_of("ada")
    assert ada.patch(f"/members/{vera.id}", {"role": "owner"}, status=403)["code"] == "owners_only"
    assert ada("DELETE", f"/members/{own.id}", status=403)["code"] == "owners_only"


def test_a_partners_person_is_read_and_never_changed(ada, seat_of):
    sam = seat_of("sam")
    assert ada.get(f"/members/{sam.id}")["name"] == "Sam Berg"
    ada.patch(f"/members/{sam.id}", {"role": "viewer"}, status=404)
    ada("DELETE", f"/members/{sam.id}", status=404)


def test_a_strangers_person_is_not_there(ada, seat_of):
    olga = seat_of("olga")
    for method in ("GET", "PATCH", "DELETE"):
        ada(method, f"/members/{olga.id}", {"role": "viewer"} if method == "PATCH" else None, status=404)


def test_a_removed_person_is_gone_with_the_keys(ada, world, caller):
    with as_creator():
        seat = MembershipFactory(organization=world.organizations["havsvik"], role="member")
    gone = ada("DELETE", f"/members/{seat.id}")
    assert gone == {"id": str(seat.id), "object": "member", "deleted": True}
    ada.get(f"/members/{seat.id}", status=404)
    ada("DELETE", f"/members/{seat.id}", status=404)


def test_an_invitation_is_sent_listed_and_taken_back(ada):
    made = ada.post("/invitations", {"email": "New@havsvik.example", "role": "member"})
    assert ada.last.headers["Location"] == f"/api/v1/invitations/{made['id']}"
    assert (made["email"], made["language"]) == ("new@havsvik.example", "sv")
    assert ada.get("/invitations")["data"] == [made]
    assert ada.get(f"/invitations/{made['id']}") == made
    ada("DELETE", f"/invitations/{made['id']}")
    assert ada.get("/invitations")["data"] == []
    ada.get(f"/invitations/{made['id']}", status=404)


def test_the_same_address_again_keeps_one_seat(ada):
    first = ada.post("/invitations", {"email": "new@havsvik.example", "role": "member"})
    again = ada.post("/invitations", {"email": "new@havsvik.example", "role": "viewer"})
    assert (again["id"], again["role"]) == (first["id"], "viewer")


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"email": "no address"}, "/email"),
        ({"email": 7}, "/email"),
        ({"role": "king"}, "/role"),
        ({"language": "fi"}, "/language"),
        ({"token": "x"}, "/token"),
    ],
)
def test_an_invitation_says_which_field_is_wrong(ada, changed, pointer):
    body = {"email": "new@havsvik.example", "role": "member", **changed}
    refused = ada.post("/invitations", body, status=400)
    assert [one["pointer"] for one in refused["errors"]] == [pointer]


def test_a_member_is_not_invited_again_and_no_owner_by_key(ada):
    taken = ada.post("/invitations", {"email": "vera@havsvik.example", "role": "member"}, status=409)
    assert taken["code"] == "already_member"
    owner = ada.post("/invitations", {"email": "new@havsvik.example", "role": "owner"}, status=403)
    assert owner["code"] == "owners_only"


def test_invitations_are_ones_own_organizations(ada, caller):
    made = ada.post("/invitations", {"email": "new@havsvik.example", "role": "member"})
    sam = caller("sam", scopes=MEMBERS)
    assert sam.get("/invitations")["data"] == []
    sam.get(f"/invitations/{made['id']}", status=404)
    sam("DELETE", f"/invitations/{made['id']}", status=404)
    with as_creator():
        assert Invitation.objects.get().withdrawn_at is None


def test_without_the_scope_nothing_is_changed_or_told_of_invitations(caller, seat_of):
    reader, vera = caller("ada", scopes=["read"]), seat_of("vera")
    reader.get("/invitations", status=403)
    reader.post("/invitations", {"email": "new@havsvik.example", "role": "member"}, status=403)
    reader.patch(f"/members/{vera.id}", {"role": "member"}, status=403)
