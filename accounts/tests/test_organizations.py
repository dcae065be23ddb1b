"""Founding and changing an organization, and what people say of themselves."""

import pytest

from accounts.actions import change_organization, change_person, found_organization
from accounts.actions.organizations import ChangedMeanwhile
from accounts.actor import Actor
from accounts.doors import entered
from accounts.models import Membership, Organization
from partnership.kit.errors import NotAllowed, NotThere
from tests.events import events_of
from tests.tenancy import as_creator
from tests.world import NOW

NORDHUS = {"name": "Nordhus", "language": "en", "time_zone": "Europe/Oslo", "currency": "NOK"}


def found(world, name, values=NORDHUS):
    actor = world.actor(name)
    with entered(actor):
        return found_organization(actor, **values, now=NOW)


def change(world, who, organization, **changes):
    actor = world.actor(who)
    values = {"name": "Havsvik Bo", "language": "en", "time_zone": "Europe/Helsinki", "currency": "EUR"}
    with entered(actor):
        return change_organization(actor, organization=organization, **values | changes, now=NOW)


def said_of(organization):
    with as_creator():
        row = Organization.objects.get(id=organization.id)
    return row.name, row.language, row.time_zone, row.currency, row.version


def test_a_newcomer_founds_an_organization_and_owns_it(world):
    organization = found(world, "nils")
    assert said_of(organization) == ("Nordhus", "en", "Europe/Oslo", "NOK", 1)
    actor = world.actor("nils")
    assert (actor.organization_id, actor.role, dict(actor.parties)) == (organization.id, "owner", {})
    assert events_of(organization.id) == [
        {
            "kind": "organization.founded",
            "subject": ("organization", organization.id),
            "person": world.users["nils"].id,
            "at": NOW,
            "data": {},
        }
    ]


def test_a_person_may_have_a_second_organization_and_acts_for_one_at_a_time(world):
    second = found(world, "ada")
    actor = world.actor("ada")
    assert [one.name for one in actor.standings] == ["Havsvik Hem", "Nordhus"]
    assert actor.organization_id == world.organizations["havsvik"].id
    with entered(actor):
        assert not Organization.objects.filter(id=second.id).exists()


def test_a_double_click_founds_one_organization(world):
    first, second = found(world, "nils"), found(world, "nils")
    assert second == first
    assert [event["kind"] for event in events_of(first.id)] == ["organization.founded"]
    with as_creator():
        assert Membership.objects.filter(user=world.users["nils"]).count() == 1


def test_somebody_else_may_found_an_organization_of_the_same_name(world):
    assert found(world, "nils") != found(world, "olga")


def test_a_key_founds_nothing(world):
    service = Actor(None, world.organizations["havsvik"].id)
    with entered(service), pytest.raises(NotAllowed):
        found_organization(service, **NORDHUS, now=NOW)


def test_an_owner_changes_what_the_organization_says_of_itself(world):
    organization = change(world, "ada", world.organizations["havsvik"], version=1)
    assert said_of(organization) == ("Havsvik Bo", "en", "Europe/Helsinki", "EUR", 2)
    assert (organization.name, organization.version) == ("Havsvik Bo", 2)
    assert [event["kind"] for event in events_of(organization.id)] == ["organization.changed"]


def test_who_wrote_on_an_old_version_is_told_and_changes_nothing(world):
    organization = change(world, "ada", world.organizations["havsvik"], version=1)
    with pytest.raises(ChangedMeanwhile):
        change(world, "ada", organization, name="Too late", version=1)
    assert said_of(organization) == ("Havsvik Bo", "en", "Europe/Helsinki", "EUR", 2)
    assert len(events_of(organization.id)) == 1


@pytest.mark.parametrize(
    ("name", "refusal"),
    [("vera", NotAllowed), ("sam", NotAllowed), ("olga", NotThere), ("nils", NotThere)],
)
def test_nobody_but_its_leaders_changes_an_organization(world, name, refusal):
    with pytest.raises(refusal):
        change(world, name, world.organizations["havsvik"])
    assert said_of(world.organizations["havsvik"]) == ("Havsvik Hem", "sv", "Europe/Stockholm", "SEK", 1)
    assert events_of(world.organizations["havsvik"].id) == []


def test_a_person_changes_name_language_and_zone(world):
    actor = world.actor("vera")
    with entered(actor):
        person = change_person(
            actor, person=world.users["vera"], name="Vera L", language="en", time_zone="Asia/Tokyo", now=NOW
        )
    person.refresh_from_db()
    assert (person.name, person.language, person.time_zone) == ("Vera L", "en", "Asia/Tokyo")
    kinds = [event["kind"] for event in events_of(actor.organization_id)]
    assert kinds == ["person.changed"]


def test_nobody_changes_another_person(world):
    actor = world.actor("ada")
    with entered(actor), pytest.raises(NotThere):
        change_person(
            actor, person=world.users["vera"], name="Renamed", language="en", time_zone="UTC", now=NOW
        )
    world.users["vera"].refresh_from_db()
    assert world.users["vera"].name == "Vera Lind"
