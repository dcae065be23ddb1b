"""The demo's webhooks: two of Studio Nord's, with what was sent as history. Nothing is sent: one is paused, the other hears
of what seldom happens, and names that end in .example lead nowhere."""

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from accounts.actor import Actor
from accounts.doors import actor_for, entered
from api.webhooks.messages import TEST, body_of, test_body
from api.webhooks.models import Attempt, Delivery, Endpoint
from api.webhooks.schedule import MOST_TRIES, WAITS
from api.webhooks.signing import new_secret
from api.webhooks.types import kinds_of
from projects.activity.feed import FeedEvent, feed_end
from projects.activity.models import Event
from projects.overview.demo.people import PARTNERSHIPS, demo_id

CRM, LEDGER = demo_id(901), demo_id(902)
SEEN_BACK, SHOWN = timedelta(days=26), 24
TOLD = ["agreement.*", "goals.*"]
Status = Delivery.Status
ANSWERS = {
    200: '{"received": true}',
    500: "Internal Server Error",
    503: '{"error": "Closed for maintenance", "until": "06:00"}',
}
# What the receiver answered, message by message; one 200 at once for the rest.
ASIDE, SECOND, WAITING = (500,) * MOST_TRIES, (503, 200), (503, 503)


def write_demo(now: datetime) -> None:
    """Write both with their logs, in the door of their organization; nothing where they stand already."""
    sam = actor_for(demo_id(14))
    with entered(sam):
        if Endpoint.objects.filter(organization_id=sam.organization_id, id=CRM).exists():
            return
        places = {"types": TOLD, "partnerships": [PARTNERSHIPS["slipping"][0]]}
        crm = _endpoint(sam, CRM, "CRM", "crm", now, **places)
        _write_log(crm, _events(sam, now), now)
        ledger = _endpoint(sam, LEDGER, "Bookkeeping", "books", now, types=["pricing.billing_agreed"])
        _write_test(sam, ledger, now - timedelta(days=6, hours=3))


def _endpoint(actor: Actor, key: UUID, name: str, host: str, now: datetime, **rest: Any) -> Endpoint:
    """Nothing that has happened is to be sent: it stands at the end of the book."""
    end, made = feed_end(), now - timedelta(days=40)
    row: Endpoint = Endpoint.objects.create(
        id=key,
        organization_id=actor.organization_id,
        name=name,
        url=f"https://{host}.studionord.example/hooks/portal",
        made_by_id=actor.person_id,
        secret=new_secret()[1],
        position_xid=end[0],
        position_seq=end[1],
        looked_at=now,
        next_at=now,
        created_at=made,
        updated_at=made,
        **rest,
    )
    return row


def _events(actor: Actor, now: datetime) -> list[tuple[FeedEvent, str]]:
    """Return what has happened between Studio Nord and Havsvik lately, oldest first, with what a webhook says of it."""
    rows = Event.objects.filter(
        partnership_id=PARTNERSHIPS["slipping"][0],
        audience=None,
        kind__in=kinds_of(TOLD),
        at__range=(now - SEEN_BACK, now),
    )
    names = [one.name for one in fields(FeedEvent) if one.name not in ("organization_id", "data")]
    newest = list(rows.order_by("-at", "-id")[:SHOWN])[::-1]
    events = [
        FeedEvent(
            organization_id=None, data=json.dumps(row.data), **{name: getattr(row, name) for name in names}
        )
        for row in newest
    ]
    return [(event, body_of(event, actor)) for event in events]


def _write_log(endpoint: Endpoint, events: Sequence[tuple[FeedEvent, str]], now: datetime) -> None:
    """The first was set aside after every try, one needed two, the newest waits since the webhook was paused.

    Each waits for the one before it, as in the line.
    """
    plot = {0: ASIDE, len(events) - 4: SECOND, len(events) - 1: WAITING}
    free, delivered = now - SEEN_BACK, None
    for place, (event, body) in enumerate(events):
        answers = plot.get(place, (200,))
        times = _times(max(event.at, free), answers)
        status = {ASIDE: Status.ASIDE, WAITING: Status.WAITING}.get(answers, Status.DELIVERED)
        delivered = times[-1] if status == Status.DELIVERED else delivered
        row = _message(endpoint, event.id, event.kind, body, event.at, xid=event.xid, seq=event.seq)
        _settle(row, status, list(zip(times, answers, strict=True)), tries=len(answers))
        free = times[-1]
    endpoint.status, endpoint.delivered_at, endpoint.failing_since = (
        Endpoint.Status.PAUSED,
        delivered,
        times[0],
    )
    endpoint.save(update_fields=["status", "delivered_at", "failing_since"])


def _write_test(actor: Actor, endpoint: Endpoint, at: datetime) -> None:
    message_id, body = test_body(actor, now=at)
    row = _message(endpoint, message_id, TEST, body, at, in_line=False)
    _settle(row, Status.DELIVERED, [(at + timedelta(seconds=1), 200)], tries=0)
    endpoint.delivered_at = row.delivered_at
    endpoint.save(update_fields=["delivered_at"])


def _times(first: datetime, answers: Sequence[int]) -> list[datetime]:
    """Return when each try was: the first at once, the others by the schedule."""
    waits = [timedelta(seconds=1), *WAITS[: len(answers) - 1]]
    return [first + sum(waits[: place + 1], timedelta()) for place in range(len(waits))]


def _message(
    endpoint: Endpoint, message_id: UUID, kind: str, body: str, at: datetime, **rest: Any
) -> Delivery:
    return Delivery(
        organization_id=endpoint.organization_id,
        endpoint=endpoint,
        message_id=message_id,
        type=kind,
        body=body,
        created_at=at,
        **rest,
    )


def _settle(row: Delivery, status: str, tries_made: list[tuple[datetime, int]], *, tries: int) -> None:
    """Keep a message and its tries as they would have been written at their times."""
    row.status, row.tries = status, tries
    row.delivered_at = tries_made[-1][0] if status == Status.DELIVERED else None
    row.save(force_insert=True)
    Attempt.objects.bulk_create(
        Attempt(
            organization_id=row.organization_id,
            delivery=row,
            url=row.endpoint.url,
            at=at,
            status=answer,
            answer=ANSWERS[answer],
            milliseconds=60 + (at.microsecond + 37 * place) % 140,
        )
        for place, (at, answer) in enumerate(tries_made)
    )
