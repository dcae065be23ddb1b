"""Inviting people to one's own organization: by e-mail, hashed, single use, 14 days."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.actions.members import OwnersOnly, hold_organization
from accounts.actor import Actor
from accounts.doors import entered, founding
from accounts.models import Invitation, Membership, Role
from accounts.tokens import hash_of, token_for
from partnership.kit.book import record
from partnership.kit.errors import NotThere, Refused
from partnership.kit.ids import new_id
from partnership.kit.queue import publish

VALID_FOR = timedelta(days=14)
A_MOMENT = timedelta(minutes=1)


class AlreadyMember(Refused):
    message = _("This person is a member already.")
    code = "already_member"
    field = "email"


class InvitationUsed(Refused):
    message = _("This invitation has been used. Sign in to go on.")
    code = "invitation_used"
    status = 410


class InvitationExpired(Refused):
    message = _("This invitation has expired. Ask whoever invited you to send a new one.")
    code = "invitation_expired"
    status = 410


class InvitationWithdrawn(Refused):
    message = _("This invitation has been taken back. Ask whoever invited you.")
    code = "invitation_withdrawn"
    status = 410


class ForAnotherAddress(Refused):
    message = _("This invitation was sent to another address. Sign in with that address to accept it.")
    code = "for_another_address"
    status = 403


def invite_member(actor: Actor, *, email: str, role: str, language: str, now: datetime) -> Invitation:
    """Keep a seat for an address and send its invitation; again for the same address sends it anew.

    The same again within a minute is a double click and changes nothing.
    Raises OwnersOnly when the seat is an owner's and the actor is none, AlreadyMember for a member's address.
    """
    actor.require(Right.MANAGE_MEMBERS)
    if role == Role.OWNER and not actor.may(Right.MANAGE_OWNERS):
        raise OwnersOnly
    address = email.strip().lower()
    if Membership.objects.filter(organization_id=actor.organization_id, user__email=address).exists():
        raise AlreadyMember
    hold_organization(actor)
    said: dict[str, Any] = {"role": role, "language": language}
    seats = Invitation.objects.filter(organization_id=actor.organization_id, email=address)
    seat = seats.filter(accepted_at=None, withdrawn_at=None).select_for_update().first()
    if seat and _is_double_click(seat, said, now):
        return seat  # type: ignore[no-any-return]
    kind = "invitation.sent_again" if seat else "invitation.sent"
    invitation = seat or _seat(actor, address, now)
    said |= {"from_name": actor.organization_name, "invited_by_id": actor.person_id}
    for name, value in {**said, "expires_at": now + VALID_FOR, "sent_at": None}.items():
        setattr(invitation, name, value)
    invitation.save()
    _tell(actor, kind, invitation, now)
    _send(invitation)
    return invitation


def withdraw_invitation(actor: Actor, *, invitation: Invitation, now: datetime) -> None:
    """Take an invitation back; harmless when it has been taken back already."""
    actor.require(Right.MANAGE_MEMBERS, invitation)
    open_rows = Invitation.objects.filter(id=invitation.id, accepted_at=None, withdrawn_at=None)
    if open_rows.update(withdrawn_at=now):
        _tell(actor, "invitation.withdrawn", invitation, now)


def accept_invitation(actor: Actor, *, invitation: Invitation, now: datetime) -> Membership:
    """Take the seat, once; the person's verified addresses must hold the invited one. Twice gives the same seat.

    Raises InvitationUsed, InvitationExpired, InvitationWithdrawn or ForAnotherAddress.
    """
    row: Invitation | None = Invitation.objects.select_for_update().filter(id=invitation.id).first()
    if row is None:
        raise NotThere
    seated = founding(actor, organization_id=row.organization_id)
    if row.accepted_at and row.email in actor.emails:
        return _seat_taken(seated)
    check_invitation(actor, row, now)
    with entered(seated):
        membership, made = Membership.objects.get_or_create(
            organization_id=row.organization_id,
            user_id=actor.person_id,
            defaults={"role": row.role},
        )
        row.accepted_at = now
        row.save(update_fields=["accepted_at"])
        if made:
            _tell(seated, "member.joined", row, now, subject=actor.person_id)
    return membership  # type: ignore[no-any-return]


def _seat(actor: Actor, address: str, now: datetime) -> Invitation:
    row_id = new_id()
    return Invitation(
        id=row_id,
        organization_id=actor.organization_id,  # type: ignore[misc]
        email=address,
        token_hash=hash_of(token_for("invitation", row_id)),
        created_at=now,
    )


def _is_double_click(seat: Invitation, said: dict[str, str], now: datetime) -> bool:
    just_now = seat.expires_at > now + VALID_FOR - A_MOMENT
    return just_now and all(getattr(seat, name) == value for name, value in said.items())


def _seat_taken(seated: Actor) -> Membership:
    """Answer a second click as the first; whoever has left since finds a used invitation."""
    with entered(seated):
        own = Membership.objects.filter(organization_id=seated.organization_id, user_id=seated.person_id)
        found: Membership | None = own.first()
    if found is None:
        raise InvitationUsed
    return found


def check_invitation(actor: Actor, row: Invitation, now: datetime) -> None:
    """Raise what keeps the actor from taking the seat, so that a page can say it before anybody clicks."""
    if row.withdrawn_at:
        raise InvitationWithdrawn
    if row.accepted_at:
        raise InvitationUsed
    if row.expires_at <= now:
        raise InvitationExpired
    if row.email not in actor.emails:
        raise ForAnotherAddress


def _tell(actor: Actor, kind: str, row: Invitation, now: datetime, subject: object = None) -> None:
    record(
        actor,
        kind,
        subject_kind="person" if subject else "invitation",
        subject_id=subject or row.id,  # type: ignore[arg-type]
        organization=row.organization_id,
        at=now,
    )


def _send(invitation: Invitation) -> None:
    from accounts.tasks import (
        send_invitation,
    )  # tasks enter through actions, so it is named late

    publish(
        send_invitation,
        invitation.invited_by_id,
        invitation.organization_id,
        invitation.id,
    )
