"""Two people in the same second: real threads, real transactions."""

from threading import Barrier, Thread

import pytest
from django.db import connections

from accounts.actions import (
    accept_offer,
    change_role,
    found_organization,
    invite_member,
    leave_organization,
    offer_partnership,
)
from accounts.actions.members import LastOwner
from accounts.actions.partnerships import AlreadyPartners
from accounts.doors import entered
from accounts.models import Invitation, Membership, Organization, Partnership
from tests.events import events_of
from tests.tenancy import as_creator
from tests.world import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def together(*works):
    """Run each work in a thread of its own, started at once; return what each gave or raised, in order."""
    ready, answers = Barrier(len(works)), [None] * len(works)

    def run(place, work):
        try:
            ready.wait(timeout=10)
            answers[place] = work()
        except Exception as error:
            answers[place] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=one) for one in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return answers


def inside(actor, action, **values):
    """A work: one action in its own door, by an actor who was looked up before."""

    def work():
        with entered(actor):
            return action(actor, now=NOW, **values)

    return work


def owners(organization):
    with as_creator():
        return Membership.objects.filter(organization=organization, role="owner").count()


@pytest.fixture
def two_owners(world):
    with as_creator():
        Membership.objects.filter(user=world.users["vera"]).update(role="owner")
    return world.actor("ada"), world.actor("vera")


def test_of_two_owners_who_leave_at_once_one_stays(world, two_owners):
    answers = together(*[inside(owner, leave_organization) for owner in two_owners])
    assert sorted(type(answer).__name__ for answer in answers) == ["LastOwner", "NoneType"]
    assert owners(world.organizations["havsvik"]) == 1
    assert len(events_of(world.organizations["havsvik"].id)) == 1


def test_two_owners_who_demote_each_other_leave_one(world, two_owners):
    ada, vera = two_owners
    with as_creator():
        seats = {seat.user_id: seat for seat in Membership.objects.filter(role="owner")}
    answers = together(
        inside(ada, change_role, membership=seats[vera.person_id], role="member"),
        inside(vera, change_role, membership=seats[ada.person_id], role="member"),
    )
    assert [type(answer) for answer in answers].count(LastOwner) == 1
    assert owners(world.organizations["havsvik"]) == 1


def test_a_double_click_on_founding_makes_one_organization(world):
    values = {"name": "Nordhus", "language": "sv", "time_zone": "Europe/Oslo", "currency": "NOK"}
    first, second = together(*[inside(world.actor("nils"), found_organization, **values)] * 2)
    assert first == second
    with as_creator():
        assert Organization.objects.filter(name="Nordhus").count() == 1


def test_a_double_click_on_inviting_keeps_one_seat(world):
    values = {"email": "x@nowhere.example", "role": "member", "language": "sv"}
    first, second = together(*[inside(world.actor("ada"), invite_member, **values)] * 2)
    assert first == second
    with as_creator():
        assert Invitation.objects.count() == 1
    assert len(events_of(world.organizations["havsvik"].id)) == 1


@pytest.fixture
def offers(world):
    """Havsvik and Fjällbo have each asked the other."""
    found = {}
    for asks, other in (("ada", "olga"), ("olga", "ada")):
        actor = world.actor(asks)
        with entered(actor):
            found[asks] = offer_partnership(
                actor, email=world.users[other].email, language="sv", word="", now=NOW
            )
    return found


def test_a_double_click_on_accepting_makes_one_partnership(world, offers):
    first, second = together(*[inside(world.actor("olga"), accept_offer, offer=offers["ada"])] * 2)
    assert first == second
    with as_creator():
        assert Partnership.objects.count() == 3
    assert len(events_of(first.id)) == 1


def test_offers_accepted_by_both_at_once_make_one_partnership(world, offers):
    answers = together(
        inside(world.actor("olga"), accept_offer, offer=offers["ada"]),
        inside(world.actor("ada"), accept_offer, offer=offers["olga"]),
    )
    assert sorted(type(answer) for answer in answers if not isinstance(answer, Partnership)) == [
        AlreadyPartners
    ]
    with as_creator():
        assert Partnership.objects.count() == 3
