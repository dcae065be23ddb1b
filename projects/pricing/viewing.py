"""A partnership's amounts in the reader's own currency: for viewing only, at the rate the own organization has stated.

own = viewing_for(request.actor, request.partnership, today=today)
{% load in_own %}{{ amount|in_own:own }}  …  {% include "pricing/in_own.html" with own=own only %}
"""

from datetime import date

from accounts.actor import Actor
from accounts.models import Organization
from accounts.queries import PartnershipSeen
from projects.pricing.exchange import InOwn
from projects.pricing.queries.rates import viewing_rate

__all__ = ["InOwn", "viewing_for"]


def viewing_for(actor: Actor, partnership: PartnershipSeen, *, today: date) -> InOwn | None:
    """Return how to see amounts in the own currency; None where it is the partnership's, or no rate is stated.

    Two queries, one where the currencies are the same. Who looks as another side sees that side's rates no more than else.
    """
    own = Organization.objects.filter(id=actor.organization_id).values_list("currency", flat=True).first()
    if own is None or own == partnership.currency:
        return None
    stated = viewing_rate(actor.organization_id, own, partnership.currency, today)
    return InOwn(own, stated) if stated else None
