"""Signing by Standard Webhooks 1.0.0, with the secret of now and, while one is being replaced, the one before too."""

import secrets
from base64 import b64encode
from datetime import datetime
from typing import TYPE_CHECKING

from standardwebhooks.webhooks import Webhook

from partnership.kit import vault

if TYPE_CHECKING:
    from api.webhooks.models import Delivery, Endpoint

PREFIX = "whsec_"
SECRET_BYTES = 32
KEPT = {"salt": "api.webhooks", "purpose": "secret"}


def new_secret() -> tuple[str, str]:
    """Return a new secret as its receiver gets it, and as it is stored."""
    shown = PREFIX + b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
    return shown, vault.close(shown, **KEPT)


def shown_secret(endpoint: "Endpoint") -> str:
    """Return the secret as its receiver has it."""
    return vault.open_again(endpoint.secret, **KEPT)


def signed_headers(endpoint: "Endpoint", delivery: "Delivery", *, now: datetime) -> dict[str, str]:
    """Return the headers of one try."""
    kept = [endpoint.secret, *([endpoint.old_secret] if endpoint.has_old_secret(now) else [])]
    message_id = str(delivery.message_id)
    signatures = [Webhook(vault.open_again(one, **KEPT)).sign(message_id, now, delivery.body) for one in kept]
    return {
        "Content-Type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
