"""What was said in rounds that are over. Before that the database shows these queries the reader's own words alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from accounts.actor import Actor
from accounts.queries import names_of
from partnership.kit.errors import NotThere
from projects.feedback.gaps import Gap, Means, Rated, closing_of, gaps_of, means_of
from projects.feedback.models import Answer, Rating, Round
from projects.feedback.queries.rounds import RoundSeen


@dataclass(frozen=True, slots=True)
class CommentSeen:
    """What somebody of a side wrote; `person` is "" unless that person chose to be named."""

    question: str
    party_id: UUID
    about_id: UUID | None
    text: str
    person: str


@dataclass(frozen=True)
class Result:
    """A round that is over: means, gaps in the order of its questions, and comments. `scores` are those about sides."""

    round: RoundSeen
    means: Means
    gaps: tuple[Gap, ...]
    comments: tuple[CommentSeen, ...]
    scores: tuple[Rated, ...]
    actions: tuple[Rated, ...]

    def gap(self, question: str, about: UUID, other: UUID) -> Gap | None:
        key = (question, about, other)
        return next((one for one in self.gaps if (one.question, one.about, one.other) == key), None)

    def closing(self, before: "Result | None") -> Decimal | None:
        """Return the closing rate against an earlier round: both blind, as every round is."""
        return closing_of(self.gaps, before.gaps) if before else None


@dataclass(frozen=True, slots=True)
class OwnRating:
    question: str
    about: UUID | None
    score: int | None
    comment: str


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """What the actor said in a round."""

    ratings: tuple[OwnRating, ...]
    shows_name: bool
    answered_at: datetime
    version: int


def results_of(rounds: Sequence[RoundSeen], parties: Sequence[UUID]) -> list[Result]:
    """Return what was said in those of the rounds that are over, in the order given; at most three queries."""
    return results_of_many(rounds, {one.partnership_id: parties for one in rounds})


def results_of_many(rounds: Sequence[RoundSeen], parties: Mapping[UUID, Sequence[UUID]]) -> list[Result]:
    """Return the same of rounds of several partnerships, whose sides are given by partnership; at most three queries."""
    over = [one for one in rounds if one.is_over]
    if not over:
        return []
    ids = [one.id for one in over]
    partnerships = {one.partnership_id for one in over}
    rows = list(Rating.objects.filter(partnership_id__in=partnerships, round_id__in=ids).order_by("id"))
    named = _named(partnerships, ids) if any(row.comment for row in rows) else {}
    by_round: dict[UUID, list[Rating]] = {}
    for row in rows:
        by_round.setdefault(row.round_id, []).append(row)
    return [_result(one, by_round.get(one.id, []), parties[one.partnership_id], named) for one in over]


def own_answer(actor: Actor, pulse: Round) -> OwnAnswer | None:
    """Return what the actor has said in a round, None for nothing yet; two queries."""
    own = {"partnership_id": pulse.partnership_id, "round_id": pulse.id, "person_id": actor.person_id}
    row: Answer | None = Answer.objects.filter(**own, party_id=actor.party_id(pulse.partnership_id)).first()
    if row is None or actor.person_id is None:
        return None
    ratings = Rating.objects.filter(partnership_id=pulse.partnership_id, answer=row).order_by("id")
    return OwnAnswer(
        tuple(OwnRating(one.question, one.about_id, one.score, one.comment) for one in ratings),
        row.shows_name,
        row.answered_at,
        row.version,
    )


def own_answer_given(actor: Actor, pulse: Round) -> OwnAnswer:
    """Return what the actor has said; raise NotThere for nothing yet."""
    found = own_answer(actor, pulse)
    if found is None:
        raise NotThere
    return found


def _named(partnership_ids: Iterable[UUID], round_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The names of those who chose to be named, by answer."""
    rows = dict(
        Answer.objects.filter(
            partnership_id__in=partnership_ids, round_id__in=round_ids, shows_name=True
        ).values_list("id", "person_id")
    )
    names = names_of(rows.values())
    return {answer: names.get(person, "") for answer, person in rows.items()}


def _result(
    pulse: RoundSeen, rows: Sequence[Rating], parties: Sequence[UUID], named: dict[UUID, str]
) -> Result:
    scores = [
        Rated(row.party_id, row.about_id, row.question, row.score)
        for row in rows
        if row.score is not None and row.about_id is not None
    ]
    means = means_of(scores)
    questions = [one.key for one in pulse.topics]
    return Result(
        round=pulse,
        means=means,
        gaps=tuple(gaps_of(means, questions=questions, parties=parties)),
        comments=tuple(
            CommentSeen(row.question, row.party_id, row.about_id, row.comment, named.get(row.answer_id, ""))
            # Without order of time or person: two comments of one person do not stand together by their place.
            for row in sorted(rows, key=lambda one: (one.question, str(one.about_id), one.comment))
            if row.comment
        ),
        scores=tuple(scores),
        # Of an action every side speaks alike, so it stands as what a side says of itself.
        actions=tuple(
            Rated(row.party_id, row.party_id, row.question, row.score)
            for row in rows
            if row.score is not None and row.about_id is None
        ),
    )
