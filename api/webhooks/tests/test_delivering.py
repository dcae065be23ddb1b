"""Messages on their way: in order, at least once, signed, and nothing that their organization may not see."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from accounts.doors import entered
from api.webhooks.actions.endpoints import pause_endpoint, resume_endpoint, rotate_secret
from api.webhooks.models import Endpoint
from api.webhooks.schedule import MOST_TRIES
from api.webhooks.tasks import ring_due
from faults.receiver import Reply
from partnership.kit.ids import new_id
from projects.activity.feed import START, feed_after
from tests.tenancy import as_creator

pytestmark = pytest.mark.django_db(transaction=True)


def ids(receiver):
    return [one.message_id for one in receiver.taken]


def test_what_happens_is_sent_in_order_and_signed(hooks, receiver):
    key, secret = hooks.make(receiver.url)
    receiver.secret = secret
    happened = hooks.happen(5)
    hooks.send(key)
    found = [one for one in receiver.taken if one.said["type"] == "work.project_created"]
    assert [one.message_id for one in found] == happened
    assert receiver.unsigned == 0
    with pytest.raises(WebhookVerificationError):
        Webhook(hooks.make(receiver.url)[1]).verify(found[0].body, found[0].headers)
    assert {one.status for one in hooks.deliveries(key)} == {"delivered"}
    assert [one.status for one in hooks.attempts(key)] == [204] * len(receiver.taken)


def test_a_message_has_ids_and_links_alone(hooks, receiver, world, settings):
    key, _secret = hooks.make(receiver.url, types=["work.*"])
    [happened] = hooks.happen()
    hooks.send(key)
    [one] = receiver.taken
    said = one.said
    assert list(said) == ["id", "type", "timestamp", "organization", "version", "origin", "data"]
    assert (said["id"], one.message_id) == (happened, happened)
    assert said["organization"] == str(world.organizations["havsvik"].id)
    assert said["origin"] == {
        "person": str(world.users["ada"].id),
        "key": None,
        "party": str(world.parties["havsvik"]),
    }
    assert said["data"]["partnership"] == str(world.shared)
    subject = said["data"]["subject"]
    assert subject["url"] == f"{settings.PORTAL_URL}/api/v1/projects/{subject['id']}"
    assert said["timestamp"].endswith("Z")
    assert one.headers["content-type"] == "application/json"


def test_only_chosen_types_and_partnerships_are_sent(hooks, receiver, world):
    key, _secret = hooks.make(
        receiver.url, types=["goals.*", "work.project_created"], partnerships=[world.shared]
    )
    hooks.happen(kind="work.entry_logged")
    wanted = hooks.happen(kind="goals.closed") + hooks.happen()
    inside = {"organization": world.organizations["havsvik"].id}
    hooks.happen(kind="organization.changed", **inside)
    hooks.send(key)
    assert ids(receiver) == wanted


@pytest.mark.parametrize("who", ["ada", "sam", "olga"])
def test_a_webhook_hears_exactly_what_the_feed_of_its_organization_tells(hooks, receiver, world, who):
    key, _secret = hooks.make(receiver.url, who=who)
    own, other = world.organizations["havsvik"].id, world.organizations["studionord"].id
    hooks.happen(2)
    hooks.happen(who="sam", audience=[own, other], partnership=world.shared)
    hooks.happen(who="sam", audience=[other], partnership=world.shared)
    hooks.happen(who="olga", partnership=world.foreign)
    hooks.happen(who="sam", organization=other)
    hooks.send(key)
    actor, made = world.actor(who), hooks.endpoint(key).created_at
    with entered(actor):
        told = [one for one in feed_after(actor, START, limit=200) if one.at >= made]
    assert ids(receiver) == [str(one.id) for one in told]
    assert len(told) == {"ada": 4, "sam": 6, "olga": 2}[who]


def test_what_ones_own_keys_did_can_be_left_out(hooks, receiver, world):
    key, _secret = hooks.make(receiver.url, skip_own=True, types=["work.*"])
    [own, foreign, by_hand] = hooks.happen() + hooks.happen(who="sam") + hooks.happen()
    from projects.activity.models import Event

    with as_creator():
        Event.objects.filter(id__in=[own, foreign]).update(key_id=new_id())
    hooks.send(key)
    assert ids(receiver) == [foreign, by_hand]
    assert receiver.taken[0].said["origin"]["key"] is None, "a partner's key is nobody's business"


def test_a_failing_head_holds_back_the_rest_and_keeps_its_id(hooks, receiver, later):
    key, _secret = hooks.make(receiver.url, types=["work.*"])
    first, second = hooks.happen(2)
    receiver.reply = lambda count: Reply(503 if count < 3 else 200)
    hooks.send(key)
    hooks.send(key)
    assert ids(receiver) == [first], "before its time nothing is tried again"
    later(seconds=6)
    hooks.send(key)
    later(minutes=6)
    hooks.send(key)
    assert ids(receiver) == [first, first, first, second]
    assert hooks.endpoint(key).failing_since is None
    assert [one.tries for one in hooks.deliveries(key)] == [3, 1]


def test_what_a_receiver_asks_to_wait_is_waited(hooks, receiver, later):
    key, _secret = hooks.make(receiver.url, types=["work.*"])
    hooks.happen()
    receiver.reply = lambda count: Reply(429, {"Retry-After": "3600"})
    hooks.send(key)
    later(minutes=59)
    hooks.send(key)
    assert len(receiver.taken) == 1
    later(minutes=2)
    hooks.send(key)
    assert len(receiver.taken) == 2


@pytest.mark.parametrize(
    "reply",
    [
        Reply(301, {"Location": "http://169.254.169.254/"}),
        Reply(307, {"Location": "/elsewhere"}),
        Reply(404, body=b"<html>nothing</html>"),
        Reply(500, body=b"\xff\xfe\x00" * 5000),
        Reply(is_lost=True),
    ],
)
def test_anything_but_2xx_is_a_failure_and_its_answer_is_kept(hooks, receiver, reply):
    key, _secret = hooks.make(receiver.url, types=["work.*"])
    hooks.happen()
    receiver.reply = lambda count: reply
    hooks.send(key)
    [delivery], [attempt] = hooks.deliveries(key), hooks.attempts(key)
    assert (delivery.status, delivery.tries, len(receiver.taken)) == ("waiting", 1, 1)
    assert attempt.status == (None if reply.is_lost else reply.status)
    assert attempt.fault == ("no_answer" if reply.is_lost else "")
    assert len(attempt.answer) <= 2048


def test_a_html_page_with_200_is_a_yes(hooks, receiver):
    key, _secret = hooks.make(receiver.url, types=["work.*"])
    hooks.happen()
    receiver.reply = lambda count: Reply(200, {"Content-Type": "text/html"}, b"<html>Welcome</html>")
    hooks.send(key)
    assert hooks.attempts(key)[0].answer == "<html>Welcome</html>"
    assert hooks.deliveries(key)[0].status == "delivered"


def test_who_is_gone_is_sent_nothing_more(hooks, receiver, later):
    key, _secret = hooks.make(receiver.url, types=["work.*"])
    first, second = hooks.happen(2)
    receiver.reply = lambda count: Reply(410 if count == 1 else 200)
    hooks.send(key)
    later(days=1)
    hooks.send(key)
    assert (ids(receiver), hooks.endpoint(key).status) == ([first], Endpoint.Status.GONE)
    assert ring_due() == 0
    hooks.act("ada", resume_endpoint, key)
    hooks.send(key)
    assert ids(receiver) == [first, first, second]


def test_a_message_that_fails_its_whole_schedule_is_set_aside_and_the_rest_goes_on(hooks, receiver, later):
    key, _secret = hooks.make(receiver.url, types=["work.*"])
    first, second = hooks.happen(2)
    receiver.reply = lambda count: Reply(500 if count <= MOST_TRIES else 200)
    for _ in range(MOST_TRIES):
        hooks.send(key)
        wait = hooks.endpoint(key).next_at - timezone.now()
        later(seconds=max(wait.total_seconds(), 0) + 1)
    assert ids(receiver) == [first] * MOST_TRIES + [second]
    assert [(one.status, one.tries) for one in hooks.deliveries(key)] == [("set_aside", 10), ("delivered", 1)]
    assert hooks.endpoint(key).status == Endpoint.Status.ACTIVE


def test_five_days_of_failing_pause_it(hooks, receiver, later):
    key, _secret = hooks.make(receiver.url, types=["work.*"])
    hooks.happen(2)
    receiver.reply = lambda count: Reply(500)
    hooks.send(key)
    later(days=5)
    hooks.send(key)
    endpoint = hooks.endpoint(key)
    assert (endpoint.status, endpoint.stopped_at is not None) == (Endpoint.Status.FAILING, True)
    later(days=2)
    assert ring_due() == 0


def test_nothing_is_lost_while_it_is_paused(hooks, receiver):
    key, _secret = hooks.make(receiver.url, types=["work.*"])
    first = hooks.happen()
    hooks.act("ada", pause_endpoint, key)
    rest = hooks.happen(3)
    hooks.send(key)
    assert receiver.taken == []
    hooks.act("ada", resume_endpoint, key)
    hooks.send(key)
    assert ids(receiver) == first + rest


def test_two_secrets_sign_while_one_is_replaced(hooks, receiver, later):
    key, old = hooks.make(receiver.url, types=["work.*"])
    _row, new = hooks.act("ada", rotate_secret, key)
    hooks.happen()
    hooks.send(key)
    [one] = receiver.taken
    for secret in (old, new):
        assert Webhook(secret).verify(one.body, one.headers) == json.loads(one.body)
    later(hours=25)
    hooks.happen()
    hooks.send(key)
    assert len(receiver.taken[1].headers["webhook-signature"].split(" ")) == 1


def test_the_backlog_of_a_receiver_that_is_down_stays_in_the_book(hooks, receiver, monkeypatch):
    from api.webhooks import planning

    monkeypatch.setattr(planning, "A_PAGE", 3)
    key, _secret = hooks.make(receiver.url, types=["work.*"])
    happened = hooks.happen(10)
    receiver.reply = lambda count: Reply(503 if count == 1 else 200)
    hooks.send(key)
    assert len(hooks.deliveries(key)) == 3
    hooks.change(key, next_at=timezone.now() - timedelta(seconds=1))
    hooks.send(key)
    assert ids(receiver) == happened[:1] + happened
