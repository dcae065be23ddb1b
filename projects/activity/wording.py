"""How events are told to people. Each room registers its kinds when Django starts; names come from its own queries.

An event holds ids only, so a sentence is made at reading time, in the reader's language and as far as the reader sees.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.queries import PartnershipSeen
from partnership.kit.rounds import Reading

Names = Callable[[Iterable[UUID]], Reading[dict[UUID, str]]]
Address = Callable[[PartnershipSeen, UUID], str]


@dataclass(frozen=True)
class Wording:
    """`sentence` may use %(who)s (a person, else a side), %(what)s (the subject's name) and the event's own data."""

    sentence: str | Promise
    icon: str = "activity"
    names: Names | None = None
    address: Address | None = None


_wordings: dict[str, Wording] = {}

UNKNOWN = Wording(_("%(who)s changed something"))


def register_wording(kind: str, wording: Wording) -> None:
    """Say how events of a kind are told; the last one registered counts."""
    _wordings[kind] = wording


def wording_of(kind: str) -> Wording:
    """Return how a kind is told; an unknown kind is told without detail."""
    return _wordings.get(kind, UNKNOWN)


def known_kinds() -> list[str]:
    """Return the kinds that have words of their own, sorted."""
    return sorted(_wordings)
