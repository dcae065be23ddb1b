"""Making, changing, pausing and removing webhooks. Their secrets are shown once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from accounts.access import Right
from accounts.actor import Actor
from accounts.models import ApiKey
from api.webhooks.actions.common import held_row, tell
from api.webhooks.models import Attempt, Delivery, Endpoint
from api.webhooks.refusals import (
    MOST_ENDPOINTS,
    AddressRefused,
    TooManyEndpoints,
    UnknownPartnerships,
    UnknownTypes,
    WithoutName,
)
from api.webhooks.signing import new_secret, shown_secret
from api.webhooks.types import unknown_types
from partnership.kit.ids import new_id
from partnership.kit.once import made_before
from partnership.kit.outgoing import fault_in
from projects.activity.feed import feed_end

NAME_LENGTH = 80
OLD_SECRET_FOR = timedelta(hours=24)
SAME_CLICK = timedelta(minutes=1)
Status = Endpoint.Status


@dataclass(frozen=True)
class EndpointSaid:
    """What somebody says about a webhook; no `types` are all events, no `partnerships` all of the own ones."""

    name: str
    url: str
    types: Sequence[str] = ()
    partnerships: Sequence[UUID] = ()
    skip_own: bool = False

    @classmethod
    def of(cls, row: Endpoint) -> "EndpointSaid":
        return cls(row.name, row.url, tuple(row.types), tuple(row.partnerships), row.skip_own)


def make_endpoint(
    actor: Actor, *, said: EndpointSaid, now: datetime, key: UUID | None = None
) -> tuple[Endpoint, str]:
    """Make a webhook that hears of everything from now on; return it with its secret, which is never shown again.

    A form sent twice makes one; a moment later its secret is "". Raises the refusals of `api.webhooks.refusals`.
    """
    actor.require(Right.MANAGE_WEBHOOKS)
    made = made_before(Endpoint, actor.organization_id, key, owner="organization_id")
    if made is not None:
        return made, shown_secret(made) if made.created_at > now - SAME_CLICK else ""
    values = _checked(actor, said)
    _hold_count(actor)
    shown, kept = new_secret()
    end = feed_end()
    row = Endpoint.objects.create(
        id=key or new_id(),
        organization_id=actor.organization_id,
        made_by_id=_maker(actor),
        secret=kept,
        position_xid=end[0],
        position_seq=end[1],
        next_at=now,
        created_at=now,
        updated_at=now,
        **values,
    )
    tell(actor, "webhook.made", row, now)
    return row, shown


def change_endpoint(actor: Actor, *, endpoint: Endpoint, said: EndpointSaid, now: datetime) -> Endpoint:
    """Change what a webhook hears and where; what is in line already goes on to the new address."""
    actor.require(Right.MANAGE_WEBHOOKS, endpoint)
    row, values = held_row(endpoint), _checked(actor, said)
    if all(getattr(row, name) == value for name, value in values.items()):
        return row
    return _write(actor, row, "webhook.changed", now, **values)


def rotate_secret(actor: Actor, *, endpoint: Endpoint, now: datetime) -> tuple[Endpoint, str]:
    """Give a webhook a new secret and return it; the one before signs too for 24 hours."""
    actor.require(Right.MANAGE_WEBHOOKS, endpoint)
    row, (shown, kept) = held_row(endpoint), new_secret()
    values = {"secret": kept, "old_secret": row.secret, "old_secret_until": now + OLD_SECRET_FOR}
    return _write(actor, row, "webhook.secret_rotated", now, **values), shown


def pause_endpoint(actor: Actor, *, endpoint: Endpoint, now: datetime) -> Endpoint:
    """Send nothing until somebody lets it go on; what happens meanwhile is not lost. Twice is once."""
    actor.require(Right.MANAGE_WEBHOOKS, endpoint)
    row = held_row(endpoint)
    if row.status != Status.ACTIVE:
        return row
    return _write(actor, row, "webhook.paused", now, status=Status.PAUSED)


def resume_endpoint(actor: Actor, *, endpoint: Endpoint, now: datetime) -> Endpoint:
    """Let a webhook go on from where it stopped, with a fresh schedule. Twice is once."""
    actor.require(Right.MANAGE_WEBHOOKS, endpoint)
    row = held_row(endpoint)
    if row.is_active:
        return row
    line = Delivery.objects.filter(organization_id=row.organization_id, endpoint_id=row.id)
    line.filter(status=Delivery.Status.WAITING, in_line=True).update(tries=0)
    values = {"status": Status.ACTIVE, "failing_since": None, "stopped_at": None, "told_at": None}
    return _write(actor, row, "webhook.resumed", now, next_at=now, rung_at=None, looked_at=None, **values)


def remove_endpoint(actor: Actor, *, endpoint: Endpoint, now: datetime) -> None:
    """Remove a webhook with its log, for good."""
    actor.require(Right.MANAGE_WEBHOOKS, endpoint)
    row = held_row(endpoint)
    own = {"organization_id": row.organization_id}
    Attempt.objects.filter(**own, delivery__endpoint_id=row.id).delete()
    Delivery.objects.filter(**own, endpoint_id=row.id).delete()
    Endpoint.objects.filter(**own, id=row.id).delete()
    tell(actor, "webhook.removed", row, now)


def _checked(actor: Actor, said: EndpointSaid) -> dict[str, object]:
    name, url = said.name.strip(), said.url.strip()
    if not 1 <= len(name) <= NAME_LENGTH:
        raise WithoutName
    if fault := fault_in(url):
        raise AddressRefused(fault)
    if unknown := unknown_types(said.types):
        raise UnknownTypes(unknown)
    if any(one not in actor.parties for one in said.partnerships):
        raise UnknownPartnerships
    return {
        "name": name,
        "url": url,
        "types": sorted(set(said.types)),
        "partnerships": sorted(set(said.partnerships)),
        "skip_own": said.skip_own,
    }


def _hold_count(actor: Actor) -> None:
    """Count under a lock of the organization's own: two at once don't make the twenty-first."""
    assert actor.organization_id
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"webhooks {actor.organization_id}"]
        )
    if Endpoint.objects.filter(organization_id=actor.organization_id).count() >= MOST_ENDPOINTS:
        raise TooManyEndpoints


def _maker(actor: Actor) -> UUID | None:
    """The person who is told when it fails: of an organization's key, who made that key."""
    if actor.person_id is not None:
        return actor.person_id
    key = ApiKey.objects.filter(organization_id=actor.organization_id, id=actor.key_id)
    return key.values_list("made_by_id", flat=True).first()


def _write(actor: Actor, row: Endpoint, kind: str, now: datetime, **values: object) -> Endpoint:
    fresh = {**values, "updated_at": now, "version": row.version + 1}
    for name, value in fresh.items():
        setattr(row, name, value)
    row.save(update_fields=list(fresh))
    tell(actor, kind, row, now)
    return row
