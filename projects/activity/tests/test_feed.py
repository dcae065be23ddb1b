"""Reading the book: pages newest first, and the feed that never loses a late commit."""

import time
from datetime import timedelta

import pytest
from django.db import connections, transaction

from accounts.doors import entered
from projects.activity.factories import EventFactory, OrganizationEventFactory
from projects.activity.feed import START, feed_after, feed_end
from projects.activity.queries import BadPlace, events_of_many, events_on_page
from tests.tenancy import as_creator
from tests.world import NOW

committed = pytest.mark.django_db(transaction=True)

PATIENCE = 300
"""Seconds that a test of the other worker may hold its transaction open: a sweep over the API takes minutes."""


def make(count=1, factory=EventFactory, **values):
    with as_creator():
        return [factory(at=NOW + timedelta(minutes=number), **values).id for number in range(count)]


def page(world, who="ada", **values):
    with entered(world.actor(who)):
        return [one.id for one in events_on_page(world.partnership(who), **values)]


def settle():
    """Wait until whatever else runs on this server (tests of the other worker) is older than what stands here."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")
        (own,) = cursor.fetchone()
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot()) > %s::xid8", [str(own)])
            if cursor.fetchone() == (True,):
                return
            time.sleep(0.05)
    pytest.fail("something else holds a transaction open on this database server")


def feed(world, who="ada", position=START, limit=100, **values):
    actor = world.actor(who)
    with entered(actor):
        return feed_after(actor, position, limit=limit, **values)


def test_pages_go_on_where_the_last_one_ended(world):
    ids = make(7, partnership_id=world.shared)[::-1]
    make(3, partnership_id=world.foreign)
    first = page(world, limit=3)
    second = page(world, limit=3, before=str(first[-1]))
    third = page(world, limit=3, before=str(second[-1]))
    assert first + second + third == ids
    assert page(world, "sam") == ids


def test_events_of_the_same_moment_are_neither_lost_nor_shown_twice(world):
    with as_creator():
        ids = [EventFactory(partnership_id=world.shared, at=NOW).id for _ in range(5)]
    seen, before = [], ""
    while found := page(world, limit=2, before=before):
        seen, before = seen + found, str(found[-1])
    assert seen == sorted(ids, reverse=True)


def test_a_made_up_place_and_a_place_of_others_are_refused_alike(world):
    (foreign,) = make(partnership_id=world.foreign)
    for place in ("x", "0", str(foreign), str(world.shared)):
        with pytest.raises(BadPlace):
            page(world, before=place)


def test_a_span_holds_its_start_and_not_its_end(world):
    ids = make(3, partnership_id=world.shared)
    with entered(world.actor("ada")):
        seen, end = world.partnership("ada"), NOW + timedelta(minutes=2)
        found = events_of_many([seen], ["partnership."], start=NOW, end=end)
    assert [one.event.id for one in found[seen.id]] == ids[:2]


@committed
def test_the_feed_has_own_partnerships_and_own_organization_alone(world):
    own = make(2, partnership_id=world.shared)
    inside = make(1, OrganizationEventFactory, organization_id=world.organizations["havsvik"].id)
    make(1, OrganizationEventFactory, organization_id=world.organizations["studionord"].id)
    make(2, partnership_id=world.foreign)
    settle()
    assert [one.id for one in feed(world)] == own + inside
    assert [one.id for one in feed(world, partnerships=[world.shared])] == own
    assert feed(world, partnerships=[world.foreign]) == []
    assert [one.id for one in feed(world, kinds=["organization.founded"])] == inside


@committed
def test_a_reader_never_passes_a_transaction_that_is_still_open(world):
    """The late one takes its number first and commits last; reading on from `seq` alone would lose it."""
    late = connections.create_connection("default")
    with late.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT pg_current_xact_id()")
    quick = make(1, partnership_id=world.shared)
    assert feed(world) == []
    with entered(world.actor("ada")):
        end = feed_end()
    late.close()
    settle()
    assert [one.id for one in feed(world, position=end)] == quick


@committed
def test_the_feed_is_read_in_pages_without_loss(world):
    ids = []
    for _ in range(5):
        with transaction.atomic():
            ids += make(1, partnership_id=world.shared)
    settle()
    read, position = [], START
    while found := feed(world, position=position, limit=2):
        read += [one.id for one in found]
        position = (found[-1].xid, found[-1].seq)
    assert read == ids
