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
from accounts.queries import keys_of_organization, partnerships_seen
from accounts.requests import PortalRequest
from accounts.rows import own_row
from partnership.kit.answers import attempted, page, see_other

SAME_CLICK = timedelta(minutes=1)


@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: PortalRequest) -> HttpResponse:
    """List the keys; a new one is shown in the answer to the form that made it, and never again."""
    request.actor.require(Right.MANAGE_KEYS)
    partnerships = partnerships_seen(request.actor)
    shape: dict[str, Any] = {"actor": request.actor, "kinds": _kinds(request), "partnerships": partnerships}
    form = KeyForm(request.POST or None, **shape)
    made = attempted(form, lambda: _make(request, form)) if form.is_bound else None
    if made and made.value:
        form = KeyForm(**shape)
    titles: dict[UUID | None, str] = {one.id: one.title for one in partnerships}
    rows = [
        (one, _words(one), titles.get(one.only_partnership_id)) for one in keys_of_organization(request.actor)
    ]
    return page(request, "accounts/keys.html", {"form": form, "rows": rows, "shown": made and made.value})


@require_POST
def revoke(request: PortalRequest, key: UUID) -> HttpResponse:
    """Take a key back."""
    revoke_key(request.actor, key=own_row(request.actor, ApiKey, key), now=timezone.now())
    messages.success(request, _("The key no longer works."))
    return see_other("accounts:keys")


def _make(request: PortalRequest, form: KeyForm) -> str:
    """A second click makes no second key: it replaces the one of the same name from a moment ago."""
    now, shape = timezone.now(), form.cleaned_data
    User.objects.select_for_update().get(pk=request.user.pk)
    for key in keys_of_organization(request.actor):
        is_same = key.name == shape["name"].strip() and key.made_by_id == request.user.pk
        if is_same and key.created_at > now - SAME_CLICK:
            revoke_key(request.actor, key=key, now=now)
    until = shape["expires_on"]
    expires_at = until and datetime.combine(until, time.max, tzinfo=timezone.get_current_timezone())
    said = {name: shape[name] for name in ("name", "kind", "scopes")}
    return make_key(request.actor, **said, expires_at=expires_at, reach=form.reach(), now=now)[1]


def _kinds(request: PortalRequest) -> list[tuple[str, str]]:
    own = [(ApiKey.Kind.PERSONAL.value, _("You"))]
    if request.actor.may(Right.MANAGE_ORGANIZATION):
        return [*own, (ApiKey.Kind.ORGANIZATION.value, request.actor.organization_name)]
    return own


def _words(key: ApiKey) -> str:
    return ", ".join(str(SCOPE_WORDS.get(scope, scope)) for scope in key.scopes)
