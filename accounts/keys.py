"""API keys: how one is written, made, checked and taken back.

A key reads `pp_live_<16 public><32 secret><6 checksum>`. The public part finds the row, the secret is kept as a keyed
hash alone, and the checksum (CRC-32, as in GitHub's tokens) tells a mistyped key from a wrong one without a query.
"""

import re
import secrets
import string
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.access import SCOPES, Right, rights_of
from accounts.actor import Actor
from accounts.key_reach import EVERYWHERE, Reach
from accounts.models import ApiKey
from accounts.presumed import Keyed, Presumption, looked_for, presumed
from partnership.kit.book import record
from partnership.kit.errors import Refused

PREFIX = "pp_live_"
PUBLIC_LENGTH, SECRET_LENGTH, CHECKSUM_LENGTH = 16, 32, 6
ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
SHOWN = re.compile(rf"{PREFIX}([0-9A-Za-z]{{16}})([0-9A-Za-z]{{32}})([0-9A-Za-z]{{6}})", re.ASCII)
NAME_LENGTH = 80
USED_EVERY = timedelta(minutes=1)
"""`last_used_at` is no finer than this: a write for every request would make reading slow."""


class UnknownScope(Refused):
    message = _("Choose at least one scope from the list.")
    code = "unknown_scope"
    status = 422
    field = "scopes"


class ScopeBeyondRole(Refused):
    message = _("A key can't do more than your own role: leave out the scopes that it does not allow.")
    code = "scope_beyond_role"
    status = 422
    field = "scopes"


class ExpiresInThePast(Refused):
    message = _("Choose a time in the future.")
    code = "expires_in_the_past"
    status = 422
    field = "expires_at"


class KeyWithoutName(Refused):
    message = _("Give the key a name of 1 to 80 characters, so that you know it again.")
    code = "key_without_name"
    status = 422
    field = "name"


@dataclass(frozen=True)
class Shown:
    """The three parts of a key as its holder has it."""

    public: str
    secret: str

    def __str__(self) -> str:
        body = self.public + self.secret
        return PREFIX + body + checksum(body)


def new_shown() -> Shown:
    """Return a new random key: 95 bits to find it by and 190 bits of secret."""
    return Shown(_letters(PUBLIC_LENGTH), _letters(SECRET_LENGTH))


def read_shown(text: str) -> Shown | None:
    """Return the parts of a key, or None for what is not one or has a slip of the pen in it."""
    found = SHOWN.fullmatch(text)
    if found is None or checksum(found[1] + found[2]) != found[3]:
        return None
    return Shown(found[1], found[2])


def checksum(body: str) -> str:
    """Return the CRC-32 of a key's body in six letters of base 62."""
    rest, letters = zlib.crc32(body.encode()), ""
    for _place in range(CHECKSUM_LENGTH):
        rest, digit = divmod(rest, len(ALPHABET))
        letters = ALPHABET[digit] + letters
    return letters


def hash_of(shown: Shown, *, secret_key: str | bytes | None = None) -> bytes:
    """Return what is kept of a key: HMAC-SHA-256 over both parts, its key derived from SECRET_KEY."""
    return salted_hmac(
        "accounts.keys", shown.public + shown.secret, secret=secret_key, algorithm="sha256"
    ).digest()


def actor_of_key(text: str) -> Keyed | None:
    """Return whom a key lets in and the key's facts; None for any key that does not live."""
    return next(filter(None, (looked_for(*kept) for kept in _kept(text))), None)


def presumed_of_key(text: str, *, now: datetime) -> tuple[Keyed, Presumption] | None:
    """Return the same as it was last time, without a look; None where nobody remembers it or its use is to be noted."""
    found = next(filter(None, (presumed(*kept) for kept in _kept(text))), None)
    return None if found is None or is_use_due(found[0][1], now=now) else found


def _kept(text: str) -> Iterator[tuple[str, bytes]]:
    """Yield what is kept of a key, by each secret of the portal; nothing for what is no key."""
    shown = read_shown(text)
    if shown is not None:
        for secret_key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
            yield shown.public, hash_of(shown, secret_key=secret_key)


def make_key(
    actor: Actor,
    *,
    name: str,
    kind: str,
    scopes: Iterable[str],
    expires_at: datetime | None,
    now: datetime,
    reach: Reach = EVERYWHERE,
) -> tuple[ApiKey, str]:
    """Make a key for the actor's organization and return it with its secret, which is never shown again.

    A personal key acts as its maker, an organization's key as a service and needs MANAGE_ORGANIZATION. Raises
    UnknownScope, ScopeBeyondRole, ExpiresInThePast, KeyWithoutName, BadAddresses and PartnershipNotYours.
    """
    actor.require(Right.MANAGE_KEYS)
    if kind == ApiKey.Kind.ORGANIZATION:
        actor.require(Right.MANAGE_ORGANIZATION)
    chosen = _scopes(actor, scopes)
    if expires_at is not None and expires_at <= now:
        raise ExpiresInThePast
    shown, kept = new_shown(), reach.checked(actor)
    key = ApiKey.objects.create(
        organization_id=actor.organization_id,
        kind=ApiKey.Kind(kind),
        name=_name(name),
        public=shown.public,
        secret_hash=hash_of(shown),
        scopes=chosen,
        made_by_id=actor.person_id,
        created_at=now,
        expires_at=expires_at,
        addresses=list(kept.addresses),
        only_partnership_id=kept.partnership_id,
    )
    _record(actor, "key.made", key, now)
    return key, str(shown)


def revoke_key(actor: Actor, *, key: ApiKey, now: datetime) -> ApiKey:
    """Take a key back for good: one's own always, another's with MANAGE_ORGANIZATION; a second time changes nothing."""
    actor.require(Right.READ, key)
    if key.made_by_id != actor.person_id:
        actor.require(Right.MANAGE_ORGANIZATION)
    taken = ApiKey.objects.filter(organization_id=key.organization_id, id=key.id, revoked_at=None).update(
        revoked_at=now
    )
    if taken:
        key.revoked_at = now
        _record(actor, "key.revoked", key, now)
    return key


def is_use_due(facts: Mapping[str, Any], *, now: datetime) -> bool:
    """Say whether the next use of a key is to be written down."""
    last = facts.get("last_used_at")
    return not last or datetime.fromisoformat(last) <= now - USED_EVERY


def note_use(actor: Actor, facts: Mapping[str, Any], *, now: datetime) -> None:
    """Write down that the actor's key was used, at most once a minute and never waiting for another request."""
    if not is_use_due(facts, now=now):
        return
    stale = ApiKey.objects.filter(
        Q(last_used_at=None) | Q(last_used_at__lt=now - USED_EVERY),
        organization_id=actor.organization_id,
        id=actor.key_id,
    )
    ApiKey.objects.filter(
        organization_id=actor.organization_id,
        id__in=stale.select_for_update(skip_locked=True).values("id"),
    ).update(last_used_at=now)


def _scopes(actor: Actor, scopes: Iterable[str]) -> list[str]:
    chosen = sorted(set(scopes))
    if not chosen or not set(chosen) <= set(SCOPES):
        raise UnknownScope
    if any(not SCOPES[scope] <= rights_of(actor.role) for scope in chosen):
        raise ScopeBeyondRole
    return chosen


def _name(name: str) -> str:
    stripped = name.strip()
    if not 1 <= len(stripped) <= NAME_LENGTH:
        raise KeyWithoutName
    return stripped


def _record(actor: Actor, kind: str, key: ApiKey, at: datetime) -> None:
    record(actor, kind, organization=key.organization_id, subject_kind="api_key", subject_id=key.id, at=at)


def _letters(count: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _place in range(count))
