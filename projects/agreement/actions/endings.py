"""Ending the partnerships whose agreed day has come: a sweep over all tenants, and nobody's hand."""

from datetime import datetime, timedelta

from accounts.doors import system_door
from projects.activity.models import Event

# The day has come when it is that day where every side is. `before` lets the index find the few that are near.
DUE = """
UPDATE accounts_partnership p SET status = 'ended', updated_at = %(now)s, version = version + 1
WHERE p.status = 'active' AND p.ends_on <= %(before)s AND NOT EXISTS (
    SELECT 1 FROM accounts_party side JOIN accounts_organization own ON own.id = side.organization_id
    WHERE side.partnership_id = p.id AND (%(now)s::timestamptz AT TIME ZONE own.time_zone)::date < p.ends_on
)
RETURNING p.id
"""


def end_due(*, now: datetime) -> int:
    """End every partnership whose day has come where all its sides are; return how many. Once, however often it runs."""
    with system_door("agreement.end") as connection, connection.cursor() as cursor:
        cursor.execute(DUE, {"now": now, "before": (now + timedelta(days=1)).date()})
        ended = [row[0] for row in cursor.fetchall()]
        Event.objects.using("system").bulk_create(
            Event(
                partnership_id=key,
                kind="partnership.ended",
                subject_kind="partnership",
                subject_id=key,
                at=now,
            )
            for key in ended
        )
    return len(ended)
