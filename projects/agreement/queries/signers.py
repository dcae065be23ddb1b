"""Who may sign for one's own organization, and up to what amount. The other side's limits are its own."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from accounts.access import Right, rights_of
from accounts.actor import Actor
from accounts.models import Role
from accounts.queries import MemberSeen, PartnershipSeen, members_of_organization, own_organization
from projects.agreement.models import Mandate, SigningRule


@dataclass(frozen=True)
class SignerSeen:
    """A person whose role signs; `limit` in the organization's currency, None for any amount."""

    member_id: UUID
    user_id: UUID
    name: str
    role: str
    limit: Decimal | None

    @property
    def id(self) -> UUID:
        """A signer is a seat."""
        return self.member_id

    @property
    def role_name(self) -> str:
        return str(Role(self.role).label)

    def reaches(self, amount: Decimal | None, *, is_own_currency: bool) -> bool:
        """Say whether the person may sign for the amount; one in another currency is above every limit."""
        return self.limit is None or amount is None or (is_own_currency and amount <= self.limit)


def signers_of_organization(actor: Actor) -> list[SignerSeen]:
    """Return the people who may sign for the actor's organization, by name; two queries."""
    rows = Mandate.objects.filter(organization_id=actor.organization_id)
    limits = dict(rows.values_list("user_id", "amount_limit"))
    people = [one for one in members_of_organization(actor) if Right.SIGN in rights_of(one.role)]
    return [_signer(one, limits.get(one.user_id)) for one in people]


def signers_for(actor: Actor, partnership: PartnershipSeen, amount: Decimal | None) -> list[SignerSeen]:
    """Return those of the actor's organization who may sign for this amount, in the partnership's currency."""
    is_own = own_organization(actor).currency == partnership.currency
    return [one for one in signers_of_organization(actor) if one.reaches(amount, is_own_currency=is_own)]


def two_above(actor: Actor) -> Decimal | None:
    """Return the amount above which two people of the actor's organization sign, None where one always does."""
    rules = SigningRule.objects.filter(organization_id=actor.organization_id)
    return rules.values_list("two_above", flat=True).first()


def _signer(member: MemberSeen, limit: Decimal | None) -> SignerSeen:
    return SignerSeen(member.id, member.user_id, member.name, member.role, limit)
