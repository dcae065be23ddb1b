"""`/webhook-endpoints`: the own organization's; no partner's are ever found here."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from accounts.access import Right
from api.etags import require_match
from api.jsontext import json_bytes
from api.operation import operation
from api.parameters import PAGING
from api.shapes import Deleted
from api.v1.agreement_versions import NothingMore
from api.v1.slices import newest_first
from api.v1.webhook_shapes import (
    NewReplay,
    NewWebhookEndpoint,
    WebhookDeliveryShape,
    WebhookEndpointShape,
    delivery_shape,
    endpoint_shape,
)
from api.view import ResourceView
from api.webhooks.actions.endpoints import (
    EndpointSaid,
    change_endpoint,
    make_endpoint,
    pause_endpoint,
    remove_endpoint,
    resume_endpoint,
    rotate_secret,
)
from api.webhooks.actions.sending import replay_events, send_test
from api.webhooks.models import Endpoint
from api.webhooks.queries import endpoint_of, endpoints_of

MANAGE = Right.MANAGE_WEBHOOKS


class Webhooks(ResourceView):
    tag = "webhooks"

    def answer(self, row: Endpoint, *, secret: str | None = None, status: int = 200) -> HttpResponse:
        """Answer an endpoint; a secret is in this answer and not in the one that is kept for the same request again."""
        found: Any = self.one(endpoint_shape(row, secret=secret), version=row.version, status=status)
        if secret is not None:
            found.kept_content = json_bytes(endpoint_shape(row))
        return found  # type: ignore[no-any-return]


class WebhookEndpointsView(Webhooks):
    @operation(
        "list_webhook_endpoints",
        MANAGE,
        summary="Your organization's webhooks, newest first",
        answer=WebhookEndpointShape,
        listed=True,
        parameters=PAGING,
    )
    def get(self, request: Any) -> HttpResponse:
        found = newest_first(endpoints_of(self.actor), self.after(), self.query["limit"])
        return self.page(found, key=lambda one: [str(one.id)], shape=endpoint_shape)

    @operation(
        "create_webhook_endpoint",
        MANAGE,
        summary="Let an address hear of events from now on",
        about="At most 20. Keep the `secret`: it is in this answer alone.",
        answer=WebhookEndpointShape,
        body=NewWebhookEndpoint,
        status=201,
    )
    def post(self, request: Any) -> HttpResponse:
        row, secret = make_endpoint(self.actor, said=EndpointSaid(**self.body()), now=self.now)
        answer = self.answer(row, secret=secret, status=201)
        answer.headers["Location"] = reverse("api:webhook_endpoint", args=[row.id])
        return answer


class WebhookEndpointView(Webhooks):
    @operation(
        "get_webhook_endpoint", MANAGE, summary="One webhook", answer=WebhookEndpointShape, conditional=True
    )
    def get(self, request: Any, webhook: UUID) -> HttpResponse:
        return self.answer(endpoint_of(self.actor, webhook))

    @operation(
        "change_webhook_endpoint",
        MANAGE,
        summary="Change where it leads or what it hears of",
        about="What you leave out stays. What is on its way already goes to the new address.",
        answer=WebhookEndpointShape,
        body=NewWebhookEndpoint,
        if_match="possible",
    )
    def patch(self, request: Any, webhook: UUID) -> HttpResponse:
        row = endpoint_of(self.actor, webhook)
        require_match(request, row.version, needed=False)
        said = replace(EndpointSaid.of(row), **self.body(partial=True))
        return self.answer(change_endpoint(self.actor, endpoint=row, said=said, now=self.now))

    @operation(
        "delete_webhook_endpoint", MANAGE, summary="Remove a webhook and its log for good", answer=Deleted
    )
    def delete(self, request: Any, webhook: UUID) -> HttpResponse:
        remove_endpoint(self.actor, endpoint=endpoint_of(self.actor, webhook), now=self.now)
        return self.deleted(webhook, "webhook_endpoint")


class RotateSecretView(Webhooks):
    @operation(
        "rotate_webhook_secret",
        MANAGE,
        summary="Give a webhook a new secret",
        about="For 24 hours messages carry two signatures, one of the secret before.",
        answer=WebhookEndpointShape,
        body=NothingMore,
    )
    def post(self, request: Any, webhook: UUID) -> HttpResponse:
        row = endpoint_of(self.actor, webhook)
        self.body()
        row, secret = rotate_secret(self.actor, endpoint=row, now=self.now)
        return self.answer(row, secret=secret)


class PauseView(Webhooks):
    @operation(
        "pause_webhook_endpoint",
        MANAGE,
        summary="Send nothing until it is let go on; nothing is lost",
        answer=WebhookEndpointShape,
        body=NothingMore,
    )
    def post(self, request: Any, webhook: UUID) -> HttpResponse:
        return self._act(webhook, pause_endpoint)

    def _act(self, webhook: UUID, act: Callable[..., Endpoint]) -> HttpResponse:
        row = endpoint_of(self.actor, webhook)
        self.body()
        return self.answer(act(self.actor, endpoint=row, now=self.now))


class ResumeView(PauseView):
    @operation(
        "resume_webhook_endpoint",
        MANAGE,
        summary="Let a webhook go on from where it stopped",
        answer=WebhookEndpointShape,
        body=NothingMore,
    )
    def post(self, request: Any, webhook: UUID) -> HttpResponse:
        return self._act(webhook, resume_endpoint)


class TestWebhookView(Webhooks):
    __test__ = False

    @operation(
        "test_webhook_endpoint",
        MANAGE,
        summary="Send a message of type webhook.test",
        about="Also to a paused one. Read the delivery a moment later.",
        answer=WebhookDeliveryShape,
        body=NothingMore,
    )
    def post(self, request: Any, webhook: UUID) -> HttpResponse:
        row = endpoint_of(self.actor, webhook)
        self.body()
        return self.one(delivery_shape(send_test(self.actor, endpoint=row, now=self.now)))


class ReplayView(Webhooks):
    @operation(
        "replay_webhook_events",
        MANAGE,
        summary="Send everything of a time again, in order, with the same ids",
        answer=WebhookEndpointShape,
        body=NewReplay,
    )
    def post(self, request: Any, webhook: UUID) -> HttpResponse:
        row, body = endpoint_of(self.actor, webhook), self.body()
        window = {"since": body["since"], "until": body.get("until")}
        return self.answer(replay_events(self.actor, endpoint=row, now=self.now, **window))
