"""Limits and the rule of two: who sets them, what they hold back, and that the book tells of them without amounts."""

from decimal import Decimal

import pytest

from accounts.actions.members import OwnersOnly
from accounts.doors import entered
from accounts.models import Membership, Organization, Role
from partnership.kit.errors import NotAllowed, NotThere
from projects.activity.queries import organization_events_on_page
from projects.agreement.actions.mandates import (
    AmountNegative,
    OwnLimit,
    SignsNothing,
    clear_limit,
    clear_two_above,
    set_limit,
    set_two_above,
)
from projects.agreement.factories import proposed, signed, taken_effect
from projects.agreement.models import Mandate, SigningRule, Version
from projects.agreement.queries.signers import signers_of_organization, two_above
from projects.agreement.refusals import AboveYourLimit, SideSignedAlready
from tests.events import events_of
from tests.tenancy import as_creator
from tests.world import NOW


def seat(world, name):
    with as_creator():
        return Membership.objects.get(user=world.users[name])


def give_role(world, name, role):
    with as_creator():
        Membership.objects.filter(user=world.users[name]).update(role=role)


def limit(world, who, whom, amount):
    row = seat(world, whom)
    with entered(world.actor(who)) as actor:
        if amount is None:
            return clear_limit(actor, membership=row, now=NOW)
        return set_limit(actor, membership=row, amount=Decimal(amount), now=NOW)


def rule(world, who, amount):
    own = world.actor(who).organization_id
    with as_creator():
        row = Organization.objects.get(id=own)
    with entered(world.actor(who)) as actor:
        if amount is None:
            return clear_two_above(actor, organization=row, now=NOW)
        return set_two_above(actor, organization=row, amount=Decimal(amount), now=NOW)


@pytest.fixture
def two_leaders(world):
    """Vera is an admin beside Ada."""
    give_role(world, "vera", Role.ADMIN)
    return world


def test_a_limit_holds_a_signature_back_and_reaches_to_its_own_amount(two_leaders):
    world = two_leaders
    note = proposed(world.actor("sam"), world.shared)
    limit(world, "ada", "vera", "89999.99")
    with pytest.raises(AboveYourLimit):
        signed(world.actor("vera"), note)
    limit(world, "ada", "vera", "90000")
    signed(world.actor("vera"), note)
    signed(world.actor("sam"), note)
    assert [put.number for put in taken_effect] == [1]


def test_without_money_no_limit_holds_anybody_back(two_leaders):
    world = two_leaders
    limit(world, "ada", "vera", "0")
    note = proposed(world.actor("sam"), world.shared, values={"price": None})
    signed(world.actor("vera"), note)


def test_an_amount_in_another_currency_is_above_every_limit(two_leaders):
    world = two_leaders
    with as_creator():
        Organization.objects.filter(id=world.organizations["havsvik"].id).update(currency="EUR")
    limit(world, "ada", "vera", "1000000000")
    with pytest.raises(AboveYourLimit):
        signed(world.actor("vera"), proposed(world.actor("sam"), world.shared))


def test_above_the_rule_two_different_people_sign(two_leaders):
    world = two_leaders
    rule(world, "ada", "50000")
    note = proposed(world.actor("sam"), world.shared)
    signed(world.actor("sam"), note)
    signed(world.actor("ada"), note)
    assert taken_effect == []
    signed(world.actor("vera"), note)
    assert len(taken_effect) == 1


def test_the_rule_of_two_asks_nothing_of_the_other_side(two_leaders):
    world = two_leaders
    rule(world, "ada", "50000")
    note = proposed(world.actor("sam"), world.shared)
    give_role(world, "finn", Role.ADMIN)
    signed(world.actor("sam"), note)
    with pytest.raises(SideSignedAlready):
        signed(world.actor("finn"), note)


def test_the_rule_counts_for_what_is_proposed_from_then_on(two_leaders):
    world = two_leaders
    before = proposed(world.actor("sam"), world.shared)
    rule(world, "ada", "50000")
    after = proposed(world.actor("sam"), world.shared)
    rule(world, "ada", None)
    later = proposed(world.actor("sam"), world.shared)
    own = str(world.parties["havsvik"])
    with as_creator():
        needs = [Version.objects.get(id=one.id).needs[own] for one in (before, after, later)]
    assert needs == [1, 2, 1]


@pytest.mark.parametrize("who", ["vera", "finn"])
def test_who_does_not_lead_sets_nothing(world, who):
    with pytest.raises(NotAllowed):
        limit(world, who, who, "5")
    with pytest.raises(NotAllowed):
        rule(world, who, "5")


def test_the_other_side_can_neither_limit_nor_rule(world):
    row, organization = seat(world, "ada"), world.organizations["havsvik"]
    with entered(world.actor("sam")) as sam:
        with pytest.raises(NotAllowed):
            set_limit(sam, membership=row, amount=Decimal(1), now=NOW)
        with pytest.raises(NotAllowed):
            set_two_above(sam, organization=organization, amount=Decimal(1), now=NOW)
    with entered(world.actor("olga")) as olga, pytest.raises(NotThere):
        clear_limit(olga, membership=row, now=NOW)


def test_nobody_lifts_the_own_limit_while_somebody_else_could(two_leaders):
    world = two_leaders
    limit(world, "ada", "vera", "1000")
    limit(world, "vera", "vera", "500")
    for amount in ("501", None):
        with pytest.raises(OwnLimit):
            limit(world, "vera", "vera", amount)
    limit(world, "ada", "vera", None)


def test_an_only_owner_has_nobody_to_ask(world):
    limit(world, "ada", "ada", "1000")
    limit(world, "ada", "ada", "2000")
    limit(world, "ada", "ada", None)
    with as_creator():
        assert not Mandate.objects.exists()


def test_an_admin_does_not_limit_an_owner(two_leaders):
    with pytest.raises(OwnersOnly):
        limit(two_leaders, "vera", "ada", "1")


def test_a_limit_for_who_signs_nothing_and_one_below_nothing_are_refused(world):
    with pytest.raises(SignsNothing):
        limit(world, "ada", "vera", "1")
    with pytest.raises(AmountNegative):
        limit(world, "ada", "ada", "-1")
    with pytest.raises(AmountNegative):
        rule(world, "ada", "-1")


def test_the_own_book_tells_each_change_once_and_never_the_amount(two_leaders):
    world = two_leaders
    for amount in ("777123", "777123", None, None):
        limit(world, "ada", "vera", amount)
        rule(world, "ada", amount)
    events = events_of(world.organizations["havsvik"].id)
    kinds = ["mandate.limited", "signing_rule.set", "mandate.unlimited", "signing_rule.cleared"]
    assert [one["kind"] for one in events] == kinds
    assert {str(one["data"]) for one in events} == {"{}"}
    with entered(world.actor("ada")) as ada:
        told = [one.text for one in organization_events_on_page(ada)]
    assert sorted(told) == [
        "Ada Holm lets Vera Lind sign for any amount",
        "Ada Holm lets one person sign for any amount",
        "Ada Holm limited what Vera Lind signs for",
        "Ada Holm said above what amount two people sign",
    ]


def test_limits_are_read_by_the_own_people_alone(two_leaders):
    world = two_leaders
    limit(world, "ada", "vera", "1000")
    rule(world, "ada", "5000")
    with entered(world.actor("ada")) as ada:
        found = [(one.name, one.limit) for one in signers_of_organization(ada)]
        assert (found, two_above(ada)) == ([("Ada Holm", None), ("Vera Lind", Decimal("1000.00"))], 5000)
    with entered(world.actor("sam")) as sam:
        assert [(one.name, one.limit) for one in signers_of_organization(sam)] == [("Sam Berg", None)]
        assert two_above(sam) is None
        assert not Mandate.objects.exists()
    with entered(world.actor("olga")):
        assert not SigningRule.objects.exists()
