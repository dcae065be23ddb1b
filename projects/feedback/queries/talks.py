"""The notes of a round's talk, as they are and as they were."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.queries import names_of
from projects.feedback.models import Round, TalkNote


@dataclass(frozen=True, slots=True)
class NoteSeen:
    """The notes as they stood after one saving, and who saved."""

    number: int
    text: str
    language: str
    party_id: UUID
    person: str
    written_at: datetime


def newest_note(pulse: Round) -> TalkNote | None:
    """Return what the notes say now, if anything."""
    rows = TalkNote.objects.filter(partnership_id=pulse.partnership_id, round=pulse)
    return rows.order_by("-number").first()


def notes_seen(partnership_id: UUID, round_id: UUID) -> list[NoteSeen]:
    """Return the notes of a talk, newest saving first; two queries."""
    rows = list(
        TalkNote.objects.filter(partnership_id=partnership_id, round_id=round_id).order_by("-number")[:30]
    )
    people = names_of(row.person_id for row in rows)
    return [
        NoteSeen(
            row.number,
            row.text,
            row.language,
            row.party_id,
            people.get(row.person_id, ""),
            row.written_at,
        )
        for row in rows
    ]
