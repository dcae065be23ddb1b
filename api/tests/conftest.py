"""Keys of the named world, and a client that speaks JSON and says what it expects."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from accounts.access import SCOPES
from accounts.doors import entered
from accounts.keys import make_key
from accounts.models import ApiKey, Membership
from partnership.kit.weeks import Week
from projects.health.actions import compute_batch
from projects.health.factories import make_running_project
from projects.work.models import Project
from tests.tenancy import as_creator
from tests.world import NOW, World

EVERY_SCOPE = list(SCOPES)


class Caller:
    """Calls the API with one key; each call says the status that it expects and returns the parsed answer."""

    def __init__(self, key: str) -> None:
        self.key, self.client = key, Client(raise_request_exception=True)
        self.last: Any = None

    def __call__(self, method: str, path: str, body: Any = None, *, status: int = 200, **headers: str) -> Any:
        extra = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        self.last = self.client.generic(
            method,
            f"/api/v1{path}",
            body if isinstance(body, (bytes, str)) else _json(body),
            content_type="application/json",
            headers={**extra, **{name.replace("_", "-"): value for name, value in headers.items()}},
        )
        assert self.last.status_code == status, self.last.content
        return self.last.json() if self.last.content else None

    def get(self, path: str, **rest: Any) -> Any:
        return self("GET", path, **rest)

    def post(self, path: str, body: Any, *, status: int = 201, **rest: Any) -> Any:
        return self("POST", path, body, status=status, **rest)

    def put(self, path: str, body: Any, **rest: Any) -> Any:
        return self("PUT", path, body, **rest)

    def patch(self, path: str, body: Any, **rest: Any) -> Any:
        return self("PATCH", path, body, **rest)


def _json(body: Any) -> bytes:
    from api.jsontext import json_bytes

    return b"" if body is None else json_bytes(body)


@pytest.fixture
def caller(world: World) -> Callable[..., Caller]:
    """Return a maker of callers: `caller("ada")`, `caller("sam", scopes=["read"])`."""

    def make(name: str, *, scopes: list[str] | None = None, **rest: Any) -> Caller:
        actor = world.actor(name)
        fitting = {"now": datetime.now(UTC), "kind": ApiKey.Kind.PERSONAL, "expires_at": None, **rest}
        with entered(actor):
            _key, shown = make_key(actor, name="Test", scopes=scopes or EVERY_SCOPE, **fitting)
        return Caller(shown)

    return make


@pytest.fixture
def viewer(world: World, caller: Callable[..., Caller]) -> Caller:
    """A key that Sam made before becoming a viewer: keys follow their maker's role."""
    found = caller("sam")
    with as_creator():
        Membership.objects.filter(user=world.users["sam"]).update(role="viewer")
    return found


@pytest.fixture
def ada(caller: Callable[..., Caller]) -> Caller:
    return caller("ada")


@pytest.fixture
def sam(caller: Callable[..., Caller]) -> Caller:
    return caller("sam")


@pytest.fixture
def olga(caller: Callable[..., Caller]) -> Caller:
    return caller("olga")


@pytest.fixture
def counted_project(world: World) -> Project:
    """A project of Ada's and Sam's that has run for fourteen weeks, and the health of the week it is."""
    with as_creator():
        made = make_running_project(world.shared)
    compute_batch([world.shared], week=Week(2026, 47), now=NOW)
    return made


@pytest.fixture
def nobody(world: World) -> Caller:
    return Caller("")


__all__ = ["NOW", "Caller"]
