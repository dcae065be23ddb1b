"""The shapes of webhooks: what an endpoint is told to hear of, and what was sent to it."""

from typing import Any

import orjson
from rest_framework import serializers

from api.fields import Id, Moment, Strict, Text, YesNo
from api.shapes import Record, Shape, Versioned
from api.webhooks.models import Attempt, Delivery, Endpoint
from api.webhooks.queries import DeliverySeen

EVENT_TYPES = "Event types such as `work.project_created`, or all of a room: `work.*`. None are all."
WHERE = "Ids of your partnerships. None are all of them, and what happens inside your organization."
STATUSES = "`paused` by somebody, `failing` for five days, `gone` because it answered 410."


class WebhookEndpointShape(Versioned):
    """An address of your organization that hears of events."""

    name = serializers.CharField()
    url = serializers.CharField()
    types = serializers.ListField(child=serializers.CharField(), help_text=EVENT_TYPES)
    partnerships = serializers.ListField(child=serializers.UUIDField(), help_text=WHERE)
    skip_own = serializers.BooleanField(help_text="Leaves out what API keys of your organization have done.")
    status = serializers.ChoiceField(choices=Endpoint.Status.values, help_text=STATUSES)
    delivered_at = serializers.DateTimeField(allow_null=True, help_text="When a message last arrived.")
    failing_since = serializers.DateTimeField(allow_null=True)
    next_try_at = serializers.DateTimeField(allow_null=True, help_text="While it fails.")
    old_secret_until = serializers.DateTimeField(
        allow_null=True, help_text="Until then messages are signed with the secret before as well."
    )
    secret = serializers.CharField(
        allow_null=True,
        help_text="`whsec_…`, only in the answer that made it, and not when that is sent again.",
    )


class NewWebhookEndpoint(Strict):
    """Where to send what."""

    name = Text(max_length=80)
    url = Text(max_length=500, help_text="It begins with `https://` and leads to the public internet.")
    types = serializers.ListField(
        child=Text(max_length=60), required=False, max_length=200, help_text=EVENT_TYPES
    )
    partnerships = serializers.ListField(child=Id(), required=False, max_length=200, help_text=WHERE)
    skip_own = YesNo(required=False)


class NewReplay(Strict):
    """From when to when, by the time of the events."""

    since = Moment(help_text="Within the last 30 days.")
    until = Moment(required=False, allow_null=True, help_text="Before then; without it, until now.")


class WebhookDeliveryShape(Record):
    """A message to an endpoint; kept for 30 days."""

    created_at = serializers.DateTimeField()
    endpoint = serializers.UUIDField()
    message = serializers.UUIDField(help_text="The `webhook-id`: the id of the event.")
    type = serializers.CharField()
    status = serializers.ChoiceField(
        choices=Delivery.Status.values, help_text="`set_aside` when every try of the schedule has failed."
    )
    tries = serializers.IntegerField(help_text="Of the schedule; those that somebody asked for do not count.")
    delivered_at = serializers.DateTimeField(allow_null=True)


class WebhookAttemptShape(Shape):
    """One try: the status that came back and the first 2 kB of the answer, or why there is none."""

    at = serializers.DateTimeField()
    url = serializers.CharField()
    status = serializers.IntegerField(allow_null=True)
    fault = serializers.CharField(
        allow_null=True, help_text="`timeout`, `no_answer`, `tls`, `address_inside`, …; null with a status."
    )
    answer = serializers.CharField()
    milliseconds = serializers.IntegerField()


class WholeWebhookDeliveryShape(WebhookDeliveryShape):
    """The same with what was sent, and each try, newest first."""

    body = serializers.DictField()
    attempts = WebhookAttemptShape(many=True)


def endpoint_shape(row: Endpoint, *, secret: str | None = None) -> dict[str, Any]:
    return {
        "id": row.id,
        "object": "webhook_endpoint",
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "version": row.version,
        "name": row.name,
        "url": row.url,
        "types": row.types,
        "partnerships": row.partnerships,
        "skip_own": row.skip_own,
        "status": row.status,
        "delivered_at": row.delivered_at,
        "failing_since": row.failing_since,
        "next_try_at": row.next_at if row.failing_since and row.is_active else None,
        "old_secret_until": row.old_secret_until,
        "secret": secret,
    }


def delivery_shape(row: Delivery) -> dict[str, Any]:
    return {
        "id": row.id,
        "object": "webhook_delivery",
        "created_at": row.created_at,
        "endpoint": row.endpoint_id,
        "message": row.message_id,
        "type": row.type,
        "status": row.status,
        "tries": row.tries,
        "delivered_at": row.delivered_at,
    }


def whole_shape(found: DeliverySeen) -> dict[str, Any]:
    return {
        **delivery_shape(found.row),
        "body": orjson.loads(found.row.body),
        "attempts": [_attempt(one) for one in found.attempts],
    }


def _attempt(row: Attempt) -> dict[str, Any]:
    return {
        "at": row.at,
        "url": row.url,
        "status": row.status,
        "fault": row.fault or None,
        "answer": row.answer,
        "milliseconds": row.milliseconds,
    }
