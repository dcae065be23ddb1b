"""Whose turn it is: what a person's limit reaches to, and what was declined and nobody has answered."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from accounts.actor import Actor
from accounts.queries import PartnershipSeen, reading_own_organization
from partnership.kit.questions import Kept
from partnership.kit.rounds import Reading, asked, read
from projects.agreement.kinds import kind_named
from projects.agreement.models import Mandate, Status, Version
from projects.agreement.rules import reaches

from .records import VersionSeen
from .seen import reading_seen, seen

ANSWERED_WITHIN = timedelta(days=14)

Reach = Callable[[PartnershipSeen, VersionSeen], bool]


def reading_limits(actor: Actor) -> Reading[Reach]:
    """Read a test of whether the person may sign a version for its amount; at most two queries, asked once."""
    person = actor.person_id
    if person is None:
        return _everything
    limits = yield from _limits(actor, [person])
    return limits[person]


def limits_of_many(actor: Actor, person_ids: Sequence[UUID]) -> dict[UUID, Reach]:
    """Return the same test for people of the actor's organization; at most two queries."""
    return read(_limits(actor, person_ids))


def _limits(actor: Actor, person_ids: Sequence[UUID]) -> Reading[dict[UUID, Reach]]:
    mandates = Kept(_mandates, organization_id=actor.organization_id, people=list(person_ids))
    rows = yield from asked(mandates)
    limits = {key: limit for key, limit in rows if limit is not None}
    currency = (yield from reading_own_organization(actor)).currency if limits else ""
    return {key: _reach(limits[key], currency) if key in limits else _everything for key in person_ids}


def _mandates(organization_id: UUID | None, people: list[UUID]) -> QuerySet[Any]:
    rows = Mandate.objects.filter(organization_id=organization_id, user_id__in=people)
    return rows.values_list("user_id", "amount_limit")


def with_limits(organization_ids: Sequence[UUID], *, using: str) -> set[UUID]:
    """Return the organizations in which anybody has a limit; one query, in a sweep's door."""
    rows = Mandate.objects.using(using).filter(organization_id__in=organization_ids)
    return set(rows.values_list("organization_id", flat=True).distinct())


def no_limit() -> Reach:
    """Return the test of somebody without a limit."""
    return _everything


def _everything(partnership: PartnershipSeen, version: VersionSeen) -> bool:
    return True


def _reach(limit: Decimal, currency: str) -> Reach:
    def covers(partnership: PartnershipSeen, version: VersionSeen) -> bool:
        amount = kind_named(version.kind).amount(version.values)
        return reaches(limit, amount, own_currency=currency, currency=partnership.currency)

    return covers


def reading_declined(
    actor: Actor, partnership_ids: Sequence[UUID], *, now: datetime
) -> Reading[list[VersionSeen]]:
    """Read what the other side declined within 14 days and the actor's side has put nothing else forward for since."""
    own = [party for partnership, party in actor.parties.items() if partnership in partnership_ids]
    since = now - ANSWERED_WITHIN
    return reading_seen(Kept(_own_declined, partnerships=list(partnership_ids), parties=own, since=since))


def _own_declined(partnerships: list[UUID], parties: list[UUID], since: datetime) -> QuerySet[Any]:
    rows = _declined(partnerships, since).filter(party_id__in=parties)
    return rows.select_related("agreement").order_by("closed_at", "id")


def declined_for_all(partnership_ids: Sequence[UUID], *, now: datetime) -> list[VersionSeen]:
    """Return the same for every side of these partnerships; `party_id` says whose turn it is."""
    return seen(_declined(partnership_ids, now - ANSWERED_WITHIN).order_by("closed_at", "id"))


def _declined(partnership_ids: Sequence[UUID], since: datetime) -> QuerySet[Any]:
    newer = Version.objects.filter(
        partnership_id=OuterRef("partnership_id"),
        agreement_id=OuterRef("agreement_id"),
        number__gt=OuterRef("number"),
    )
    return Version.objects.filter(
        ~Exists(newer),
        partnership_id__in=partnership_ids,
        status=Status.DECLINED,
        closed_at__gte=since,
    )
