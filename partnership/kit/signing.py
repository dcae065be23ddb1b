"""Signed links: the one mechanism. A token is good for one purpose, until its own last moment, and for nothing else."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

from partnership.kit.errors import Refused

DOT = "."
WORD = re.compile(r"[A-Za-z0-9_-]+")


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


def seal(purpose: str, *words: str, expires_at: datetime) -> str:
    """Return a short URL-safe token that carries the words, readable by everybody and changeable by nobody.

    Raises ValueError for a word with anything but letters, digits, "-" and "_".
    """
    if not all(WORD.fullmatch(word) for word in words):
        raise ValueError("a signed word holds letters, digits, - and _ only")
    return _signer(purpose).sign(DOT.join([f"{int(expires_at.timestamp()):x}", *words]))


def unseal(purpose: str, token: str, *, now: datetime) -> list[str]:
    """Return the words of a token made for this purpose. Raises LinkBroken or LinkExpired."""
    try:
        expires, *words = _signer(purpose).unsign(token).split(DOT)
    except BadSignature as error:
        raise LinkBroken from error
    if now.timestamp() >= int(expires, 16):
        raise LinkExpired
    return words


def short(key: UUID) -> str:
    """The id in 22 signs, for links."""
    return urlsafe_b64encode(key.bytes).rstrip(b"=").decode()


def long(word: str) -> UUID:
    """The id of `short`. Raises LinkBroken for anything else."""
    try:
        return UUID(bytes=urlsafe_b64decode(f"{word}=="))
    except ValueError as error:
        raise LinkBroken from error


def _signer(purpose: str) -> Signer:
    return Signer(sep=DOT, salt=f"partnership.link.{purpose}", algorithm="sha256")
