"""`/webhook-deliveries`: what was sent to the own organization's webhooks, and each try."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from accounts.access import Right
from api.operation import operation
from api.parameters import PAGING, choices, ids
from api.v1.agreement_versions import NothingMore
from api.v1.events import TYPES
from api.v1.webhook_shapes import (
    WebhookDeliveryShape,
    WholeWebhookDeliveryShape,
    delivery_shape,
    whole_shape,
)
from api.view import ResourceView
from api.webhooks.actions.sending import send_again
from api.webhooks.models import Delivery
from api.webhooks.queries import deliveries_of, delivery_of

MANAGE = Right.MANAGE_WEBHOOKS


class WebhookDeliveriesView(ResourceView):
    tag = "webhooks"

    @operation(
        "list_webhook_deliveries",
        MANAGE,
        summary="What was sent in the last 30 days, newest first",
        answer=WebhookDeliveryShape,
        listed=True,
        parameters=(
            *PAGING,
            ids("endpoint", "Only messages to these webhooks."),
            choices("status", Delivery.Status.values, "Only messages with one of these states."),
            TYPES,
        ),
    )
    def get(self, request: Any) -> HttpResponse:
        after = self.after()
        rows = deliveries_of(
            self.actor,
            limit=self.query["limit"] + 1,
            after=UUID(after[0]) if after else None,
            endpoints=self.query["endpoint"],
            statuses=self.query["status"],
            types=self.query["type"],
        )
        return self.page(rows, key=lambda one: [str(one.id)], shape=delivery_shape)


class WebhookDeliveryView(ResourceView):
    tag = "webhooks"

    @operation(
        "get_webhook_delivery",
        MANAGE,
        summary="One message: what was sent, each try and what came back",
        answer=WholeWebhookDeliveryShape,
    )
    def get(self, request: Any, delivery: UUID) -> HttpResponse:
        return self.one(whole_shape(delivery_of(self.actor, delivery)))


class SendAgainView(ResourceView):
    tag = "webhooks"

    @operation(
        "send_webhook_again",
        MANAGE,
        summary="Send one message again at once, with the same id",
        answer=WebhookDeliveryShape,
        body=NothingMore,
    )
    def post(self, request: Any, delivery: UUID) -> HttpResponse:
        row = delivery_of(self.actor, delivery).row
        self.body()
        return self.one(delivery_shape(send_again(self.actor, delivery=row, now=self.now)))
