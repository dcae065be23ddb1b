"""The one row that an address names: of the own organization, or sent to the person. Anything else is not there."""

from typing import TypeVar
from uuid import UUID

from accounts.actor import Actor
from accounts.models import PartnershipOffer
from accounts.tenancy import OrganizationOwned
from partnership.kit.errors import NotThere

Row = TypeVar("Row", bound=OrganizationOwned)


def own_row(actor: Actor, model: type[Row], row_id: UUID) -> Row:
    """Return a row that the actor's own organization owns; raise NotThere for any other."""
    found: Row | None = model.objects.filter(organization_id=actor.organization_id, id=row_id).first()
    if found is None:
        raise NotThere
    return found


def offer_for_me(actor: Actor, offer_id: UUID) -> PartnershipOffer:
    """Return an offer to one of the person's verified addresses; raise NotThere for any other."""
    mine = PartnershipOffer.objects.filter(id=offer_id, email__in=actor.emails)
    found: PartnershipOffer | None = mine.first()
    if found is None:
        raise NotThere
    return found
