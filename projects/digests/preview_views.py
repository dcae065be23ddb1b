"""What one's own letter would say now: the words on a page, and the letter itself as mail programs show it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.middleware import open_to_newcomers
from accounts.requests import PortalRequest
from partnership.kit.weeks import Week
from projects.digests.preview import Preview, preview_of
from projects.digests.views import as_sent

LAST = "last"


@open_to_newcomers
@require_safe
def preview(request: PortalRequest) -> HttpResponse:
    """Show the text of the letter about this week or the last one, in either language."""
    context = {
        "preview": _asked(request),
        "is_last": request.GET.get("week") == LAST,
        "languages": settings.LANGUAGES,
    }
    return render(request, "digests/preview.html", context)


@open_to_newcomers
@require_safe
def preview_letter(request: PortalRequest) -> HttpResponse:
    """Show the same letter as HTML, as closed in as one that was sent."""
    return as_sent(_asked(request).html)


def _asked(request: PortalRequest) -> Preview:
    """The letter that the query names; what it does not know counts as this week and one's own language."""
    now = timezone.now()
    this = Week.of(timezone.localdate())
    return preview_of(
        request.user,
        week=this.previous if request.GET.get("week") == LAST else this,
        language=_language(request),
        now=now,
    )


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("language", "")
    own: str = request.user.language  # type: ignore[union-attr]
    return asked if asked in dict(settings.LANGUAGES) else own
