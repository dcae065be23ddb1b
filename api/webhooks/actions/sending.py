"""What people ask to have sent: a test, one message again, or everything from a time on."""

from datetime import datetime, timedelta

from accounts.access import Right
from accounts.actor import Actor
from api.webhooks.actions.common import held_row, tell
from api.webhooks.messages import TEST, test_body
from api.webhooks.models import Delivery, Endpoint
from api.webhooks.refusals import BadWindow, NotActive, NothingThen
from api.webhooks.tasks import KEPT_FOR, deliver, send_once
from partnership.kit.errors import NotThere
from partnership.kit.queue import publish
from projects.activity.feed import position_at

SAME_CLICK = timedelta(seconds=5)


def send_test(actor: Actor, *, endpoint: Endpoint, now: datetime) -> Delivery:
    """Send a test message, also to a paused webhook; a second click within seconds is the same."""
    actor.require(Right.MANAGE_WEBHOOKS, endpoint)
    row = held_row(endpoint)
    tests = Delivery.objects.filter(organization_id=row.organization_id, endpoint_id=row.id, type=TEST)
    before: Delivery | None = tests.filter(created_at__gt=now - SAME_CLICK).order_by("-created_at").first()
    if before is not None:
        return before
    message_id, body = test_body(actor, now=now)
    made: Delivery = Delivery.objects.create(
        organization_id=row.organization_id,
        endpoint=row,
        message_id=message_id,
        type=TEST,
        body=body,
        in_line=False,
        again_at=now,
        created_at=now,
    )
    publish(send_once, row.organization_id, made.id)
    return made


def send_again(actor: Actor, *, delivery: Delivery, now: datetime) -> Delivery:
    """Send a message again at once, with the same id: what waits in line, as its next try, else out of line."""
    actor.require(Right.MANAGE_WEBHOOKS, delivery)
    rows = Delivery.objects.select_for_update().filter(organization_id=delivery.organization_id)
    row: Delivery | None = rows.filter(id=delivery.id).first()
    if row is None:
        raise NotThere
    if row.in_line and row.status == Delivery.Status.WAITING:
        _hurry(row, now)
        return row
    if row.again_at is None or row.again_at < now - SAME_CLICK:
        row.again_at = now
        row.save(update_fields=["again_at"])
        publish(send_once, row.organization_id, row.id)
    return row


def replay_events(
    actor: Actor, *, endpoint: Endpoint, since: datetime, until: datetime | None, now: datetime
) -> Endpoint:
    """Send everything again that happened at `since` or later and before `until`, in order, before what is new.

    Messages keep their ids. Raises BadWindow, NothingThen and NotActive.
    """
    actor.require(Right.MANAGE_WEBHOOKS, endpoint)
    if not now - KEPT_FOR <= since < min(until or now, now):
        raise BadWindow
    row = held_row(endpoint)
    if not row.is_active:
        raise NotActive
    begin = position_at(actor, since)
    if begin is None:
        raise NothingThen
    # Up to where it had ever read: what lies beyond is new to it, whatever the window.
    row.replay_end_xid, row.replay_end_seq = max(row.position, row.replay_end)
    row.position_xid, row.position_seq = min(begin, row.position)
    row.replay_since, row.replay_until, row.rung_at, row.updated_at = since, until, None, now
    row.version += 1
    row.save(
        update_fields=[
            *("position_xid", "position_seq", "replay_since", "replay_until", "rung_at"),
            *("replay_end_xid", "replay_end_seq", "updated_at", "version"),
        ]
    )
    tell(actor, "webhook.replayed", row, now)
    publish(deliver, row.id)
    return row


def _hurry(row: Delivery, now: datetime) -> None:
    mine = Endpoint.objects.filter(organization_id=row.organization_id, id=row.endpoint_id)
    if not mine.filter(status=Endpoint.Status.ACTIVE).update(next_at=now, rung_at=None):
        raise NotActive
    publish(deliver, row.endpoint_id)
