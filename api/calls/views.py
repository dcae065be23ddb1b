"""The requests of one key, for people."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.access import Right
from accounts.models import ApiKey
from accounts.requests import PortalRequest
from accounts.rows import own_row
from api.calls.queries import calls_seen
from partnership.kit.answers import page
from partnership.kit.errors import NotThere

SHOWN = 200
PILLS = {4: "watch", 5: "act"}
"""By the first digit of the status; the rest went well."""


@require_safe
def calls_of_key(request: PortalRequest, key: UUID) -> HttpResponse:
    """Show the newest requests of an own key or of the organization's."""
    request.actor.require(Right.MANAGE_KEYS)
    row = own_row(request.actor, ApiKey, key)
    if row.kind != ApiKey.Kind.ORGANIZATION and row.made_by_id != request.actor.person_id:
        raise NotThere
    calls = calls_seen(request.actor, limit=SHOWN, keys=[row.id])
    rows = [(one, PILLS.get(one.status // 100, "good")) for one in calls]
    return page(request, "calls/of_key.html", {"key": row, "calls": rows})
