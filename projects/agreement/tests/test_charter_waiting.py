from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.doors import actor_for, entered
from accounts.factories import MembershipFactory, OrganizationFactory, PartnershipFactory
from accounts.models import Partnership
from accounts.queries import partnerships_seen
from partnership.kit.rounds import read
from projects.activity.waiting import waiting_for
from projects.agreement.charter_waiting import waiting_for_charter
from projects.agreement.factories import proposed
from projects.agreement.tests.charters import address, charter_in_force, charter_values, wrote
from tests.tenancy import as_creator


def asked(world, name):
    actor = world.actor(name)
    with entered(actor):
        waiting = waiting_for(actor, partnerships_seen(actor))
        return [(one.text, one.url) for one in waiting if one.kind.startswith("agreement.charter")]


def test_a_partnership_without_a_charter_is_led_through_it_from_both_chairs(world):
    step = address(world, "charter_step", step=1)
    for name in ("ada", "sam"):
        assert asked(world, name) == [("Write your charter together, step 1 of 5: Shared vision.", step)]
    wrote(world.actor("ada"), world.shared, 1, vision="One kitchen.")
    step = address(world, "charter_step", step=2)
    for name in ("ada", "sam"):
        assert asked(world, name) == [
            ("Write your charter together, step 2 of 5: How you work together.", step)
        ]
    for name in ("vera", "finn"):
        assert asked(world, name) == []


def test_a_charter_that_is_proposed_or_in_force_asks_for_no_writing(world):
    proposed(
        world.actor("ada"),
        world.shared,
        kind="charter",
        subject_id=world.shared,
        values=charter_values(world),
    )
    assert asked(world, "sam") == []
    charter_in_force(world, vision="Better.")
    assert asked(world, "sam") == []


@pytest.mark.parametrize(("days", "waits"), [(1, 0), (0, 1), (-3, 1)])
def test_when_its_day_has_come_both_sides_look_through_the_charter_again(world, days, waits):
    day = timezone.localdate() + timedelta(days=days)
    long_ago = timezone.now() - timedelta(days=400)
    charter_in_force(world, review_on=day.isoformat(), now=long_ago)
    found = [("The day has come on which you wanted to look through it again.", address(world, "charter"))]
    assert asked(world, "ada") == asked(world, "sam") == found * waits


def test_an_ended_partnership_waits_for_nothing(world):
    with as_creator():
        Partnership.objects.filter(id=world.shared).update(status="ended", ends_on="2026-01-01")
    assert asked(world, "sam") == []


def test_what_waits_about_charters_costs_the_same_for_many_partnerships(world):
    with as_creator():
        own = OrganizationFactory()
        person = MembershipFactory(organization=own).user_id
        for _ in range(30):
            PartnershipFactory(sides=[own, OrganizationFactory()])
    actor = actor_for(person)
    with entered(actor):
        seen = partnerships_seen(actor)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(read(waiting_for_charter(actor, seen))) == 30
    assert len(queries) == 1
