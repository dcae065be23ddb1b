"""What waits for whom: from both chairs, among three, and at the same cost for many partnerships."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.doors import actor_for, entered
from accounts.factories import MembershipFactory, OrganizationFactory, PartnershipFactory
from accounts.models import Membership, Partnership, Role
from accounts.queries import partnerships_seen
from partnership.kit.rounds import read
from projects.agreement.actions.signing import decline
from projects.agreement.factories import proposed, signed, subject_of
from projects.agreement.models import Mandate, SigningRule
from projects.agreement.waiting import waiting_in_agreement
from tests.tenancy import as_creator

THEN = timezone.now() - timedelta(days=3)


def waits(actor):
    """The provider's own answer, without what other rooms say."""
    with entered(actor):
        return read(waiting_in_agreement(actor, partnerships_seen(actor)))


def kinds(actor):
    return [(one.kind, one.partnership_id) for one in waits(actor)]


def say_no(actor, version, *, at):
    with entered(actor, partnership_id=version.partnership_id):
        decline(actor, version=version, reason="Too soon", now=at)


def test_an_open_version_waits_for_each_side_until_it_has_signed(world):
    note = proposed(world.actor("ada"), world.shared, now=THEN)
    unsigned = [("agreement.unsigned", world.shared)]
    assert (kinds(world.actor("ada")), kinds(world.actor("sam"))) == (unsigned, unsigned)
    signed(world.actor("ada"), note)
    assert (kinds(world.actor("ada")), kinds(world.actor("sam"))) == ([], unsigned)
    signed(world.actor("sam"), note)
    assert (kinds(world.actor("ada")), kinds(world.actor("sam"))) == ([], [])


def test_it_says_what_who_and_since_when_and_leads_to_the_page(world):
    note = proposed(world.actor("ada"), world.shared, now=THEN)
    (one,) = waits(world.actor("sam"))
    assert one.title == "Note: Studio Nord builds the checkout."
    assert one.text.startswith("Havsvik Hem proposes; waits since ")
    assert one.url == f"/p/{world.shared}/agreements/{note.agreement_id}/"
    assert one.since == timezone.localtime(THEN).date()


def test_nothing_waits_for_who_may_not_sign(world):
    proposed(world.actor("ada"), world.shared)
    assert [kinds(world.actor(who)) for who in ("vera", "finn", "olga", "nils")] == [[], [], [], []]


def test_it_waits_for_the_second_person_where_two_sign_and_no_more_for_the_first(world):
    with as_creator():
        Membership.objects.filter(user=world.users["vera"]).update(role=Role.ADMIN)
        SigningRule.objects.create(
            organization=world.organizations["havsvik"], two_above=Decimal(100), updated_at=THEN
        )
    note = signed(world.actor("ada"), proposed(world.actor("ada"), world.shared))
    assert kinds(world.actor("ada")) == []
    assert kinds(world.actor("vera")) == [("agreement.unsigned", world.shared)]
    signed(world.actor("vera"), note)
    assert kinds(world.actor("vera")) == []


def test_it_does_not_wait_for_who_may_not_sign_for_so_much(world):
    note = proposed(world.actor("ada"), world.shared)
    with as_creator():
        limit = Mandate.objects.create(
            organization=world.organizations["studionord"],
            user=world.users["sam"],
            amount_limit=Decimal(89999),
            updated_at=THEN,
        )
    assert kinds(world.actor("sam")) == []
    with as_creator():
        Mandate.objects.filter(id=limit.id).update(amount_limit=note.amount)
    assert kinds(world.actor("sam")) == [("agreement.unsigned", world.shared)]


def test_nothing_waits_in_a_partnership_that_has_ended(world):
    proposed(world.actor("ada"), world.shared)
    with as_creator():
        Partnership.objects.filter(id=world.shared).update(status="ended", ends_on=THEN.date())
    assert kinds(world.actor("sam")) == []


@pytest.mark.parametrize(("days", "is_told"), [(13, True), (15, False)])
def test_a_no_waits_a_fortnight_for_the_side_that_proposed(world, days, is_told):
    note = proposed(world.actor("ada"), world.shared, now=THEN)
    say_no(world.actor("sam"), note, at=timezone.now() - timedelta(days=days))
    told = [("agreement.declined", world.shared)] if is_told else []
    assert (kinds(world.actor("ada")), kinds(world.actor("sam"))) == (told, [])


def test_a_no_that_was_answered_waits_no_more(world):
    note = proposed(world.actor("ada"), world.shared, now=THEN)
    say_no(world.actor("sam"), note, at=THEN)
    (one,) = waits(world.actor("ada"))
    assert one.text == "Studio Nord declined; the reason is on the page."
    with as_creator():
        subject = subject_of(note)
    again = proposed(world.actor("sam"), world.shared, subject_id=subject, values={"hours": "90"})
    signed(world.actor("ada"), again)
    assert kinds(world.actor("ada")) == []


@pytest.fixture
def three(world):
    """Three organizations with an owner each, in one partnership."""
    with as_creator():
        seats = [MembershipFactory() for _side in range(3)]
        partnership = PartnershipFactory(sides=[seat.organization for seat in seats])
    return partnership.id, [seat.user_id for seat in seats]


def test_among_three_it_waits_for_everybody_who_has_not_signed(three):
    partnership, people = three
    note = proposed(actor_for(people[1]), partnership)
    expected = {1, 2, 0}
    for place in (1, 2, 0):
        found = {one for one, person in enumerate(people) if kinds(actor_for(person))}
        assert found == expected
        signed(actor_for(people[place]), note)
        expected = expected - {place}
    assert [kinds(actor_for(person)) for person in people] == [[], [], []]


def test_among_three_a_no_of_one_is_told_to_who_proposed_alone(three):
    partnership, people = three
    note = proposed(actor_for(people[0]), partnership, now=THEN)
    say_no(actor_for(people[2]), note, at=timezone.now())
    told = [("agreement.declined", partnership)]
    assert [kinds(actor_for(person)) for person in people] == [told, [], []]


def test_ten_partnerships_cost_the_queries_of_one(world):
    def count():
        actor = world.actor("ada")
        with entered(actor):
            seen = partnerships_seen(actor)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                found = read(waiting_in_agreement(actor, seen))
        return len(asked), len(found)

    own = world.organizations["havsvik"]
    first = signed(world.actor("sam"), proposed(world.actor("sam"), world.shared))
    say_no(world.actor("sam"), proposed(world.actor("ada"), world.shared), at=timezone.now())
    queries, found = count()
    assert (found, first.partnership_id) == (2, world.shared)
    for _number in range(9):
        with as_creator():
            other = MembershipFactory(organization=OrganizationFactory())
            partnership = PartnershipFactory(sides=[own, other.organization]).id
        signed(actor_for(other.user_id), proposed(actor_for(other.user_id), partnership))
        say_no(actor_for(other.user_id), proposed(world.actor("ada"), partnership), at=timezone.now())
    assert count() == (queries, 20)
