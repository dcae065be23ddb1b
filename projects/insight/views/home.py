"""Insight of a partnership: both sides' pages and key figures beside each other, and what is asked."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import Right
from accounts.requests import PortalRequest
from partnership.kit.answers import page
from projects.insight.queries.figures import archived_figures, figures_by_side
from projects.insight.queries.pages import pages_on_page
from projects.insight.queries.questions import questions_seen
from projects.insight.showing import asked, figures_shown, sides_of


@require_safe
def insight(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """What each side lets the other know of its business."""
    actor, seen, today = request.actor, request.partnership, timezone.localdate()
    figures = figures_by_side(actor, seen, today=today, now=timezone.now())
    context = {
        "sides": sides_of(seen, pages_on_page(actor, seen, today=today)),
        "figures": figures_shown(figures),
        "asked": asked(seen, questions_seen(actor, [seen.id], is_open=True)),
        "may_share": actor.may(Right.SHARE_INSIGHT) and seen.status == "active",
    }
    return page(request, "insight/insight.html", context)


@require_safe
def archive(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """What is archived of the own side's, and questions that are closed."""
    actor, seen = request.actor, request.partnership
    context = {
        "pages": pages_on_page(actor, seen, today=timezone.localdate(), is_archived=True),
        "figures": archived_figures(actor, seen.id),
        "asked": asked(seen, questions_seen(actor, [seen.id], is_open=False)),
    }
    return page(request, "insight/archive.html", context)
