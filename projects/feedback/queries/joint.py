"""Joint actions as pages, the API, the talk after a pulse and the list of what waits read them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from accounts.actor import Actor
from accounts.queries import PartnershipSeen, names_of
from partnership.kit.errors import NotThere
from projects.feedback.models import JointAction, JointOwner, Origin
from projects.feedback.queries.owners import people_who_may_own

SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class OwnerSeen:
    """A side's person for an action; `needs_naming` when there is none, or when that person has left the side."""

    party_id: UUID
    party: str
    is_own: bool
    person_id: UUID | None
    name: str
    needs_naming: bool


@dataclass(frozen=True, slots=True)
class ActionSeen:
    """One joint action on a day; `owners` in the parties' order."""

    id: UUID
    partnership_id: UUID
    text: str
    language: str
    due_on: date
    origin: str
    origin_label: str
    origin_id: UUID | None
    status: str
    status_label: str
    reason: str
    closed_at: datetime | None
    closed_by: str
    owners: tuple[OwnerSeen, ...]
    created_at: datetime
    version: int
    is_overdue: bool
    is_due_soon: bool

    @property
    def is_open(self) -> bool:
        return self.status == JointAction.Status.OPEN

    @property
    def own_owner(self) -> OwnerSeen | None:
        return next((one for one in self.owners if one.is_own), None)

    @property
    def has_all_owners(self) -> bool:
        return not any(one.needs_naming for one in self.owners)

    @property
    def unnamed(self) -> tuple[OwnerSeen, ...]:
        """The sides that have yet to name their person."""
        return tuple(one for one in self.owners if one.needs_naming)


def actions_seen(actor: Actor, partnership: PartnershipSeen, *, today: date) -> list[ActionSeen]:
    """Return all actions of a partnership: open ones by day, then the closed ones, newest first; four queries."""
    rows = list(JointAction.objects.filter(partnership_id=partnership.id).order_by("due_on", "id"))
    seen = _seen(actor, partnership, rows, today)
    closed = [one for one in seen if not one.is_open]
    closed.sort(key=lambda one: (one.closed_at or one.created_at, one.id), reverse=True)
    return [one for one in seen if one.is_open] + closed


def actions_of(
    actor: Actor,
    partnership: PartnershipSeen,
    *,
    origin: Origin,
    origin_ids: Iterable[UUID],
    today: date,
) -> list[ActionSeen]:
    """Return the actions that came of these rounds, warnings or frictions, by day; four queries."""
    rows = JointAction.objects.filter(
        partnership_id=partnership.id, origin=origin, origin_id__in=list(origin_ids)
    )
    return _seen(actor, partnership, list(rows.order_by("due_on", "id")), today)


def action_seen(actor: Actor, partnership: PartnershipSeen, action_id: UUID, *, today: date) -> ActionSeen:
    """Return one action; raise NotThere."""
    return _seen(actor, partnership, [action_row(partnership.id, action_id)], today)[0]


def action_row(partnership_id: UUID, action_id: UUID) -> JointAction:
    """Return the row that an action is about; raise NotThere."""
    found: JointAction | None = JointAction.objects.filter(
        partnership_id=partnership_id, id=action_id
    ).first()
    if found is None:
        raise NotThere
    return found


def _seen(
    actor: Actor, partnership: PartnershipSeen, rows: Sequence[JointAction], today: date
) -> list[ActionSeen]:
    if not rows:
        return []
    people = people_who_may_own(actor, partnership)
    owners: dict[UUID, dict[UUID, UUID | None]] = {}
    for one in JointOwner.objects.filter(
        partnership_id=partnership.id, action_id__in=[row.id for row in rows]
    ):
        owners.setdefault(one.action_id, {})[one.party_id] = one.person_id
    named = [person for sides in owners.values() for person in sides.values()]
    names = names_of([*named, *(row.closed_by_id for row in rows)])
    return [
        _one(row, _owners(partnership, owners.get(row.id, {}), people, names), names, today) for row in rows
    ]


def _owners(
    partnership: PartnershipSeen,
    named: dict[UUID, UUID | None],
    people: dict[UUID, dict[UUID, str]],
    names: dict[UUID, str],
) -> tuple[OwnerSeen, ...]:
    return tuple(
        OwnerSeen(
            party_id=side.id,
            party=side.name,
            is_own=side.is_own,
            person_id=(person := named.get(side.id)),
            name=names.get(person, "") if person else "",
            needs_naming=person not in people[side.id],
        )
        for side in partnership.parties
    )


def _one(row: JointAction, owners: tuple[OwnerSeen, ...], names: dict[UUID, str], today: date) -> ActionSeen:
    kept = ("id", "partnership_id", "text", "language", "due_on", "origin", "origin_id", "status", "reason")
    is_open = row.status == JointAction.Status.OPEN
    return ActionSeen(
        **{name: getattr(row, name) for name in (*kept, "closed_at", "created_at", "version")},
        origin_label=row.get_origin_display(),
        status_label=row.get_status_display(),
        closed_by=names.get(row.closed_by_id, "") if row.closed_by_id else "",
        owners=owners,
        is_overdue=is_open and row.due_on < today,
        is_due_soon=is_open and today <= row.due_on <= today + SOON,
    )
