"""Facts of many partnerships on a day, in one statement a batch: how long proposals wait for an answer."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connections

from partnership.kit.arrays import as_array

# What came after the day is left out, so a past week can be computed again. A party has signed when as many of its people
# have as the version needs; a proposal has stopped waiting when every other party has, or when it was closed.
SQL = """
WITH versions AS MATERIALIZED (
    SELECT id, partnership_id, party_id, proposed_at, needs,
           CASE WHEN closed_at < %(end)s THEN closed_at END AS closed_at,
           (SELECT count(*) FROM jsonb_object_keys(needs) party WHERE party <> party_id::text) AS others
    FROM agreement_version
    WHERE partnership_id = ANY (%(partnerships)s) AND proposed_at < %(end)s
      AND (closed_at IS NULL OR closed_at >= %(start)s)
), signed AS MATERIALIZED (
    SELECT v.partnership_id, v.id, s.party_id, s.signed_at, (v.needs ->> s.party_id::text)::int AS needed,
           row_number() OVER (PARTITION BY s.version_id, s.party_id ORDER BY s.signed_at, s.id) AS nth
    FROM agreement_signature s JOIN versions v ON v.partnership_id = s.partnership_id AND v.id = s.version_id
    WHERE s.party_id <> v.party_id AND s.signed_at < %(end)s
), answered AS MATERIALIZED (
    SELECT partnership_id, id, count(*) AS parties, max(signed_at) AS newest_at
    FROM signed WHERE nth = needed GROUP BY 1, 2
)
SELECT v.partnership_id, v.party_id, (v.proposed_at AT TIME ZONE 'UTC')::date,
       (least(v.closed_at, CASE WHEN a.parties >= v.others THEN a.newest_at END) AT TIME ZONE 'UTC')::date
FROM versions v LEFT JOIN answered a ON a.partnership_id = v.partnership_id AND a.id = v.id
ORDER BY v.partnership_id, v.proposed_at, v.id
"""


class AnswerFacts(NamedTuple):
    """How long one proposal of a party waited for the others; `ended_on` is None while it waits. Days in UTC."""

    partnership_id: UUID
    party_id: UUID
    asked_on: date
    ended_on: date | None


def facts_for_answers(
    partnership_ids: Sequence[UUID], *, since: date, as_of: date, using: str = "default"
) -> list[AnswerFacts]:
    """Return the proposals that were open at some time from `since` to `as_of`, both included, as known that day."""
    values: dict[str, Any] = {
        "partnerships": as_array(partnership_ids),
        "start": datetime.combine(since, time.min, tzinfo=UTC),
        "end": datetime.combine(as_of + timedelta(days=1), time.min, tzinfo=UTC),
    }
    with connections[using].cursor() as cursor:
        cursor.execute(SQL, values)
        return [AnswerFacts(*row) for row in cursor.fetchall()]
