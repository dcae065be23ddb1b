"""How much may be asked: buckets that fill steadily, each kept as the one moment at which it is full again.

Times are whole microseconds, so that this and the script that runs inside Valkey come to the same numbers.
"""

from dataclasses import dataclass

SECOND = 1_000_000


@dataclass(frozen=True, slots=True)
class Policy:
    """A bucket of `quota` requests that fills once in `seconds`; `name` is what RateLimit-Policy calls it."""

    name: str
    quota: int
    seconds: int

    @property
    def window(self) -> int:
        return self.seconds * SECOND

    def filling(self, cost: int) -> int:
        """How long the bucket takes to fill up again what `cost` requests take; nothing takes more than all of it."""
        return min(cost, self.quota) * self.window // self.quota


@dataclass(frozen=True, slots=True)
class Level:
    """How a bucket stands: `lacking` is how long it takes to be full."""

    policy: Policy
    lacking: int

    @property
    def left(self) -> int:
        """How many requests it holds."""
        return (self.policy.window - self.lacking) * self.policy.quota // self.policy.window

    @property
    def full_in(self) -> int:
        """In how many seconds it is full."""
        return -(-self.lacking // SECOND)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a request may pass, and how its buckets stand then; `wait` is 0 when it may."""

    levels: tuple[Level, ...]
    wait: int = 0

    def short(self, cost: int) -> list[Policy]:
        """Return the policies that don't let `cost` pass."""
        return [
            one.policy for one in self.levels if one.lacking + one.policy.filling(cost) > one.policy.window
        ]

    @property
    def wait_seconds(self) -> int:
        return -(-self.wait // SECOND)


def taken(policies: tuple[Policy, ...], full_at: tuple[int, ...], *, cost: int, now: int) -> Verdict:
    """Take `cost` out of all buckets, or out of none when one holds too little; `full_at` says how they stand."""
    lacking = [max(at - now, 0) for at in full_at]
    after = [lack + policy.filling(cost) for policy, lack in zip(policies, lacking, strict=True)]
    wait = max(lack - policy.window for policy, lack in zip(policies, after, strict=True))
    standing = lacking if wait > 0 else after
    levels = tuple(Level(policy, lack) for policy, lack in zip(policies, standing, strict=True))
    return Verdict(levels, max(wait, 0))
