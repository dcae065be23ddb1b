"""Rows of the room for tests, past the doors."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from accounts.models import Party
from projects.feedback.models import EarlyWarning, JointAction, JointOwner, Note, NoteAnswer

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def sides_of(partnership: UUID, writer: UUID, reader: UUID) -> dict[str, Any]:
    """Return the columns that say between which parties something is."""
    found = dict(Party.objects.filter(partnership_id=partnership).values_list("id", "organization_id"))
    return {
        "partnership_id": partnership,
        "party_id": writer,
        "organization_id": found[writer],
        "to_party_id": reader,
        "to_organization_id": found[reader],
    }


def noted(partnership: UUID, writer: UUID, reader: UUID, about_id: UUID, text: str, **more: Any) -> Note:
    """Make a note from a party to another: friction whose turn it is, about a deliverable, unless said otherwise."""
    sort = more.pop("sort", "friction")
    values = {
        "about": "deliverable",
        "language": "sv",
        "created_at": AT,
        "turn_id": reader if sort == "friction" else None,
        **more,
    }
    values.setdefault("updated_at", values["created_at"])
    sides = sides_of(partnership, writer, reader)
    return Note.objects.create(**sides, sort=sort, about_id=about_id, text=text, **values)


def answered(note: Note, text: str, **more: Any) -> NoteAnswer:
    """Make an answer of the side that a note was written to."""
    sides = sides_of(note.partnership_id, note.to_party_id, note.party_id)
    values = {"language": "sv", "created_at": AT, **more}
    return NoteAnswer.objects.create(**sides, note=note, text=text, **values)


def warned(partnership: UUID, party: UUID, what: str, **more: Any) -> EarlyWarning:
    """Make an open early warning of a party."""
    values = {
        "effect": "",
        "probability": "middle",
        "language": "sv",
        "created_at": AT,
        **more,
    }
    values.setdefault("updated_at", values["created_at"])
    return EarlyWarning.objects.create(partnership_id=partnership, party_id=party, what=what, **values)


def acted(
    partnership: UUID, text: str, due_on: date, owners: dict[UUID, UUID | None], **more: Any
) -> JointAction:
    """Make an open joint action with a person, or nobody yet, of each party."""
    values = {"language": "sv", "created_at": AT, **more}
    values.setdefault("updated_at", values["created_at"])
    row = JointAction.objects.create(partnership_id=partnership, text=text, due_on=due_on, **values)
    for party, person in owners.items():
        JointOwner.objects.create(partnership_id=partnership, action=row, party_id=party, person_id=person)
    return row
