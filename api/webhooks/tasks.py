"""The work of webhooks, in the worker alone: sending in line, one try out of line, and the sweeps that find what waits."""

from datetime import datetime, timedelta
from secrets import SystemRandom
from uuid import UUID

from celery import shared_task
from django.core.cache import cache
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from accounts.doors import entered, system_door
from accounts.reading_as import organization_itself
from api.webhooks.delivering import LOOK_EVERY, claim, let_go, next_parcel, settle
from api.webhooks.models import Attempt, Delivery, Endpoint
from api.webhooks.once import parcel_again, settle_again
from api.webhooks.telling import tell_of_stop, untold_stops
from partnership.kit.outgoing import call
from partnership.kit.queue import publish

A_TURN = timedelta(seconds=20)
"""So long one endpoint may keep a worker; then others come first."""
RUNG_FOR = timedelta(seconds=60)
"""After so long a wake-up counts as lost."""
KEPT_FOR = timedelta(days=30)
A_SWEEP, A_CALL = 500, 60  # rows; seconds
CHANCE = SystemRandom()


@shared_task
def deliver(endpoint_id: str) -> None:
    """Send what is due to one endpoint, in order, until nothing is left, a try fails or its turn is over."""
    key, began = UUID(endpoint_id), timezone.now()
    with system_door("webhooks.deliver"):
        found = claim(key, now=began)
        actor = organization_itself(found[1]) if found else None
    if found is None or actor is None:
        return
    mine, goes_on = found[0], True
    while goes_on and timezone.now() - began < A_TURN:
        with entered(actor):
            parcel = next_parcel(actor, key, mine, now=timezone.now())
        if parcel is None:
            goes_on = False
            break
        # No network call inside a door.
        answered = call(parcel.url, parcel.body, parcel.headers)
        with entered(actor):
            chance = CHANCE.random()
            goes_on = settle(actor, key, mine, parcel, answered, now=timezone.now(), chance=chance)
    with entered(actor):
        let_go(actor, key, mine)
    if goes_on:
        publish(deliver, key)


@shared_task
def send_once(organization_id: str, delivery_id: str) -> None:
    """Try one message out of line, as somebody has asked for; a second wake-up finds it done or in hand."""
    key = UUID(delivery_id)
    with system_door("webhooks.deliver"):
        actor = organization_itself(UUID(organization_id))
    with entered(actor):
        found = parcel_again(actor, key, now=timezone.now())
    if found is None or not cache.add(f"webhook.again.{key}.{found[1].isoformat()}", 1, A_CALL):
        return
    answered = call(found[0].url, found[0].body, found[0].headers)
    with entered(actor):
        settle_again(actor, found[0], answered, asked_at=found[1], now=timezone.now())


@shared_task
def ring_due() -> int:
    """Wake a sender for everything that is due and that no wake-up is under way for; return how many there were."""
    now = timezone.now()
    with system_door("webhooks.deliver"):
        rows = Endpoint.objects.using("system").filter(_due(now), _something_waits(now))
        due = list(rows.order_by("next_at").values_list("id", flat=True)[:A_SWEEP])
        Endpoint.objects.using("system").filter(id__in=due).update(rung_at=now)
        asked = Delivery.objects.using("system").filter(again_at__lt=now - timedelta(seconds=5))
        again = list(asked.order_by("again_at").values_list("organization_id", "id")[:A_SWEEP])
    for key in due:
        publish(deliver, key)
    for organization_id, key in again:
        publish(send_once, organization_id, key)
    return len(due) + len(again)


@shared_task
def tell_owners() -> int:
    """Tell whom it concerns of the endpoints that were stopped; return of how many all know."""
    with system_door("webhooks.keep"):
        stopped = untold_stops()
    told = [one for one in stopped if tell_of_stop(one)]
    with system_door("webhooks.keep"):
        for one in told:
            same = Endpoint.objects.using("system").filter(id=one.id, stopped_at=one.stopped_at)
            same.update(told_at=timezone.now())
    return len(told)


@shared_task
def forget_old() -> int:
    """Delete what was delivered or set aside 30 days ago, with its tries; return how many messages."""
    before, gone = timezone.now() - KEPT_FOR, 0
    while True:
        with system_door("webhooks.keep"):
            old = Delivery.objects.using("system").filter(created_at__lt=before)
            old = old.exclude(status=Delivery.Status.WAITING, in_line=True)
            found = list(old.order_by("created_at").values_list("id", flat=True)[:A_SWEEP])
            Attempt.objects.using("system").filter(delivery_id__in=found).delete()
            Delivery.objects.using("system").filter(id__in=found).delete()
        gone += len(found)
        if len(found) < A_SWEEP:
            return gone


def _due(now: datetime) -> Q:
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    unrung = Q(rung_at=None) | Q(rung_at__lt=now - RUNG_FOR)
    return free & unrung & Q(status=Endpoint.Status.ACTIVE, next_at__lte=now)


def _something_waits(now: datetime) -> Q:
    line = Delivery.objects.using("system").filter(
        organization_id=OuterRef("organization_id"),
        endpoint_id=OuterRef("id"),
        status=Delivery.Status.WAITING,
        in_line=True,
    )
    replays = Q(position_xid__lt=F("replay_end_xid")) | Q(
        position_xid=F("replay_end_xid"), position_seq__lt=F("replay_end_seq")
    )
    unseen = Q(looked_at=None) | Q(looked_at__lt=now - LOOK_EVERY)
    return Q(Exists(line)) | replays | Q(heard_xid__gte=F("position_xid")) | unseen
