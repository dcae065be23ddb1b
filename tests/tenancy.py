"""Pytest plugin: fixtures run as the creator of the database, the test itself as the runtime role.

A test as superuser proves nothing about row-level security. Just before a test's body the transaction switches to
`portal_app`; sweeps switch to `portal_system`; `as_creator()` switches back for rows made in a test's body.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections
from django.db.backends.signals import connection_created
from django.utils import timezone, translation

from accounts import doors
from accounts.tenancy import Context, held
from partnership.launch.testing import PREPARED
from tests.world import World, found_world, make_world

CREATOR = "none"


def _role() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW role")
        return str(cursor.fetchone()[0])


def _become(role: str) -> None:
    scope = "LOCAL" if connection.in_atomic_block else "SESSION"
    with connection.cursor() as cursor:
        cursor.execute(f"SET {scope} ROLE {role}")


@contextmanager
def acting_as(role: str) -> Iterator[None]:
    """Run the block in another database role, then come back."""
    before = _role()
    _become(role)
    try:
        yield
    finally:
        if not connection.needs_rollback:
            _become(before)


@contextmanager
def as_creator() -> Iterator[None]:
    """Make rows of anybody, past both nets, in a test's body."""
    with acting_as(CREATOR), held(Context(unbound=True)):
        yield


def _in_app_role(sender: object, connection: Any, **rest: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET SESSION ROLE portal_app")


def pytest_configure() -> None:
    """Sign-ins of tests need no slow hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of the database reaches both logins; who asks for the world needs no mark of its own."""
    for item in items:
        found = item.get_closest_marker("django_db")
        if found or "world" in getattr(item, "fixturenames", ()):
            options = {**(found.kwargs if found else {}), "databases": ["default", "system"]}
            item.add_marker(pytest.mark.django_db(**options), append=False)


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Iterator[None]:
    if not pyfuncitem.get_closest_marker("django_db") and "db" not in pyfuncitem.fixturenames:
        return (yield)
    if connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    else:
        connection_created.connect(_in_app_role)
    _become("portal_app")
    try:
        return (yield)
    finally:
        connection_created.disconnect(_in_app_role)
        if connection.connection is not None and not connection.needs_rollback:
            _become(CREATOR)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Link both logins anew: once a browser has left its event loop in this thread, Django keeps other connections."""
    if item.get_closest_marker("django_db"):
        connections["system"] = connections["default"]


@pytest.fixture(autouse=True)
def _sweeps_in_system_role(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "in_system_role", lambda: acting_as("portal_system"))


@pytest.fixture(autouse=True)
def _no_language_is_left() -> Iterator[None]:
    """A page speaks its reader's language and keeps its reader's time; the next test begins anew."""
    yield
    translation.activate(settings.LANGUAGE_CODE)
    timezone.deactivate()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Copy the migrated database where the launcher's plugin has prepared one."""
    if prepared := os.environ.get(PREPARED):
        connections["default"].settings_dict["TEST"]["TEMPLATE"] = prepared


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Stand the named world in the test database once; each test rolls back to it."""
    # Django's mirror is a second connection; one transaction needs one.
    connections["system"] = connections["default"]
    with django_db_blocker.unblock(), held(Context(unbound=True)):
        if found_world() is None:
            make_world()
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        # A process that a test has killed may leave its session behind for a while.
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture
def world(db: None) -> World:
    """The named world; made again if a test that commits has swept it away."""
    with held(Context(unbound=True)):
        return found_world() or make_world()
