from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.urls import reverse

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
def both(world):
    return [world.actor("ada"), world.actor("sam")]


@pytest.fixture
def three(world):
    """A partnership of three parties: people as actors, parties in their order, a partnership as the first sees it."""
    with as_creator():
        sides = [OrganizationFactory(name=name) for name in ("Alm", "Bok", "Ceder")]
        people = [MembershipFactory(organization=side).user for side in sides]
        row = PartnershipFactory(sides=sides)
    actors = [actor_for(one.id) for one in people]
    with entered(actors[0], partnership_id=row.id):
        seen = partnership_seen(actors[0], row.id)
    return SimpleNamespace(
        actors=actors, id=row.id, people=people, partnership=seen, parties=[one.id for one in seen.parties]
    )


@pytest.fixture
def sign_in(world, client):
    """Sign a person in; everybody reads English here."""

    def enter(name):
        world.users[name].language = "en"
        with as_creator():
            world.users[name].save(update_fields=["language"])
        client.force_login(world.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter


@pytest.fixture
def at(world):
    """The address of a page of openness in the partnership of Ada and Sam."""
    return lambda name, **ids: reverse(f"openness:{name}", kwargs={"partnership": world.shared, **ids})
