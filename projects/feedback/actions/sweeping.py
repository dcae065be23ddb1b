"""What the clock does for every partnership: opening the rounds that are due, revealing those whose window has closed.

Sweeps over all tenants, in the worker alone; each may run twice, or two at once, and does its work once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from json import loads
from typing import Any
from uuid import UUID

from django.db import connections

from accounts.doors import system_door
from projects.activity.models import Event
from projects.feedback.answer_sql import ANSWERED
from projects.feedback.kind_pulse import DEFAULT
from projects.feedback.models import JointAction, Round, Seat
from projects.feedback.queries.owners import ROLES

from .rounds import with_open_actions

SYSTEM = "system"
A_BATCH = 500

# A round is due when its day has come where every side is, counted from the last one, whoever opened that. Its window ends
# with the day that ends last. Nothing is due while a round is open or before the day that both sides have begun.
DUE = """
WITH held AS MATERIALIZED (
    SELECT p.id, coalesce(t.months, %(months)s) AS months, coalesce(t.days, %(days)s) AS days, t.questions,
           coalesce(last.number, 0) AS number, coalesce(last.opened_on, p.started_on) AS since
    FROM accounts_partnership p
    LEFT JOIN LATERAL (
        SELECT months, days, questions FROM feedback_pulseterms WHERE partnership_id = p.id ORDER BY number DESC LIMIT 1
    ) t ON true
    LEFT JOIN LATERAL (
        SELECT number, opened_on, revealed_at, closes_at FROM feedback_round WHERE partnership_id = p.id
        ORDER BY number DESC LIMIT 1
    ) last ON true
    WHERE p.status = 'active' AND (last.number IS NULL OR last.revealed_at IS NOT NULL OR last.closes_at <= %(now)s)
), due AS (
    SELECT id, days, questions, number, (since + make_interval(months => months))::date AS due_on FROM held
    WHERE months > 0 AND (since + make_interval(months => months))::date <= %(latest)s
), zones AS (
    SELECT side.partnership_id, own.time_zone, (%(now)s::timestamptz AT TIME ZONE own.time_zone)::date AS today
    FROM accounts_party side JOIN accounts_organization own ON own.id = side.organization_id
    WHERE side.partnership_id IN (SELECT id FROM due)
), local AS (
    SELECT partnership_id, min(today) AS today FROM zones GROUP BY 1
)
SELECT d.id, d.number + 1, d.questions::text, l.today,
       max((l.today + d.days + 1)::timestamp AT TIME ZONE z.time_zone)
FROM due d JOIN local l ON l.partnership_id = d.id JOIN zones z ON z.partnership_id = d.id
WHERE d.due_on <= l.today
GROUP BY d.id, d.number, d.questions::text, l.today
ORDER BY d.id LIMIT %(batch)s
"""

OVER = f"""
UPDATE feedback_round r SET revealed_at = %(now)s
WHERE r.revealed_at IS NULL AND (r.closes_at <= %(now)s OR ({ANSWERED}))
RETURNING r.partnership_id, r.id, r.number
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Due:
    """A round that is due; `questions` is JSON text, None for the standard set."""

    partnership_id: UUID
    number: int
    questions: str | None
    opened_on: date
    closes_at: datetime


def open_due(*, now: datetime) -> int:
    """Open every round whose day has come; return how many. Where another did it in the same second, it did it alone."""
    opened = 0
    while True:
        with system_door("feedback.pulses") as connection:
            due = _due(connection, now)
            opened += len(_open(due, now))
        if len(due) < A_BATCH:
            return opened


def reveal_over(*, now: datetime) -> int:
    """Reveal the rounds whose window has closed or whose last missing people have left; return how many."""
    with system_door("feedback.pulses") as connection, connection.cursor() as cursor:
        cursor.execute(OVER, {"now": now})
        found = cursor.fetchall()
        _tell("feedback.pulse_revealed", found, now)
    return len(found)


def _due(connection: Any, now: datetime) -> list[Due]:
    values = {
        "now": now,
        "latest": (now + timedelta(days=1)).date(),
        "months": DEFAULT.months,
        "days": DEFAULT.days,
        "batch": A_BATCH,
    }
    with connection.cursor() as cursor:
        cursor.execute(DUE, values)
        return [Due(*row) for row in cursor.fetchall()]


def _open(due: Sequence[Due], now: datetime) -> list[Round]:
    actions = _open_actions([one.partnership_id for one in due])
    rows = [_round(one, actions.get(one.partnership_id, ()), now) for one in due]
    Round.objects.using(SYSTEM).bulk_create(rows, ignore_conflicts=True)
    # Of two sweeps in the same second one has written the row; the other finds that its own id is not there.
    written = set(
        Round.objects.using(SYSTEM).filter(id__in=[row.id for row in rows]).values_list("id", flat=True)
    )
    mine = [row for row in rows if row.id in written]
    _seat(mine)
    _tell("feedback.pulse_opened", [(row.partnership_id, row.id, row.number) for row in mine], now)
    return mine


def _round(one: Due, actions: Iterable[tuple[UUID, str]], now: datetime) -> Round:
    questions = loads(one.questions) if one.questions else list(DEFAULT.questions)
    return Round(
        partnership_id=one.partnership_id,
        number=one.number,
        questions=with_open_actions(questions, actions),
        opened_on=one.opened_on,
        opened_at=now,
        closes_at=one.closes_at,
    )


def _open_actions(partnership_ids: Sequence[UUID]) -> dict[UUID, list[tuple[UUID, str]]]:
    rows = JointAction.objects.using(SYSTEM).filter(
        partnership_id__in=partnership_ids, status=JointAction.Status.OPEN
    )
    found: dict[UUID, list[tuple[UUID, str]]] = {}
    for partnership_id, key, text in rows.order_by("due_on", "id").values_list(
        "partnership_id", "id", "text"
    ):
        found.setdefault(partnership_id, []).append((key, text))
    return found


SEATS = """
SELECT side.partnership_id, side.id, m.user_id
FROM accounts_party side JOIN accounts_membership m ON m.organization_id = side.organization_id
WHERE side.partnership_id = ANY (%s) AND m.role = ANY (%s)
"""


def _seat(rows: Sequence[Round]) -> None:
    rounds = {row.partnership_id: row.id for row in rows}
    with connections[SYSTEM].cursor() as cursor:
        cursor.execute(SEATS, [list(rounds), list(ROLES)])
        found = cursor.fetchall()
    Seat.objects.using(SYSTEM).bulk_create(
        Seat(partnership_id=key, round_id=rounds[key], party_id=party, person_id=person)
        for key, party, person in found
    )


def _tell(kind: str, rounds: Sequence[tuple[UUID, UUID, int]], now: datetime) -> None:
    Event.objects.using(SYSTEM).bulk_create(
        Event(
            partnership_id=partnership_id,
            kind=kind,
            subject_kind="pulse",
            subject_id=key,
            data={"number": number},
            at=now,
        )
        for partnership_id, key, number in rounds
    )
