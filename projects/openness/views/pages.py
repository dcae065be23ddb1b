"""What is open to whom, and who has looked."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import page
from projects.agreement.queries.seen import open_version
from projects.openness.queries.asks import asks_on_page
from projects.openness.queries.grants import grants_ended, grants_in_force
from projects.openness.queries.readings import PAGE, readings_on_page
from projects.openness.showing import (
    asks_shown,
    ended_shown,
    meanings,
    out_of_balance,
    readings_shown,
    tables_of,
)
from projects.openness.terms import KIND


@require_safe
def openness(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """What each side opens to each other one, and what they have asked of each other."""
    seen, today = request.partnership, timezone.localdate()
    grants = grants_in_force([partnership], today=today)
    waiting = open_version(partnership, KIND, partnership)
    open_, answered = asks_on_page(partnership)
    context = {
        "tables": tables_of(seen, grants, today=today),
        "unbalanced": out_of_balance(seen, grants, today=today),
        "meanings": meanings(),
        "open_asks": asks_shown(seen, open_),
        "answered_asks": asks_shown(seen, answered),
        "ended": ended_shown(seen, grants_ended(partnership, today=today)),
        "waiting": waiting,
        "proposer": seen.party(waiting.party_id) if waiting else None,
        "still_to_sign": [side for side in seen.parties if waiting and side.id in waiting.waiting],
        "may_keep": request.actor.may(Right.KEEP_BOOK) and seen.status == "active",
    }
    return page(request, "openness/openness.html", context)


@require_safe
def readings(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Who of the other sides looked at what the own side has opened, newest first, a page at a time."""
    before = request.GET.get("before", "")
    found = readings_on_page(request.partnership, before=before, limit=PAGE + 1)
    older = f"?before={found[PAGE - 1].id}" if len(found) > PAGE else ""
    shown = readings_shown(request.partnership, found[:PAGE])
    return page(request, "openness/readings.html", {"readings": shown, "older_url": older})
