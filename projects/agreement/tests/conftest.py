"""The room's tests sign notes."""

import pytest

from projects.agreement import factories


@pytest.fixture(autouse=True)
def _notes_can_be_signed():
    factories.register()


@pytest.fixture
def sign_in(world, client):
    """Sign somebody of the named world in: `sign_in("sam").get(…)`."""

    def enter(name):
        client.force_login(world.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter
