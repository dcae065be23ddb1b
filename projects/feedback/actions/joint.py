"""Joint actions: what both sides do, one person of each, before a day is over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from partnership.kit.book import record
from partnership.kit.errors import NotThere
from partnership.kit.ids import new_id
from partnership.kit.once import made_before
from projects.feedback.models import JointAction, JointOwner, Origin
from projects.feedback.queries.owners import people_who_may_own
from projects.feedback.refusals import (
    ActionClosed,
    DroppedWithoutReason,
    OwnerOfAnotherSide,
    OwnersMissing,
)
from projects.feedback.writing import require_due_day, require_lasting, require_text, require_version

Owners = Mapping[UUID, UUID | None]


@dataclass(frozen=True, slots=True)
class ActionSaid:
    """What is agreed: `owners` gives each party its person; `language` is the one that the text is written in."""

    text: str
    due_on: date
    owners: Owners = field(default_factory=dict)
    language: str = "sv"


def agree_action(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    said: ActionSaid,
    today: date,
    now: datetime,
    origin: Origin = Origin.HAND,
    origin_id: UUID | None = None,
    key: UUID | None = None,
    others_name_later: bool = False,
) -> JointAction:
    """Write down what one person of each side does, and until when; the same key again gives the same action.

    With `others_name_later` the other sides may name theirs afterwards: it waits for them. Raises OwnersMissing,
    OwnerOfAnotherSide, DueDayPassed, TextMissing, TextTooLong, PartnershipEnded.
    """
    actor.require(Right.GIVE_FEEDBACK, partnership)
    if found := made_before(JointAction, partnership.id, key):
        return found
    require_lasting(partnership)
    text = require_text(said.text)
    require_due_day(said.due_on, today=today)
    must = {actor.party_id(partnership.id)} if others_name_later else None
    owners = _checked(actor, partnership, said.owners, must=must)
    row = JointAction(
        id=key or new_id(), partnership_id=partnership.id, text=text, language=said.language, due_on=said.due_on,
        origin=origin, origin_id=origin_id, created_at=now, updated_at=now,
    )  # fmt: skip
    row.save(force_insert=True)
    JointOwner.objects.bulk_create(
        JointOwner(partnership_id=partnership.id, action=row, party_id=party, person_id=person)
        for party, person in owners.items()
    )
    _tell(actor, "feedback.action_agreed", row, now)
    return row


def change_action(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    action: JointAction,
    said: ActionSaid,
    today: date,
    now: datetime,
    version: int | None = None,
) -> JointAction:
    """Say anew what is done, until when or by whom. A side that `owners` leaves out keeps its person.

    Raises as agree_action, ActionClosed, and ChangedMeanwhile when another version was read.
    """
    row = _held_open(actor, action, version)
    require_lasting(partnership)
    text = require_text(said.text)
    if said.due_on != row.due_on:
        require_due_day(said.due_on, today=today)
    named = JointOwner.objects.filter(partnership_id=row.partnership_id, action=row)
    held = dict(named.values_list("party_id", "person_id"))
    wanted = {party: person for party, person in said.owners.items() if held.get(party) != person}
    _checked(actor, partnership, wanted, must=set())
    row.text, row.language, row.due_on = text, said.language, said.due_on
    _save(row, now)
    for party, person in wanted.items():
        if person is not None:
            _own(row, party, person)
    _tell(actor, "feedback.action_changed", row, now)
    return row


def name_owner(
    actor: Actor,
    *,
    partnership: PartnershipSeen,
    action: JointAction,
    person_id: UUID,
    now: datetime,
    version: int | None = None,
) -> JointAction:
    """Name the person of the own side who sees to it, in place of nobody or of somebody else.

    Raises OwnerOfAnotherSide, ActionClosed, ChangedMeanwhile.
    """
    row = _held_open(actor, action, version)
    own = actor.party_id(row.partnership_id)
    _checked(actor, partnership, {own: person_id}, must={own})
    _own(row, own, person_id)
    _save(row, now)
    _tell(actor, "feedback.action_owner_named", row, now)
    return row


def complete_action(
    actor: Actor, *, action: JointAction, now: datetime, version: int | None = None
) -> JointAction:
    """Tick it off, for all sides; doing it twice does it once. Raises ActionClosed for one that was let go."""
    return _close(actor, action, JointAction.Status.DONE, "", now, version)


def drop_action(
    actor: Actor, *, action: JointAction, reason: str, now: datetime, version: int | None = None
) -> JointAction:
    """Let it go, with the reason in a sentence. Raises DroppedWithoutReason, ActionClosed, ChangedMeanwhile."""
    actor.require(Right.GIVE_FEEDBACK, action)
    if not reason.strip():
        raise DroppedWithoutReason
    return _close(
        actor, action, JointAction.Status.DROPPED, require_text(reason, field="reason"), now, version
    )


def reopen_action(actor: Actor, *, action: JointAction, now: datetime) -> JointAction:
    """Take a closed action up again; one that is open stays as it is."""
    row = _held(actor, action)
    if row.status == JointAction.Status.OPEN:
        return row
    row.status, row.reason, row.closed_at, row.closed_by_id = JointAction.Status.OPEN, "", None, None
    _save(row, now)
    _tell(actor, "feedback.action_reopened", row, now)
    return row


def _checked(
    actor: Actor, partnership: PartnershipSeen, owners: Owners, *, must: set[UUID] | None
) -> dict[UUID, UUID | None]:
    """Return each party's person; `must` are the parties that have to name theirs now, None for all of them."""
    people = people_who_may_own(actor, partnership)
    if set(owners) - set(people):
        raise OwnerOfAnotherSide
    for party, members in people.items():
        person = owners.get(party)
        if person is None and (must is None or party in must):
            raise OwnersMissing
        if person is not None and person not in members:
            raise OwnerOfAnotherSide
    return {party: owners.get(party) for party in people}


def _close(
    actor: Actor,
    action: JointAction,
    status: JointAction.Status,
    reason: str,
    now: datetime,
    version: int | None,
) -> JointAction:
    row = _held(actor, action)
    if row.status == status:
        return row
    if row.status != JointAction.Status.OPEN:
        raise ActionClosed
    require_version(row.version, version)
    row.status, row.reason, row.closed_at, row.closed_by_id = status, reason, now, actor.person_id
    _save(row, now)
    _tell(actor, f"feedback.action_{status.value}", row, now)
    return row


def _held_open(actor: Actor, action: JointAction, version: int | None) -> JointAction:
    row = _held(actor, action)
    if row.status != JointAction.Status.OPEN:
        raise ActionClosed
    require_version(row.version, version)
    return row


def _held(actor: Actor, action: JointAction) -> JointAction:
    """Return the row as it is now, locked."""
    actor.require(Right.GIVE_FEEDBACK, action)
    rows = JointAction.objects.select_for_update().filter(partnership_id=action.partnership_id, id=action.id)
    found: JointAction | None = rows.first()
    if found is None:
        raise NotThere
    return found


def _own(row: JointAction, party: UUID, person: UUID) -> None:
    JointOwner.objects.update_or_create(
        partnership_id=row.partnership_id, action=row, party_id=party, defaults={"person_id": person}
    )


def _save(row: JointAction, now: datetime) -> None:
    row.version += 1
    row.updated_at = now
    row.save()


def _tell(actor: Actor, kind: str, row: JointAction, now: datetime) -> None:
    record(
        actor, kind, subject_kind="joint_action", subject_id=row.id, partnership=row.partnership_id,
        data={"origin": row.origin}, at=now,
    )  # fmt: skip
