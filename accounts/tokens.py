"""Secrets of invitations and offers: derived from the row's id, so that only their hash is stored anywhere."""

import base64
import hashlib
from uuid import UUID

from django.utils.crypto import salted_hmac


def token_for(purpose: str, row_id: UUID) -> str:
    """Return the URL-safe secret (43 characters) of one invitation or offer."""
    digest = salted_hmac(f"accounts.{purpose}", row_id.bytes, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def hash_of(token: str) -> bytes:
    """Return what is stored and looked up: SHA-256 of the secret (32 bytes)."""
    return hashlib.sha256(token.encode()).digest()
