"""Whose turn it is: what a person's limit reaches to, and what was declined and nobody has answered."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from accounts.actor import Actor
from accounts.queries import PartnershipSeen, own_organization
from projects.agreement.kinds import kind_named
from projects.agreement.models import Mandate, Status, Version
from projects.agreement.rules import reaches

from .records import VersionSeen
from .seen import seen

ANSWERED_WITHIN = timedelta(days=14)

Reach = Callable[[PartnershipSeen, VersionSeen], bool]


def limits_of(actor: Actor) -> Reach:
    """Return a test of whether the person may sign a version for its amount; at most two queries, asked once."""
    rows = Mandate.objects.filter(organization_id=actor.organization_id, user_id=actor.person_id)
    limit = rows.values_list("amount_limit", flat=True).first()
    if limit is None:
        return lambda partnership, version: True
    currency = own_organization(actor).currency

    def covers(partnership: PartnershipSeen, version: VersionSeen) -> bool:
        amount = kind_named(version.kind).amount(version.values)
        return reaches(limit, amount, own_currency=currency, currency=partnership.currency)

    return covers


def declined_lately(actor: Actor, partnership_ids: Sequence[UUID], *, now: datetime) -> list[VersionSeen]:
    """Return what the other side declined within 14 days and the actor's side has put nothing else forward for since."""
    own = [party for partnership, party in actor.parties.items() if partnership in partnership_ids]
    newer = Version.objects.filter(
        partnership_id=OuterRef("partnership_id"),
        agreement_id=OuterRef("agreement_id"),
        number__gt=OuterRef("number"),
    )
    rows = Version.objects.filter(
        ~Exists(newer),
        partnership_id__in=partnership_ids,
        party_id__in=own,
        status=Status.DECLINED,
        closed_at__gte=now - ANSWERED_WITHIN,
    )
    return seen(rows.order_by("closed_at", "id"))
