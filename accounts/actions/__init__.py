"""Use cases of people, organizations and partnerships; portal and API call the same ones."""

from accounts.actions.invitations import (
    accept_invitation,
    invite_member,
    withdraw_invitation,
)
from accounts.actions.mailboxes import mend_mailbox, note_complaint, note_return
from accounts.actions.members import change_role, leave_organization, remove_member
from accounts.actions.offers import offer_partnership, withdraw_offer
from accounts.actions.organizations import (
    change_organization,
    change_person,
    found_organization,
)
from accounts.actions.partnerships import accept_offer, decline_offer

__all__ = [
    "accept_invitation",
    "accept_offer",
    "change_organization",
    "change_person",
    "change_role",
    "decline_offer",
    "found_organization",
    "invite_member",
    "leave_organization",
    "mend_mailbox",
    "note_complaint",
    "note_return",
    "offer_partnership",
    "remove_member",
    "withdraw_invitation",
    "withdraw_offer",
]
