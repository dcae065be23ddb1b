"""How far a key reaches: from which addresses it is let in, and whether into one partnership alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_network
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from partnership.kit.callers import Address
from partnership.kit.errors import Refused

MOST_RANGES = 20


class BadAddresses(Refused):
    message = _("Give at most 20 addresses or ranges, such as 192.0.2.7 or 2001:db8::/48.")
    code = "bad_addresses"
    status = 422
    field = "addresses"


class PartnershipNotYours(Refused):
    """The same refusal for another's partnership and for none."""

    message = _("Choose one of your own partnerships.")
    code = "partnership_not_yours"
    status = 422
    field = "partnership"


@dataclass(frozen=True, slots=True)
class Reach:
    """`addresses` as they were written; without any, from everywhere. Without a `partnership_id`, into all."""

    addresses: tuple[str, ...] = ()
    partnership_id: UUID | None = None

    def checked(self, actor: Actor) -> "Reach":
        """Return it with its ranges in their one form; raise BadAddresses and PartnershipNotYours."""
        if self.partnership_id is not None and self.partnership_id not in actor.parties:
            raise PartnershipNotYours
        try:
            ranges = [str(ip_network(text.strip(), strict=False)) for text in self.addresses]
        except ValueError:
            raise BadAddresses from None
        if len(ranges) > MOST_RANGES:
            raise BadAddresses
        return Reach(tuple(dict.fromkeys(ranges)), self.partnership_id)


EVERYWHERE = Reach()


def is_within(address: Address, ranges: Iterable[str]) -> bool:
    """Say whether a key with these ranges is let in from the address; without ranges it is from everywhere."""
    found = [ip_network(one) for one in ranges]
    return not found or any(address in one for one in found)
