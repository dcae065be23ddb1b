"""A seat kept for an address: sent, accepted once, taken back, too late."""

from datetime import timedelta

import pytest

from accounts.actions import accept_invitation, invite_member, remove_member, withdraw_invitation
from accounts.actions.invitations import (
    AlreadyMember,
    ForAnotherAddress,
    InvitationExpired,
    InvitationUsed,
    InvitationWithdrawn,
)
from accounts.actions.members import OwnersOnly
from accounts.doors import entered
from accounts.models import Invitation, Membership
from accounts.queries import invitation_by_token, invitations_for_me, open_invitations
from accounts.tokens import hash_of, token_for
from partnership.kit.errors import NotAllowed, NotThere
from tests.events import events_of
from tests.tenancy import as_creator
from tests.world import NOW

FORTNIGHT = timedelta(days=14)
LATER = timedelta(minutes=2)


@pytest.fixture
def havsvik(world):
    return world.organizations["havsvik"]


def invite(world, who="ada", email="Nils@Nowhere.example ", role="member", language="en", at=NOW):
    actor = world.actor(who)
    with entered(actor):
        return invite_member(actor, email=email, role=role, language=language, now=at)


def accept(world, invitation, who="nils", at=NOW):
    actor = world.actor(who)
    token = hash_of(token_for("invitation", invitation.id))
    with entered(actor, token=token):
        return accept_invitation(actor, invitation=invitation_by_token(token), now=at)


def withdraw(world, invitation, who="ada"):
    actor = world.actor(who)
    with entered(actor):
        withdraw_invitation(actor, invitation=invitation, now=NOW)


def kinds(organization):
    return [event["kind"] for event in events_of(organization.id)]


def seats(organization):
    with as_creator():
        rows = Membership.objects.filter(organization=organization).order_by("created_at")
        return [(row.user_id, row.role) for row in rows]


def test_an_invitation_keeps_only_a_hash_and_lasts_fourteen_days(world, havsvik):
    invitation = invite(world)
    token = token_for("invitation", invitation.id)
    assert (len(token), token_for("invitation", invitation.id)) == (43, token)
    with as_creator():
        row = Invitation.objects.get()
    assert bytes(row.token_hash) == hash_of(token)
    assert (row.email, row.role, row.language) == ("nils@nowhere.example", "member", "en")
    assert (row.from_name, row.invited_by_id) == ("Havsvik Hem", world.users["ada"].id)
    assert (row.created_at, row.expires_at, row.sent_at) == (NOW, NOW + FORTNIGHT, None)
    assert events_of(havsvik.id) == [
        {
            "kind": "invitation.sent",
            "subject": ("invitation", row.id),
            "person": world.users["ada"].id,
            "at": NOW,
            "data": {},
        }
    ]


def test_the_invited_person_takes_the_seat(world, havsvik):
    seat = accept(world, invite(world))
    assert (seat.organization_id, seat.user_id, seat.role) == (havsvik.id, world.users["nils"].id, "member")
    with as_creator():
        assert Invitation.objects.get().accepted_at == NOW
    assert kinds(havsvik) == ["invitation.sent", "member.joined"]
    assert events_of(havsvik.id)[1]["subject"] == ("person", world.users["nils"].id)
    assert world.actor("nils").organization_id == havsvik.id


def test_the_address_alone_shows_it_and_the_token_alone_does_not_seat_another(world, havsvik):
    invitation = invite(world)
    nils = world.actor("nils")
    with entered(nils):
        assert [one.id for one in invitations_for_me(nils, now=NOW)] == [invitation.id]
        assert accept_invitation(nils, invitation=invitation, now=NOW).organization_id == havsvik.id
    with pytest.raises(InvitationUsed):
        accept(world, invitation, who="olga")


def test_a_stranger_sees_no_invitation_without_its_token(world):
    invitation = invite(world)
    for who in ("olga", "sam", "vera"):
        actor = world.actor(who)
        with entered(actor):
            assert invitations_for_me(actor, now=NOW) == []
            if who != "vera":
                assert not Invitation.objects.exists()
                with pytest.raises(NotThere):
                    accept_invitation(actor, invitation=invitation, now=NOW)


def test_with_the_token_but_another_address_nobody_is_seated(world, havsvik):
    invitation = invite(world)
    with pytest.raises(ForAnotherAddress):
        accept(world, invitation, who="olga")
    assert len(seats(havsvik)) == 2
    assert kinds(havsvik) == ["invitation.sent"]


def test_a_token_one_letter_off_shows_nothing(world):
    token = token_for("invitation", invite(world).id)
    for wrong in (token[:-1], "A" * 43, token.swapcase(), ""):
        with entered(world.actor("olga"), token=hash_of(wrong)), pytest.raises(NotThere):
            invitation_by_token(hash_of(wrong))


def test_accepting_twice_gives_the_same_seat(world, havsvik):
    invitation = invite(world)
    assert accept(world, invitation) == accept(world, invitation)
    assert len(seats(havsvik)) == 3
    assert kinds(havsvik) == ["invitation.sent", "member.joined"]


def test_a_used_invitation_lets_nobody_back_in(world, havsvik):
    invitation = invite(world, role="admin")
    seat = accept(world, invitation)
    ada = world.actor("ada")
    with entered(ada):
        remove_member(ada, membership=seat, now=NOW)
    with pytest.raises(InvitationUsed):
        accept(world, invitation)
    assert len(seats(havsvik)) == 2


def test_an_expired_invitation_seats_nobody(world, havsvik):
    invitation = invite(world)
    accept_until = NOW + FORTNIGHT
    with pytest.raises(InvitationExpired):
        accept(world, invitation, at=accept_until)
    assert accept(world, invitation, at=accept_until - timedelta(seconds=1)).role == "member"


def test_a_withdrawn_invitation_seats_nobody_and_is_withdrawn_once(world, havsvik):
    invitation = invite(world)
    withdraw(world, invitation)
    withdraw(world, invitation)
    with pytest.raises(InvitationWithdrawn):
        accept(world, invitation)
    assert kinds(havsvik) == ["invitation.sent", "invitation.withdrawn"]


def test_an_accepted_invitation_cannot_be_withdrawn(world, havsvik):
    invitation = invite(world)
    accept(world, invitation)
    withdraw(world, invitation)
    with as_creator():
        assert Invitation.objects.get().withdrawn_at is None
    assert kinds(havsvik) == ["invitation.sent", "member.joined"]


def test_a_double_click_sends_one_invitation(world, havsvik):
    assert invite(world) == invite(world)
    assert kinds(havsvik) == ["invitation.sent"]


def test_inviting_again_later_sends_anew_with_what_is_said_now(world, havsvik):
    first = invite(world)
    with as_creator():
        Invitation.objects.update(sent_at=NOW)
    again = invite(world, role="viewer", language="sv", at=NOW + LATER)
    with as_creator():
        row = Invitation.objects.get()
    assert (row.id, row.role, row.language) == (first.id, "viewer", "sv")
    assert (again.expires_at, row.sent_at) == (NOW + LATER + FORTNIGHT, None)
    assert kinds(havsvik) == ["invitation.sent", "invitation.sent_again"]


def test_a_withdrawn_seat_can_be_offered_again_by_a_new_secret(world):
    first = invite(world)
    withdraw(world, first)
    second = invite(world, at=NOW + LATER)
    assert token_for("invitation", first.id) != token_for("invitation", second.id)
    with pytest.raises(InvitationWithdrawn):
        accept(world, first)
    assert accept(world, second).role == "member"


def test_a_member_is_not_invited_again(world):
    with pytest.raises(AlreadyMember):
        invite(world, email="VERA@havsvik.example")


def test_who_is_a_member_by_another_address_keeps_the_role(world, havsvik):
    accept(world, invite(world, role="viewer"))
    with as_creator():
        world.users["nils"].emailaddress_set.create(email="n@other.example", verified=True)
    accept(world, invite(world, email="n@other.example", role="admin", at=NOW + LATER))
    assert seats(havsvik)[2:] == [(world.users["nils"].id, "viewer")]


def test_an_address_that_is_not_verified_opens_nothing(world):
    invitation = invite(world)
    with as_creator():
        world.users["olga"].emailaddress_set.create(email="nils@nowhere.example", verified=False)
    with pytest.raises(ForAnotherAddress):
        accept(world, invitation, who="olga")


@pytest.mark.parametrize(("who", "refusal"), [("vera", NotAllowed), ("finn", NotThere), ("olga", NotThere)])
def test_who_has_no_right_to_neither_invites_nor_withdraws(world, who, refusal):
    if who != "olga":
        with pytest.raises(NotAllowed):
            invite(world, who=who)
    with pytest.raises(refusal):
        withdraw(world, invite(world), who=who)
    with as_creator():
        assert Invitation.objects.get().withdrawn_at is None


def test_an_admin_offers_no_owners_seat(world, havsvik):
    accept(world, invite(world, role="admin"))
    with pytest.raises(OwnersOnly):
        invite(world, who="nils", email="x@nowhere.example", role="owner")
    invite(world, who="ada", email="x@nowhere.example", role="owner")


def test_open_invitations_are_the_own_organizations_alone(world):
    own = invite(world)
    invite(world, who="olga", email="secret@fjallbo.example")
    for who, seen in (("ada", [own.id]), ("sam", [])):
        actor = world.actor(who)
        with entered(actor):
            assert [one.id for one in open_invitations(actor, now=NOW)] == seen
            assert open_invitations(actor, now=NOW + FORTNIGHT) == []
