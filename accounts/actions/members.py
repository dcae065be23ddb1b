"""Roles, leaving and removing. An organization always keeps at least one owner."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.actor import Actor
from accounts.models import ApiKey, Membership, Organization, Role
from partnership.kit.book import record
from partnership.kit.errors import NotAllowed, NotThere, Refused


class LastOwner(Refused):
    message = _(
        "You are the last owner. Make somebody else an owner first; then you can leave or change role."
    )
    code = "last_owner"


class OwnersOnly(NotAllowed):
    message = _("Only an owner can make, change or remove owners.")
    code = "owners_only"


def change_role(actor: Actor, *, membership: Membership, role: str, now: datetime) -> Membership:
    """Give a member another role; raise OwnersOnly or LastOwner."""
    actor.require(Right.MANAGE_MEMBERS, membership)
    member = _locked(actor, membership)
    if member.role == role:
        return member
    if Role.OWNER in {member.role, role}:
        _require_owner(actor)
    if member.role == Role.OWNER:
        _keep_an_owner(member)
    member.role = role
    member.save(update_fields=["role"])
    _tell(actor, "member.role_changed", member, now, {"role": role})
    return member


def remove_member(actor: Actor, *, membership: Membership, now: datetime) -> None:
    """Take a person's seat away, and with it the keys that the person made; raise OwnersOnly or LastOwner."""
    actor.require(Right.MANAGE_MEMBERS, membership)
    member = _locked(actor, membership)
    if member.role == Role.OWNER:
        _require_owner(actor)
        _keep_an_owner(member)
    _part(actor, "member.removed", member, now)


def leave_organization(actor: Actor, *, now: datetime) -> None:
    """Leave the organization that the person acts for, keys and all; the last owner can't (LastOwner)."""
    own = Membership.objects.filter(organization_id=actor.organization_id, user_id=actor.person_id).first()
    if own is None or actor.person_id is None:
        raise NotThere
    actor.require(Right.READ, own)
    member = _locked(actor, own)
    if member.role == Role.OWNER:
        _keep_an_owner(member)
    _part(actor, "member.left", member, now)


def hold_organization(actor: Actor) -> None:
    """Let this organization's other writers of members, invitations and offers wait until the transaction ends."""
    Organization.objects.select_for_update(no_key=True).get(id=actor.organization_id)


def _locked(actor: Actor, membership: Membership) -> Membership:
    """Two owners who leave in the same second wait for each other at the organization's row."""
    hold_organization(actor)
    found: Membership | None = Membership.objects.filter(id=membership.id).first()
    if found is None:
        raise NotThere
    return found


def _require_owner(actor: Actor) -> None:
    if not actor.may(Right.MANAGE_OWNERS):
        raise OwnersOnly


def _keep_an_owner(member: Membership) -> None:
    owners = Membership.objects.filter(organization_id=member.organization_id, role=Role.OWNER)
    if not owners.exclude(id=member.id).exists():
        raise LastOwner


def _part(actor: Actor, kind: str, member: Membership, now: datetime) -> None:
    _tell(actor, kind, member, now, {})
    # Without the seat they open nothing; revoked, they stay shut when the person comes back.
    keys = ApiKey.objects.filter(organization_id=member.organization_id, made_by_id=member.user_id)
    keys.filter(revoked_at=None).update(revoked_at=now)
    member.delete()


def _tell(actor: Actor, kind: str, member: Membership, now: datetime, data: dict[str, str]) -> None:
    record(
        actor,
        kind,
        subject_kind="person",
        subject_id=member.user_id,
        organization=member.organization_id,
        at=now,
        data=data,
    )
