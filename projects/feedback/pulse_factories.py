"""Rounds of a pulse for tests; made past the doors, by the creator, unless an actor is given."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from projects.feedback.models import Answer, Rating, Round, Seat
from projects.feedback.questions import standard_rows

Ratings = Mapping[tuple[str, UUID | None], tuple[int | None, str]]


def pulse_opened(
    partnership_id: UUID,
    seats: Mapping[UUID, Sequence[UUID]],
    *,
    number: int = 1,
    opened_at: datetime | None = None,
    lasts: timedelta = timedelta(days=10),
    questions: Sequence[Any] | None = None,
    revealed_at: datetime | None = None,
) -> Round:
    """Insert a round; `seats` are the people who are asked, by party."""
    begun = opened_at or timezone.now() - timedelta(days=2)
    row: Round = Round.objects.create(
        partnership_id=partnership_id,
        number=number,
        questions=list(questions or standard_rows()),
        opened_on=begun.date(),
        opened_at=begun,
        closes_at=begun + lasts,
        revealed_at=revealed_at,
    )
    Seat.objects.bulk_create(
        Seat(partnership_id=partnership_id, round=row, party_id=party, person_id=person)
        for party, people in seats.items()
        for person in people
    )
    return row


def pulse_answered(
    pulse: Round, party_id: UUID, person_id: UUID, ratings: Ratings, *, shows_name: bool = False
) -> Answer:
    """Insert an answer: scores and comments by question and side."""
    answer: Answer = Answer.objects.create(
        partnership_id=pulse.partnership_id,
        round=pulse,
        party_id=party_id,
        person_id=person_id,
        shows_name=shows_name,
        answered_at=pulse.opened_at + timedelta(hours=1),
    )
    Rating.objects.bulk_create(
        Rating(
            partnership_id=pulse.partnership_id,
            round=pulse,
            answer=answer,
            party_id=party_id,
            question=question,
            about_id=about,
            score=score,
            comment=comment,
        )
        for (question, about), (score, comment) in ratings.items()
    )
    return answer
