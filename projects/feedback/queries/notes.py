"""Thanks and friction as the two sides read them, newest first. Another side's query finds nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from accounts.queries import PartnershipSeen, PartySeen, names_of
from partnership.kit.errors import NotThere
from projects.feedback.models import Note, NoteAnswer
from projects.feedback.queries.subjects import Subject, subjects_of

PAGE = 20
FEW = 3
BETWEEN = "({row}.party_id = ANY (%(parties)s) OR {row}.to_party_id = ANY (%(parties)s))"
"""Whose words they are: the same condition for statements; %(parties)s are the reader's own."""


@dataclass(frozen=True, slots=True)
class AnswerSeen:
    party: PartySeen
    person: str
    text: str
    language: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class NoteSeen:
    """Thanks or friction with its answers, oldest first; `turn` is the side that has yet to answer."""

    id: UUID
    partnership_id: UUID
    sort: str
    subject: Subject
    party: PartySeen
    to: PartySeen
    person: str
    text: str
    language: str
    turn: PartySeen | None
    warning_id: UUID | None
    settled_at: datetime | None
    created_at: datetime
    version: int
    answers: tuple[AnswerSeen, ...]

    @property
    def is_friction(self) -> bool:
        return self.sort == Note.Sort.FRICTION

    @property
    def is_open(self) -> bool:
        """A friction that is neither settled nor an early warning."""
        return self.is_friction and self.settled_at is None and self.warning_id is None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader wants to see of the words between the sides: of a sort, from a side; "" and None is all."""

    sort: str = ""
    party_id: UUID | None = None


def notes_on_page(
    partnership: PartnershipSeen, *, wanted: Wanted, before: str = "", limit: int = PAGE
) -> tuple[list[NoteSeen], str]:
    """Return one page of what the own side may read, and the id that older ones follow after, or "".

    Raises NotThere for a made-up id.
    """
    rows = _readable(partnership)
    if wanted.sort:
        rows = rows.filter(sort=wanted.sort)
    if wanted.party_id:
        rows = rows.filter(party_id=wanted.party_id)
    if before:
        rows = rows.filter(RawSQL("(created_at, id) < (%s, %s)", _place(partnership, before), BooleanField()))
    found = list(rows.order_by("-created_at", "-id")[: limit + 1])
    seen = _seen(partnership, found[:limit])
    return seen, str(seen[-1].id) if len(found) > limit else ""


def notes_about(partnership: PartnershipSeen, about: str, about_id: UUID) -> list[NoteSeen]:
    """Return what the own side may read about one thing, newest first; at most a page."""
    rows = _readable(partnership).filter(about=about, about_id=about_id)
    return _seen(partnership, list(rows.order_by("-created_at", "-id")[:PAGE]))


def thanks_for(partnership: PartnershipSeen, about: str, about_ids: Iterable[UUID]) -> list[NoteSeen]:
    """Return the newest thanks for some things that the own side may read; a few."""
    rows = _readable(partnership).filter(sort=Note.Sort.THANKS, about=about, about_id__in=list(about_ids))
    return _seen(partnership, list(rows.order_by("-created_at", "-id")[:FEW]))


def note_seen(partnership: PartnershipSeen, note_id: UUID) -> NoteSeen:
    """Return one note with its answers; raise NotThere for whoever is neither of its sides."""
    return _seen(partnership, [note_row(partnership, note_id)])[0]


def note_row(partnership: PartnershipSeen, note_id: UUID) -> Note:
    """Return the row that an action is about; raise NotThere."""
    found: Note | None = _readable(partnership).filter(id=note_id).first()
    if found is None:
        raise NotThere
    return found


def note_of_warning(partnership: PartnershipSeen, warning_id: UUID) -> UUID | None:
    """Return the friction that a warning came of, if the own side may read it."""
    found: UUID | None = (
        _readable(partnership).filter(warning_id=warning_id).values_list("id", flat=True).first()
    )
    return found


def _readable(partnership: PartnershipSeen) -> QuerySet[Note]:
    own = partnership.own_party.id
    rows: QuerySet[Note] = Note.objects.filter(partnership_id=partnership.id)
    return rows.filter(Q(party_id=own) | Q(to_party_id=own))


def _place(partnership: PartnershipSeen, before: str) -> tuple[datetime, UUID]:
    try:
        row_id = UUID(before)
    except ValueError as error:
        raise NotThere from error
    found = _readable(partnership).filter(id=row_id).values_list("created_at", "id").first()
    if found is None:
        raise NotThere
    return found


def _seen(partnership: PartnershipSeen, rows: Sequence[Note]) -> list[NoteSeen]:
    if not rows:
        return []
    answers: dict[UUID, list[NoteAnswer]] = {}
    under = NoteAnswer.objects.filter(partnership_id=partnership.id, note_id__in=[row.id for row in rows])
    for one in under.order_by("created_at", "id"):
        answers.setdefault(one.note_id, []).append(one)
    people = [row.person_id for row in rows] + [one.person_id for some in answers.values() for one in some]
    names = names_of(people)
    subjects = subjects_of(partnership.id, ((row.about, row.about_id) for row in rows))
    return [
        _one(partnership, row, subjects[(row.about, row.about_id)], names, answers.get(row.id, []))
        for row in rows
    ]


def _one(
    partnership: PartnershipSeen,
    row: Note,
    subject: Subject,
    names: dict[UUID, str],
    answers: Sequence[NoteAnswer],
) -> NoteSeen:
    sides = {one.id: one for one in partnership.parties}
    kept = ("id", "partnership_id", "sort", "text", "language", "warning_id", "settled_at", "created_at")
    return NoteSeen(
        **{name: getattr(row, name) for name in (*kept, "version")},
        subject=subject,
        party=sides[row.party_id],
        to=sides[row.to_party_id],
        person=names.get(row.person_id, "") if row.person_id else "",
        turn=sides[row.turn_id] if row.turn_id else None,
        answers=tuple(
            AnswerSeen(
                party=sides[one.party_id],
                person=names.get(one.person_id, "") if one.person_id else "",
                text=one.text,
                language=one.language,
                created_at=one.created_at,
            )
            for one in answers
        ),
    )
