"""Weeks of health as the bench sees them: swept by the real worker, asked for anew, and compared to the last byte."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connections

from accounts.doors import system_door
from bench.worker import Worker
from partnership.kit.weeks import Week
from projects.health.actions import compute_batch
from projects.health.tasks import A_BATCH, queue_week

Statement = tuple[str, Any]
Fingerprint = list[tuple[int, int]]
# Everything but ids and the time of counting; each row names what it is about, so their order says nothing.
ROWS = (
    """
SELECT s.partnership_id, s.week_on, s.as_of, s.joint, s.coverage, s.band, s.spread_weight, s.alerts, s.formula
FROM health_snapshot s WHERE s.week_on = %(week)s AND s.partnership_id BETWEEN %(first)s AND %(last)s
""",
    """
SELECT p.partnership_id, p.party_id, p.score, p.coverage
FROM health_snapshot s JOIN health_partyhealth p ON p.partnership_id = s.partnership_id AND p.snapshot_id = s.id
WHERE s.week_on = %(week)s AND s.partnership_id BETWEEN %(first)s AND %(last)s
""",
    """
SELECT c.partnership_id, c.party_id, c.subject_id, c.dimension, c.part, c.weight, c.freshness, c.score, c.points, c.fact
FROM health_snapshot s JOIN health_contribution c ON c.partnership_id = s.partnership_id AND c.snapshot_id = s.id
WHERE s.week_on = %(week)s AND s.partnership_id BETWEEN %(first)s AND %(last)s
""",
)


def sweep(worker: Worker, week: Week) -> None:
    """Let the worker compute whatever is due of the week, as the beat's task would."""
    queue_week(week, now=datetime.now(tz=UTC))
    worker.finish()


def make_due(ids: Sequence[UUID], week: Week) -> None:
    """Let the weeks look as if they had been counted long ago."""
    statement = "UPDATE health_snapshot SET computed_at = 'epoch' WHERE week_on = %s AND partnership_id BETWEEN %s AND %s"
    with connections["migrate"].cursor() as cursor:
        cursor.execute(statement, [week.monday, ids[0], ids[-1]])


def counted_since(ids: Sequence[UUID], week: Week, since: datetime) -> int:
    """Return how many of the partnerships' weeks were counted since then."""
    statement = "SELECT count(*) FROM health_snapshot WHERE week_on = %s AND partnership_id BETWEEN %s AND %s AND computed_at >= %s"
    with connections["migrate"].cursor() as cursor:
        cursor.execute(statement, [week.monday, ids[0], ids[-1], since])
        return int(cursor.fetchone()[0])


def fingerprint(ids: Sequence[UUID], week: Week) -> Fingerprint:
    """Return of each table how many rows the week has, and the sum of their hashes of 64 bits."""
    found = []
    with connections["migrate"].cursor() as cursor:
        for rows in ROWS:
            cursor.execute(
                f"SELECT count(*), coalesce(sum(hashtextextended(r::text, 0)), 0) FROM ({rows}) r",
                {"week": week.monday, "first": ids[0], "last": ids[-1]},
            )
            count, total = cursor.fetchone()
            found.append((int(count), int(total)))
    return found


def reading_of(ids: Sequence[UUID], week: Week) -> list[Statement]:
    """Compute a batch and return what it asked the database, without what it wrote."""
    found: list[Statement] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().startswith(("SELECT", "WITH")):
            found.append((sql, params))
        return execute(sql, params, many, context)

    with connections["system"].execute_wrapper(note):
        compute_batch(ids, week=week, now=datetime.now(tz=UTC))
    return found


def read_again(statements: Sequence[Statement]) -> None:
    """Ask the same and fetch every row: only reading the facts, and nothing made of them."""
    with system_door("health.compute") as link, link.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)
            cursor.fetchall()


def batches(ids: Sequence[UUID]) -> list[Sequence[UUID]]:
    """Cut the ids into batches as the sweep does."""
    return [ids[start : start + A_BATCH] for start in range(0, len(ids), A_BATCH)]
