"""The kinds of subject that parties sign. Each room registers its own when Django starts: agreement stands below them all.

A kind says what its values are, what makes them impossible, and what happens in the transaction of the last signature.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.functional import Promise

from accounts.access import Right
from accounts.actor import Actor
from partnership.kit.errors import NotThere
from projects.agreement.fields import Field, Values


@dataclass(frozen=True)
class Put:
    """What a kind is handed, to look at when it is proposed and to put in force when every party has signed."""

    partnership_id: UUID
    subject_id: UUID
    number: int
    values: Values
    now: datetime


@dataclass(frozen=True)
class Kind:
    """`check` raises a Refused for values that can't be; it runs at every proposal and again before they take effect.

    `put_in_force` writes the room's own rows. `page` and `form` give paths (partnership, subject): where the subject is
    shown, and where a change or a counter-proposal is written. `amount` is the money at stake, for signing limits.
    `right` is what proposing, answering and withdrawing need. Of a kind that `is_discreet` letters tell the title alone.
    `still_holds` says whether what came in force at a time holds as it was signed: else the same may be proposed again.
    `let_go` hears in the same transaction that a proposal was declined or withdrawn.
    """

    name: str
    label: str | Promise
    fields: tuple[Field, ...]
    name_of: Callable[[Values], str]
    check: Callable[[Actor, Put], None]
    put_in_force: Callable[[Actor, Put], None]
    page: Callable[[UUID, UUID], str]
    form: Callable[[UUID, UUID], str]
    amount: Callable[[Values], Decimal | None] = lambda values: None
    right: Right = Right.PLAN
    is_discreet: bool = False
    still_holds: Callable[[UUID, datetime], bool] = lambda partnership_id, since: True
    let_go: Callable[[Actor, Put], None] = lambda actor, put: None


_kinds: dict[str, Kind] = {}


def register_kind(kind: Kind) -> None:
    """Let parties sign a kind of subject from now on; the same name again replaces it."""
    _kinds[kind.name] = kind


def kind_named(name: str) -> Kind:
    """Return a kind; raise NotThere for a name that no room has registered."""
    found = _kinds.get(name)
    if found is None:
        raise NotThere
    return found


def known_kinds() -> list[Kind]:
    """Return every kind, by name."""
    return [_kinds[name] for name in sorted(_kinds)]
