"""Thanks and friction: saying it, answering it, settling it. It stays between the two sides."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen, PartySeen
from partnership.kit.book import record
from partnership.kit.errors import NotThere
from partnership.kit.ids import new_id
from partnership.kit.once import made_before
from projects.feedback.models import Note, NoteAnswer
from projects.feedback.queries.subjects import subject_of
from projects.feedback.refusals import NotesSettled, NothingSuchHere, NotToAnotherSide, OnlyFriction
from projects.feedback.writing import require_lasting, require_text, require_version


@dataclass(frozen=True, slots=True)
class NoteSaid:
    """What is said: `to` is the other side that it is for, None for the only one; `language` is the text's."""

    sort: str
    about: str
    about_id: UUID
    text: str
    to: UUID | None = None
    language: str = "sv"


def say_note(
    actor: Actor, *, partnership: PartnershipSeen, said: NoteSaid, now: datetime, key: UUID | None = None
) -> Note:
    """Say thanks for something or what chafes about it, to one other side; of friction it is that side's turn then.

    Raises NotToAnotherSide, NothingSuchHere, TextMissing, TextTooLong, PartnershipEnded.
    """
    actor.require(Right.GIVE_FEEDBACK, partnership)
    if found := made_before(Note, partnership.id, key):
        return found
    require_lasting(partnership)
    text, to = require_text(said.text), _addressed(partnership, said.to)
    _require_subject(partnership.id, said)
    own, is_friction = partnership.own_party, said.sort == Note.Sort.FRICTION
    row = Note(
        id=key or new_id(), partnership_id=partnership.id, party_id=own.id, organization_id=own.organization_id,
        to_party_id=to.id, to_organization_id=to.organization_id, person_id=actor.person_id,
        sort=said.sort, about=said.about, about_id=said.about_id, text=text, language=said.language,
        turn_id=to.id if is_friction else None, created_at=now, updated_at=now,
    )  # fmt: skip
    row.save(force_insert=True)
    _tell(actor, f"feedback.{said.sort}_said", row, now)
    return row


def answer_note(
    actor: Actor,
    *,
    note: Note,
    text: str,
    language: str,
    now: datetime,
    key: UUID | None = None,
) -> NoteAnswer:
    """Answer in a few words, from either of the two sides; of friction the turn goes to the other one.

    Raises NotesSettled, TextMissing, TextTooLong.
    """
    actor.require(Right.GIVE_FEEDBACK, note)
    if found := made_before(NoteAnswer, note.partnership_id, key):
        return found
    row, text = held_note(actor, note), require_text(text)
    if row.settled_at:
        raise NotesSettled
    own, other = _sides(actor, row)
    answer = NoteAnswer(
        id=key or new_id(), partnership_id=row.partnership_id, note=row, party_id=own[0],
        organization_id=own[1], to_party_id=other[0], to_organization_id=other[1],
        person_id=actor.person_id, text=text, language=language, created_at=now,
    )  # fmt: skip
    answer.save(force_insert=True)
    if row.sort == Note.Sort.FRICTION and row.warning_id is None:
        row.turn_id = other[0]
    save_note(row, now)
    _tell(actor, "feedback.note_answered", row, now)
    return answer


def settle_note(actor: Actor, *, note: Note, now: datetime, version: int | None = None) -> Note:
    """Say that a friction is settled, from either side; doing it twice does it once. Raises OnlyFriction."""
    actor.require(Right.GIVE_FEEDBACK, note)
    row = held_note(actor, note)
    if row.sort != Note.Sort.FRICTION:
        raise OnlyFriction
    if row.settled_at:
        return row
    require_version(row.version, version)
    row.settled_at, row.turn_id = now, None
    save_note(row, now)
    _tell(actor, "feedback.friction_settled", row, now)
    return row


def held_note(actor: Actor, note: Note) -> Note:
    """Return the row as it is now, locked; raise NotThere for whoever is neither of its sides."""
    rows = Note.objects.select_for_update().filter(partnership_id=note.partnership_id, id=note.id)
    found: Note | None = rows.first()
    if found is None or actor.organization_id not in (found.organization_id, found.to_organization_id):
        raise NotThere
    return found


def save_note(row: Note, now: datetime) -> None:
    """Keep what may change of a note: whose turn it is, what it became, and that it is settled."""
    row.version += 1
    row.updated_at = now
    row.save(update_fields=["turn", "warning", "settled_at", "updated_at", "version"])


def _addressed(partnership: PartnershipSeen, to: UUID | None) -> PartySeen:
    others = partnership.other_parties
    if to is None and len(others) == 1:
        return others[0]
    found = next((one for one in others if one.id == to), None)
    if found is None:
        raise NotToAnotherSide
    return found


def _require_subject(partnership_id: UUID, said: NoteSaid) -> None:
    try:
        subject_of(partnership_id, said.about, said.about_id)
    except NotThere as missing:
        raise NothingSuchHere from missing


def _sides(actor: Actor, row: Note) -> tuple[tuple[UUID, UUID], tuple[UUID, UUID]]:
    """Return (party, organization) of the own side and of the other one."""
    writer = (row.party_id, row.organization_id)
    reader = (row.to_party_id, row.to_organization_id)
    return (writer, reader) if actor.organization_id == row.organization_id else (reader, writer)


def _tell(actor: Actor, kind: str, row: Note, now: datetime) -> None:
    """The two sides learn of it, and no third one; what it says is in no event."""
    record(
        actor, kind, subject_kind="note", subject_id=row.id, partnership=row.partnership_id, at=now,
        data={"about": row.about}, audience=(row.organization_id, row.to_organization_id),
    )  # fmt: skip
