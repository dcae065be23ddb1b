"""The addresses of webhooks; the site map of version 1 takes them in."""

from django.urls import URLPattern, path

from api.v1.webhook_deliveries import SendAgainView, WebhookDeliveriesView, WebhookDeliveryView
from api.v1.webhooks import (
    PauseView,
    ReplayView,
    ResumeView,
    RotateSecretView,
    TestWebhookView,
    WebhookEndpointsView,
    WebhookEndpointView,
)

ONE, SENT = "webhook-endpoints/<uuid:webhook>", "webhook-deliveries/<uuid:delivery>"

WEBHOOKS: list[URLPattern] = [
    path("webhook-endpoints", WebhookEndpointsView.as_view(), name="webhook_endpoints"),
    path(ONE, WebhookEndpointView.as_view(), name="webhook_endpoint"),
    path(f"{ONE}/rotate-secret", RotateSecretView.as_view(), name="rotate_webhook_secret"),
    path(f"{ONE}/pause", PauseView.as_view(), name="pause_webhook"),
    path(f"{ONE}/resume", ResumeView.as_view(), name="resume_webhook"),
    path(f"{ONE}/test", TestWebhookView.as_view(), name="test_webhook"),
    path(f"{ONE}/replay", ReplayView.as_view(), name="replay_webhook"),
    path("webhook-deliveries", WebhookDeliveriesView.as_view(), name="webhook_deliveries"),
    path(SENT, WebhookDeliveryView.as_view(), name="webhook_delivery"),
    path(f"{SENT}/send-again", SendAgainView.as_view(), name="send_webhook_again"),
]
