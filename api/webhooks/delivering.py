"""Sending in line: claim the endpoint, take its head, send outside every door, write down what came of it.

A claim is one sender's for a while; what a killed sender had in hand is sent again when its claim has run out. So nothing is
lost, nothing overtakes, and a receiver may get a message twice, with the same `webhook-id`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from accounts.actor import Actor
from api.webhooks import schedule
from api.webhooks.models import Attempt, Delivery, Endpoint
from api.webhooks.planning import head_of, is_behind, is_replaying, plan
from api.webhooks.schedule import Verdict
from api.webhooks.signing import signed_headers
from partnership.kit.book import record
from partnership.kit.ids import new_id
from partnership.kit.outgoing import SECONDS, Answered

A_CLAIM = timedelta(seconds=2 * SECONDS)
"""Longer than a call can last."""
FAULT_LENGTH = 20


@dataclass(frozen=True)
class Parcel:
    """One message ready to be sent: everything that the call needs, read before it."""

    delivery_id: UUID
    url: str
    body: bytes
    headers: dict[str, str]


def claim(endpoint_id: UUID, *, now: datetime) -> tuple[UUID, UUID] | None:
    """Claim an endpoint that is due and that nobody holds: its claim and its organization; in the sweep's door."""
    mine = new_id()
    rows = Endpoint.objects.using("system").filter(id=endpoint_id)
    due = rows.filter(
        Q(claimed_until=None) | Q(claimed_until__lt=now), status=Endpoint.Status.ACTIVE, next_at__lte=now
    )
    if not due.update(claim=mine, claimed_until=now + A_CLAIM, rung_at=None):
        rows.filter(next_at__gt=now).update(rung_at=None)
        return None
    return mine, rows.values_list("organization_id", flat=True).get()


def next_parcel(actor: Actor, endpoint_id: UUID, mine: UUID, *, now: datetime) -> Parcel | None:
    """Return what is to be sent now, and hold the endpoint on; None when there is nothing or the claim is lost."""
    endpoint = held(actor, endpoint_id, mine)
    if endpoint is None or not endpoint.is_active or endpoint.next_at > now:
        return None
    head = head_of(endpoint)
    if is_replaying(endpoint) or (head is None and is_behind_or_unseen(endpoint, now)):
        plan(endpoint, actor, now=now)
        head = head_of(endpoint)
    _keep(endpoint, looked_at=now, claimed_until=now + A_CLAIM)
    return parcel_of(endpoint, head, now=now) if head else None


def parcel_of(endpoint: Endpoint, delivery: Delivery, *, now: datetime) -> Parcel:
    headers = signed_headers(endpoint, delivery, now=now)
    return Parcel(delivery.id, endpoint.url, delivery.body.encode(), headers)


def settle(
    actor: Actor,
    endpoint_id: UUID,
    mine: UUID,
    parcel: Parcel,
    answered: Answered,
    *,
    now: datetime,
    chance: float,
) -> bool:
    """Write down a try in line and what follows from it; say whether the next message may go at once."""
    endpoint = held(actor, endpoint_id, mine)
    own = Delivery.objects.filter(organization_id=actor.organization_id, id=parcel.delivery_id)
    delivery = own.first()
    if endpoint is None or delivery is None:
        return False
    note_attempt(delivery, parcel, answered, now=now)
    found = schedule.verdict(answered.status)
    if found == Verdict.DELIVERED:
        own.update(status=Delivery.Status.DELIVERED, delivered_at=now, tries=delivery.tries + 1)
        _keep(endpoint, failing_since=None, delivered_at=now, next_at=now)
        return True
    own.update(tries=delivery.tries + 1)
    if found == Verdict.GONE:
        return stop(endpoint, Endpoint.Status.GONE, now=now)
    since = endpoint.failing_since or now
    _keep(endpoint, failing_since=since)
    if schedule.is_to_pause(since, now=now):
        return stop(endpoint, Endpoint.Status.FAILING, now=now)
    asked = schedule.asked_wait(answered.headers, now=now)
    following = schedule.after_failure(delivery.tries + 1, now=now, chance=chance, asked=asked)
    if following.at is None:
        own.update(status=Delivery.Status.ASIDE)
    _keep(endpoint, next_at=following.at or now)
    return following.at is None


def stop(endpoint: Endpoint, status: str, *, now: datetime) -> bool:
    """Stop an endpoint whose receiver failed for long or is gone; its owner is told of it (`telling`)."""
    _keep(endpoint, status=status, stopped_at=now, told_at=None)
    record(
        None,
        "webhook.stopped",
        organization=endpoint.organization_id,
        subject_kind="webhook_endpoint",
        subject_id=endpoint.id,
        at=now,
    )
    return False


def note_attempt(delivery: Delivery, parcel: Parcel, answered: Answered, *, now: datetime) -> None:
    """Write a try into the log."""
    Attempt.objects.create(
        organization_id=delivery.organization_id,
        delivery=delivery,
        url=parcel.url,
        at=now,
        status=answered.status,
        fault=answered.fault[:FAULT_LENGTH],
        answer=answered.body,
        milliseconds=round(answered.seconds * 1000),
    )


def held(actor: Actor, endpoint_id: UUID, mine: UUID) -> Endpoint | None:
    """Return the endpoint, its row held, if the claim is still one's own."""
    rows = Endpoint.objects.select_for_update().filter(organization_id=actor.organization_id)
    found: Endpoint | None = rows.filter(id=endpoint_id, claim=mine).first()
    return found


def let_go(actor: Actor, endpoint_id: UUID, mine: UUID) -> None:
    """Give the claim back."""
    own = Endpoint.objects.filter(organization_id=actor.organization_id, id=endpoint_id, claim=mine)
    own.update(claim=None, claimed_until=None)


LOOK_EVERY = timedelta(minutes=10)


def is_behind_or_unseen(endpoint: Endpoint, now: datetime) -> bool:
    """Whether the book is to be read: it was told of something, or nobody has looked for long."""
    unseen = endpoint.looked_at is None or endpoint.looked_at < now - LOOK_EVERY
    return is_behind(endpoint) or unseen


def _keep(endpoint: Endpoint, **values: object) -> None:
    for name, value in values.items():
        setattr(endpoint, name, value)
    Endpoint.objects.filter(organization_id=endpoint.organization_id, id=endpoint.id).update(**values)
