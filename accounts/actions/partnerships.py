"""Two organizations become partners: the answer of the one that was asked, yes or no with a word."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.actor import Actor
from accounts.doors import actor_for, entered, partnering
from accounts.models import Organization, Partnership, PartnershipOffer, Party
from partnership.kit.alphabet import alphabetical
from partnership.kit.book import record
from partnership.kit.errors import NotAllowed, NotThere, Refused
from partnership.kit.ids import new_id

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


def accept_offer(actor: Actor, *, offer: PartnershipOffer, now: datetime) -> Partnership:
    """Become partners: the parties stand in alphabetical order by name, fixed from now on. Twice gives the same one.

    Raises OwnOffer, OfferAnswered, OfferExpired or AlreadyPartners; the door must show the offer (token or address).
    """
    actor.require(Right.BEGIN_PARTNERSHIP)
    row = _locked(offer)
    actor = _alone_with(actor, row)
    actor.require(Right.BEGIN_PARTNERSHIP)
    if row.status == Status.ACCEPTED and row.became_id in actor.parties:
        with entered(actor):
            return Partnership.objects.get(id=row.became_id)  # type: ignore[no-any-return]
    check_offer(actor, row, now)
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
    """Say no, with a word to the other side; the same word twice is said once.

    Raises OwnOffer, OfferAnswered or OfferExpired.
    """
    actor.require(Right.BEGIN_PARTNERSHIP)
    row = _locked(offer)
    if row.status == Status.DECLINED and row.answer == word:
        return
    check_offer(actor, row, now)
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


def _alone_with(actor: Actor, row: PartnershipOffer) -> Actor:
    """Wait for an answer that these two organizations are giving right now, then look at the actor anew.

    Each may have asked the other; without the wait both answers would begin a partnership.
    """
    pair = "|".join(sorted((str(row.organization_id), str(actor.organization_id))))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"partners:{pair}"])
    if actor.person_id is None:
        raise NotAllowed
    return actor_for(actor.person_id, actor.organization_id)


def _found(
    actor: Actor,
    offer: PartnershipOffer,
    partnership_id: UUID,
    own_party_id: UUID,
    now: datetime,
) -> Partnership:
    sides = {offer.organization_id: new_id(), actor.organization_id: own_party_id}
    found = {one.id: one for one in Organization.objects.filter(id__in=sides)}
    today = now.astimezone(ZoneInfo(found[actor.organization_id].time_zone)).date()
    partnership = Partnership.objects.create(
        id=partnership_id, currency=found[offer.organization_id].currency, started_on=today
    )
    in_order = sorted(found.values(), key=lambda one: (*alphabetical(one.name), one.id))
    for position, organization in enumerate(in_order, start=1):
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


def check_offer(actor: Actor, row: PartnershipOffer, now: datetime) -> None:
    """Raise what keeps the actor from answering, so that a page can say it before anybody clicks."""
    if row.organization_id == actor.organization_id:
        raise OwnOffer
    if row.status != Status.WAITING:
        raise OfferAnswered
    if row.expires_at <= now:
        raise OfferExpired
    if row.organization_id in actor.organization_ids:
        raise AlreadyPartners
