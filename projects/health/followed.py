"""What followed each recorded week of health, in one statement over all partnerships. Inside the sweep's door."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db import connections

from projects.agreement.charter import CHARTER
from projects.health.foretelling import Followed
from projects.pricing.sharing import KIND as SHARING
from projects.pricing.sheet_fields import KIND as SHEET
from projects.work.terms import KIND as TERMS


class Trouble(StrEnum):
    """What may follow a week."""

    DECLINED = "declined"
    ENDED = "ended"
    MISSED = "missed"


RENEWALS = (CHARTER.name, TERMS, SHEET, SHARING)
"""Kinds of agreement that carry a partnership on: a no to one of them counts as a declined renewal."""

# Materialized once and joined by partnership. A date is missed on the day after it; what was handed over on it is not.
SQL = """
WITH troubles AS MATERIALIZED (
    SELECT v.partnership_id, 'declined' AS what, (v.closed_at AT TIME ZONE 'UTC')::date AS day
    FROM agreement_version v JOIN agreement_agreement a ON a.partnership_id = v.partnership_id AND a.id = v.agreement_id
    WHERE v.status = 'declined' AND a.kind = ANY (%(renewals)s)
    UNION ALL
    SELECT id, 'ended', ends_on FROM accounts_partnership WHERE ends_on IS NOT NULL
    UNION ALL
    SELECT partnership_id, 'missed', due_on + 1
    FROM (SELECT partnership_id, coalesce(agreed_on, planned_on) AS due_on, delivered_on FROM work_deliverable) d
    WHERE due_on < %(today)s AND (delivered_on IS NULL OR delivered_on > due_on)
)
SELECT s.partnership_id, s.joint, s.band, array_remove(array_agg(DISTINCT t.what), NULL)
FROM health_snapshot s
JOIN accounts_partnership p ON p.id = s.partnership_id
LEFT JOIN troubles t ON t.partnership_id = s.partnership_id
     AND t.day > s.week_on + 6 AND t.day <= s.week_on + 6 + %(days)s
WHERE s.joint IS NOT NULL AND s.band <> '' AND s.week_on + 6 + %(days)s < %(today)s
  AND (p.ends_on IS NULL OR p.ends_on > s.week_on + 6)
GROUP BY s.partnership_id, s.week_on, s.joint, s.band
ORDER BY s.partnership_id, s.week_on
"""


def weeks_followed(*, horizon: timedelta, today: date, using: str) -> dict[Trouble, Sequence[Followed]]:
    """Return, for each kind of trouble, every week that had a band and whose horizon has passed by `today` (UTC)."""
    values: dict[str, Any] = {"renewals": list(RENEWALS), "days": horizon.days, "today": today}
    found: dict[Trouble, list[Followed]] = {one: [] for one in Trouble}
    with connections[using].chunked_cursor() as cursor:
        cursor.execute(SQL, values)
        for partnership_id, joint, band, what in cursor:
            for one in Trouble:
                found[one].append(Followed(partnership_id, joint, band, one in what))
    return dict(found)
