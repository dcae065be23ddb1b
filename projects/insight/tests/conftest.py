from contextlib import contextmanager
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from accounts.doors import entered
from projects.insight.actions.pages import PageSaid, write_page
from projects.insight.models import Audience

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@pytest.fixture
def door(world):
    """Enter the partnership as a person: `with door("sam") as at: at.actor, at.partnership`."""

    @contextmanager
    def enter(name):
        actor = world.actor(name)
        with entered(actor, partnership_id=world.foreign if name == "olga" else world.shared):
            yield SimpleNamespace(actor=actor, partnership=world.partnership(name))

    return enter


@pytest.fixture
def sign_in(world, client):
    def enter(name):
        client.force_login(world.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter


@pytest.fixture
def at(world):
    """The path of an address of insight in the shared partnership."""
    return lambda rest="": f"/p/{world.shared}/insight/{rest}"


def said(**changed):
    values = {
        "topic": "seasons",
        "title": "Our seasons",
        "body": "Kitchens sell in spring.",
        "audience": "partnership",
    }
    return PageSaid(**{**values, **changed})


@pytest.fixture
def write(door):
    """Write a page as a person; returns its row."""

    def make(name="ada", **changed):
        with door(name) as at:
            return write_page(
                at.actor, partnership=at.partnership, said=said(**changed), today=TODAY, now=NOW
            )

    return make


@pytest.fixture
def page(write):
    return write()


@pytest.fixture
def named(write, world):
    """Ada's page for Sam and herself: neither Vera of her side nor Finn of Sam's reads it."""
    return write(title="Who decides", audience=Audience.NAMED, readers=(world.users["sam"].id,))
