"""How the events of an organization's own rates, and of what was built together, are told; never a price or a text."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.queries import PartnershipSeen
from projects.activity.wording import Wording
from projects.pricing.models import Rate


def role_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the roles of the own rate card's lines."""
    return dict(Rate.objects.filter(id__in=list(ids)).values_list("id", "role"))


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
