"""How often one may ask: buckets in Valkey, one script and one round trip a request.

When Valkey does not answer, every process counts for itself, with lower limits: nobody is locked out, and nobody gains.
"""

import logging
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from ipaddress import IPv6Address, ip_network
from threading import Lock, local

import redis
from django.conf import settings
from django.http import HttpRequest
from redis.backoff import NoBackoff
from redis.retry import Retry

from accounts.actor import Actor
from api.buckets import SECOND, Level, Policy, Verdict, taken
from partnership.kit.callers import address_of

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 0.25
"""How long a request waits for Valkey; afterwards nobody asks it for as long as `QUIET_SECONDS`."""
QUIET_SECONDS = 1.0
KEPT_HERE = 10_000
SCRIPT = """
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local lacking, after, wait = {}, {}, 0
for place, full_at in ipairs(redis.call('MGET', unpack(KEYS))) do
    local quota, window = tonumber(ARGV[place * 2]), tonumber(ARGV[place * 2 + 1])
    lacking[place] = math.max((tonumber(full_at or 0)) - now, 0)
    after[place] = lacking[place] + math.floor(math.min(tonumber(ARGV[1]), quota) * window / quota)
    wait = math.max(wait, after[place] - window)
end
if wait > 0 then
    return {wait, unpack(lacking)}
end
for place, key in ipairs(KEYS) do
    redis.call('SET', key, string.format('%.0f', now + after[place]), 'PX', math.ceil(after[place] / 1000) + 1)
end
return {0, unpack(after)}
"""


@dataclass(frozen=True, slots=True)
class Bucket:
    """One bucket of one owner."""

    policy: Policy
    owner: str

    @property
    def key(self) -> str:
        prefix = settings.CACHES["default"].get("KEY_PREFIX", "")
        return f"{prefix}:limit:{self.policy.name}:{self.owner}"


def policies() -> tuple[Policy, Policy]:
    """Return what a key may ask, and what all keys of an organization may ask together."""
    limits = settings.API_LIMITS
    return Policy("key", limits["key"], 60), Policy("organization", limits["organization"], 60)


def buckets_of(actor: Actor) -> tuple[Bucket, ...]:
    """Return the buckets that an actor's requests are taken out of."""
    key, organization = policies()
    return Bucket(key, str(actor.key_id)), Bucket(organization, str(actor.organization_id))


def bucket_of_stranger(request: HttpRequest) -> tuple[Bucket, ...]:
    """Return the bucket of an address; of IPv6 a whole /64, which is what one house has."""
    found = address_of(request)
    owner = str(ip_network((found, 64), strict=False)) if isinstance(found, IPv6Address) else str(found)
    return (Bucket(Policy("address", settings.API_LIMITS["address"], 60), owner),)


def take(buckets: Sequence[Bucket], *, cost: int = 1) -> Verdict:
    """Take `cost` out of all the buckets, or out of none if one of them holds too little."""
    if not _lines.is_quiet():
        try:
            return _taken_there(buckets, cost)
        except redis.RedisError as error:
            _lines.fell_silent(error)
    return _here.take(buckets, cost)


def _taken_there(buckets: Sequence[Bucket], cost: int) -> Verdict:
    sizes = [size for bucket in buckets for size in (bucket.policy.quota, bucket.policy.window)]
    wait, *lacking = _own.script(keys=[bucket.key for bucket in buckets], args=[cost, *sizes])
    levels = [Level(bucket.policy, lack) for bucket, lack in zip(buckets, lacking, strict=True)]
    return Verdict(tuple(levels), wait)


class _Own(local):
    """Each thread's own connection to Valkey, so that none waits for another's and none is looked for in a pool."""

    @cached_property
    def script(self) -> redis.commands.core.Script:
        client = redis.Redis.from_url(
            settings.REDIS_URL,
            socket_timeout=PATIENCE_SECONDS,
            socket_connect_timeout=PATIENCE_SECONDS,
            retry=Retry(NoBackoff(), 1),
            single_connection_client=True,
        )
        return client.register_script(SCRIPT)


@dataclass
class _Lines:
    """Remembers that Valkey was silent a moment ago, so that not every request waits for it."""

    asked_again_at: float = 0.0

    def is_quiet(self) -> bool:
        return time.monotonic() < self.asked_again_at

    def fell_silent(self, error: Exception) -> None:
        logger.warning("Valkey does not answer; the API's limits are counted in this process: %s", error)
        self.asked_again_at = time.monotonic() + QUIET_SECONDS


@dataclass
class _Here:
    """This process's own buckets, each a share of the usual size; the one that was used longest ago goes first."""

    full_at: OrderedDict[str, int] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def take(self, buckets: Sequence[Bucket], cost: int) -> Verdict:
        lower = settings.API_LIMITS["without_valkey"]
        small = tuple(replace(one.policy, quota=min(one.policy.quota, lower)) for one in buckets)
        now = time.monotonic_ns() * SECOND // 1_000_000_000
        with self.lock:
            before = tuple(self.full_at.get(bucket.key, 0) for bucket in buckets)
            verdict = taken(small, before, cost=cost, now=now)
            for bucket, level in zip(buckets, verdict.levels, strict=True):
                self.full_at[bucket.key] = now + level.lacking
                self.full_at.move_to_end(bucket.key)
            while len(self.full_at) > KEPT_HERE:
                self.full_at.popitem(last=False)
        return verdict


_own, _lines, _here = _Own(), _Lines(), _Here()
