"""How far one's own people bind the organization: a limit for each person, and from what amount two sign.

Amounts are in the organization's currency. A limit counts when somebody signs; the rule of two when something is proposed.
"""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.access import Right, rights_of
from accounts.actions.members import OwnersOnly, hold_organization
from accounts.actor import Actor
from accounts.models import Membership, Organization, Role
from partnership.kit.book import record
from partnership.kit.errors import NotThere, Refused
from projects.agreement.models import Mandate, SigningRule


class SignsNothing(Refused):
    message = _("This role signs nothing, so there is nothing to limit. Give the person another role first.")
    code = "signs_nothing"


class OwnLimit(Refused):
    message = _("Somebody else who leads the organization raises your limit or takes it away.")
    code = "own_limit"
    status = 403
    field = "amount"


class AmountNegative(Refused):
    message = _("The amount can't be below 0.")
    code = "amount_negative"
    status = 422
    field = "amount"


def set_limit(actor: Actor, *, membership: Membership, amount: Decimal, now: datetime) -> Mandate:
    """Let a person sign for at most `amount`; raise SignsNothing, OwnLimit, OwnersOnly or AmountNegative."""
    member = _held(actor, membership)
    if amount < 0:
        raise AmountNegative
    if not _may_sign(member.role):
        raise SignsNothing
    before = _mandate(member)
    _require_over(actor, member, is_wider=before is not None and amount > before.amount_limit)
    if before is not None and before.amount_limit == amount:
        return before
    row: Mandate = Mandate.objects.update_or_create(
        organization_id=member.organization_id,
        user_id=member.user_id,
        defaults={"amount_limit": amount, "updated_at": now},
    )[0]
    _tell_of(actor, "mandate.limited", member.user_id, now)
    return row


def clear_limit(actor: Actor, *, membership: Membership, now: datetime) -> None:
    """Let a person sign for any amount; harmless without a limit. Raises OwnLimit or OwnersOnly."""
    member = _held(actor, membership)
    before = _mandate(member)
    if before is None:
        return
    _require_over(actor, member, is_wider=True)
    before.delete()
    _tell_of(actor, "mandate.unlimited", member.user_id, now)


def set_two_above(actor: Actor, *, organization: Organization, amount: Decimal, now: datetime) -> SigningRule:
    """Let two people sign for the organization above `amount`, from the next proposal on; raise AmountNegative."""
    actor.require(Right.MANAGE_ORGANIZATION, organization)
    if amount < 0:
        raise AmountNegative
    hold_organization(actor)
    before: SigningRule | None = SigningRule.objects.filter(organization_id=organization.id).first()
    if before is not None and before.two_above == amount:
        return before
    row: SigningRule = SigningRule.objects.update_or_create(
        organization_id=organization.id, defaults={"two_above": amount, "updated_at": now}
    )[0]
    _tell_rule(actor, "signing_rule.set", organization, now)
    return row


def clear_two_above(actor: Actor, *, organization: Organization, now: datetime) -> None:
    """Let one person sign for any amount again, from the next proposal on; harmless without a rule."""
    actor.require(Right.MANAGE_ORGANIZATION, organization)
    if SigningRule.objects.filter(organization_id=organization.id).delete()[0]:
        _tell_rule(actor, "signing_rule.cleared", organization, now)


def _held(actor: Actor, membership: Membership) -> Membership:
    """Read the seat as it is now, while the organization's other writers wait."""
    actor.require(Right.MANAGE_ORGANIZATION, membership)
    hold_organization(actor)
    own = Membership.objects.filter(organization_id=membership.organization_id, id=membership.id)
    found: Membership | None = own.first()
    if found is None:
        raise NotThere
    return found


def _mandate(member: Membership) -> Mandate | None:
    rows = Mandate.objects.filter(organization_id=member.organization_id, user_id=member.user_id)
    return rows.first()


def _require_over(actor: Actor, member: Membership, *, is_wider: bool) -> None:
    """A limit that one lifts oneself is none; but who has nobody above or beside has nobody to ask."""
    if member.role == Role.OWNER and not actor.may(Right.MANAGE_OWNERS):
        raise OwnersOnly
    if is_wider and member.user_id == actor.person_id and _somebody_else_could(member):
        raise OwnLimit


def _somebody_else_could(member: Membership) -> bool:
    above = Membership.objects.filter(organization_id=member.organization_id, role=Role.OWNER)
    return above.exclude(id=member.id).exists()


def _may_sign(role: str) -> bool:
    return Right.SIGN in rights_of(role)


def _tell_of(actor: Actor, kind: str, person_id: UUID, now: datetime) -> None:
    owner = actor.organization_id
    record(actor, kind, subject_kind="person", subject_id=person_id, organization=owner, at=now)


def _tell_rule(actor: Actor, kind: str, organization: Organization, now: datetime) -> None:
    owner = organization.id
    record(actor, kind, subject_kind="organization", subject_id=owner, organization=owner, at=now)
