"""What people ask for: tests, single messages again, a time sent again, and being told when something was stopped."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from accounts.doors import entered, system_door
from accounts.models import Membership
from accounts.queries import partnerships_seen
from api.webhooks.actions.endpoints import pause_endpoint, resume_endpoint
from api.webhooks.actions.sending import replay_events, send_again, send_test
from api.webhooks.models import Delivery, Endpoint
from api.webhooks.refusals import BadWindow, NotActive, NothingThen
from api.webhooks.tasks import forget_old, ring_due, send_once, tell_owners
from api.webhooks.waiting import where_webhooks_wait
from faults.receiver import Reply
from partnership.kit.errors import NotAllowed
from projects.activity.waiting import waiting_for
from tests.tenancy import as_creator

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


def ids(receiver):
    return [one.message_id for one in receiver.taken]


def once(row):
    send_once(str(row.organization_id), str(row.id))


def again(hooks, row, who="ada"):
    actor = hooks.world.actor(who)
    with entered(actor):
        return send_again(actor, delivery=row, now=timezone.now())


def test_a_test_message_goes_out_at_once_even_to_a_paused_webhook(hooks, receiver):
    key, receiver.secret = hooks.make(receiver.url)
    hooks.act("ada", pause_endpoint, key)
    clicked = timezone.now()
    sent = hooks.act("ada", send_test, key, now=clicked)
    same = hooks.act("ada", send_test, key, now=clicked)
    once(sent)
    once(same)
    [one] = receiver.taken
    assert (one.said["type"], one.message_id, receiver.unsigned) == ("webhook.test", str(sent.message_id), 0)
    [row] = hooks.deliveries(key)
    assert (row.status, row.again_at) == ("delivered", None)


def test_a_test_that_fails_holds_up_nothing(hooks, receiver):
    key, _secret = hooks.make(receiver.url, types=["work.*"])
    receiver.reply = lambda count: Reply(500 if count == 1 else 200)
    once(hooks.act("ada", send_test, key))
    happened = hooks.happen()
    hooks.send(key)
    assert ids(receiver)[1:] == happened
    assert sorted(one.status for one in hooks.deliveries(key)) == ["delivered", "set_aside"]
    assert hooks.endpoint(key).failing_since is None


def test_a_message_is_sent_again_with_its_id_and_what_was_set_aside_becomes_delivered(hooks, receiver):
    key, _secret = hooks.make(receiver.url, types=["work.*"])
    happened = hooks.happen()
    hooks.send(key)
    [row] = hooks.deliveries(key)
    once(again(hooks, row))
    assert ids(receiver) == happened * 2
    with as_creator():
        Delivery.objects.filter(id=row.id).update(status="set_aside")
    once(again(hooks, row))
    assert hooks.deliveries(key)[0].status == "delivered"
    assert len(hooks.attempts(key)) == 3


def test_a_lost_wake_up_of_something_asked_for_is_found(hooks, receiver, later):
    key, _secret = hooks.make(receiver.url, types=["work.*"])
    hooks.act("ada", send_test, key)
    hooks.send(key)
    later(seconds=6)
    assert ring_due() >= 1


def test_what_waits_in_line_is_tried_at_once_when_somebody_asks(hooks, receiver):
    key, _secret = hooks.make(receiver.url, types=["work.*"])
    happened = hooks.happen()
    receiver.reply = lambda count: Reply(500 if count == 1 else 200)
    hooks.send(key)
    [row] = hooks.deliveries(key)
    again(hooks, row)
    hooks.send(key)
    assert ids(receiver) == happened * 2
    hooks.happen()
    hooks.act("ada", pause_endpoint, key)
    with as_creator():
        Delivery.objects.filter(id=row.id).update(status="waiting")
    with pytest.raises(NotActive):
        again(hooks, row)


def test_a_time_is_sent_again_in_order_before_what_is_new(hooks, receiver):
    key, _secret = hooks.make(receiver.url, types=["work.*"])
    now = timezone.now()
    early = hooks.happen(2, at=now - timedelta(hours=3))
    wanted = hooks.happen(2, at=now - timedelta(hours=2))
    late = hooks.happen(2, at=now - timedelta(hours=1))
    hooks.send(key)
    new = hooks.happen(2)
    window = {"since": now - timedelta(hours=2, minutes=1), "until": now - timedelta(hours=1, minutes=1)}
    hooks.act("ada", replay_events, key, **window)
    hooks.send(key)
    assert ids(receiver) == early + wanted + late + wanted + new


def test_a_replay_forgets_nothing_that_was_not_sent_yet(hooks, receiver):
    """What lies beyond the place it had read to is new, whatever the window leaves out."""
    key, _secret = hooks.make(receiver.url, types=["work.*"])
    now = timezone.now()
    first = hooks.happen(at=now - timedelta(hours=3))
    receiver.reply = lambda count: Reply(500 if count == 1 else 200)
    hooks.send(key)
    rest = hooks.happen(3, at=now - timedelta(hours=1))
    hooks.act("ada", replay_events, key, since=now - timedelta(hours=4), until=now - timedelta(hours=2))
    hooks.change(key, next_at=now)
    hooks.send(key)
    assert ids(receiver) == first + first + rest


def test_a_new_webhook_can_hear_of_what_was_before_it(hooks, receiver):
    happened = hooks.happen(3)
    key, _secret = hooks.make(receiver.url, types=["work.*"])
    hooks.change(key, position_xid=hooks.endpoint(key).position_xid)
    hooks.act("ada", replay_events, key, since=timezone.now() - timedelta(hours=1), until=None)
    hooks.send(key)
    assert ids(receiver) == happened


def test_only_the_last_30_days_and_an_active_webhook_are_sent_again(hooks, receiver):
    key, _secret = hooks.make(receiver.url)
    now = timezone.now()
    hooks.happen()
    for since, until in [
        (now - timedelta(days=31), None),
        (now + timedelta(hours=1), None),
        (now - timedelta(hours=1), now - timedelta(hours=2)),
    ]:
        with pytest.raises(BadWindow):
            hooks.act("ada", replay_events, key, since=since, until=until)
    hooks.act("ada", pause_endpoint, key)
    with pytest.raises(NotActive):
        hooks.act("ada", replay_events, key, since=now - timedelta(hours=1), until=None)


def test_where_nothing_has_happened_nothing_is_sent_again(hooks, receiver, later):
    key, _secret = hooks.make(receiver.url)
    later(days=2)
    with pytest.raises(NothingThen):
        hooks.act("ada", replay_events, key, since=timezone.now() - timedelta(days=1), until=None)


@pytest.mark.parametrize("who", ["vera", "finn"])
def test_a_lower_role_asks_for_nothing(hooks, receiver, who, world):
    side = {"vera": "ada", "finn": "sam"}[who]
    key, _secret = hooks.make(receiver.url, who=side)
    with pytest.raises(NotAllowed):
        hooks.act(who, send_test, key)
    with pytest.raises(NotAllowed):
        hooks.act(who, resume_endpoint, key)


def stopped(hooks, receiver):
    key, _secret = hooks.make(receiver.url, types=["work.*"])
    hooks.happen()
    receiver.reply = lambda count: Reply(410)
    hooks.send(key)
    return key


def test_who_made_it_is_told_once_by_mail_and_finds_it_waiting(hooks, receiver, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    key = stopped(hooks, receiver)
    assert (tell_owners(), tell_owners()) == (1, 0)
    [letter] = mail.outbox
    assert letter.to == ["ada@havsvik.example"]
    assert letter.subject == "Webhooken ”Our CRM” stoppades"
    assert f"/organization/webhooks/{key}/" in letter.body
    assert hooks.endpoint(key).told_at is not None

    def waits(who):
        actor = hooks.world.actor(who)
        with entered(actor):
            found = waiting_for(actor, partnerships_seen(actor))
        return [one.url for one in found if one.kind.startswith("webhooks.")]

    assert waits("ada") == [f"/organization/webhooks/{key}/"]
    assert (waits("vera"), waits("sam"), waits("olga")) == ([], [], [])
    both = [hooks.world.shared, hooks.world.foreign]
    with system_door("digests.plan"):
        assert where_webhooks_wait(both) == {hooks.world.shared}
    hooks.act("ada", resume_endpoint, key)
    assert waits("ada") == []
    with system_door("digests.plan"):
        assert where_webhooks_wait(both) == set()


def test_when_its_maker_has_left_who_manages_webhooks_is_told(hooks, receiver, world, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    stopped(hooks, receiver)
    with as_creator():
        Membership.objects.filter(user=world.users["ada"]).update(role="viewer")
        Membership.objects.filter(user=world.users["vera"]).update(role="admin")
    tell_owners()
    assert [one.to for one in mail.outbox] == [["vera@havsvik.example"]]


def test_what_is_older_than_30_days_is_forgotten_but_for_what_waits(hooks, receiver):
    key, _secret = hooks.make(receiver.url, types=["work.*"])
    hooks.happen(2)
    receiver.reply = lambda count: Reply(200 if count == 1 else 500)
    hooks.send(key)
    with as_creator():
        Delivery.objects.filter(endpoint_id=key).update(created_at=timezone.now() - timedelta(days=31))
    assert forget_old() == 1
    assert [one.status for one in hooks.deliveries(key)] == ["waiting"]
    assert len(hooks.attempts(key)) == 1
    assert hooks.endpoint(key).status == Endpoint.Status.ACTIVE
