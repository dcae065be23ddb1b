"""Facts of many partnerships on a day, in one statement a batch: what was said in the newest revealed pulse."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connections

from partnership.kit.arrays import as_array

# The newest round that had been revealed by the end of the day: a past week can be computed again. What is not revealed
# is not read, also by the sweep that may read everything.
SQL = """
WITH newest AS MATERIALIZED (
    SELECT DISTINCT ON (partnership_id) partnership_id, id, revealed_at
    FROM feedback_round
    WHERE partnership_id = ANY (%(partnerships)s) AND revealed_at < %(end)s
    ORDER BY partnership_id, number DESC
)
SELECT n.partnership_id, a.party_id, a.about_id, a.question, sum(a.score), count(*), (n.revealed_at AT TIME ZONE 'UTC')::date
FROM newest n
JOIN feedback_rating a ON a.partnership_id = n.partnership_id AND a.round_id = n.id
WHERE a.score IS NOT NULL AND a.about_id IS NOT NULL
GROUP BY 1, 2, 3, 4, 7
ORDER BY 1, 2, 3, 4
"""


@dataclass(frozen=True, slots=True)
class SaidFacts:
    """What one party said of a side, or of itself, on one question: `total` of `count` scores 1–10. Day in UTC."""

    party_id: UUID
    about_id: UUID
    question: str
    total: int
    count: int
    revealed_on: date


def facts_for_feedback(
    partnership_ids: Sequence[UUID], *, as_of: date, using: str = "default"
) -> dict[UUID, list[SaidFacts]]:
    """Return what was said in each partnership's newest pulse revealed by the day; partnerships without one are left out."""
    end = datetime.combine(as_of + timedelta(days=1), time.min, tzinfo=UTC)
    values: dict[str, Any] = {"partnerships": as_array(partnership_ids), "end": end}
    found: dict[UUID, list[SaidFacts]] = {}
    with connections[using].cursor() as cursor:
        cursor.execute(SQL, values)
        for partnership_id, *said in cursor.fetchall():
            found.setdefault(partnership_id, []).append(SaidFacts(*said))
    return found
