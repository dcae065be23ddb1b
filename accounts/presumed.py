"""What a key may do: the look for it, and what is presumed of it until a question has looked again.

A look costs a trip of its own. Who asks a single question sends it along instead: the key is presumed to be what it was,
and the database says what it is before it answers. What rests on a presumption that is not confirmed is worth nothing.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import orjson

from accounts.actor import Actor
from accounts.asking import asked

STANDING = "SELECT app.key_standing(%(public)s, %(hash)s)"
MOST, SHORT = 64, 10_000
"""So many standings are remembered, and none of more letters: that of thousands of partnerships is a megabyte."""

Keyed = tuple[Actor, dict[str, Any]]


@dataclass(eq=False, slots=True)
class Presumption:
    """That the database says of a key, word for word, what it said before; a change of any right says something else."""

    public: str
    secret_hash: bytes
    said: str
    holds: bool | None = None
    """None until somebody has looked; what once was false stays false."""

    @property
    def look(self) -> dict[str, Any]:
        """The values of a look by the names that statements have for them."""
        return {"key_public": self.public, "key_hash": self.secret_hash, "key_said": self.said}

    def hear(self, said: str | None) -> bool:
        """Take what the database says now; return whether the presumption holds."""
        self.holds = said == self.said and self.holds is not False
        return self.holds

    def ask(self) -> bool:
        """Return whether the presumption holds; look for the key where no question has done so."""
        return self.hear(_looked(self.public, self.secret_hash)) if self.holds is None else self.holds


@dataclass
class _Remembered:
    """What the database said of the keys that were used last, and what was read from it."""

    said: OrderedDict[tuple[str, bytes], tuple[str, Keyed]] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def get(self, key: tuple[str, bytes]) -> tuple[str, Keyed] | None:
        with self.lock:
            found = self.said.get(key)
            if found is not None:
                self.said.move_to_end(key)
            return found

    def keep(self, key: tuple[str, bytes], said: str, keyed: Keyed) -> None:
        with self.lock:
            self.said[key] = said, keyed
            self.said.move_to_end(key)
            while len(self.said) > MOST:
                self.said.popitem(last=False)

    def forget(self, key: tuple[str, bytes]) -> None:
        with self.lock:
            self.said.pop(key, None)


_remembered = _Remembered()


def looked_for(public: str, secret_hash: bytes) -> Keyed | None:
    """Return the actor of an API key and the key's own facts, or None unless the exact secret fits a living key."""
    said = _looked(public, secret_hash)
    if said is None:
        _remembered.forget((public, secret_hash))
        return None
    before = _remembered.get((public, secret_hash))
    if before is not None and before[0] == said:
        return before[1]
    facts = orjson.loads(said)
    keyed = Actor.of_key(facts), facts
    if len(said) <= SHORT:
        _remembered.keep((public, secret_hash), said, keyed)
    return keyed


def presumed(public: str, secret_hash: bytes) -> tuple[Keyed, Presumption] | None:
    """Return the same without a look, as it was the last time, and what is to be confirmed; None where nobody remembers."""
    before = _remembered.get((public, secret_hash))
    return None if before is None else (before[1], Presumption(public, secret_hash, before[0]))


def _looked(public: str, secret_hash: bytes) -> str | None:
    [(said,)] = asked(STANDING, {"public": public, "hash": secret_hash})
    return said  # type: ignore[no-any-return]
