from contextlib import contextmanager
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.doors import actor_for, entered
from accounts.factories import MembershipFactory, OrganizationFactory, PartnershipFactory
from projects.goals.actions.check_ins import CheckInSaid, check_in
from projects.goals.factories import goal_agreed, goal_proposed
from projects.work.factories import ProjectFactory
from tests.tenancy import as_creator
from tests.world import MARKER

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
    """The address of a page of goals in the partnership of Ada and Sam."""
    return lambda name, **ids: reverse(f"goals:{name}", kwargs={"partnership": world.shared, **ids})


@pytest.fixture
def said(door):
    """Check in this week: `said("ada", goal, 8, happened="…")`."""

    def say(name, goal, confidence, **words):
        now = timezone.now()
        with door(name) as here:
            check_in(
                here.actor,
                goal=goal,
                said=CheckInSaid(confidence=confidence, **words),
                today=timezone.localdate(),
                now=now,
            )

    return say


@pytest.fixture
def foreign_goal(world):
    """Olga's goal in another partnership, proposed."""
    with as_creator():
        MembershipFactory(organization=world.organizations["grafit"])
    return goal_proposed(world.actor("olga"), world.foreign, values={"name": MARKER}).agreement.subject_id


@pytest.fixture
def project(world):
    with as_creator():
        return ProjectFactory(
            partnership_id=world.shared,
            code="KITCHEN",
            name="New kitchens",
            commissioned_by_id=world.parties["havsvik"],
            delivered_by_id=world.parties["studionord"],
        )
