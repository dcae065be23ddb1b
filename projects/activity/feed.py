"""The book as a feed that loses nothing: read on from a position, only what no running transaction can still precede.

The order is (xid, seq). A sequence alone is not the order of commits: a reader of `seq > last` never sees the row of a
transaction that took its number early and committed late. Below the oldest running transaction nothing can appear.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.actor import Actor

Position = tuple[int, int]
START: Position = (0, 0)

# Below it every transaction has ended, in all databases of the server.
HORIZON = "pg_snapshot_xmin(pg_current_snapshot())"

# One short index range per partnership, merged: a sorted scan over all of them would grow with the book.
PAGE = """
SELECT id, kind, subject_kind, subject_id, person_id, key_id, party_id, partnership_id, organization_id, data::text, at,
       xid::text::bigint, seq
FROM (
    SELECT e.* FROM unnest(%(partnerships)s::uuid[]) AS mine (id)
    CROSS JOIN LATERAL (
        SELECT id, kind, subject_kind, subject_id, person_id, key_id, party_id, partnership_id,
               NULL::uuid AS organization_id, data, at, xid, seq
        FROM activity_event
        WHERE partnership_id = mine.id AND (xid, seq) > (%(xid)s::xid8, %(seq)s)
          AND xid < {horizon} {kinds} AND (audience IS NULL OR %(reader)s = ANY (audience))
        ORDER BY xid, seq LIMIT %(limit)s
    ) AS e
    UNION ALL
    (SELECT id, kind, subject_kind, subject_id, person_id, key_id, NULL, NULL, organization_id, data, at, xid, seq
     FROM activity_organizationevent
     WHERE organization_id = %(organization)s AND (xid, seq) > (%(xid)s::xid8, %(seq)s)
       AND xid < {horizon} {kinds}
     ORDER BY xid, seq LIMIT %(limit)s)
) AS book
ORDER BY xid, seq LIMIT %(limit)s
"""

SINCE = """
SELECT min(xid)::text::bigint FROM (
    SELECT e.xid FROM unnest(%(partnerships)s::uuid[]) AS mine (id)
    CROSS JOIN LATERAL (
        SELECT min(xid) AS xid FROM activity_event WHERE partnership_id = mine.id AND at >= %(since)s
    ) AS e
    UNION ALL
    SELECT min(xid) FROM activity_organizationevent WHERE organization_id = %(organization)s AND at >= %(since)s
) AS book
"""


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """One event as it is told outside; `data` is JSON text with ids only."""

    id: UUID
    kind: str
    subject_kind: str
    subject_id: UUID
    person_id: UUID | None
    key_id: UUID | None
    party_id: UUID | None
    partnership_id: UUID | None
    organization_id: UUID | None
    data: str
    at: datetime
    xid: int
    seq: int


def feed_after(
    actor: Actor,
    position: Position,
    *,
    limit: int,
    partnerships: Sequence[UUID] = (),
    kinds: Sequence[str] = (),
) -> list[FeedEvent]:
    """Return at most `limit` events after a position, oldest first, of the actor's partnerships and organization.

    With `partnerships` only theirs, with `kinds` only those; ids of others find nothing.
    """
    values: dict[str, Any] = {
        "partnerships": [one for one in (partnerships or actor.parties) if one in actor.parties],
        "reader": actor.organization_id,
        "organization": None if partnerships else actor.organization_id,
        "xid": str(position[0]),
        "seq": position[1],
        "limit": limit,
        "kinds": list(kinds),
    }
    with connection.cursor() as cursor:
        chosen = "AND kind = ANY(%(kinds)s)" if kinds else ""
        cursor.execute(PAGE.format(kinds=chosen, horizon=HORIZON), values)
        return [FeedEvent(*row) for row in cursor.fetchall()]


def feed_end() -> Position:
    """Return the position after everything that has been committed and can be read by now."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {HORIZON}::text::bigint")
        return (cursor.fetchone()[0], 0)


def position_at(actor: Actor, since: datetime) -> Position | None:
    """Return a position before everything that the actor may read and that happened at `since` or later; None if nothing did."""
    values = {"partnerships": list(actor.parties), "organization": actor.organization_id, "since": since}
    with connection.cursor() as cursor:
        cursor.execute(SINCE, values)
        found = cursor.fetchone()[0]
    return None if found is None else (found - 1, 0)
