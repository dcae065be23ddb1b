"""Roles, leaving and removing: an organization always keeps an owner."""

import pytest

from accounts.actions import change_role, leave_organization, remove_member
from accounts.actions.members import LastOwner, OwnersOnly
from accounts.actor import Actor
from accounts.doors import entered
from accounts.factories import KeyFactory, MembershipFactory
from accounts.models import ApiKey, Membership
from partnership.kit.errors import NotAllowed, NotThere
from tests.events import events_of
from tests.tenancy import as_creator
from tests.world import NOW


@pytest.fixture
def havsvik(world):
    return world.organizations["havsvik"]


@pytest.fixture
def colleague(world, havsvik):
    """Make a colleague at Havsvik with a role; return the person's actor and membership."""

    def make(role):
        with as_creator():
            seat = MembershipFactory(organization=havsvik, role=role)
            world.users[role] = seat.user
        return seat

    return make


def seat_of(world, name):
    with as_creator():
        return Membership.objects.get(user=world.users[name])


def roles(organization):
    with as_creator():
        rows = Membership.objects.filter(organization=organization).select_related("user")
        return {row.user.email.split("@")[0]: row.role for row in rows}


def turn(world, who, seat, role):
    actor = world.actor(who)
    with entered(actor):
        return change_role(actor, membership=seat, role=role, now=NOW)


def remove(world, who, seat):
    actor = world.actor(who)
    with entered(actor):
        remove_member(actor, membership=seat, now=NOW)


def leave(world, who):
    actor = world.actor(who)
    with entered(actor):
        leave_organization(actor, now=NOW)


def event(world, kind, who, subject, **data):
    person = ("person", world.users[subject].id)
    return {"kind": kind, "subject": person, "person": world.users[who].id, "at": NOW, "data": data}


def test_an_owner_gives_a_member_another_role(world, havsvik):
    assert turn(world, "ada", seat_of(world, "vera"), "member").role == "member"
    assert roles(havsvik) == {"ada": "owner", "vera": "member"}
    assert events_of(havsvik.id) == [event(world, "member.role_changed", "ada", "vera", role="member")]


def test_the_same_role_again_changes_nothing(world, havsvik):
    turn(world, "ada", seat_of(world, "vera"), "viewer")
    assert events_of(havsvik.id) == []


def test_the_last_owner_keeps_the_role_and_the_seat(world, havsvik):
    for attempt in (
        lambda: turn(world, "ada", seat_of(world, "ada"), "member"),
        lambda: remove(world, "ada", seat_of(world, "ada")),
        lambda: leave(world, "ada"),
    ):
        with pytest.raises(LastOwner):
            attempt()
    assert roles(havsvik) == {"ada": "owner", "vera": "viewer"}
    assert events_of(havsvik.id) == []


def test_an_owner_leaves_once_there_is_another(world, havsvik):
    turn(world, "ada", seat_of(world, "vera"), "owner")
    leave(world, "ada")
    assert roles(havsvik) == {"vera": "owner"}
    assert events_of(havsvik.id) == [
        event(world, "member.role_changed", "ada", "vera", role="owner"),
        event(world, "member.left", "ada", "ada"),
    ]
    assert world.actor("ada").organization_id is None


@pytest.mark.parametrize("role", ["admin", "member", "finance", "viewer"])
def test_everybody_else_may_leave(world, havsvik, colleague, role):
    colleague(role)
    leave(world, role)
    assert roles(havsvik) == {"ada": "owner", "vera": "viewer"}
    assert events_of(havsvik.id) == [event(world, "member.left", role, role)]


def test_a_person_without_a_seat_and_a_key_leave_nothing(world):
    for actor in (world.actor("nils"), Actor(None, world.organizations["havsvik"].id)):
        with entered(actor), pytest.raises(NotThere):
            leave_organization(actor, now=NOW)


def test_an_admin_manages_members_but_no_owners(world, havsvik, colleague):
    colleague("admin")
    for attempt in (
        lambda: turn(world, "admin", seat_of(world, "ada"), "member"),
        lambda: turn(world, "admin", seat_of(world, "vera"), "owner"),
        lambda: turn(world, "admin", seat_of(world, "admin"), "owner"),
        lambda: remove(world, "admin", seat_of(world, "ada")),
    ):
        with pytest.raises(OwnersOnly):
            attempt()
    assert events_of(havsvik.id) == []
    turn(world, "admin", seat_of(world, "vera"), "finance")
    remove(world, "admin", seat_of(world, "vera"))
    assert list(roles(havsvik).values()) == ["owner", "admin"]


@pytest.mark.parametrize(
    ("who", "refusal"), [("vera", NotAllowed), ("sam", NotAllowed), ("olga", NotThere), ("nils", NotThere)]
)
def test_others_neither_change_nor_remove_a_member(world, havsvik, who, refusal):
    with pytest.raises(refusal):
        turn(world, who, seat_of(world, "vera"), "owner")
    with pytest.raises(refusal):
        remove(world, who, seat_of(world, "vera"))
    assert roles(havsvik) == {"ada": "owner", "vera": "viewer"}
    assert events_of(havsvik.id) == []


def test_who_is_removed_loses_the_seat_and_the_keys_for_good(world, havsvik):
    with as_creator():
        vera, ada = (KeyFactory(organization=havsvik, made_by=world.users[who]) for who in ("vera", "ada"))
    remove(world, "ada", seat_of(world, "vera"))
    assert events_of(havsvik.id) == [event(world, "member.removed", "ada", "vera")]
    assert world.actor("vera").organization_id is None
    with as_creator():
        assert [ApiKey.objects.get(id=key.id).revoked_at for key in (vera, ada)] == [NOW, None]


def test_removing_twice_says_that_nobody_is_there(world):
    seat = seat_of(world, "vera")
    remove(world, "ada", seat)
    with pytest.raises(NotThere):
        remove(world, "ada", seat)
