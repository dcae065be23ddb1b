"""API keys: made with scopes and an end, shown once, taken back."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Right
from accounts.forms import SCOPE_WORDS, KeyForm
from accounts.keys import make_key, revoke_key
from accounts.models import ApiKey, User
from accounts.queries import keys_of_organization
from accounts.requests import PortalRequest
from accounts.rows import own_row
from partnership.kit.answers import attempted, page, see_other

SAME_CLICK = timedelta(minutes=1)


@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: PortalRequest) -> HttpResponse:
    """List the keys; a new one is shown in the answer to the form that made it, and never again."""
    request.actor.require(Right.MANAGE_KEYS)
    form = KeyForm(request.POST or None, actor=request.actor, kinds=_kinds(request))
    made = attempted(form, lambda: _make(request, form.cleaned_data)) if form.is_bound else None
    if made and made.value:
        form = KeyForm(actor=request.actor, kinds=_kinds(request))
    rows = [(one, _words(one)) for one in keys_of_organization(request.actor)]
    return page(request, "accounts/keys.html", {"form": form, "rows": rows, "shown": made and made.value})


@require_POST
def revoke(request: PortalRequest, key: UUID) -> HttpResponse:
    """Take a key back."""
    revoke_key(request.actor, key=own_row(request.actor, ApiKey, key), now=timezone.now())
    messages.success(request, _("The key no longer works."))
    return see_other("accounts:keys")


def _make(request: PortalRequest, shape: dict[str, Any]) -> str:
    """A second click makes no second key: it replaces the one of the same name from a moment ago."""
    now = timezone.now()
    User.objects.select_for_update().get(pk=request.user.pk)
    for key in keys_of_organization(request.actor):
        is_same = key.name == shape["name"].strip() and key.made_by_id == request.user.pk
        if is_same and key.created_at > now - SAME_CLICK:
            revoke_key(request.actor, key=key, now=now)
    until = shape.pop("expires_on")
    expires_at = until and datetime.combine(until, time.max, tzinfo=timezone.get_current_timezone())
    return make_key(request.actor, **shape, expires_at=expires_at, now=now)[1]


def _kinds(request: PortalRequest) -> list[tuple[str, str]]:
    own = [(ApiKey.Kind.PERSONAL.value, _("You"))]
    if request.actor.may(Right.MANAGE_ORGANIZATION):
        return [*own, (ApiKey.Kind.ORGANIZATION.value, request.actor.organization_name)]
    return own


def _words(key: ApiKey) -> str:
    return ", ".join(str(SCOPE_WORDS.get(scope, scope)) for scope in key.scopes)
