"""Both sides of goals on a day: what each gives, and how sure it was at its newest check-in until then."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from partnership.kit.questions import Words
from partnership.kit.rounds import Reading, asked
from partnership.kit.weeks import Week

from .records import SideSeen

SQL = """
SELECT t.goal_id, s.party_id, s.why, s.owner_id, s.owner_name, s.contribution, s.amount, s.unit,
       c.confidence, g.given, c.week_on, coalesce(c.week_on = %(week_on)s, false)
FROM goals_terms t
JOIN goals_goalside s ON s.partnership_id = t.partnership_id AND s.terms_id = t.id
JOIN accounts_party p ON p.partnership_id = s.partnership_id AND p.id = s.party_id
LEFT JOIN LATERAL (
    SELECT c.confidence, c.week_on FROM goals_checkin c
    WHERE c.partnership_id = t.partnership_id AND c.goal_id = t.goal_id AND c.party_id = s.party_id
      AND c.week_on <= %(week_on)s
    ORDER BY c.week_on DESC LIMIT 1
) c ON true
LEFT JOIN LATERAL (
    SELECT c.given FROM goals_checkin c
    WHERE c.partnership_id = t.partnership_id AND c.goal_id = t.goal_id AND c.party_id = s.party_id
      AND c.week_on <= %(week_on)s AND c.given IS NOT NULL
    ORDER BY c.week_on DESC LIMIT 1
) g ON true
WHERE t.partnership_id = ANY (%(partnerships)s) AND t.from_on <= %(day)s AND (t.until_on IS NULL OR t.until_on > %(day)s)
ORDER BY t.goal_id, p.position
"""


def reading_sides(
    partnership_ids: Sequence[UUID], *, as_of: date, using: str = "default"
) -> Reading[dict[UUID, list[SideSeen]]]:
    """Read the sides of every goal in force on a day by goal, in the parties' own order: one statement."""
    named: dict[str, Any] = {
        "partnerships": list(partnership_ids),
        "day": as_of,
        "week_on": Week.of(as_of).monday,
    }
    found: dict[UUID, list[SideSeen]] = defaultdict(list)
    for goal_id, *cells in (yield from asked(Words(SQL, named, using))):
        found[goal_id].append(SideSeen(*cells))
    return dict(found)
