"""What the event book says, read past the doors."""

from uuid import UUID

from projects.activity.models import Event, OrganizationEvent
from tests.tenancy import as_creator


def events_of(owner: UUID) -> list[dict]:
    """Return the events of a partnership or an organization as plain values, in the order they were written."""
    with as_creator():
        rows = [
            *Event.objects.filter(partnership_id=owner),
            *OrganizationEvent.objects.filter(organization_id=owner),
        ]
        return [_plain(row) for row in sorted(rows, key=lambda row: (row.xid, row.seq))]


def _plain(row: Event | OrganizationEvent) -> dict:
    plain = {
        "kind": row.kind,
        "subject": (row.subject_kind, row.subject_id),
        "person": row.person_id,
        "at": row.at,
        "data": row.data,
    }
    return plain | ({"party": row.party_id} if isinstance(row, Event) else {})
