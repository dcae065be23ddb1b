"""Secrets that must be read again: encrypted with a key made from SECRET_KEY, a key of its own for each purpose.

What only has to be recognized is kept as a hash instead. Old values of SECRET_KEY still open what they closed
(SECRET_KEY_FALLBACKS).
"""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


def close(text: str, *, salt: str, purpose: str) -> str:
    """Return the secret as it may be stored."""
    return _vault(salt, purpose).encrypt(text.encode()).decode()


def open_again(closed: str, *, salt: str, purpose: str) -> str:
    """Return the secret. Raises `cryptography.fernet.InvalidToken` for what no known key has closed."""
    return _vault(salt, purpose).decrypt(closed.encode()).decode()


def _vault(salt: str, purpose: str) -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = (salted_hmac(salt, purpose, secret=key, algorithm="sha256").digest() for key in keys)
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])
