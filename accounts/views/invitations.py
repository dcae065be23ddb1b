"""Answering an invitation: the link in the letter shows it, and one click takes the seat."""

from datetime import datetime

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions import accept_invitation
from accounts.actions.invitations import check_invitation
from accounts.actor import Actor
from accounts.doors import entered
from accounts.middleware import CHOSEN, open_to_newcomers
from accounts.models import Invitation, User
from accounts.queries import invitation_by_token
from accounts.requests import OpenRequest
from accounts.tokens import hash_of
from accounts.views.letters import in_its_language
from accounts.views.start import remember_language
from partnership.kit.answers import see_other
from partnership.kit.errors import Refused

NOBODY = Actor(person_id=None, organization_id=None)


@login_not_required
@open_to_newcomers
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: OpenRequest, token: str) -> HttpResponse:
    """Show an invitation to whoever holds its link; a signed-in person may take the seat."""
    secret = hash_of(token)
    with entered(request.actor or NOBODY, token=secret) as actor:
        row = invitation_by_token(secret)
        if request.method == "POST" and actor.person_id is None:
            return sign_up_for(request, row.email, row.language)
        if request.method == "POST":
            accept_invitation(actor, invitation=row, now=timezone.now())
            request.session[CHOSEN] = str(row.organization_id)
            messages.success(request, _("Welcome to %(name)s.") % {"name": row.from_name})
            return see_other("/")
        return _shown(request, actor, row)


def _shown(request: OpenRequest, actor: Actor, row: Invitation) -> HttpResponse:
    refusal = refusal_of(actor, row, timezone.now())
    is_known = User.objects.filter(email=row.email).exists()
    context = {"invitation": row, "refusal": refusal, "is_known": is_known, "next": request.path}
    gone = refusal is not None and refusal.status == 410
    return in_its_language(request, "accounts/invitation.html", context, row.language, 410 if gone else 200)


def refusal_of(actor: Actor, row: Invitation, now: datetime) -> Refused | None:
    """Return what keeps the actor from the seat, or None."""
    try:
        check_invitation(actor, row, now)
    except Refused as refusal:
        return refusal
    return None


def sign_up_for(request: OpenRequest, email: str, language: str) -> HttpResponse:
    """Lead a stranger to sign up; who holds the link has read the mail, so the address needs no second letter."""
    get_adapter().stash_verified_email(request, email)
    query = urlencode({"next": request.path, "email": email})
    response = see_other(f"{reverse('account_signup')}?{query}")
    remember_language(response, language)
    return response
