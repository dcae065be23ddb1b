"""The feed's order under writers that overlap: what is read is settled, so nothing can appear before it later."""

import threading
import time

import pytest
from django.db import connection, transaction

from api.tests.test_events import happen, subjects

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 60


def settle():
    """Wait until no transaction is left that began before now: other tests run in the same cluster."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")
        (now,) = cursor.fetchone()
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot()) >= %s::xid8", [now])
            if cursor.fetchone()[0]:
                return
            time.sleep(0.05)
    pytest.skip("something else holds a transaction open on this database server")


def test_the_latest_cursor_begins_with_what_comes_now(world, ada):
    happen(world)
    settle()
    page = ada.get("/events?cursor=latest")
    assert page["data"] == []

    subject = happen(world)
    settle()

    assert subjects(ada.get(f"/events?cursor={page['next_cursor']}")) == [subject]


def test_a_slow_transaction_is_waited_for_not_lost(world, ada):
    started, finish = threading.Event(), threading.Event()
    slow = []

    def write_slowly():
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_current_xact_id()")
            started.set()
            finish.wait(10)
            slow.append(happen(world))
        connection.close()

    thread = threading.Thread(target=write_slowly)
    thread.start()
    started.wait(10)
    quick = happen(world)
    before = ada.get("/events?type=goal.proposed")
    finish.set()
    thread.join(10)
    settle()
    after = ada.get(f"/events?type=goal.proposed&cursor={before['next_cursor']}")

    assert subjects(before) == []
    assert sorted(subjects(after)) == sorted([quick, *slow])
