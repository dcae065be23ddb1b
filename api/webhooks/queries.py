"""What the portal and the API show of webhooks. Nothing lazy leaves this file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.access import Right
from accounts.actor import Actor
from api.webhooks.models import Attempt, Delivery, Endpoint
from partnership.kit.errors import NotThere
from partnership.kit.questions import Kept
from partnership.kit.rounds import Reading, asked


@dataclass(frozen=True)
class DeliverySeen:
    """A message with what became of it; `attempts` newest first."""

    row: Delivery
    attempts: tuple[Attempt, ...]

    @property
    def last(self) -> Attempt | None:
        return self.attempts[0] if self.attempts else None


def endpoints_of(actor: Actor) -> list[Endpoint]:
    """Return the own organization's webhooks, newest first."""
    actor.require(Right.MANAGE_WEBHOOKS)
    return list(Endpoint.objects.filter(organization_id=actor.organization_id).order_by("-id"))


def endpoint_of(actor: Actor, endpoint_id: UUID) -> Endpoint:
    """Return one of the own organization's; raise NotThere for any other."""
    actor.require(Right.MANAGE_WEBHOOKS)
    rows = Endpoint.objects.filter(organization_id=actor.organization_id, id=endpoint_id)
    found: Endpoint | None = rows.first()
    if found is None:
        raise NotThere
    return found


def deliveries_of(
    actor: Actor,
    *,
    limit: int,
    after: UUID | None = None,
    endpoints: Sequence[UUID] = (),
    statuses: Sequence[str] = (),
    types: Sequence[str] = (),
) -> list[Delivery]:
    """Return messages of the own organization, newest first, after the one with the id `after`."""
    actor.require(Right.MANAGE_WEBHOOKS)
    wanted = Q(organization_id=actor.organization_id)
    for name, chosen in (("endpoint_id__in", endpoints), ("status__in", statuses), ("type__in", types)):
        wanted &= Q(**{name: list(chosen)}) if chosen else Q()
    rows = Delivery.objects.filter(wanted)
    if after is not None:
        rows = rows.filter(id__lt=after)
    return list(rows.order_by("-id")[:limit])


def delivery_of(actor: Actor, delivery_id: UUID) -> DeliverySeen:
    """Return one message with its tries; raise NotThere for any other's."""
    actor.require(Right.MANAGE_WEBHOOKS)
    rows = Delivery.objects.filter(organization_id=actor.organization_id, id=delivery_id)
    found = rows.select_related("endpoint").first()
    if found is None:
        raise NotThere
    tries = Attempt.objects.filter(organization_id=actor.organization_id, delivery_id=delivery_id)
    return DeliverySeen(found, tuple(tries.order_by("-id")))


def count_set_aside(actor: Actor, endpoint_id: UUID) -> int:
    """Return how many messages in line failed every try, of those that are kept; a test has one try and counts for nothing."""
    rows = Delivery.objects.filter(organization_id=actor.organization_id, endpoint_id=endpoint_id)
    return int(rows.filter(in_line=True, status=Delivery.Status.ASIDE).count())


def reading_stopped(organization_id: UUID) -> Reading[list[Any]]:
    """Read the webhooks that were stopped because their receiver failed: id, name, status, since when, partnerships."""
    return asked(Kept(_stopped, organization_id=organization_id))


def _stopped(organization_id: UUID) -> QuerySet[Any]:
    rows = Endpoint.objects.filter(organization_id=organization_id, stopped_at__isnull=False)
    return rows.order_by("stopped_at").values_list("id", "name", "status", "stopped_at", "partnerships")
