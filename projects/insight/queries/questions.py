"""Questions between the sides, with whose turn it is, and what pages have changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from accounts.actor import Actor
from accounts.queries import names_of
from partnership.kit.errors import NotThere
from partnership.kit.questions import Kept
from partnership.kit.rounds import Reading, asked
from projects.insight.models import Audience, Page, Post, Question, Use
from projects.insight.subjects import subject_kinds, subject_name

from .pages import readable_by, reader_of

PAGE = 30


@dataclass(frozen=True, slots=True)
class PostSeen:
    party_id: UUID
    person: str
    sort: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class QuestionSeen:
    """A question; `about` is the title of its page or the name of its subject, as far as the reader sees it."""

    id: UUID
    party_id: UUID
    owner_id: UUID
    turn_id: UUID | None
    sort: str
    title: str
    page_id: UUID | None
    figure_id: UUID | None
    subject_kind: str
    subject_id: UUID | None
    about: str
    asked_at: datetime
    turned_at: datetime
    closed_at: datetime | None
    version: int

    @property
    def is_refresh(self) -> bool:
        return self.sort == Question.Sort.REFRESH


@dataclass(frozen=True, slots=True)
class UseSeen:
    """What a page changed for a side; `subject` is the name of what it changed, with its kind."""

    id: UUID
    page_id: UUID
    party_id: UUID
    person: str
    text: str
    subject_kind: str
    subject_id: UUID | None
    subject: str
    at: datetime


def questions_seen(
    actor: Actor, partnership_ids: Sequence[UUID], *, is_open: bool | None = None, page_id: UUID | None = None
) -> list[QuestionSeen]:
    """Return questions that the actor may see, the longest waiting first among open ones; a query a kind of subject."""
    rows = _rows(actor).filter(partnership_id__in=partnership_ids)
    if is_open is not None:
        rows = rows.filter(closed_at__isnull=is_open)
    if page_id is not None:
        rows = rows.filter(page_id=page_id)
    order = ("turned_at", "id") if is_open else ("-asked_at", "-id")
    found = list(rows.order_by(*order)[: 10 * PAGE])
    names: dict[UUID, str] = {}
    for partnership_id in {one.partnership_id for one in found if one.subject_kind}:
        names |= _subject_names(
            partnership_id, [one for one in found if one.partnership_id == partnership_id]
        )
    return [_bare(one, names.get(one.subject_id, "")) for one in found]


def reading_open_turns(
    actor: Actor, partnership_ids: Sequence[UUID], party_ids: Sequence[UUID] | None = None
) -> Reading[list[tuple[UUID, QuestionSeen]]]:
    """Read the questions that wait for a side, or for one of these, and that the actor may see, with their partnerships.

    One query.
    """
    values = {
        "partnerships": list(partnership_ids),
        "parties": None if party_ids is None else list(party_ids),
        "everywhere": list(actor.parties),
    }
    found = yield from asked(Kept(_open, **values, **reader_of(actor)))
    return [(one.partnership_id, _bare(one)) for one in found]


def _open(partnerships: list[UUID], parties: list[UUID] | None, everywhere: list[UUID], **reader: Any) -> Any:
    rows = _rows_for(everywhere, **reader).filter(partnership_id__in=partnerships, closed_at=None)
    rows = rows.exclude(turn_id=None) if parties is None else rows.filter(turn_id__in=parties)
    return rows.order_by("turned_at", "id")


def places_of_questions(partnership_ids: Sequence[UUID], *, using: str) -> set[UUID]:
    """Return the parties whose turn a question is; one query, in a sweep's door."""
    rows = Question.objects.using(using).filter(partnership_id__in=partnership_ids, closed_at=None)
    return set(rows.exclude(turn_id=None).values_list("turn_id", flat=True).distinct())


def ids_of_questions(actor: Actor, partnership_ids: Sequence[UUID]) -> list[UUID]:
    """Return the questions of these partnerships that the actor may see; one query."""
    return list(_rows(actor).filter(partnership_id__in=partnership_ids).values_list("id", flat=True))


def question_row(actor: Actor, partnership_id: UUID, question_id: UUID) -> Question:
    """Return a question that the actor may see; raise NotThere."""
    found: Question | None = _rows(actor).filter(partnership_id=partnership_id, id=question_id).first()
    if found is None:
        raise NotThere
    return found


def question_seen(row: Question) -> QuestionSeen:
    """Return one question with the name of what it is about."""
    return _seen(row)


def posts_of(question: Question) -> list[PostSeen]:
    """Return what was said, in order; two queries."""
    rows = list(
        Post.objects.filter(partnership_id=question.partnership_id, question=question).order_by("at", "id")
    )
    people = names_of(one.person_id for one in rows)
    return [PostSeen(one.party_id, people.get(one.person_id, ""), one.sort, one.text, one.at) for one in rows]


def uses_of(pages: Iterable[UUID], partnership_id: UUID) -> list[UseSeen]:
    """Return what pages that the actor has found have changed, newest first."""
    rows = list(
        Use.objects.filter(partnership_id=partnership_id, page_id__in=list(pages)).order_by("-at", "-id")[
            :100
        ]
    )
    people = names_of(one.person_id for one in rows)
    names = _subject_names(partnership_id, rows)
    kept = ("id", "page_id", "party_id", "text", "subject_kind", "subject_id", "at")
    return [
        UseSeen(
            **{name: getattr(one, name) for name in kept},
            person=people.get(one.person_id, ""),
            subject=names.get(one.subject_id, ""),
        )
        for one in rows
    ]


def _subject_names(partnership_id: UUID, rows: Sequence[Any]) -> dict[UUID, str]:
    """The names of what rows are about: one query a kind."""
    found: dict[UUID, str] = {}
    for kind, known in subject_kinds().items():
        ids = [one.subject_id for one in rows if one.subject_kind == kind]
        found |= known.names(partnership_id, ids) if ids else {}
    return found


def _rows(actor: Actor) -> Any:
    """Questions about pages are their readers' alone; the database holds it too."""
    return _rows_for(list(actor.parties), **reader_of(actor))


def _rows_for(
    partnerships: list[UUID], organization_id: UUID | None, person_id: UUID | None, is_looking: bool
) -> Any:
    rows = Question.objects.select_related("page")
    if is_looking:
        return rows.filter(Q(page=None) | Q(page__audience=Audience.PARTNERSHIP))
    may_read = readable_by(organization_id, person_id, is_looking)
    seen = Page.objects.filter(may_read, partnership_id__in=partnerships)
    seen = seen.filter(Q(archived_at=None) | Q(organization_id=organization_id))
    return rows.filter(Q(page=None) | Q(page_id__in=seen.values("id")))


def _seen(row: Question) -> QuestionSeen:
    if not row.subject_kind:
        return _bare(row)
    return _bare(row, subject_name(row.partnership_id, row.subject_kind, row.subject_id))


def _bare(row: Question, subject: str = "") -> QuestionSeen:
    kept = [name for name in QuestionSeen.__slots__ if name != "about"]
    about = row.page.title if row.page else subject
    return QuestionSeen(**{name: getattr(row, name) for name in kept}, about=about)
