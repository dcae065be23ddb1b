"""Signed links: the one mechanism. A token is good for one purpose, until its own last moment, and for nothing else."""

from collections.abc import Mapping
from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

from partnership.kit.errors import Refused

EXPIRES = "until"


class LinkBroken(Refused):
    """Changed, cut off, made for another purpose, or signed with a key that is gone."""

    message = _("This link is not complete. Copy the whole link from the letter, or sign in instead.")
    code = "link_broken"
    status = 404


class LinkExpired(Refused):
    """Once good, now too old."""

    message = _("This link has expired. Sign in to do the same.")
    code = "link_expired"
    status = 410


def seal(purpose: str, values: Mapping[str, str], *, expires_at: datetime) -> str:
    """Return a URL-safe token that carries the values, readable by everybody and changeable by nobody."""
    return _signer(purpose).sign_object({**values, EXPIRES: int(expires_at.timestamp())})


def unseal(purpose: str, token: str, *, now: datetime) -> dict[str, str]:
    """Return the values of a token made for this purpose. Raises LinkBroken or LinkExpired."""
    try:
        values = _signer(purpose).unsign_object(token)
        expires = int(values.pop(EXPIRES))
    except (BadSignature, ValueError, KeyError, AttributeError, TypeError) as error:
        raise LinkBroken from error
    if now.timestamp() >= expires:
        raise LinkExpired
    return {str(name): str(value) for name, value in values.items()}


def _signer(purpose: str) -> Signer:
    return Signer(sep=".", salt=f"partnership.link.{purpose}", algorithm="sha256")
