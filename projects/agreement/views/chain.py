"""The chain of a partnership, recomputed while its parties look."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.requests import PortalRequest
from partnership.kit.answers import page
from projects.agreement.chain import Break
from projects.agreement.queries.chained import chain_seen

A_PAGE = 50

WORDS = {
    Break.MISSING: _("Link %(number)s is gone."),
    Break.ALTERED: _("Link %(number)s was altered: what it says no longer gives its hash."),
    Break.UNBOUND: _("Link %(number)s does not follow from the link before it."),
    Break.CUT: _("The chain was cut off: link %(number)s is not there any more."),
    Break.VERSION: _(
        "The decision behind link %(number)s says something else today than when it was signed."
    ),
    Break.UNSIGNED: _("The decision behind link %(number)s lacks a signature that it needs."),
}


@require_safe
def chain(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Say whether every link fits, which ones do not and how, and list them, newest first."""
    found = chain_seen(partnership)
    links = [one for one in found.links if one.number < _place(request.GET.get("before", ""))]
    broken = {fault.number for fault in found.faults}
    context = {
        "chain": found,
        "size": max([found.number, *(one.number for one in found.links)], default=0),
        "faults": [str(WORDS[one.what]) % {"number": one.number} for one in found.faults],
        "links": [(one, one.number in broken) for one in links[:A_PAGE]],
        "older": f"?before={links[A_PAGE - 1].number}#links" if len(links) > A_PAGE else "",
        "checked_at": timezone.now(),
    }
    return page(request, "agreement/chain.html", context)


def _place(text: str) -> float:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else float("inf")
