"""What may be read of the log: requests of one's own keys and of the organization's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from accounts.actor import Actor
from accounts.models import ApiKey
from api.calls.models import Call

FIELDS = ("id", "credential_id", "request_id", "method", "path", "status", "milliseconds", "at")


@dataclass(frozen=True, slots=True)
class CallSeen:
    id: UUID
    credential_id: UUID
    request_id: str
    method: str
    path: str
    status: int
    milliseconds: int
    at: datetime


def calls_seen(
    actor: Actor,
    *,
    limit: int,
    after: Sequence[Any] | None = None,
    keys: Sequence[UUID] = (),
    failed: bool | None = None,
) -> list[CallSeen]:
    """Return at most `limit` requests, newest first, of the keys that the actor may see, living or not."""
    own = Q(kind=ApiKey.Kind.ORGANIZATION) | Q(made_by_id=actor.person_id)
    seen = ApiKey.objects.filter(own, organization_id=actor.organization_id)
    if keys:
        seen = seen.filter(id__in=list(keys))
    rows = Call.objects.filter(organization_id=actor.organization_id, credential_id__in=seen.values("id"))
    if failed is not None:
        rows = rows.filter(Q(status__gte=400)) if failed else rows.filter(status__lt=400)
    if after is not None:
        rows = rows.filter(RawSQL("(at, id) < (%s::timestamptz, %s::uuid)", tuple(after), BooleanField()))
    found = rows.order_by("-at", "-id").values_list(*FIELDS)[:limit]
    return [CallSeen(*row) for row in found]
