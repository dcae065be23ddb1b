"""What waits for a person: the one list that the home page, the portfolio and the letter read.

Each room registers a provider when Django starts; a provider answers for many partnerships in constant queries, and all
providers together ask as often as the one that asks in most rounds: they are readings (`partnership.kit.rounds`).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from uuid import UUID

from django.utils.functional import Promise

from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from partnership.kit.rounds import Reading, known, read, together


@dataclass(frozen=True)
class Waiting:
    """One thing that somebody can do now: what, why in a line, and the page (a path) where it is done.

    `letter_url` is the path in a letter where that is another: one that works without signing in.
    """

    partnership_id: UUID
    kind: str
    title: str | Promise
    text: str | Promise
    url: str
    action: str | Promise
    since: date | None = None
    letter_url: str = ""


Provider = Callable[[Actor, Sequence[PartnershipSeen]], Reading[list[Waiting]] | list[Waiting]]
Where = Callable[[Sequence[UUID]], set[UUID]]

_providers: dict[str, Provider] = {}
_places: dict[str, Where] = {}


def register_waiting(name: str, provider: Provider, *, where: Where | None = None) -> None:
    """Let a room say what waits; the same name again replaces its provider.

    `where` returns the partnerships, or the parties in them, for which something may wait, and nothing else of it: a sweep
    over many people asks it once, past row-level security, and then only knocks at the doors of those whom it can concern.
    """
    _providers[name] = provider
    _places.pop(name, None)
    if where is not None:
        _places[name] = where


def waiting_places(partnership_ids: Sequence[UUID], *, but: Collection[str]) -> dict[str, set[UUID]]:
    """Return where something may wait by the names of rooms that can tell, without those in `but`; in a sweep's door."""
    return {name: where(partnership_ids) for name, where in _places.items() if name not in but}


def waiting_names() -> frozenset[str]:
    """Return the names under which rooms have registered."""
    return frozenset(_providers)


# A signature comes first: others wait for it. Then the week's check-in; all else by its age.
FIRST = ("agreement.unsigned", "goals.")


def waiting_for(
    actor: Actor, partnerships: Sequence[PartnershipSeen], *, instead: Mapping[str, Provider] | None = None
) -> list[Waiting]:
    """Return what waits for the actor in these partnerships: signatures, check-ins, then the longest waiting first.

    Nothing waits in an ended one. `instead` holds providers by their registered names that answer from what a page has
    read already, in place of the registered ones.
    """
    return read(reading_waiting(actor, partnerships, instead=instead))


def reading_waiting(
    actor: Actor, partnerships: Sequence[PartnershipSeen], *, instead: Mapping[str, Provider] | None = None
) -> Reading[list[Waiting]]:
    """Read the same beside what else a page asks."""
    lasting = [one for one in partnerships if one.status == "active"]
    providers = {**_providers, **{name: one for name, one in (instead or {}).items() if name in _providers}}
    found = yield from together(*(_reading(provide(actor, lasting)) for provide in providers.values()))
    return sorted(chain.from_iterable(found), key=turn_of)


def turn_of(one: Waiting) -> tuple[int, date, str, str]:
    """Return what the list is in order of: signatures, check-ins, then the longest waiting first."""
    return _turn(one.kind), one.since or date.max, str(one.title), one.url


def _reading(provided: Reading[list[Waiting]] | list[Waiting]) -> Reading[list[Waiting]]:
    return known(provided) if isinstance(provided, list) else provided


def _turn(kind: str) -> int:
    return next((turn for turn, first in enumerate(FIRST) if kind.startswith(first)), len(FIRST))
