"""Writing in the event book, and telling its listeners after commit."""

from datetime import datetime

from partnership.kit.book import Entry
from partnership.kit.queue import publish
from projects.activity.listeners import Told, listeners_for
from projects.activity.models import Event, OrganizationEvent


def write(entry: Entry) -> None:
    """Insert one event in the caller's transaction; its telling is queued when that commits."""
    common = {
        "kind": entry.kind,
        "subject_kind": entry.subject_kind,
        "subject_id": entry.subject_id,
        "person_id": entry.person_id,
        "key_id": entry.key_id,
        "data": dict(entry.data),
        "at": entry.at,
    }
    from projects.activity.tasks import tell_event  # the task module imports this one

    if entry.partnership_id:
        audience = None if entry.audience is None else list(entry.audience)
        event_id = Event.objects.create(
            partnership_id=entry.partnership_id, party_id=entry.party_id, audience=audience, **common
        ).id
        book = "partnership"
    else:
        event_id = OrganizationEvent.objects.create(organization_id=entry.organization_id, **common).id
        book = "organization"
    publish(tell_event, book, event_id)


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
