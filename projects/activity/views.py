"""The event book as a page: both sides read the same rows."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.requests import PortalRequest
from projects.activity.queries import PAGE, BadPlace, events_on_page


@require_GET
def events(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """List what happened, newest first, a page at a time."""
    try:
        found = events_on_page(request.partnership, before=request.GET.get("before", ""), limit=PAGE + 1)
    except BadPlace as error:
        raise Http404 from error
    older = f"?before={found[PAGE - 1].id}" if len(found) > PAGE else ""
    return render(request, "activity/events.html", {"events": found[:PAGE], "older_url": older})
