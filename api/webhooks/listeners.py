"""What webhooks hear from the event book: that there is something to read. They read it themselves, in its order."""

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Greatest
from django.utils import timezone

from accounts.models import Party
from api.webhooks.models import Endpoint
from api.webhooks.tasks import RUNG_FOR, deliver
from partnership.kit.queue import publish
from projects.activity.listeners import Told


def something_happened(event: Told) -> None:
    """Let every endpoint that may hear of it know; one wake-up is enough for many events. In the teller's door."""
    sides = Party.objects.using("system").filter(
        partnership_id=event.partnership_id, organization_id=OuterRef("organization_id")
    )
    mine = Q(organization_id=event.organization_id) if event.organization_id else Q(Exists(sides))
    active = Endpoint.objects.using("system").filter(mine, status=Endpoint.Status.ACTIVE)
    # In the order of ids, so that two tellers never wait for each other crosswise.
    rows = list(active.select_for_update().order_by("id").values_list("id", "rung_at", "next_at"))
    if not rows:
        return
    now = timezone.now()
    found = Endpoint.objects.using("system").filter(id__in=[key for key, _rung, _due in rows])
    found.update(heard_xid=Greatest("heard_xid", event.xid))
    quiet = [key for key, rung, due in rows if due <= now and (rung is None or rung < now - RUNG_FOR)]
    found.filter(id__in=quiet).update(rung_at=now)
    for key in quiet:
        publish(deliver, key)
