"""What is open to whom, now and before."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from accounts.queries import names_of
from partnership.kit.errors import NotThere
from partnership.kit.questions import Kept
from partnership.kit.rounds import Reading, asked, read
from projects.openness.models import Grant
from projects.openness.steps import Step, Topic
from projects.openness.terms import FOR_GOOD, OpennessTerms, Row

from .records import GrantSeen

MOST_ENDED = 20


def grants_in_force(partnership_ids: Sequence[UUID], *, today: date) -> list[GrantSeen]:
    """Return what the sides of these partnerships have open to each other on a day, oldest first; one query."""
    rows = Grant.objects.filter(partnership_id__in=partnership_ids, ended_at=None, until__gte=today)
    return [_seen(row, {}) for row in rows.order_by("opened_at", "id")]


def grants_ending(partnership_ids: Sequence[UUID], *, first: date, last: date) -> list[Grant]:
    """Return the grants whose last day lies between two days, both included; one query."""
    return read(reading_ending(partnership_ids, first=first, last=last))


def reading_ending(partnership_ids: Sequence[UUID], *, first: date, last: date) -> Reading[list[Grant]]:
    """Read the same beside what else a page asks."""
    return asked(Kept(_ending, partnerships=list(partnership_ids), first=first, last=last))


def _ending(partnerships: list[UUID], first: date, last: date) -> QuerySet[Grant]:
    rows = Grant.objects.filter(partnership_id__in=partnerships, ended_at=None)
    return rows.filter(until__range=(first, last)).order_by("until", "id")


def grants_ended(partnership_id: UUID, *, today: date) -> list[GrantSeen]:
    """Return what was open once, the newest ends first: at most so many that a page shows; two queries."""
    rows = Grant.objects.filter(partnership_id=partnership_id)
    ended = list(rows.exclude(ended_at=None).order_by("-ended_at", "-id")[:MOST_ENDED])
    people = names_of(one.ended_by_id for one in ended)
    return [_seen(row, people) for row in ended]


def grant_row(partnership_id: UUID, grant_id: UUID) -> Grant:
    """Return the row that closing is about; raise NotThere."""
    found: Grant | None = Grant.objects.filter(partnership_id=partnership_id, id=grant_id).first()
    if found is None:
        raise NotThere
    return found


def terms_held(grants: Iterable[GrantSeen]) -> OpennessTerms:
    """Return what is open as a table that can be put forward."""
    return OpennessTerms(
        tuple(Row(one.party_id, one.reader_id, one.topic, one.step, one.purpose, one.until) for one in grants)
    )


def _seen(row: Grant, people: dict[UUID, str]) -> GrantSeen:
    kept = (
        "id",
        "party_id",
        "reader_id",
        "purpose",
        "number",
        "opened_at",
        "ended_at",
        "is_withdrawn",
    )
    return GrantSeen(
        **{name: getattr(row, name) for name in kept},
        topic=Topic(row.topic),
        step=Step(row.step),
        until=None if row.until == FOR_GOOD else row.until,
        ended_by=people.get(row.ended_by_id, "") if row.ended_by_id else "",
    )
