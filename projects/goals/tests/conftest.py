from contextlib import contextmanager
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from accounts.doors import actor_for, entered
from accounts.factories import MembershipFactory, OrganizationFactory, PartnershipFactory
from projects.goals.factories import goal_agreed
from tests.tenancy import as_creator

SIGNED = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


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
def agreed(world, both):
    """Make a goal that both sides signed on the day it starts: `agreed(measures=[…])`."""

    def make(now=SIGNED, goal=None, **values):
        return goal_agreed(both, world.shared, now=now, goal=goal, values=values)

    return make


@pytest.fixture
def three(world):
    """A partnership of three parties: their people as actors, and its id."""
    with as_creator():
        sides = [OrganizationFactory(name=name) for name in ("Alm", "Bok", "Ceder")]
        people = [MembershipFactory(organization=side).user for side in sides]
        partnership = PartnershipFactory(sides=sides)
    return SimpleNamespace(actors=[actor_for(one.id) for one in people], id=partnership.id)
