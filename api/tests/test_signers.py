"""Who signs for one's own organization through the API: limits, the rule of two, and nothing of a partner's."""

import pytest

from accounts.factories import MembershipFactory
from accounts.models import Membership
from projects.agreement.models import Mandate
from tests.events import events_of
from tests.tenancy import as_creator

SCOPES = ["read", "organization:write"]


@pytest.fixture
def ada(caller):
    return caller("ada", scopes=SCOPES)


@pytest.fixture
def admin(world):
    """A second person who signs for Havsvik Hem."""
    with as_creator():
        return MembershipFactory(organization=world.organizations["havsvik"], role="admin")


@pytest.fixture
def seat_of(world):
    def seat(name):
        with as_creator():
            return Membership.objects.get(user=world.users[name])

    return seat


def test_who_signs_is_listed_and_who_does_not_is_not(ada, admin, seat_of):
    listed = ada.get("/signers")["data"]
    assert {one["id"] for one in listed} == {str(admin.id), str(seat_of("ada").id)}
    assert {(one["limit"], one["currency"]) for one in listed} == {(None, "SEK")}
    ada.get(f"/signers/{seat_of('vera').id}", status=404)


def test_a_limit_is_set_changed_and_taken_away(ada, admin, world):
    path = f"/signers/{admin.id}"
    for limit in ("50000.00", "70000.50", None):
        assert ada.patch(path, {"limit": limit})["limit"] == ada.get(path)["limit"] == limit
    kinds = [one["kind"] for one in events_of(world.organizations["havsvik"].id)]
    assert [kind for kind in kinds if kind.startswith("mandate.")] == [
        "mandate.limited",
        "mandate.limited",
        "mandate.unlimited",
    ]


def test_nobody_lifts_a_limit_of_their_own(caller, ada, admin):
    ada.patch(f"/signers/{admin.id}", {"limit": "100"})
    with as_creator():
        admin.refresh_from_db()
    from accounts.doors import actor_for, entered
    from accounts.keys import make_key
    from api.tests.conftest import NOW, Caller

    actor = actor_for(admin.user_id)
    with entered(actor):
        _key, shown = make_key(actor, name="Test", scopes=SCOPES, now=NOW, kind="personal", expires_at=None)
    assert Caller(shown).patch(f"/signers/{admin.id}", {"limit": "101"}, status=403)["code"] == "own_limit"
    assert Caller(shown).patch(f"/signers/{admin.id}", {"limit": "99"})["limit"] == "99.00"


def test_a_role_that_signs_nothing_has_nothing_to_limit(ada, seat_of):
    assert ada.patch(f"/signers/{seat_of('vera').id}", {"limit": "1"}, status=409)["code"] == "signs_nothing"


def test_the_rule_of_two_is_set_and_taken_away(ada, caller):
    assert ada.get("/signing-rule") == {"object": "signing_rule", "two_above": None, "currency": "SEK"}
    assert ada.put("/signing-rule", {"two_above": "250000"})["two_above"] == "250000.00"
    assert ada.put("/signing-rule", {"two_above": "250000"}) == ada.get("/signing-rule")
    assert caller("sam").get("/signing-rule")["two_above"] is None
    assert ada.put("/signing-rule", {"two_above": None})["two_above"] is None


@pytest.mark.parametrize("amount", ["-1", "1.005", "1e3", "x", 5, "1234567890123"])
def test_an_amount_that_does_not_fit_is_refused_at_its_place(ada, admin, amount):
    found = ada.patch(f"/signers/{admin.id}", {"limit": amount}, status=400)
    assert found["errors"][0]["pointer"] == "/limit"
    found = ada.put("/signing-rule", {"two_above": amount}, status=400)
    assert found["errors"][0]["pointer"] == "/two_above"
    with as_creator():
        assert Mandate.objects.count() == 0


def test_no_partner_and_no_lesser_key_finds_or_changes_a_limit(caller, ada, admin):
    ada.patch(f"/signers/{admin.id}", {"limit": "100"})
    for name in ("sam", "olga"):
        other = caller(name, scopes=SCOPES)
        assert str(admin.id) not in {one["id"] for one in other.get("/signers")["data"]}
        other.get(f"/signers/{admin.id}", status=404)
        other.patch(f"/signers/{admin.id}", {"limit": None}, status=404)
    caller("ada", scopes=["read"]).patch(f"/signers/{admin.id}", {"limit": None}, status=403)


def test_a_viewer_changes_nothing(viewer):
    viewer.put("/signing-rule", {"two_above": "1"}, status=403)
