"""Rounds of a pulse and the terms they follow. Nothing here says who has answered, but of the reader alone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from accounts.actor import Actor
from partnership.kit.errors import NotThere
from partnership.kit.questions import Kept
from partnership.kit.questions import Question as Asking
from partnership.kit.rounds import Reading, asked, read, together
from projects.feedback.kind_pulse import TermsHeld, held_of
from projects.feedback.models import Answer, PulseTerms, Round, Seat
from projects.feedback.questions import Question, read_questions
from projects.feedback.rhythm import later_by

MOST_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class RoundSeen:
    """A round at a moment, its questions in the reader's language; `is_asked` and `has_answered` are the reader's own."""

    id: UUID
    partnership_id: UUID
    number: int
    questions: tuple[Question, ...]
    opened_on: date
    opened_at: datetime
    closes_at: datetime
    revealed_at: datetime | None
    party_id: UUID | None
    is_over: bool
    is_asked: bool = False
    has_answered: bool = False

    @property
    def waits(self) -> bool:
        """Whether the reader can still say something and has not."""
        return self.is_asked and not self.has_answered and not self.is_over

    @property
    def ends_at(self) -> datetime:
        """The last minute of the last day, as people say it."""
        return self.closes_at - timedelta(minutes=1)

    @property
    def topics(self) -> tuple[Question, ...]:
        return tuple(one for one in self.questions if one.is_about_sides)

    @property
    def follow_ups(self) -> tuple[Question, ...]:
        return tuple(one for one in self.questions if not one.is_about_sides)


def terms_held(partnership_id: UUID) -> TermsHeld:
    """Return the rhythm and questions in force: the newest signed ones, else the standard set. One query."""
    return held_of(PulseTerms.objects.filter(partnership_id=partnership_id).order_by("-number").first())


def rounds_seen(actor: Actor, partnership_id: UUID, *, now: datetime) -> list[RoundSeen]:
    """Return a partnership's rounds, newest first; two statements."""
    rows = Round.objects.filter(partnership_id=partnership_id).order_by("-number")[:MOST_ROUNDS]
    return read(_reading_seen(actor, rows, now))


def round_seen(actor: Actor, pulse: Round, *, now: datetime) -> RoundSeen:
    """Return one round as the actor sees it; one statement."""
    return read(_seen(actor, [pulse], now))[0]


def round_row(partnership_id: UUID, round_id: UUID) -> Round:
    """Return the row that an answer or a page is about; raise NotThere."""
    found: Round | None = Round.objects.filter(partnership_id=partnership_id, id=round_id).first()
    if found is None:
        raise NotThere
    return found


def round_by_id(actor: Actor, round_id: UUID) -> Round:
    """Return a round of any of the actor's partnerships; raise NotThere."""
    found: Round | None = Round.objects.filter(partnership_id__in=list(actor.parties), id=round_id).first()
    if found is None:
        raise NotThere
    return found


def reading_open_rounds(
    actor: Actor, partnership_ids: Collection[UUID], *, now: datetime
) -> Reading[list[RoundSeen]]:
    """Read the rounds that are open in these partnerships, the first to close first; two statements."""
    return _reading_seen(actor, Kept(_open, partnerships=list(partnership_ids), now=now), now)


def _open(partnerships: list[UUID], now: datetime) -> QuerySet[Any]:
    rows = Round.objects.filter(partnership_id__in=partnerships, revealed_at=None, closes_at__gt=now)
    return rows.order_by("closes_at", "id")


def revealed_between(
    actor: Actor, partnership_ids: Sequence[UUID], *, start: datetime, end: datetime
) -> list[RoundSeen]:
    """Return the newest round of each partnership that was revealed in a span (start ≤ moment < end); two statements."""
    rows = Round.objects.filter(
        partnership_id__in=partnership_ids, revealed_at__gte=start, revealed_at__lt=end
    )
    newest = rows.order_by("partnership_id", "-number").distinct("partnership_id")
    return read(_reading_seen(actor, newest, end))


def people_asked(partnership_ids: Sequence[UUID], *, now: datetime) -> set[UUID]:
    """Return the people who are asked in a round that is open, whether they have answered or not; one query."""
    rows = Seat.objects.filter(
        partnership_id__in=partnership_ids, round__revealed_at=None, round__closes_at__gt=now
    )
    return set(rows.values_list("person_id", flat=True))


def newest_round(partnership_id: UUID) -> Round | None:
    """Return the round that was opened last, if any."""
    return Round.objects.filter(partnership_id=partnership_id).order_by("-number").first()


def ids_of_rounds_over(partnership_ids: Sequence[UUID], *, now: datetime) -> list[UUID]:
    """Return the rounds of these partnerships that are over; one query."""
    rows = Round.objects.filter(partnership_id__in=partnership_ids)
    return [row.id for row in rows.defer("questions") if is_over(row, now=now)]


def next_on(held: TermsHeld, newest: Round | RoundSeen | None, *, started_on: date) -> date | None:
    """Return the local day on which the rhythm opens the next round; None when only people do."""
    if not held.months:
        return None
    return later_by(newest.opened_on if newest else started_on, held.months)


def is_over(pulse: Round, *, now: datetime) -> bool:
    """Say whether a round is over: revealed, or past its window. The database asks its own clock."""
    return pulse.revealed_at is not None or pulse.closes_at <= now


def _reading_seen(actor: Actor, question: QuerySet[Any] | Asking, now: datetime) -> Reading[list[RoundSeen]]:
    return (yield from _seen(actor, (yield from asked(question)), now))


def _seen(actor: Actor, rows: Sequence[Round], now: datetime) -> Reading[list[RoundSeen]]:
    if not rows:
        return []
    # No actor ever asks for more than the own seat and answer: the database would show no other.
    own: dict[str, Any] = {
        "rounds": [row.id for row in rows],
        "person_id": actor.person_id,
        "partnerships": list(dict.fromkeys(row.partnership_id for row in rows)),
        "parties": [party for row in rows if (party := actor.party_in(row.partnership_id))],
    }
    seats, answered = yield from together(
        asked(Kept(_own, model=Seat, **own)), asked(Kept(_own, model=Answer, **own))
    )
    kept = (
        "id",
        "partnership_id",
        "number",
        "opened_on",
        "opened_at",
        "closes_at",
        "revealed_at",
        "party_id",
    )
    return [
        RoundSeen(
            **{name: getattr(row, name) for name in kept},
            questions=read_questions(row.questions),
            is_over=is_over(row, now=now),
            is_asked=row.id in seats,
            has_answered=row.id in answered,
        )
        for row in rows
    ]


def _own(
    model: type[Model],
    rounds: list[UUID],
    person_id: UUID | None,
    partnerships: list[UUID],
    parties: list[UUID],
) -> QuerySet[Any]:
    rows = model._default_manager.filter(round_id__in=rounds, person_id=person_id, party_id__in=parties)
    return rows.filter(partnership_id__in=partnerships).values_list("round_id", flat=True)
