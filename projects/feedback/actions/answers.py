"""Answering a pulse: again until it is over, never after, and unread by everybody else until then."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.access import Right
from accounts.actor import Actor
from accounts.models import Party
from partnership.kit.errors import NotThere
from projects.agreement.shape import CONTROL
from projects.feedback import pulse_refusals as refusals
from projects.feedback.models import Answer, Rating, Round, Seat
from projects.feedback.queries.rounds import is_over
from projects.feedback.questions import read_questions
from projects.feedback.writing import require_version

from .rounds import reveal_if_answered

LONGEST = 2000
LEAST, MOST = 1, 10


@dataclass(frozen=True, slots=True)
class RatingSaid:
    """A score 1–10 or none, and a comment or none; `about` is a party, None for a question about an action."""

    question: str
    about: UUID | None
    score: int | None = None
    comment: str = ""

    @property
    def says_something(self) -> bool:
        return self.score is not None or bool(self.comment)


def give_answer(
    actor: Actor,
    *,
    pulse: Round,
    ratings: Sequence[RatingSaid],
    shows_name: bool,
    now: datetime,
    version: int | None = None,
) -> Answer:
    """Say it all, or say it all anew. The last one who was missing reveals the round, for everybody at once.

    Raises NeedsAPerson, NotAskedHere, PulseIsOver, ChangedMeanwhile for another version than `version`, and what is wrong
    with a rating: NothingSaid, NoSuchQuestion, RatedTwice, BadScore, CommentTooLong.
    """
    actor.require(Right.GIVE_FEEDBACK, pulse)
    if actor.person_id is None:
        raise refusals.NeedsAPerson
    # Locked first: an edit can't be committed after somebody else has read what it replaces.
    held = _held(pulse, now)
    own = {"partnership_id": held.partnership_id, "round_id": held.id, "person_id": actor.person_id}
    own["party_id"] = actor.party_id(held.partnership_id)
    if not Seat.objects.filter(**own).exists():
        raise refusals.NotAskedHere
    said = _checked(held, ratings)
    row: Answer = Answer.objects.filter(**own).first() or Answer(**own, version=0)
    require_version(row.version, version)
    row.shows_name, row.answered_at, row.version = shows_name, now, row.version + 1
    row.save()
    _write(row, said)
    reveal_if_answered(held, now=now)
    return row


def _held(pulse: Round, now: datetime) -> Round:
    rows = Round.objects.select_for_update().filter(partnership_id=pulse.partnership_id, id=pulse.id)
    found: Round | None = rows.first()
    # A revealed one can be read and no longer be held.
    if found is None and not Round.objects.filter(partnership_id=pulse.partnership_id, id=pulse.id).exists():
        raise NotThere
    if found is None or is_over(found, now=now):
        raise refusals.PulseIsOver
    return found


def _checked(pulse: Round, ratings: Sequence[RatingSaid]) -> list[RatingSaid]:
    parties = set(Party.objects.filter(partnership_id=pulse.partnership_id).values_list("id", flat=True))
    asked = {one.key: one.is_about_sides for one in read_questions(pulse.questions)}
    seen: set[tuple[str, UUID | None]] = set()
    for place, one in enumerate(ratings):
        path = f"ratings.{place}"
        if not _is_asked(one, asked, parties):
            raise refusals.NoSuchQuestion(field=f"{path}.question")
        if (one.question, one.about) in seen:
            raise refusals.RatedTwice(field=f"{path}.question")
        seen.add((one.question, one.about))
        _check_rating(one, path)
    said = [one for one in ratings if one.says_something]
    if not said:
        raise refusals.NothingSaid
    return said


def _is_asked(one: RatingSaid, asked: Mapping[str, bool], parties: Collection[UUID]) -> bool:
    if one.question not in asked:
        return False
    return one.about in parties if asked[one.question] else one.about is None


def _check_rating(one: RatingSaid, path: str) -> None:
    if one.score is not None and not LEAST <= one.score <= MOST:
        raise refusals.BadScore(field=f"{path}.score")
    if len(one.comment) > LONGEST:
        raise refusals.CommentTooLong(field=f"{path}.comment")


def _write(row: Answer, said: Sequence[RatingSaid]) -> None:
    Rating.objects.filter(partnership_id=row.partnership_id, answer=row).delete()
    Rating.objects.bulk_create(
        Rating(
            partnership_id=row.partnership_id,
            round_id=row.round_id,
            answer=row,
            party_id=row.party_id,
            question=one.question,
            about_id=one.about,
            score=one.score,
            comment=CONTROL.sub("", one.comment).strip(),
        )
        for one in said
    )
