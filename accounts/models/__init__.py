from accounts.models.key import ApiKey
from accounts.models.mailbox import Mailbox
from accounts.models.organization import Invitation, Membership, Organization, Role
from accounts.models.partnership import Partnership, PartnershipOffer, Party
from accounts.models.user import Language, User

__all__ = [
    "ApiKey",
    "Invitation",
    "Language",
    "Mailbox",
    "Membership",
    "Organization",
    "Partnership",
    "PartnershipOffer",
    "Party",
    "Role",
    "User",
]
