"""Facts of many partnerships on a day, in one statement a batch: what is opened against what was agreed, and questions.

What came after the day is left out, so a past week can be computed again. Grants and questions are no secret among the
parties; nothing that was opened is read here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connections

from partnership.kit.arrays import as_array
from projects.openness.steps import Opened, Step, Topic

# A withdrawn grant counts until its last day, unless a later signature has settled anew what is opened.
SQL = """
WITH known AS MATERIALIZED (
    SELECT partnership_id, party_id, reader_id, topic, step, number, until, opened_at, id,
           CASE WHEN ended_at < %(end)s THEN ended_at END AS ended_at,
           is_withdrawn AND ended_at < %(end)s AS is_withdrawn
    FROM openness_grant
    WHERE partnership_id = ANY (%(partnerships)s) AND opened_at < %(end)s
), newest AS MATERIALIZED (
    SELECT v.partnership_id, max(v.number) AS number
    FROM agreement_version v JOIN agreement_agreement a ON a.partnership_id = v.partnership_id AND a.id = v.agreement_id
    WHERE v.partnership_id = ANY (%(partnerships)s) AND a.kind = 'openness' AND v.status = 'signed'
      AND v.closed_at < %(end)s
    GROUP BY 1
)
SELECT k.partnership_id, true, k.party_id, k.reader_id, k.topic, k.step, k.until, k.is_withdrawn,
       NULL::date, NULL::date
FROM known k LEFT JOIN newest n ON n.partnership_id = k.partnership_id
WHERE k.until >= %(since)s
  AND (k.ended_at IS NULL OR k.is_withdrawn AND k.number >= coalesce(n.number, 0))
UNION ALL
SELECT partnership_id, false, owner_id, party_id, topic, step, NULL, false,
       (asked_at AT TIME ZONE 'UTC')::date, (CASE WHEN answered_at < %(end)s THEN answered_at END AT TIME ZONE 'UTC')::date
FROM openness_ask
WHERE partnership_id = ANY (%(partnerships)s) AND asked_at < %(end)s
  AND (answered_at IS NULL OR answered_at >= %(start)s)
ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
"""


class AskFacts(NamedTuple):
    """How long a side's question to open a topic waited for its owner; `ended_on` is None while it waits. Days in UTC."""

    party_id: UUID
    asked_on: date
    ended_on: date | None


@dataclass
class OpennessFacts:
    """What is opened in a partnership, what was withdrawn before its last day, and the questions."""

    opened: list[Opened] = field(default_factory=list)
    withdrawn: list[Opened] = field(default_factory=list)
    asks: list[AskFacts] = field(default_factory=list)


def facts_for_openness(
    partnership_ids: Sequence[UUID], *, since: date, as_of: date, using: str = "default"
) -> dict[UUID, OpennessFacts]:
    """Return what was known on the day: grants that ran at some time from `since`, and questions open in that time.

    Partnerships without either are left out.
    """
    values: dict[str, Any] = {
        "partnerships": as_array(partnership_ids),
        "since": since,
        "start": datetime.combine(since, time.min, tzinfo=UTC),
        "end": datetime.combine(as_of + timedelta(days=1), time.min, tzinfo=UTC),
    }
    found: dict[UUID, OpennessFacts] = {}
    with connections[using].cursor() as cursor:
        cursor.execute(SQL, values)
        for row in cursor.fetchall():
            _add(found.setdefault(row[0], OpennessFacts()), row[1:])
    return found


def _add(facts: OpennessFacts, row: tuple[Any, ...]) -> None:
    is_grant, owner, reader, topic, step, until, is_withdrawn, asked_on, ended_on = row
    if not is_grant:
        facts.asks.append(AskFacts(reader, asked_on, ended_on))
        return
    into = facts.withdrawn if is_withdrawn else facts.opened
    into.append(Opened(owner, reader, Topic(topic), Step(step), until))
