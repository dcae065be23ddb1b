"""Becoming partners: asking another organization, and the other side's answer."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Right
from accounts.actions import accept_offer, decline_offer, offer_partnership, withdraw_offer
from accounts.actions.partnerships import check_offer
from accounts.actor import Actor
from accounts.doors import entered
from accounts.forms import DeclineForm, OfferForm
from accounts.middleware import open_to_newcomers
from accounts.models import PartnershipOffer, User
from accounts.offers import offer_by_token, offers_made
from accounts.queries import own_organization
from accounts.requests import OpenRequest, PortalRequest
from accounts.rows import offer_for_me, own_row
from accounts.tokens import hash_of
from accounts.views.invitations import NOBODY, sign_up_for
from accounts.views.letters import in_its_language
from partnership.kit.answers import attempted, page, see_other
from partnership.kit.errors import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PortalRequest) -> HttpResponse:
    """Ask another organization to be partners, and see what waits for an answer."""
    request.actor.require(Right.BEGIN_PARTNERSHIP)
    form = OfferForm(request.POST or None, initial={"language": own_organization(request.actor).language})
    now = timezone.now()
    if form.is_bound and attempted(
        form, lambda: offer_partnership(request.actor, **form.cleaned_data, now=now)
    ):
        messages.success(request, _("Your offer is on its way to %(email)s.") % form.cleaned_data)
        return see_other("accounts:offer")
    return page(request, "accounts/offers.html", {"form": form, "offers": offers_made(request.actor)})


@require_POST
def withdraw(request: PortalRequest, offer: UUID) -> HttpResponse:
    """Take an offer back while it waits."""
    row = own_row(request.actor, PartnershipOffer, offer)
    withdraw_offer(request.actor, offer=row, now=timezone.now())
    messages.success(request, _("The offer is taken back."))
    return see_other("accounts:offer")


@require_http_methods(["GET", "HEAD", "POST"])
def for_me(request: PortalRequest, offer: UUID) -> HttpResponse:
    """Show an offer to one of the person's own addresses, and take the answer."""
    return _answered(request, request.actor, offer_for_me(request.actor, offer))


@login_not_required
@open_to_newcomers
@require_http_methods(["GET", "HEAD", "POST"])
def by_token(request: OpenRequest, token: str) -> HttpResponse:
    """Show an offer to whoever holds its link, and take the answer of who may speak for an organization."""
    secret = hash_of(token)
    with entered(request.actor or NOBODY, token=secret) as actor:
        row = offer_by_token(secret)
        if request.method == "POST" and actor.person_id is None:
            return sign_up_for(request, row.email, row.language)
        return _answered(request, actor, row)


def _answered(request: OpenRequest, actor: Actor, row: PartnershipOffer) -> HttpResponse:
    form, now = DeclineForm(request.POST or None), timezone.now()
    if request.method == "POST" and request.POST.get("answer") == "accept":
        partnership = accept_offer(actor, offer=row, now=now)
        messages.success(request, _("You are partners now."))
        return see_other(f"/p/{partnership.id}/")
    if form.is_bound and attempted(
        form, lambda: decline_offer(actor, offer=row, **form.cleaned_data, now=now)
    ):
        messages.success(request, _("Your answer is on its way."))
        return see_other("/")
    return _shown(request, actor, row, form)


def _shown(request: OpenRequest, actor: Actor, row: PartnershipOffer, form: DeclineForm) -> HttpResponse:
    refusal = _refusal_of(actor, row)
    is_known = User.objects.filter(email=row.email).exists()
    context = {"offer": row, "form": form, "refusal": refusal, "is_known": is_known, "next": request.path}
    may_answer = actor.may(Right.BEGIN_PARTNERSHIP)
    status = 410 if refusal and refusal.status == 410 else 422 if form.errors else 200
    context = {**context, "may_answer": may_answer}
    return in_its_language(request, "accounts/offer.html", context, row.language, status)


def _refusal_of(actor: Actor, row: PartnershipOffer) -> Refused | None:
    try:
        check_offer(actor, row, timezone.now())
    except Refused as refusal:
        return refusal
    return None
