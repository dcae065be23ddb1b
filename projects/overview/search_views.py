"""Search in one partnership, and over all of one's own."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.queries import PartnershipSeen, partnerships_seen
from accounts.requests import PortalRequest
from partnership.kit.answers import page
from projects.activity.searching import search, searched_kinds
from projects.overview.forms import SearchForm

OF_EACH, OF_ONE = 10, 50


@require_safe
def search_here(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Show what is found in one partnership."""
    return _answer(request, [request.partnership], layout="layouts/partnership.html")


@require_safe
def search_all(request: PortalRequest) -> HttpResponse:
    """Show what is found over all of one's partnerships."""
    return _answer(request, partnerships_seen(request.actor), layout="layouts/base.html")


def _answer(request: PortalRequest, partnerships: Sequence[PartnershipSeen], *, layout: str) -> HttpResponse:
    form = SearchForm(request.GET) if "q" in request.GET else SearchForm()
    kind = _kind(request.GET.get("kind", ""))
    groups = []
    if form.is_valid() and form.sought:
        groups = search(
            request.actor,
            partnerships,
            form.sought,
            kinds=[kind] if kind else [],
            limit=OF_ONE if kind else OF_EACH,
            today=timezone.localdate(),
        )
    query = urlencode({"q": form.data.get("q", "")})
    context = {"form": form, "groups": groups, "kind": kind, "query": query, "layout": layout, "most": OF_ONE}
    return page(request, "overview/search.html", context)


def _kind(text: str) -> str:
    """Return the kind that is asked for, "" for all; raise Http404 for one that there is not."""
    if text and text not in {one.name for one in searched_kinds()}:
        raise Http404
    return text
