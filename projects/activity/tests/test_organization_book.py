"""What happens inside one organization, told to those who manage it."""

import pytest

from accounts.actions import invite_member
from accounts.actions.organizations import change_organization
from accounts.doors import entered
from accounts.queries import own_organization
from partnership.kit.errors import NotAllowed
from projects.activity.queries import BadPlace, organization_events_on_page
from projects.activity.wording import known_kinds, wording_of
from tests.tenancy import as_creator
from tests.world import NOW


@pytest.fixture
def busy(world):
    """Ada invites somebody and changes her organization; Sam invites somebody else."""
    with entered(world.actor("ada")) as ada:
        invite_member(ada, email="new@havsvik.example", role="member", language="sv", now=NOW)
        organization = own_organization(ada)
        change_organization(
            ada, organization=organization, name="Havsvik Hem", language="sv", time_zone="Europe/Stockholm",
            currency="SEK", now=NOW.replace(minute=1),
        )  # fmt: skip
    with entered(world.actor("sam")) as sam:
        invite_member(sam, email="new@studionord.example", role="member", language="en", now=NOW)
    return world


def texts(world, name):
    with entered(world.actor(name)) as actor:
        return [event.text for event in organization_events_on_page(actor)]


def test_each_organization_reads_its_own_book_alone_newest_first(busy):
    assert texts(busy, "ada") == [
        "Ada Holm changed what the organization says of itself",
        "Ada Holm invited new@havsvik.example",
    ]
    assert texts(busy, "sam") == ["Sam Berg invited new@studionord.example"]


@pytest.mark.parametrize("name", ["vera", "finn"])
def test_who_manages_no_members_does_not_read_it(busy, name):
    with pytest.raises(NotAllowed):
        texts(busy, name)


def test_the_page_turns_by_the_last_event_and_by_no_other(busy):
    with entered(busy.actor("ada")) as ada:
        newest, oldest = organization_events_on_page(ada)
        assert organization_events_on_page(ada, before=str(newest.id)) == [oldest]
        with entered(busy.actor("sam")) as sam:
            (foreign,) = organization_events_on_page(sam)
        with pytest.raises(BadPlace):
            organization_events_on_page(ada, before=str(foreign.id))


def test_the_page_says_it_in_the_readers_language(busy, client):
    client.force_login(busy.users["ada"])
    page = client.get("/organization/events/").content.decode()
    assert "Ada Holm bjöd in new@havsvik.example" in page
    assert "studionord" not in page


def test_every_kind_that_accounts_writes_has_words(busy):
    with as_creator():
        assert {
            kind for kind in known_kinds() if "changed something" in str(wording_of(kind).sentence)
        } == set()
    assert {"member.left", "key.made", "offer.declined", "person.changed"} <= set(known_kinds())
