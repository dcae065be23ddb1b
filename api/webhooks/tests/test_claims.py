"""One sender at a time: races, kills and lost wake-ups leave order and nothing lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from accounts.doors import entered
from api.webhooks import tasks
from api.webhooks.actions.endpoints import pause_endpoint
from api.webhooks.tasks import deliver, ring_due
from faults.receiver import Reply
from partnership.kit.book import record
from partnership.kit.ids import new_id
from projects.activity.tests.test_feed import settle
from tests.world import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def ids(receiver):
    return [one.message_id for one in receiver.taken]


def test_senders_that_race_send_each_message_once_and_in_order(hooks, receiver):
    key, _secret = hooks.make(receiver.url, types=["work.*"])
    happened = hooks.happen(12)

    def run(_number):
        connections["system"] = connections["default"]
        try:
            deliver(str(key))
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(run, range(3)))
    hooks.send(key)
    assert ids(receiver) == happened


def test_what_a_killed_sender_had_in_hand_is_sent_again_when_its_claim_has_run_out(
    hooks, receiver, later, monkeypatch
):
    key, _secret = hooks.make(receiver.url, types=["work.*"])
    first, second = hooks.happen(2)
    real = tasks.call

    def killed(*parcel):
        real(*parcel)
        raise SystemExit

    monkeypatch.setattr(tasks, "call", killed)
    with pytest.raises(SystemExit):
        hooks.send(key)
    monkeypatch.setattr(tasks, "call", real)
    hooks.send(key)
    assert (ids(receiver), ring_due()) == ([first], 0)
    later(seconds=31)
    assert ring_due() == 1
    hooks.send(key)
    assert ids(receiver) == [first, first, second]


def test_who_has_lost_the_claim_writes_nothing(hooks, receiver, later, monkeypatch):
    key, _secret = hooks.make(receiver.url, types=["work.*"])
    hooks.happen()
    real = tasks.call

    def slow(*parcel):
        monkeypatch.setattr(tasks, "call", real)
        later(seconds=31)
        hooks.send(key)
        real(*parcel)
        return real(*parcel)

    receiver.reply = lambda count: Reply(204 if count == 1 else 500)
    monkeypatch.setattr(tasks, "call", slow)
    hooks.send(key)
    [row] = hooks.deliveries(key)
    assert (row.status, row.tries, len(hooks.attempts(key)), len(receiver.taken)) == ("delivered", 1, 1, 3)
    assert hooks.endpoint(key).failing_since is None


def test_a_webhook_that_is_paused_during_a_call_sends_nothing_more(hooks, receiver, monkeypatch):
    key, _secret = hooks.make(receiver.url, types=["work.*"])
    first, _second = hooks.happen(2)
    real = tasks.call

    def meanwhile(*parcel):
        answered = real(*parcel)
        hooks.act("ada", pause_endpoint, key)
        return answered

    monkeypatch.setattr(tasks, "call", meanwhile)
    hooks.send(key)
    assert (ids(receiver), hooks.deliveries(key)[0].status) == ([first], "delivered")


def test_a_lost_wake_up_is_found_by_the_sweep_and_an_idle_webhook_is_left_alone(hooks, receiver, later):
    key, _secret = hooks.make(receiver.url, types=["work.*"])
    hooks.send(key)
    settle()
    hooks.tell([])
    hooks.send(key)
    later(seconds=61)
    assert ring_due() == 0
    happened = hooks.happen()
    assert hooks.endpoint(key).heard_xid >= hooks.endpoint(key).position_xid
    assert ring_due() == 0, "one wake-up is under way"
    later(seconds=61)
    assert ring_due() == 1
    hooks.send(key)
    assert ids(receiver) == happened


def test_an_event_of_a_transaction_that_commits_late_keeps_its_place(hooks, receiver):
    key, _secret = hooks.make(receiver.url, types=["work.*"])
    late = connections.create_connection("default")
    with late.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT pg_current_xact_id()")
    actor = hooks.world.actor("ada")
    with entered(actor):
        record(
            actor,
            "work.project_created",
            partnership=hooks.world.shared,
            subject_kind="project",
            subject_id=new_id(),
            at=NOW,
        )
    hooks.tell([])
    hooks.send(key)
    assert receiver.taken == [], "what is still open could come before it"
    late.close()
    settle()
    hooks.send(key)
    assert len(receiver.taken) == 1


def test_telling_wakes_only_whom_it_may_concern(hooks, receiver, monkeypatch):
    woken = []
    monkeypatch.setattr("api.webhooks.listeners.publish", lambda task, key: woken.append(key))
    keys = {who: hooks.make(receiver.url, who=who)[0] for who in ("ada", "sam", "olga")}
    hooks.tell([])
    for key in keys.values():
        hooks.send(key)
    woken.clear()
    hooks.happen(3)
    assert sorted(woken) == sorted([keys["ada"], keys["sam"]])
