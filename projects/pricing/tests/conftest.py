from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from accounts.doors import entered
from projects.work.factories import ProjectFactory
from tests.tenancy import as_creator
from tests.world import MARKER


@pytest.fixture
def project(world):
    """A project that Ada's side commissions and Sam's side delivers."""
    with as_creator():
        return ProjectFactory(
            partnership_id=world.shared,
            code="KITCHEN",
            name="New kitchens",
            commissioned_by_id=world.parties["havsvik"],
            delivered_by_id=world.parties["studionord"],
        )


@pytest.fixture
def foreign_project(world):
    """Olga's project in another partnership."""
    with as_creator():
        return ProjectFactory(
            partnership_id=world.foreign,
            code="SECRET",
            name=MARKER,
            commissioned_by_id=world.parties["fjallbo"],
            delivered_by_id=world.parties["grafit"],
        )


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
