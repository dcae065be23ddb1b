from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.urls import reverse

from accounts.doors import entered
from accounts.tenancy import Context, held
from projects.work.factories import ProjectFactory


@pytest.fixture
def project(world):
    """A project that Ada's side commissions and Sam's side delivers."""
    with held(Context(unbound=True)):
        return ProjectFactory(
            partnership_id=world.shared,
            code="KITCHEN",
            name="New kitchens",
            commissioned_by_id=world.parties["havsvik"],
            delivered_by_id=world.parties["studionord"],
        )


@pytest.fixture
def foreign_project(world):
    """Olga's project in another partnership, with a code that could be guessed."""
    with held(Context(unbound=True)):
        return ProjectFactory(
            partnership_id=world.foreign,
            code="SECRET",
            name="Fjällbohemlighet",
            commissioned_by_id=world.parties["fjallbo"],
            delivered_by_id=world.parties["grafit"],
        )


@pytest.fixture
def door(world):
    """Enter the partnership as a person: `with door("sam") as at: at.actor, at.partnership`."""

    @contextmanager
    def enter(name):
        actor = world.actor(name)
        partnership_id = world.foreign if name == "olga" else world.shared
        with entered(actor, partnership_id=partnership_id):
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
    """The address of a page of work in the partnership of Ada and Sam."""
    return lambda name, **ids: reverse(f"work:{name}", kwargs={"partnership": world.shared, **ids})
