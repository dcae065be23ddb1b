"""Who hears of events after commit. The roof registers listeners here (`partnership.wiring`); each is idempotent."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Told:
    """An event as its listeners get it: ids only."""

    id: UUID
    kind: str
    subject_kind: str
    subject_id: UUID
    at: datetime
    partnership_id: UUID | None
    organization_id: UUID | None
    data: dict[str, Any]
    xid: int = 0


Listener = Callable[[Told], None]

_listeners: dict[str, list[Listener]] = {}


def listen(prefix: str, listener: Listener) -> None:
    """Tell `listener` of every event whose kind is `prefix` or begins with `prefix` and a dot."""
    if listener not in _listeners.setdefault(prefix, []):
        _listeners[prefix].append(listener)


def listeners_for(kind: str) -> list[Listener]:
    """Return the listeners of a kind, in the order they were registered."""
    return [hear for prefix, found in _listeners.items() if _fits(prefix, kind) for hear in found]


def _fits(prefix: str, kind: str) -> bool:
    return prefix in {"*", kind} or kind.startswith(prefix + ".")
