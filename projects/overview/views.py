"""The first pages: all partnerships of an organization, and the home of one."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import Right
from accounts.mailboxes import reading_own_mailbox
from accounts.offers import reading_offers
from accounts.queries import members_of_partnership, partnerships_seen
from accounts.requests import PortalRequest
from partnership.kit.rounds import read, together
from projects.overview.forms import PortfolioForm
from projects.overview.portfolio import reading_portfolio
from projects.overview.queries import home_of


@require_GET
def portfolio(request: PortalRequest) -> HttpResponse:
    """List the organization's partnerships, the neediest first, and the offers that wait for an answer."""
    form = PortfolioForm(request.GET)
    show, word = form.wanted()
    listed = reading_portfolio(
        request.actor,
        partnerships_seen(request.actor),
        today=timezone.localdate(),
        show=show,
        word=word,
        after=request.GET.get("after", ""),
    )
    offers = reading_offers(request.actor, now=timezone.now())
    seen, (for_me, made), mailbox = read(together(listed, offers, reading_own_mailbox(request.actor)))
    context = {
        "seen": seen,
        "form": form,
        "older_url": f"?{urlencode({'name': word, 'show': show, 'after': seen.older})}" if seen.older else "",
        "offers": for_me,
        "made": made,
        "mailbox": mailbox,
        "may_begin": request.actor.may(Right.BEGIN_PARTNERSHIP),
    }
    return render(request, "overview/portfolio.html", context)


@require_GET
def home(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Show how the partnership is, what waits for the reader, and how the shared projects stand."""
    page = home_of(request.actor, request.partnership, today=timezone.localdate())
    return render(request, "overview/home.html", {"page": page})


@require_GET
def people(request: PortalRequest, partnership: UUID) -> HttpResponse:
    """Show the people of every side, side by side."""
    members = members_of_partnership(request.actor, request.partnership)
    sides = [
        (party, [one for one in members if one.organization_id == party.organization_id])
        for party in request.partnership.parties
    ]
    return render(request, "overview/people.html", {"sides": sides})
