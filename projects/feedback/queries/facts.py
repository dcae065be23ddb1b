"""Facts of many partnerships on a day, in one statement: when something was said, and warnings that are acted on.

Days and sides alone: no text, and never a person. Silence shows as a day long ago, or as None.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connections

from partnership.kit.arrays import as_array

# A warning counts with the day it was raised; whether it is acted on, by what had been agreed on the day itself. Of a
# pulse only what is revealed tells anything.
SQL = """
SELECT w.partnership_id, 'warning', w.party_id, (w.created_at AT TIME ZONE 'UTC')::date, EXISTS (
    SELECT 1 FROM feedback_jointaction a
    WHERE a.partnership_id = w.partnership_id AND a.origin = 'warning' AND a.origin_id = w.id
      AND a.created_at < %(end)s AND (a.status <> 'dropped' OR a.closed_at >= %(end)s)
) FROM feedback_earlywarning w
WHERE w.partnership_id = ANY (%(partnerships)s) AND w.created_at < %(end)s
UNION ALL
SELECT partnership_id, sort, party_id, (max(created_at) AT TIME ZONE 'UTC')::date, false FROM feedback_note
WHERE partnership_id = ANY (%(partnerships)s) AND created_at < %(end)s
GROUP BY 1, 2, 3
UNION ALL
SELECT r.partnership_id, 'pulse', NULL, (max(r.revealed_at) AT TIME ZONE 'UTC')::date, false FROM feedback_round r
WHERE r.partnership_id = ANY (%(partnerships)s) AND r.revealed_at < %(end)s AND EXISTS (
    SELECT 1 FROM feedback_rating a
    WHERE a.partnership_id = r.partnership_id AND a.round_id = r.id AND a.score IS NOT NULL
)
GROUP BY 1
ORDER BY 1, 4, 2, 3
"""


class WarningFacts(NamedTuple):
    """An early warning: who raised it, when (UTC), and whether something was to be done about it on the day."""

    party_id: UUID
    raised_on: date
    is_acted_on: bool


@dataclass
class BetweenFacts:
    """What has been said between the sides up to a day. Of thanks and friction the newest day of each side (UTC)."""

    warnings: list[WarningFacts] = field(default_factory=list)
    thanks: dict[UUID, date] = field(default_factory=dict)
    frictions: dict[UUID, date] = field(default_factory=dict)
    latest_pulse: date | None = None

    @property
    def latest_warning(self) -> date | None:
        return max((one.raised_on for one in self.warnings), default=None)

    @property
    def latest_thanks(self) -> date | None:
        return max(self.thanks.values(), default=None)

    @property
    def latest_friction(self) -> date | None:
        return max(self.frictions.values(), default=None)

    @property
    def latest(self) -> date | None:
        """The newest day on which any side said anything; None while nobody has."""
        days = (self.latest_warning, self.latest_thanks, self.latest_friction, self.latest_pulse)
        return max(filter(None, days), default=None)

    def acted_on_since(self, first: date) -> Iterator[WarningFacts]:
        """Yield the warnings of a day or later about which something is to be done."""
        return (one for one in self.warnings if one.is_acted_on and one.raised_on >= first)


def warnings_for_health(
    partnership_ids: Sequence[UUID], *, as_of: date, using: str = "default"
) -> dict[UUID, BetweenFacts]:
    """Return what was known on the day; partnerships in which nobody has said anything are left out."""
    values: dict[str, Any] = {
        "partnerships": as_array(partnership_ids),
        "end": datetime.combine(as_of + timedelta(days=1), time.min, tzinfo=UTC),
    }
    found: dict[UUID, BetweenFacts] = {}
    with connections[using].cursor() as cursor:
        cursor.execute(SQL, values)
        for partnership_id, sort, party_id, day, is_acted_on in cursor.fetchall():
            facts = found.setdefault(partnership_id, BetweenFacts())
            if sort == "warning":
                facts.warnings.append(WarningFacts(party_id, day, is_acted_on))
            elif sort == "pulse":
                facts.latest_pulse = day
            else:
                (facts.thanks if sort == "thanks" else facts.frictions)[party_id] = day
    return found
