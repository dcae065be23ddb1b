"""How the events of accounts are told: it stands below the book, so the book knows its words."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.models import Invitation, PartnershipOffer
from accounts.queries import reading_names
from partnership.kit.rounds import Reading, asked
from projects.activity.wording import Wording, register_wording


def invited(ids: Iterable[UUID]) -> Reading[dict[UUID, str]]:
    """Return the addresses of the own organization's invitations."""
    return dict((yield from asked(Invitation.objects.filter(id__in=list(ids)).values_list("id", "email"))))


def offered(ids: Iterable[UUID]) -> Reading[dict[UUID, str]]:
    """Return the addresses of the own organization's offers of partnership."""
    rows = PartnershipOffer.objects.filter(id__in=list(ids)).values_list("id", "email")
    return dict((yield from asked(rows)))


WORDINGS = {
    "partnership.begun": Wording(_("%(who)s accepted, and the partnership began"), "handshake"),
    "partnership.ended": Wording(
        _("The partnership has ended, on the day that every side had signed"), "handshake"
    ),
    "organization.founded": Wording(_("%(who)s began the organization"), "building-2"),
    "organization.changed": Wording(_("%(who)s changed what the organization says of itself"), "building-2"),
    "person.changed": Wording(_("%(who)s changed the own settings"), "user"),
    "member.joined": Wording(_("%(what)s became a member"), "user-plus", names=reading_names),
    "member.left": Wording(_("%(what)s left the organization"), "log-out", names=reading_names),
    "member.removed": Wording(_("%(who)s removed %(what)s"), "user", names=reading_names),
    "member.role_changed": Wording(_("%(who)s gave %(what)s another role"), "user", names=reading_names),
    "invitation.sent": Wording(_("%(who)s invited %(what)s"), "mail", names=invited),
    "invitation.sent_again": Wording(_("%(who)s invited %(what)s again"), "mail", names=invited),
    "invitation.withdrawn": Wording(
        _("%(who)s took back the invitation of %(what)s"), "undo-2", names=invited
    ),
    "offer.sent": Wording(_("%(who)s offered a partnership to %(what)s"), "handshake", names=offered),
    "offer.sent_again": Wording(
        _("%(who)s offered a partnership to %(what)s again"), "handshake", names=offered
    ),
    "offer.withdrawn": Wording(_("%(who)s took back the offer to %(what)s"), "undo-2", names=offered),
    "offer.declined": Wording(_("%(who)s said no to an offer of partnership"), "handshake"),
    "key.made": Wording(_("%(who)s made an API key"), "key-round"),
    "key.revoked": Wording(_("%(who)s revoked an API key"), "key-round"),
}


def register() -> None:
    """Tell the book's readers these kinds from now on."""
    for kind, wording in WORDINGS.items():
        register_wording(kind, wording)
