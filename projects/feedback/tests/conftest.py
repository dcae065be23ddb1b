from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from accounts.doors import actor_for, entered
from accounts.factories import MembershipFactory, OrganizationFactory, PartnershipFactory
from accounts.queries import partnership_seen
from tests.tenancy import as_creator


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
def three(world):
    """A partnership of three: people as actors, parties in their order, and what each of them enters."""
    with as_creator():
        sides = [OrganizationFactory(name=name) for name in ("Alm", "Bok", "Ceder")]
        people = [MembershipFactory(organization=side).user for side in sides]
        row = PartnershipFactory(sides=sides)
    actors = [actor_for(one.id) for one in people]

    @contextmanager
    def enter(place):
        actor = actors[place]
        with entered(actor, partnership_id=row.id):
            yield SimpleNamespace(actor=actor, partnership=partnership_seen(actor, row.id))

    with enter(0) as at:
        parties = [one.id for one in at.partnership.parties]
    return SimpleNamespace(actors=actors, people=people, parties=parties, id=row.id, enter=enter)


@pytest.fixture
def sign_in(world, client):
    """Sign a person in; everybody reads English here unless said otherwise."""

    def enter(name, language="en"):
        world.users[name].language = language
        with as_creator():
            world.users[name].save(update_fields=["language"])
        client.force_login(world.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter
