"""Two organizations become partners: one asks, the other accepts or declines with a word."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.actor import Actor
from accounts.doors import entered, partnering
from accounts.models import Organization, Partnership, PartnershipOffer, Party
from accounts.tokens import hash_of, token_for
from partnership.kit.book import record
from partnership.kit.errors import NotThere, Refused
from partnership.kit.ids import new_id
from partnership.kit.queue import publish

VALID_FOR = timedelta(days=30)
Status = PartnershipOffer.Status


class OwnOffer(Refused):
    message = _("This is your own organization's offer. It needs an answer from the other side.")
    code = "own_offer"


class OfferAnswered(Refused):
    message = _("This offer has been answered or taken back already.")
    code = "offer_answered"
    status = 410


class OfferExpired(Refused):
    message = _("This offer has expired. Ask the other side to send it again.")
    code = "offer_expired"
    status = 410


class AlreadyPartners(Refused):
    message = _("You are partners already.")
    code = "already_partners"


def offer_partnership(
    actor: Actor, *, email: str, language: str, word: str, now: datetime
) -> PartnershipOffer:
    """Ask another organization, by the address of somebody there, to be partners; valid 30 days."""
    actor.require(Right.BEGIN_PARTNERSHIP)
    row_id = new_id()
    address = email.strip().lower()
    if address in actor.emails:
        raise OwnOffer(field="email")
    offer, made = PartnershipOffer.objects.update_or_create(
        organization_id=actor.organization_id,
        email=address,
        status=Status.WAITING,
        defaults={
            "language": language,
            "word": word,
            "expires_at": now + VALID_FOR,
            "sent_at": None,
        },
        create_defaults={
            "id": row_id,
            "language": language,
            "word": word,
            "from_name": actor.organization_name,
            "token_hash": hash_of(token_for("offer", row_id)),
            "offered_by_id": actor.person_id,
            "created_at": now,
            "expires_at": now + VALID_FOR,
        },
    )
    _tell(actor, "offer.sent" if made else "offer.sent_again", offer, now)
    _send(offer)
    return offer


def withdraw_offer(actor: Actor, *, offer: PartnershipOffer, now: datetime) -> None:
    """Take an offer back while it waits; harmless when it no longer waits."""
    actor.require(Right.BEGIN_PARTNERSHIP, offer)
    waiting = PartnershipOffer.objects.filter(id=offer.id, status=Status.WAITING)
    if waiting.update(status=Status.WITHDRAWN, answered_at=now):
        _tell(actor, "offer.withdrawn", offer, now)


def accept_offer(actor: Actor, *, offer: PartnershipOffer, now: datetime) -> Partnership:
    """Become partners: the parties stand in alphabetical order by name, fixed from now on. Twice gives the same one.

    Raises OwnOffer, OfferAnswered, OfferExpired or AlreadyPartners; the door must show the offer (token or address).
    """
    actor.require(Right.BEGIN_PARTNERSHIP)
    row = _locked(offer)
    if row.status == Status.ACCEPTED and row.became_id in actor.parties:
        return Partnership.objects.get(id=row.became_id)  # type: ignore[no-any-return]
    _check(actor, row, now)
    partnership_id, own_party_id = new_id(), new_id()
    partner = partnering(
        actor,
        organization_id=row.organization_id,
        partnership_id=partnership_id,
        party_id=own_party_id,
    )
    with entered(partner, partnership_id=partnership_id, token=bytes(row.token_hash)):
        partnership = _found(partner, row, partnership_id, own_party_id, now)
        row.status, row.became_id, row.answered_at = (
            Status.ACCEPTED,
            partnership_id,
            now,
        )
        row.save(update_fields=["status", "became_id", "answered_at"])
        record(
            partner,
            "partnership.begun",
            subject_kind="partnership",
            subject_id=partnership_id,
            partnership=partnership_id,
            at=now,
        )
    return partnership


def decline_offer(actor: Actor, *, offer: PartnershipOffer, word: str, now: datetime) -> None:
    """Say no, with a word to the other side; raise OwnOffer, OfferAnswered or OfferExpired."""
    actor.require(Right.BEGIN_PARTNERSHIP)
    row = _locked(offer)
    _check(actor, row, now)
    row.status, row.answer, row.answered_at = Status.DECLINED, word, now
    row.save(update_fields=["status", "answer", "answered_at"])
    record(
        actor,
        "offer.declined",
        subject_kind="offer",
        subject_id=row.id,
        organization=actor.organization_id,
        at=now,
    )


def _found(
    actor: Actor,
    offer: PartnershipOffer,
    partnership_id: UUID,
    own_party_id: UUID,
    now: datetime,
) -> Partnership:
    sides = {offer.organization_id: new_id(), actor.organization_id: own_party_id}
    organizations = sorted(
        Organization.objects.filter(id__in=sides),
        key=lambda one: (one.name.casefold(), one.id),
    )
    other = next(one for one in organizations if one.id == offer.organization_id)
    partnership = Partnership.objects.create(
        id=partnership_id, currency=other.currency, started_on=now.date()
    )
    for position, organization in enumerate(organizations, start=1):
        Party.objects.create(
            id=sides[organization.id],
            partnership=partnership,
            organization=organization,
            position=position,
        )
    return partnership  # type: ignore[no-any-return]


def _locked(offer: PartnershipOffer) -> PartnershipOffer:
    found: PartnershipOffer | None = PartnershipOffer.objects.select_for_update().filter(id=offer.id).first()
    if found is None:
        raise NotThere
    return found


def _check(actor: Actor, row: PartnershipOffer, now: datetime) -> None:
    if row.organization_id == actor.organization_id:
        raise OwnOffer
    if row.status != Status.WAITING:
        raise OfferAnswered
    if row.expires_at <= now:
        raise OfferExpired
    if row.organization_id in actor.organization_ids:
        raise AlreadyPartners


def _tell(actor: Actor, kind: str, row: PartnershipOffer, now: datetime) -> None:
    record(
        actor,
        kind,
        subject_kind="offer",
        subject_id=row.id,
        organization=row.organization_id,
        at=now,
    )


def _send(offer: PartnershipOffer) -> None:
    from accounts.tasks import (
        send_offer,
    )  # tasks enter through actions, so it is named late

    publish(send_offer, offer.offered_by_id, offer.organization_id, offer.id)
