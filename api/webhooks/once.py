"""One try out of line: a test message, or a message that somebody wants to have sent again. It holds up nothing."""

from datetime import datetime
from uuid import UUID

from accounts.actor import Actor
from api.webhooks.delivering import Parcel, note_attempt, parcel_of
from api.webhooks.models import Delivery
from api.webhooks.schedule import Verdict, verdict
from partnership.kit.outgoing import Answered


def parcel_again(actor: Actor, delivery_id: UUID, *, now: datetime) -> tuple[Parcel, datetime] | None:
    """Return what is asked for and since when; None when it has been done."""
    rows = Delivery.objects.filter(organization_id=actor.organization_id, id=delivery_id)
    delivery = rows.filter(again_at__isnull=False).select_related("endpoint").first()
    if delivery is None:
        return None
    return parcel_of(delivery.endpoint, delivery, now=now), delivery.again_at


def settle_again(
    actor: Actor, parcel: Parcel, answered: Answered, *, asked_at: datetime, now: datetime
) -> None:
    """Write down the try. What was delivered before stays so; a test that failed is set aside."""
    rows = Delivery.objects.select_for_update().filter(organization_id=actor.organization_id)
    delivery = rows.filter(id=parcel.delivery_id).first()
    if delivery is None:
        return
    note_attempt(delivery, parcel, answered, now=now)
    if delivery.again_at == asked_at:
        delivery.again_at = None
    if verdict(answered.status) == Verdict.DELIVERED:
        delivery.status, delivery.delivered_at = Delivery.Status.DELIVERED, now
    elif not delivery.in_line and delivery.status == Delivery.Status.WAITING:
        delivery.status = Delivery.Status.ASIDE
    delivery.save(update_fields=["again_at", "status", "delivered_at"])
