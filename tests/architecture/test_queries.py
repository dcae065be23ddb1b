"""A page asks the database as often for thirty rows as for one, and never more often than it did before.

The counts stand in queries.json. More is a failure; when a page has learned to ask less, write the lower number.
`WRITE_QUERIES=1` writes the file anew.
"""

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.factories import KeyFactory, MembershipFactory, OrganizationFactory, PartnershipFactory
from accounts.models import Invitation, Party
from partnership.kit.ids import new_id
from projects.activity.factories import EventFactory
from projects.agreement.factories import proposed
from projects.digests.models import Letter
from projects.health.models import Snapshot
from projects.work.factories import (
    DeliverableFactory,
    ProjectFactory,
    TaskFactory,
    WorkEntryFactory,
    WorkerFactory,
)
from projects.work.models import ImportBatch
from tests.architecture.addresses import addresses, browsers, keys, own_values
from tests.furnishings import between, goals, ledger
from tests.tenancy import as_creator

COUNTS = Path(__file__).with_name("queries.json")
MORE = 29
# Rows of these pages come from outside: nothing of ours can grow there.
ELSEWHERE = ("accounts/", "api/docs/", "api/v1/openapi.json")


def grow(world):
    """Add twenty-nine of whatever a page may list."""
    own = world.organizations["studionord"]
    for number in range(MORE):
        partner = OrganizationFactory()
        partnership = PartnershipFactory(sides=[partner, own])
        sides = [row.id for row in Party.objects.filter(partnership=partnership)]
        _project(partnership.id, sides, worker=None)
        project = _project(world.shared, [world.parties["havsvik"], world.parties["studionord"]], worker=own)
        monday = timezone.now().date() - timedelta(days=timezone.now().weekday(), weeks=number + 1)
        Snapshot.objects.create(
            partnership_id=world.shared,
            week_on=monday,
            as_of=monday,
            coverage=0,
            formula=1,
            computed_at=timezone.now(),
        )
        MembershipFactory(organization=own, role="member")
        MembershipFactory(organization=world.organizations["havsvik"], role="member")
        more = world.things["project"]["shared"]
        DeliverableFactory(project_id=more, partnership_id=world.shared)
        EventFactory(
            partnership_id=world.shared,
            kind="work.project_created",
            subject_kind="project",
            subject_id=project.id,
            person_id=world.users["sam"].id,
            # Behind what is there: the newest tell of as many kinds as before.
            at=timezone.now() - timedelta(weeks=9),
        )
        proposed(world.actor("ada"), world.shared, now=timezone.now() - timedelta(weeks=1))
        goals.furnish(world, "shared", lambda *kept: None)
        between.furnish(world, "shared", lambda *kept: None)
        for side in ("havsvik", "studionord"):
            ledger.written(world, "shared", side, f"Gain {number}")
        WorkEntryFactory(
            project_id=more,
            partnership_id=world.shared,
            party_id=world.parties["studionord"],
            worker=WorkerFactory(partnership_id=world.shared, organization=own),
        )

    _inside(world, own)


def _inside(world, own):
    """What the organization and Sam have for themselves: keys, invitations, logs and letters."""
    person, now = world.users["sam"], timezone.now()
    batch = ImportBatch.objects.filter(organization=own).get()
    seat = Invitation.objects.filter(organization=own).get()
    letter = Letter.objects.get(user=person)
    for number in range(MORE):
        KeyFactory(organization=own, made_by=person, kind="personal", created_at=now)
        for row in (batch, seat, letter):
            row.pk, row._state.adding = new_id(), True
        seat.email, seat.token_hash = f"{number}@nowhere.example", bytes([number] * 32)
        letter.iso_week = f"2025-W{number + 1:02}"
        for row in (batch, seat, letter):
            row.save()


def _project(partnership_id, sides, worker):
    project = ProjectFactory(
        partnership_id=partnership_id, commissioned_by_id=sides[0], delivered_by_id=sides[1]
    )
    deliverable = DeliverableFactory(project=project)
    WorkEntryFactory(
        project=project,
        deliverable=deliverable,
        task=TaskFactory(project=project),
        party_id=sides[1],
        worker=worker and WorkerFactory(partnership_id=partnership_id, organization=worker),
    )
    return project


@pytest.fixture
def counted(furnished, settings):
    """Return a function that asks every page and gives {route: number of queries}."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    people, headers = browsers(furnished), keys(furnished)

    values = own_values(furnished)

    def asked(address, name):
        client, extra = (
            people["anonymous" if address.is_api else name],
            headers[name] if address.is_api else {},
        )
        connection.queries_log.clear()  # it holds so many and no more
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address.filled(values), headers=extra)
            if answer.streaming:
                b"".join(answer)
        return len(captured) if answer.status_code == 200 else None

    def count(address):
        # The second time: a first visit may note that a key was used.
        return next((asked(address, name) for name in ("sam", "ada") if asked(address, name)), None)

    def count_all():
        found = {one.route or "/": count(one) for one in addresses() if not one.route.startswith(ELSEWHERE)}
        return {route: number for route, number in found.items() if number is not None}

    return count_all


def test_no_page_asks_more_often_for_more_rows_or_than_before(furnished, counted):
    few = counted()
    with as_creator():
        grow(furnished)
    many = counted()
    assert {route: (few[route], many[route]) for route in few if few[route] != many[route]} == {}
    if os.environ.get("WRITE_QUERIES"):
        COUNTS.write_text(json.dumps(few, indent=2, sort_keys=True) + "\n")
    assert few == json.loads(COUNTS.read_text())
