"""Signing, declining, withdrawing: who may, how many it takes, and what comes of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accounts.doors import actor_for, entered
from accounts.factories import MembershipFactory, OrganizationFactory, PartnershipFactory
from accounts.models import Membership, Partnership
from partnership.kit.errors import NotAllowed, NotThere
from partnership.kit.ids import new_id
from projects.agreement import factories
from projects.agreement.actions.signing import decline, sign, withdraw
from projects.agreement.factories import (
    NOW,
    BadNote,
    agreed,
    proposed,
    signed,
    subject_of,
    taken_effect,
)
from projects.agreement.kinds import register_kind
from projects.agreement.models import Mandate, Signature, SigningRule, Status, Version
from projects.agreement.queries.seen import agreement_about, newest_number, version_in_force
from projects.agreement.refusals import (
    AboveYourLimit,
    NotOpen,
    OthersProposal,
    OwnProposal,
    PartnershipEnded,
    PersonSigns,
    ReasonMissing,
    SideSignedAlready,
    SignedAlready,
)
from tests.events import events_of
from tests.tenancy import as_creator


@pytest.fixture
def ada(world):
    return world.actor("ada")


@pytest.fixture
def sam(world):
    return world.actor("sam")


def kinds_told(world):
    return [event["kind"].removeprefix("agreement.") for event in events_of(world.shared)]


def subject(actor, version):
    with entered(actor, partnership_id=version.partnership_id):
        return subject_of(version)


def rows_of(actor, version):
    """Every version of the same subject, oldest first: (number, status)."""
    with entered(actor, partnership_id=version.partnership_id):
        rows = Version.objects.filter(
            partnership_id=version.partnership_id, agreement_id=version.agreement_id
        )
        return list(rows.order_by("number").values_list("number", "status"))


def test_signing_twice_is_refused_in_words(world, ada):
    version = proposed(ada, world.shared)
    signed(ada, version)
    with pytest.raises(SignedAlready):
        signed(ada, version)


def test_a_second_person_of_a_side_that_has_signed_is_not_needed(world, ada):
    version = proposed(ada, world.shared)
    signed(ada, version)
    with as_creator():
        Membership.objects.filter(user=world.users["vera"]).update(role="admin")
    with pytest.raises(SideSignedAlready):
        signed(world.actor("vera"), version)


@pytest.mark.parametrize(
    ("name", "refusal"), [("vera", NotAllowed), ("finn", NotAllowed), ("olga", NotThere)]
)
def test_who_may_not_bind_the_organization_does_not_sign(world, ada, name, refusal):
    version = proposed(ada, world.shared)
    actor = world.actor(name)
    partnership = world.shared if name != "olga" else world.foreign
    with pytest.raises(refusal), entered(actor, partnership_id=partnership):
        sign(actor, version=version, seen_hash=version.content_hash, now=NOW)


def test_a_key_of_the_organization_can_not_sign(world, ada):
    version = proposed(ada, world.shared)
    key = replace(ada, person_id=None, key_id=new_id())
    with pytest.raises(PersonSigns):
        signed(key, version)


def test_declining_needs_a_reason_and_closes_the_proposal(world, ada, sam):
    version = proposed(ada, world.shared)
    with entered(sam, partnership_id=world.shared):
        with pytest.raises(ReasonMissing):
            decline(sam, version=version, reason="  ", now=NOW)
        closed = decline(sam, version=version, reason="Too early.", now=NOW)
    assert (closed.status, closed.reason, closed.closed_party_id) == (
        "declined",
        "Too early.",
        world.parties["studionord"],
    )
    with pytest.raises(NotOpen):
        signed(ada, version)


def test_nobody_declines_the_own_proposal_or_withdraws_the_others(world, ada, sam):
    version = proposed(ada, world.shared)
    with entered(ada, partnership_id=world.shared), pytest.raises(OwnProposal):
        decline(ada, version=version, reason="No.", now=NOW)
    with entered(sam, partnership_id=world.shared), pytest.raises(OthersProposal):
        withdraw(sam, version=version, now=NOW)


def test_what_was_withdrawn_can_not_be_signed_and_can_be_proposed_again(world, ada, sam):
    version = proposed(ada, world.shared)
    with entered(ada, partnership_id=world.shared):
        withdraw(ada, version=version, now=NOW)
    with pytest.raises(NotOpen):
        signed(sam, version)
    again = proposed(ada, world.shared, subject_id=subject(ada, version))
    assert (again.number, again.status, again.answers_id) == (2, "open", None)


def test_what_holds_stays_while_a_change_waits(world, ada, sam):
    first = agreed([ada, sam], world.shared)
    about = subject(ada, first)
    proposed(sam, world.shared, subject_id=about, values={"hours": "200"}, now=NOW + timedelta(days=1))
    with entered(ada, partnership_id=world.shared):
        assert version_in_force(world.shared, "note", about).number == 1
        assert newest_number(world.shared, "note", about) == 2
        assert agreement_about(world.shared, "note", about).open.changes_id == first.id


def test_the_kind_refuses_what_can_not_be(world, ada):
    with pytest.raises(BadNote):
        proposed(ada, world.shared, values={"text": "impossible"})
    with as_creator():
        assert Version.objects.count() == 0


def test_nothing_is_signed_when_it_can_not_take_effect_any_more(world, ada, sam, monkeypatch):
    version = proposed(ada, world.shared)
    signed(ada, version)

    def refuse(actor, put):
        raise BadNote

    register_kind(replace(factories.NOTE, check=refuse))
    with pytest.raises(BadNote):
        signed(sam, version)
    with as_creator():
        assert Signature.objects.filter(version=version).count() == 1
    assert rows_of(ada, version) == [(1, "open")]


def test_a_limit_stops_who_signs_for_more(world, ada):
    version = proposed(ada, world.shared)
    with as_creator():
        mandate = Mandate.objects.create(
            organization=world.organizations["havsvik"],
            user=world.users["ada"],
            amount_limit=89_999,
            updated_at=NOW,
        )
    with pytest.raises(AboveYourLimit):
        signed(ada, version)
    with as_creator():
        Mandate.objects.filter(id=mandate.id).update(amount_limit=90_000)
    assert signed(ada, version).status == Status.OPEN


def test_two_people_sign_where_the_organization_wants_two(world, ada, sam):
    with as_creator():
        SigningRule.objects.create(
            organization=world.organizations["studionord"], two_above=50_000, updated_at=NOW
        )
        second = MembershipFactory(organization=world.organizations["studionord"], role="admin").user_id
    version = proposed(ada, world.shared)
    signed(ada, version), signed(sam, version)
    assert taken_effect == []
    assert signed(actor_for(second), version).status == Status.SIGNED


def test_of_three_sides_all_three_sign(world, ada):
    with as_creator():
        third = OrganizationFactory()
        sides = [world.organizations["havsvik"], world.organizations["studionord"], third]
        partnership = PartnershipFactory(sides=sides).id
        person = MembershipFactory(organization=third).user_id
    version = proposed(world.actor("ada"), partnership)
    states = [signed(actor, version).status for actor in map(world.actor, ("ada", "sam"))]
    assert [*states, signed(actor_for(person), version).status] == ["open", "open", "signed"]


def test_after_the_end_nothing_new_is_agreed(world, ada):
    with as_creator():
        Partnership.objects.filter(id=world.shared).update(status="ended", ends_on=NOW.date())
    with pytest.raises(PartnershipEnded):
        proposed(ada, world.shared)
