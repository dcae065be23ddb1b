"""What every action of webhooks does: hold the row, and write in the organization's book."""

from datetime import datetime

from accounts.actor import Actor
from api.webhooks.models import Endpoint
from partnership.kit.book import record
from partnership.kit.errors import NotThere


def held_row(endpoint: Endpoint) -> Endpoint:
    """Return the endpoint as it is now, held until the transaction ends; raise NotThere if it was removed meanwhile."""
    rows = Endpoint.objects.select_for_update().filter(organization_id=endpoint.organization_id)
    found: Endpoint | None = rows.filter(id=endpoint.id).first()
    if found is None:
        raise NotThere
    return found


def tell(actor: Actor, kind: str, row: Endpoint, now: datetime) -> None:
    """Write one event of the organization's own."""
    record(
        actor,
        kind,
        organization=row.organization_id,
        subject_kind="webhook_endpoint",
        subject_id=row.id,
        at=now,
    )
