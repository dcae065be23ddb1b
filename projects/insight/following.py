"""What stands above and lives on key figures: told of new values in the same transaction, so that nothing lags behind.

Goals register themselves here when Django starts; insight stands below them and names them nowhere.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from accounts.actor import Actor
from projects.insight.models import Figure

Follower = Callable[[Actor, Figure, datetime], object]
Places = Callable[[UUID, UUID], list[tuple[str, str]]]

_followers: dict[str, Follower] = {}
_places: dict[str, Places] = {}


def register_follower(name: str, follower: Follower, places: Places) -> None:
    """Let a room follow figures; `places` names where a figure is used: address and text."""
    _followers[name], _places[name] = follower, places


def values_changed(actor: Actor, figure: Figure, *, now: datetime) -> None:
    """Tell every follower that a figure has other values than before."""
    for follow in _followers.values():
        follow(actor, figure, now)


def places_of(partnership_id: UUID, figure_id: UUID) -> list[tuple[str, str]]:
    """Return where a figure is used: address and text."""
    return [one for find in _places.values() for one in find(partnership_id, figure_id)]
