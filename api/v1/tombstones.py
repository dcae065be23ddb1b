"""Which events are tombstones: what they are about is gone, for everybody or for the one who reads."""

from accounts.actor import Actor
from projects.activity.feed import FeedEvent

DELETED, ACCESS_REVOKED = "deleted", "access_revoked"
TOMBSTONES = (DELETED, ACCESS_REVOKED)
GONE = frozenset(
    {
        "work.entry_deleted",
        "work.import_undone",
        "pricing.outlay_removed",
        "pricing.entry_removed",
        "pricing.shared_removed",
        "pricing.rate_deleted",
        "pricing.exchange_rate_deleted",
    }
)
"""Kinds after which nobody finds their subject any more."""
CLOSED_TO_OTHERS = frozenset({"insight.page_archived", "insight.page_withheld", "work.worker_unnamed"})
"""Kinds after which the other sides don't find their subject, or not its name; the one whose it is still does."""


def tombstone(event: FeedEvent, actor: Actor, data: dict[str, object]) -> str | None:
    """Return what sort of tombstone an event is for a reader, or None for the other events."""
    if event.kind in GONE:
        return DELETED
    own = None if event.partnership_id is None else actor.party_in(event.partnership_id)
    is_lost = event.kind in CLOSED_TO_OTHERS and event.party_id != own
    is_closed = event.kind == "openness.closed" and data.get("reader") == str(own)
    return ACCESS_REVOKED if is_lost or is_closed else None
