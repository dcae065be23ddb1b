"""Writing in the event book, and telling its listeners after commit."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from partnership.kit.book import Entry
from partnership.kit.queue import publish
from projects.activity.listeners import Told, listeners_for
from projects.activity.models import Event, OrganizationEvent


def write(entries: Sequence[Entry]) -> None:
    """Insert events in the caller's transaction, in order; their telling is queued when that commits."""
    _insert("partnership", Event, [_shared(one) for one in entries if one.partnership_id])
    _insert("organization", OrganizationEvent, [_own(one) for one in entries if one.organization_id])


def _insert(book: str, model: type[Event | OrganizationEvent], rows: list[dict[str, Any]]) -> None:
    from projects.activity.tasks import tell_event  # the task module imports this one

    if rows:
        events = model.objects.bulk_create(model(**row) for row in rows)
        publish(tell_event, book, *(event.id for event in events))


def _shared(entry: Entry) -> dict[str, Any]:
    audience = None if entry.audience is None else list(entry.audience)
    owner = {"partnership_id": entry.partnership_id, "party_id": entry.party_id, "audience": audience}
    return owner | _common(entry)


def _own(entry: Entry) -> dict[str, Any]:
    return {"organization_id": entry.organization_id} | _common(entry)


def _common(entry: Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "subject_kind": entry.subject_kind,
        "subject_id": entry.subject_id,
        "person_id": entry.person_id,
        "key_id": entry.key_id,
        "data": dict(entry.data),
        "at": entry.at,
    }


def tell(event: Event | OrganizationEvent, *, now: datetime) -> None:
    """Tell every listener of one event and mark it told; at least once, so listeners are idempotent."""
    told = Told(
        id=event.id,
        kind=event.kind,
        subject_kind=event.subject_kind,
        subject_id=event.subject_id,
        at=event.at,
        partnership_id=getattr(event, "partnership_id", None),
        organization_id=getattr(event, "organization_id", None),
        data=event.data,
        xid=event.xid,
    )
    for hear in listeners_for(event.kind):
        hear(told)
    type(event).objects.using("system").filter(id=event.id).update(told_at=now)
