"""Thanks on the page of what they are for: shown to the two sides concerned, and to nobody else."""

from collections.abc import Iterable
from uuid import UUID

from django import template

from accounts.queries import PartnershipSeen
from projects.feedback.queries.notes import NoteSeen, thanks_for
from projects.work.queries.deliverables import DeliverableSeen

register = template.Library()


@register.simple_tag
def thanks(partnership: PartnershipSeen, about: str, about_id: UUID) -> list[NoteSeen]:
    """Return the newest thanks for one thing that the reader's side may read."""
    return thanks_for(partnership, about, [about_id])


@register.simple_tag
def thanks_for_deliverables(
    partnership: PartnershipSeen, deliverables: Iterable[DeliverableSeen]
) -> list[NoteSeen]:
    """Return the same for all deliverables of a project together."""
    return thanks_for(partnership, "deliverable", [one.id for one in deliverables])
