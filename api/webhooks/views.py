"""Webhooks in the settings of an organization: made, watched, paused, mended and removed."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Right
from accounts.queries import partnerships_seen
from accounts.requests import PortalRequest
from api.webhooks.actions.endpoints import (
    change_endpoint,
    make_endpoint,
    pause_endpoint,
    remove_endpoint,
    resume_endpoint,
    rotate_secret,
)
from api.webhooks.actions.sending import replay_events, send_again, send_test
from api.webhooks.forms import EndpointForm, ReplayForm, words_of
from api.webhooks.models import Delivery, Endpoint
from api.webhooks.queries import count_set_aside, deliveries_of, delivery_of, endpoint_of, endpoints_of
from partnership.kit.answers import attempted, page, see_other

PAGE = 30
PILLS: dict[str, str] = {
    Endpoint.Status.ACTIVE: "good",
    Endpoint.Status.PAUSED: "neutral",
    Endpoint.Status.FAILING: "act",
    Endpoint.Status.GONE: "act",
    Delivery.Status.DELIVERED: "good",
    Delivery.Status.ASIDE: "act",
    Delivery.Status.WAITING: "neutral",
}


@require_http_methods(["GET", "HEAD", "POST"])
def endpoints(request: PortalRequest) -> HttpResponse:
    """List the webhooks; the secret of a new one is shown in the answer to the form that made it, and never again."""
    request.actor.require(Right.MANAGE_WEBHOOKS)
    seen = partnerships_seen(request.actor)
    form, made = EndpointForm(request.POST or None, seen=seen), None
    if form.is_bound:
        made = attempted(
            form,
            lambda: make_endpoint(
                request.actor, said=form.said(), now=timezone.now(), key=form.cleaned_data["key"]
            ),
        )
    if made and made.value:
        return _with_secret(request, *made.value)
    rows = [(one, PILLS[one.status], words_of(one.types)) for one in endpoints_of(request.actor)]
    return page(request, "webhooks/endpoints.html", {"form": form, "rows": rows})


@require_safe
def endpoint(request: PortalRequest, webhook: UUID) -> HttpResponse:
    """Show one: how it stands, and what was sent, newest first."""
    return _endpoint(request, endpoint_of(request.actor, webhook))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PortalRequest, webhook: UUID) -> HttpResponse:
    """Change where it leads and what it hears of."""
    row = endpoint_of(request.actor, webhook)
    form = EndpointForm(request.POST or None, seen=partnerships_seen(request.actor), row=row)
    if attempted(
        form,
        lambda: change_endpoint(request.actor, endpoint=row, said=form.said(), now=timezone.now()),
    ):
        messages.success(request, _("Saved."))
        return see_other("webhooks:endpoint", webhook=row.id)
    return page(request, "webhooks/change.html", {"form": form, "webhook": row})


@require_POST
def secret(request: PortalRequest, webhook: UUID) -> HttpResponse:
    """Give it a new secret, shown in the answer and never again."""
    row = endpoint_of(request.actor, webhook)
    return _with_secret(request, *rotate_secret(request.actor, endpoint=row, now=timezone.now()))


@require_POST
def pause(request: PortalRequest, webhook: UUID) -> HttpResponse:
    """Send nothing for a while."""
    row = endpoint_of(request.actor, webhook)
    pause_endpoint(request.actor, endpoint=row, now=timezone.now())
    messages.success(request, _("Nothing is sent there now. What happens meanwhile is not lost."))
    return see_other("webhooks:endpoint", webhook=row.id)


@require_POST
def resume(request: PortalRequest, webhook: UUID) -> HttpResponse:
    """Let it go on from where it stopped."""
    row = endpoint_of(request.actor, webhook)
    resume_endpoint(request.actor, endpoint=row, now=timezone.now())
    messages.success(request, _("It goes on from where it stopped."))
    return see_other("webhooks:endpoint", webhook=row.id)


@require_POST
def test(request: PortalRequest, webhook: UUID) -> HttpResponse:
    """Send a test message, and show what becomes of it."""
    row = endpoint_of(request.actor, webhook)
    sent = send_test(request.actor, endpoint=row, now=timezone.now())
    messages.success(request, _("A test message is on its way. Load this page again in a moment."))
    return see_other("webhooks:delivery", delivery=sent.id)


@require_POST
def replay(request: PortalRequest, webhook: UUID) -> HttpResponse:
    """Send everything again that happened in a time."""
    row, form = endpoint_of(request.actor, webhook), ReplayForm(request.POST)
    if attempted(
        form,
        lambda: replay_events(request.actor, endpoint=row, now=timezone.now(), **form.cleaned_data),
    ):
        messages.success(request, _("It is sent again, in order, before what is new."))
        return see_other("webhooks:endpoint", webhook=row.id)
    return _endpoint(request, row, replay_form=form)


@require_POST
def remove(request: PortalRequest, webhook: UUID) -> HttpResponse:
    """Remove it for good, with its log."""
    row = endpoint_of(request.actor, webhook)
    remove_endpoint(request.actor, endpoint=row, now=timezone.now())
    messages.success(request, _("The webhook is gone."))
    return see_other("webhooks:endpoints")


@require_safe
def delivery(request: PortalRequest, delivery: UUID) -> HttpResponse:
    """Show one message: what was sent, each try and what came back."""
    found = delivery_of(request.actor, delivery)
    body = json.dumps(json.loads(found.row.body), indent=2, ensure_ascii=False)
    context = {
        "message": found.row,
        "attempts": found.attempts,
        "body": body,
        "pill_kind": PILLS[found.row.status],
    }
    return page(request, "webhooks/delivery.html", context)


@require_POST
def again(request: PortalRequest, delivery: UUID) -> HttpResponse:
    """Send one message again, with the same id."""
    found = delivery_of(request.actor, delivery)
    send_again(request.actor, delivery=found.row, now=timezone.now())
    messages.success(request, _("It is on its way again. Load this page again in a moment."))
    return see_other("webhooks:delivery", delivery=found.row.id)


def _endpoint(request: PortalRequest, row: Endpoint, **more: Any) -> HttpResponse:
    rows = deliveries_of(request.actor, endpoints=[row.id], after=_place(request), limit=PAGE + 1)
    partnerships = {one.id: one.title for one in partnerships_seen(request.actor)}
    context = {
        "webhook": row,
        "pill_kind": PILLS[row.status],
        "hears": words_of(row.types),
        "where": [partnerships[one] for one in row.partnerships if one in partnerships],
        "messages_sent": [(one, PILLS[one.status]) for one in rows[:PAGE]],
        "older_url": f"?before={rows[PAGE - 1].id}" if len(rows) > PAGE else "",
        "aside": count_set_aside(request.actor, row.id),
        "has_old_secret": row.has_old_secret(timezone.now()),
        "replay_form": ReplayForm(),
    }
    return page(request, "webhooks/endpoint.html", context | more)


def _place(request: PortalRequest) -> UUID | None:
    try:
        return UUID(request.GET["before"]) if "before" in request.GET else None
    except ValueError as error:
        raise Http404 from error


def _with_secret(request: PortalRequest, row: Endpoint, shown: str) -> HttpResponse:
    return page(request, "webhooks/secret.html", {"webhook": row, "shown": shown})
