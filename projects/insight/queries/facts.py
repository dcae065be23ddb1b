"""Facts of many partnerships on a day, in one statement a batch: how long questions wait, and how fresh pages are.

What came after the day is left out, so a past week can be computed again: a page as it was last saved by then. Pages for
named people and drafts are left out: a score is for everybody to see.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connections

from partnership.kit.arrays import as_array

# Partnerships are looked for among the questions: among the posts, which are many more, the array would be gone through
# anew for each question.
SQL = """
WITH asked AS MATERIALIZED (
    SELECT p.partnership_id, p.party_id, p.at, (
        SELECT min(n.at) FROM insight_post n
        WHERE n.partnership_id = p.partnership_id AND n.question_id = p.question_id AND n.id > p.id AND n.at < %(end)s
    ) AS ended_at
    FROM insight_post p JOIN insight_question q ON q.partnership_id = p.partnership_id AND q.id = p.question_id
    LEFT JOIN insight_page g ON g.partnership_id = q.partnership_id AND g.id = q.page_id
    WHERE q.partnership_id = ANY (%(partnerships)s) AND p.sort = 'asked' AND p.at < %(end)s
      AND coalesce(g.audience, 'partnership') = 'partnership'
), newest AS MATERIALIZED (
    SELECT DISTINCT ON (v.partnership_id, v.page_id) v.partnership_id, v.page_id, v.audience, v.fresh_until
    FROM insight_pageversion v
    WHERE v.partnership_id = ANY (%(partnerships)s) AND v.saved_at < %(end)s
    ORDER BY v.partnership_id, v.page_id, v.number DESC
)
SELECT partnership_id, party_id, (at AT TIME ZONE 'UTC')::date, (ended_at AT TIME ZONE 'UTC')::date, NULL::date FROM asked
WHERE ended_at IS NULL OR ended_at >= %(start)s
UNION ALL
SELECT n.partnership_id, g.party_id, NULL, NULL, n.fresh_until
FROM newest n JOIN insight_page g ON g.partnership_id = n.partnership_id AND g.id = n.page_id
WHERE n.audience = 'partnership' AND n.fresh_until IS NOT NULL AND (g.archived_at IS NULL OR g.archived_at >= %(end)s)
ORDER BY 1, 2, 3, 4, 5
"""


class QuestionFacts(NamedTuple):
    """How long a party's question waited for its owner; `ended_on` is None while it waits. Days in UTC."""

    party_id: UUID
    asked_on: date
    ended_on: date | None


class PageFacts(NamedTuple):
    """A page that both sides read and that says until when it is fresh."""

    party_id: UUID
    fresh_until: date


@dataclass
class InsightFacts:
    questions: list[QuestionFacts] = field(default_factory=list)
    pages: list[PageFacts] = field(default_factory=list)


def facts_for_insight(
    partnership_ids: Sequence[UUID], *, since: date, as_of: date, using: str = "default"
) -> dict[UUID, InsightFacts]:
    """Return what was known on the day: questions open at some time from `since`, and pages. Others are left out."""
    values: dict[str, Any] = {
        "partnerships": as_array(partnership_ids),
        "start": datetime.combine(since, time.min, tzinfo=UTC),
        "end": datetime.combine(as_of + timedelta(days=1), time.min, tzinfo=UTC),
    }
    found: dict[UUID, InsightFacts] = {}
    with connections[using].cursor() as cursor:
        cursor.execute(SQL, values)
        for partnership_id, party_id, asked_on, ended_on, fresh_until in cursor.fetchall():
            facts = found.setdefault(partnership_id, InsightFacts())
            if asked_on is None:
                facts.pages.append(PageFacts(party_id, fresh_until))
            else:
                facts.questions.append(QuestionFacts(party_id, asked_on, ended_on))
    return found
