"""Offers of partnership: the own organization's, those that wait for a person, and the one that a link shows."""

from datetime import datetime

from django.db.models import Q

from accounts.actor import Actor
from accounts.models import PartnershipOffer
from partnership.kit.errors import NotThere
from partnership.kit.rounds import Reading, asked, read


def offers_made(actor: Actor) -> list[PartnershipOffer]:
    """Return the own organization's offers of partnership, newest first."""
    return list(
        PartnershipOffer.objects.filter(organization_id=actor.organization_id).order_by("-created_at", "-id")
    )


def offers_for_me(actor: Actor, *, now: datetime) -> list[PartnershipOffer]:
    """Return the offers to any of the person's verified addresses that wait for an answer."""
    return read(reading_offers(actor, now=now))[0]


def reading_offers(
    actor: Actor, *, now: datetime
) -> Reading[tuple[list[PartnershipOffer], list[PartnershipOffer]]]:
    """Read the offers that wait for the person's answer, and those of the own organization that wait; one query."""
    for_me = Q(email__in=actor.emails, expires_at__gt=now)
    waiting = PartnershipOffer.objects.filter(status=PartnershipOffer.Status.WAITING)
    found = waiting.filter(for_me | Q(organization_id=actor.organization_id))
    rows = yield from asked(found.order_by("-created_at", "-id"))
    mine = [one for one in rows if one.email in actor.emails and one.expires_at > now]
    return mine, [one for one in rows if one.organization_id == actor.organization_id]


def offer_by_token(token_hash: bytes) -> PartnershipOffer:
    """Return the offer that a door opened with this token shows; raise NotThere without one."""
    found: PartnershipOffer | None = PartnershipOffer.objects.filter(token_hash=token_hash).first()
    if found is None:
        raise NotThere
    return found
