"""Who proposed, who has still to sign, and who the others are: the same page, told from each chair."""

from typing import Any

from accounts.requests import PortalRequest
from projects.work.queries.terms import TermsSeen


def chairs(request: PortalRequest, shown: TermsSeen | None = None) -> dict[str, Any]:
    """Return what a page about terms says of the sides."""
    found = shown.open if shown else None
    parties = request.partnership.parties
    return {
        "proposer": request.partnership.party(found.party_id) if found else None,
        "waits_for": [side for side in parties if found and side.id in found.waiting],
        "others": ", ".join(side.name for side in parties if not side.is_own),
    }
