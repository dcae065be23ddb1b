"""Asking another organization to be partners, and taking the question back."""

from datetime import datetime, timedelta
from typing import Any

from accounts.access import Right
from accounts.actions.members import hold_organization
from accounts.actions.partnerships import OwnOffer, Status
from accounts.actor import Actor
from accounts.models import PartnershipOffer, User
from accounts.tokens import hash_of, token_for
from partnership.kit.book import record
from partnership.kit.ids import new_id
from partnership.kit.queue import publish

VALID_FOR = timedelta(days=30)
A_MOMENT = timedelta(minutes=1)


def offer_partnership(
    actor: Actor, *, email: str, language: str, word: str, now: datetime
) -> PartnershipOffer:
    """Ask another organization, by the address of somebody there, to be partners; valid 30 days.

    Again to the same address sends it anew; the same within a minute is a double click and changes nothing.
    """
    actor.require(Right.BEGIN_PARTNERSHIP)
    address = email.strip().lower()
    if _is_own(actor, address):
        raise OwnOffer(field="email")
    hold_organization(actor)
    said: dict[str, Any] = {"language": language, "word": word}
    own = PartnershipOffer.objects.filter(organization_id=actor.organization_id, email=address)
    waiting = own.filter(status=Status.WAITING).select_for_update().first()
    if waiting and _is_double_click(waiting, said, now):
        return waiting  # type: ignore[no-any-return]
    kind = "offer.sent_again" if waiting else "offer.sent"
    offer = waiting or _begun(actor, address, now)
    said |= {"from_name": actor.organization_name, "offered_by_id": actor.person_id}
    for name, value in {**said, "expires_at": now + VALID_FOR, "sent_at": None}.items():
        setattr(offer, name, value)
    offer.save()
    _tell(actor, kind, offer, now)
    _send(offer)
    return offer


def withdraw_offer(actor: Actor, *, offer: PartnershipOffer, now: datetime) -> None:
    """Take an offer back while it waits; harmless when it no longer waits."""
    actor.require(Right.BEGIN_PARTNERSHIP, offer)
    waiting = PartnershipOffer.objects.filter(id=offer.id, status=Status.WAITING)
    if waiting.update(status=Status.WITHDRAWN, answered_at=now):
        _tell(actor, "offer.withdrawn", offer, now)


def _is_own(actor: Actor, address: str) -> bool:
    """A key is not told its person's verified addresses: the one that the person signs in with is looked up."""
    person = User.objects.filter(id__in=[actor.person_id] if actor.person_id else [])
    return address in actor.emails or person.filter(email__iexact=address).exists()


def _begun(actor: Actor, address: str, now: datetime) -> PartnershipOffer:
    row_id = new_id()
    return PartnershipOffer(
        id=row_id,
        organization_id=actor.organization_id,  # type: ignore[misc]
        email=address,
        token_hash=hash_of(token_for("offer", row_id)),
        created_at=now,
    )


def _is_double_click(waiting: PartnershipOffer, said: dict[str, str], now: datetime) -> bool:
    just_now = waiting.expires_at > now + VALID_FOR - A_MOMENT
    return just_now and all(getattr(waiting, name) == value for name, value in said.items())


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
