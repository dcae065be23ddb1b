"""Questions between the sides: asked, answered, followed up and closed; at any time it is one side's turn."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.access import Right
from accounts.actor import Actor
from accounts.queries import PartnershipSeen
from partnership.kit.ids import new_id
from partnership.kit.once import made_before
from projects.agreement.refusals import PartnershipEnded
from projects.agreement.sides import WrongSide
from projects.insight.models import Page, Post, Question
from projects.insight.refusals import (
    AskOwnSide,
    NotYourTurn,
    OthersQuestion,
    PostEmpty,
    QuestionClosed,
    QuestionEmpty,
    SubjectNotHere,
)
from projects.insight.subjects import subject_name
from projects.insight.telling import tell

LONGEST = 5_000
Sort = Question.Sort


@dataclass(frozen=True, slots=True)
class QuestionSaid:
    """A question to `owner`: about a page, a key figure, a subject of another room, or nothing in particular."""

    owner: UUID
    title: str
    text: str = ""
    page: Page | None = None
    figure_id: UUID | None = None
    subject_kind: str = ""
    subject_id: UUID | None = None


def ask_question(
    actor: Actor, *, partnership: PartnershipSeen, said: QuestionSaid, now: datetime, key: UUID | None = None
) -> Question:
    """Ask another side; it is that side's turn then. Only readers of the page that it is about see the question.

    Raises QuestionEmpty, PostEmpty, AskOwnSide, WrongSide, SubjectNotHere and PartnershipEnded.
    """
    actor.require(Right.SHARE_INSIGHT, partnership)
    if found := made_before(Question, partnership.id, key):
        return found
    _require_possible(partnership, said)
    row = _ask(actor, partnership.id, said, Sort.QUESTION, now, key)
    _tell(actor, "insight.question_asked", row, now)
    return row


def ask_refresh(actor: Actor, *, page: Page, now: datetime) -> Question:
    """Ask the owner of a page to refresh it: one click. Asked already, that question is returned."""
    actor.require(Right.SHARE_INSIGHT, page)
    if page.party_id == actor.party_id(page.partnership_id):
        raise AskOwnSide
    # The page's own row can't be locked by another side: a lock of the database's own keeps two clicks apart.
    made_before(Question, page.partnership_id, page.id)
    open_one = Question.objects.filter(
        partnership_id=page.partnership_id, page=page, sort=Sort.REFRESH, closed_at=None
    ).first()
    if open_one is not None:
        return open_one  # type: ignore[no-any-return]
    said = QuestionSaid(page.party_id, page.title, page=page)
    row = _ask(actor, page.partnership_id, said, Sort.REFRESH, now, None)
    _tell(actor, "insight.refresh_asked", row, now)
    return row


def reply(actor: Actor, *, question: Question, text: str, now: datetime) -> Post:
    """Answer, ask on, or answer what was asked back: whoever's turn it is. Then it is the other side's.

    Raises PostEmpty, NotYourTurn and QuestionClosed.
    """
    actor.require(Right.SHARE_INSIGHT, question)
    row = _held(question)
    own = actor.party_id(row.partnership_id)
    if row.turn_id != own:
        raise NotYourTurn
    is_owner = own == row.owner_id
    post = _post(actor, row, Post.Sort.ANSWERED if is_owner else Post.Sort.ASKED, _said(text), now)
    _turn(row, row.party_id if is_owner else row.owner_id, now)
    _tell(actor, "insight.question_answered" if is_owner else "insight.question_asked_on", row, now)
    return post


def close_question(actor: Actor, *, question: Question, now: datetime) -> Question:
    """Close a question of the own side's: answered well enough, or not asked any more; raise OthersQuestion."""
    actor.require(Right.SHARE_INSIGHT, question)
    row = _held(question)
    if row.party_id != actor.party_id(row.partnership_id):
        raise OthersQuestion
    _post(actor, row, Post.Sort.CLOSED, "", now)
    _turn(row, None, now)
    _tell(actor, "insight.question_closed", row, now)
    return row


def settle_refresh(actor: Actor, page: Page, now: datetime) -> None:
    """A page that was saved anew, or confirmed, answers whoever asked to refresh it."""
    rows = Question.objects.select_for_update(of=("self",)).filter(partnership_id=page.partnership_id)
    for row in rows.filter(page=page, sort=Sort.REFRESH, closed_at=None):
        _post(actor, row, Post.Sort.ANSWERED, "", now)
        _turn(row, None, now)
        _tell(actor, "insight.refreshed", row, now)


def end_questions(actor: Actor, page: Page, now: datetime) -> None:
    """An archived page is not asked about any longer: what waits about it is closed."""
    rows = Question.objects.select_for_update(of=("self",)).filter(partnership_id=page.partnership_id)
    for row in rows.filter(page=page, closed_at=None):
        _post(actor, row, Post.Sort.CLOSED, "", now)
        _turn(row, None, now)


def _require_possible(partnership: PartnershipSeen, said: QuestionSaid) -> None:
    if partnership.status != "active":
        raise PartnershipEnded
    if partnership.party(said.owner) is None:
        raise WrongSide(field="owner")
    if said.owner == partnership.own_party.id:
        raise AskOwnSide
    _require_words(partnership, said)


def _require_words(partnership: PartnershipSeen, said: QuestionSaid) -> None:
    if not 1 <= len(said.title.strip()) <= 200 or "\x00" in said.title:
        raise QuestionEmpty
    if len(said.text) > LONGEST or "\x00" in said.text:
        raise PostEmpty
    if said.subject_kind and not subject_name(partnership.id, said.subject_kind, said.subject_id):
        raise SubjectNotHere


def _ask(
    actor: Actor,
    partnership_id: UUID,
    said: QuestionSaid,
    sort: Question.Sort,
    now: datetime,
    key: UUID | None,
) -> Question:
    row = Question(
        id=key or new_id(),
        partnership_id=partnership_id,
        party_id=actor.party_id(partnership_id),
        owner_id=said.owner,
        turn_id=said.owner,
        sort=sort,
        page=said.page,
        figure_id=said.figure_id,
        subject_kind=said.subject_kind,
        subject_id=said.subject_id if said.subject_kind else None,
        title=said.title.strip(),
        asked_by_id=actor.person_id,
        asked_at=now,
        turned_at=now,
    )
    row.save(force_insert=True)
    _post(actor, row, Post.Sort.ASKED, said.text.strip(), now)
    return row


def _said(text: str) -> str:
    clean = text.replace("\x00", "").strip()
    if not 1 <= len(clean) <= LONGEST:
        raise PostEmpty
    return clean


def _held(question: Question) -> Question:
    rows = Question.objects.select_for_update(of=("self",)).select_related("page")
    row: Question = rows.get(partnership_id=question.partnership_id, id=question.id)
    if row.closed_at:
        raise QuestionClosed
    return row


def _post(actor: Actor, row: Question, sort: Post.Sort, text: str, now: datetime) -> Post:
    return Post.objects.create(  # type: ignore[no-any-return]
        partnership_id=row.partnership_id,
        question=row,
        party_id=actor.party_id(row.partnership_id),
        person_id=actor.person_id,
        sort=sort,
        text=text,
        at=now,
    )


def _turn(row: Question, to: UUID | None, now: datetime) -> None:
    row.turn_id, row.turned_at, row.version = to, now, row.version + 1
    row.closed_at = None if to else now
    row.save(update_fields=["turn_id", "turned_at", "closed_at", "version"])


def _tell(actor: Actor, kind: str, row: Question, now: datetime) -> None:
    tell(
        actor,
        kind,
        subject_kind="insight_question",
        subject_id=row.id,
        partnership_id=row.partnership_id,
        now=now,
        page=row.page,
    )
