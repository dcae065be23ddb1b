"""The event book as a page: both sides read the same rows."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.requests import PortalRequest
from projects.activity.queries import PAGE, BadPlace, EventSeen, events_on_page, organization_events_on_page


@require_GET
def events(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """List what happened, newest first, a page at a time."""
    return _page(request, "activity/events.html", partial(events_on_page, request.partnership))


@require_GET
def organization_events(request: PortalRequest) -> HttpResponse:
    """List what happened inside the own organization, for those who manage its members."""
    return _page(request, "activity/organization.html", partial(organization_events_on_page, request.actor))


def _page(request: PortalRequest, template: str, read: Callable[..., list[EventSeen]]) -> HttpResponse:
    try:
        found = read(before=request.GET.get("before", ""), limit=PAGE + 1)
    except BadPlace as error:
        raise Http404 from error
    older = f"?before={found[PAGE - 1].id}" if len(found) > PAGE else ""
    return render(request, template, {"events": found[:PAGE], "older_url": older})
