"""Pytest plugin: the furnished world, made once and rolled back to by every test that asks for it."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.db import connection, transaction

from tests.furnished import furnish
from tests.world import World


class _Furniture:
    """The furnished world in a transaction around tests: it takes longer to make than most of them to run.

    Each test rolls back to it; a test that does not ask for it finds it gone.
    """

    world: World | None = None
    around: transaction.Atomic | None = None

    def stand(self) -> None:
        if not self._stands():
            self.clear()
            self.around = transaction.atomic()
            self.around.__enter__()
            self.world = furnish()

    def clear(self) -> None:
        around, self.world, self.around = self.around, None, None
        if around and connection.in_atomic_block:
            transaction.set_rollback(True)
            around.__exit__(None, None, None)

    def _stands(self) -> bool:
        lost = connection.needs_rollback or connection.closed_in_transaction
        return self.world is not None and connection.in_atomic_block and not lost


_furniture = _Furniture()


@pytest.fixture
def _furniture_stands(request: Any, django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        _furniture.stand() if "_whole_house" in request.fixturenames else _furniture.clear()


@pytest.fixture
def _django_db_helper(_furniture_stands: None, _sweeps_in_system_role: None, _django_db_helper: None) -> None:
    """Begin a test's own transaction inside the furniture's."""


@pytest.fixture(scope="session", autouse=True)
def _furniture_is_cleared(request: Any, django_db_blocker: Any) -> Iterator[None]:
    yield
    with django_db_blocker.unblock():
        _furniture.clear()


@pytest.fixture
def _whole_house() -> None:
    """Ask for the furniture; a room's own `furnished` does not."""


@pytest.fixture
def furnished(world: World, _whole_house: None) -> World:
    """Return the world with a row in every room: ids in `things`, by kind and by partnership, side or person."""
    # Who asks for it in the middle of a test has it in that test's own transaction.
    return deepcopy(_furniture.world) if _furniture.world else furnish()
