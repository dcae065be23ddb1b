"""How the events of an organization's own rates, and of what was built together, are told; never a price or a text."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.queries import PartnershipSeen
from partnership.kit.rounds import Reading, asked
from projects.activity.wording import Wording
from projects.pricing.models import Posted, Rate


def role_names(ids: Iterable[UUID]) -> Reading[dict[UUID, str]]:
    """Return the roles of the own rate card's lines."""
    return dict((yield from asked(Rate.objects.filter(id__in=list(ids)).values_list("id", "role"))))


def entries_there(ids: Iterable[UUID]) -> Reading[dict[UUID, str]]:
    """Return a name for every entry of a benefit ledger that is still there: never what it says."""
    found = Posted.objects.filter(entry_id__in=list(ids)).values_list("entry_id", flat=True)
    return dict.fromkeys((yield from asked(found)), str(_("Benefit ledger")))


def benefit_address(partnership: PartnershipSeen, _entry_id: UUID) -> str:
    """Return the ledger; an entry of it may have been closed since."""
    return reverse("pricing:benefit", kwargs={"partnership": partnership.id})


def together_address(partnership: PartnershipSeen, _row_id: UUID) -> str:
    """Return the page of what was built together."""
    return reverse("pricing:together", kwargs={"partnership": partnership.id})


KINDS: dict[str, Wording] = {
    "pricing.rate_added": Wording(_("%(who)s added %(what)s to the rate card"), "plus", role_names),
    "pricing.rate_changed": Wording(
        _("%(who)s changed a coming line of the rate card: %(what)s"), "pencil", role_names
    ),
    "pricing.rate_deleted": Wording(_("%(who)s took a coming line of the rate card away"), "minus"),
    "pricing.exchange_rate_stated": Wording(_("%(who)s stated an exchange rate"), "plus"),
    "pricing.exchange_rate_deleted": Wording(_("%(who)s took an exchange rate away"), "minus"),
    "pricing.entry_added": Wording(
        _("%(who)s wrote down something in the benefit ledger"), "plus", entries_there, benefit_address
    ),
    "pricing.entry_changed": Wording(
        _("%(who)s changed an entry of the benefit ledger"), "pencil", entries_there, benefit_address
    ),
    "pricing.entry_removed": Wording(_("%(who)s took an entry out of the benefit ledger"), "minus"),
    "pricing.entry_confirmed": Wording(
        _("%(who)s confirmed an entry of the benefit ledger"), "circle-check", entries_there, benefit_address
    ),
    "pricing.entry_declined": Wording(
        _("%(who)s sees an entry of the benefit ledger otherwise"), "info", entries_there, benefit_address
    ),
    "pricing.shared_added": Wording(
        _("%(who)s wrote down something that both sides have built"), "handshake", address=together_address
    ),
    "pricing.shared_removed": Wording(
        _("%(who)s took away a line of what both sides have built"), "minus", address=together_address
    ),
    "pricing.replacement_stated": Wording(
        _("%(who)s stated what starting over would cost the own side"), "pencil", address=together_address
    ),
}
