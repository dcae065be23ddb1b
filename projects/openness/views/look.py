"""Seeing the pages as another side sees them: begun and ended by a button, for reading only."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.access import Right
from accounts.middleware import LOOKS_AS
from accounts.requests import PortalRequest
from partnership.kit.answers import see_other, way_back
from partnership.kit.errors import NotThere


@require_POST
def look(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Look at the partnership as the other side named by `party`; without one, as oneself again."""
    real = request.actor.behind or request.actor
    real.require(Right.READ, request.partnership)
    chosen = {
        key: value for key, value in request.session.get(LOOKS_AS, {}).items() if key != str(partnership)
    }
    if said := request.POST.get("party"):
        chosen[str(partnership)] = str(_other_side(request, said, real.party_id(partnership)))
    request.session[LOOKS_AS] = chosen
    home = reverse("overview:home", kwargs={"partnership": partnership})
    return see_other(way_back(request, home))


def _other_side(request: PortalRequest, said: str, own: UUID) -> UUID:
    found = next((one.id for one in request.partnership.parties if str(one.id) == said), None)
    if found is None or found == own:
        raise NotThere
    return found
