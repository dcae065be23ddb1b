"""What an endpoint is to hear next: events of the book become deliveries, a page at a time and only when they are needed.

The book is read as the feed is (`projects.activity.feed`): in the order (xid, seq), below the oldest running transaction, and
by its rule of who may know of what. While an endpoint is down its backlog stays in the book.
"""

from datetime import datetime

from accounts.actor import Actor
from api.webhooks.messages import body_of
from api.webhooks.models import Delivery, Endpoint
from api.webhooks.types import kinds_of
from projects.activity.feed import FeedEvent, Position, feed_after, feed_end

A_PAGE = 100


def head_of(endpoint: Endpoint) -> Delivery | None:
    """Return the message whose turn it is."""
    line = Delivery.objects.filter(organization_id=endpoint.organization_id, endpoint_id=endpoint.id)
    found: Delivery | None = (
        line.filter(status=Delivery.Status.WAITING, in_line=True).order_by("xid", "seq").first()
    )
    return found


def plan(endpoint: Endpoint, actor: Actor, *, now: datetime) -> None:
    """Read on in the book for an endpoint whose row is held, in its organization's own door."""
    kinds = kinds_of(endpoint.types)
    if endpoint.types and not kinds:
        _read_until(endpoint, feed_end())
        return
    end = feed_end()
    page = feed_after(actor, endpoint.position, limit=A_PAGE, partnerships=endpoint.partnerships, kinds=kinds)
    again = [event for event in page if _place(event) < endpoint.replay_end]
    _put_in_line(
        endpoint, actor, [event for event in again if _is_asked_for(endpoint, event)], now, anew=True
    )
    _put_in_line(endpoint, actor, page[len(again) :], now, anew=False)
    if len(page) == A_PAGE:
        end = _place(page[-1])
    _read_until(endpoint, max([end, *map(_place, page)]))


def is_replaying(endpoint: Endpoint) -> bool:
    return endpoint.position < endpoint.replay_end


def is_behind(endpoint: Endpoint) -> bool:
    """Say whether it was told of something that it may not have read yet."""
    return endpoint.heard_xid >= endpoint.position_xid


def _put_in_line(
    endpoint: Endpoint, actor: Actor, events: list[FeedEvent], now: datetime, *, anew: bool
) -> None:
    """A message that is there already is left as it is; `anew` puts it back in line."""
    rows = [
        Delivery(
            organization_id=endpoint.organization_id,
            endpoint=endpoint,
            message_id=event.id,
            type=event.kind,
            body=body_of(event, actor),
            xid=event.xid,
            seq=event.seq,
            created_at=now,
        )
        for event in events
        if not (endpoint.skip_own and _is_own(event, actor))
    ]
    if anew:
        Delivery.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["organization", "endpoint", "message_id"],
            update_fields=["status", "tries", "xid", "seq", "in_line"],
        )
    else:
        Delivery.objects.bulk_create(rows, ignore_conflicts=True)


def _is_own(event: FeedEvent, actor: Actor) -> bool:
    """Whether a key of the own organization wrote it."""
    if event.key_id is None:
        return False
    return event.partnership_id is None or event.party_id == actor.party_in(event.partnership_id)


def _is_asked_for(endpoint: Endpoint, event: FeedEvent) -> bool:
    since, until = endpoint.replay_since, endpoint.replay_until
    return (since is None or event.at >= since) and (until is None or event.at < until)


def _read_until(endpoint: Endpoint, end: Position) -> None:
    if end <= endpoint.position:
        return
    endpoint.position_xid, endpoint.position_seq = end
    mine = Endpoint.objects.filter(organization_id=endpoint.organization_id, id=endpoint.id)
    mine.update(position_xid=end[0], position_seq=end[1])


def _place(event: FeedEvent) -> Position:
    return (event.xid, event.seq)
