"""Whose letter is open, claimed in one statement for everybody: the unique row (person, kind, ISO week) is the claim.

Runs as the sweep "digests.plan". Days and hours are few, people many: Python works out which rhythms are open, SQL finds
their people. Two senders may plan at once; the second finds nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from accounts.doors import system_door
from partnership.kit.mail import mail_host
from partnership.kit.weeks import Week
from projects.digests.models import Kind, Letter
from projects.digests.schedule import HALF_PAST_SEVEN, MONDAY, Rhythm, week_due, week_missed, window

MISSED_WITHIN = timedelta(days=8)

# People who get letters: active, verified, in an active partnership, not stopped; `since` is when that became so. Who
# `is_silent` gets none, since mail to the address comes back, but a row that says why.
RECIPIENTS = f"""
SELECT u.id AS user_id, u.email, u.time_zone AS zone, COALESCE(s.weekday, {MONDAY})::int AS weekday,
       COALESCE(s.at, time '{HALF_PAST_SEVEN:%H:%M}') AS at,
       GREATEST(u.created_at, MIN(GREATEST(m.created_at, p.created_at))) AS since, s.changed_at,
       EXISTS (SELECT 1 FROM accounts_mailbox b
               WHERE b.user_id = u.id AND b.email = u.email AND b.suppressed_at IS NOT NULL) AS is_silent
FROM accounts_user u
JOIN accounts_membership m ON m.user_id = u.id
JOIN accounts_party y ON y.organization_id = m.organization_id
JOIN accounts_partnership p ON p.id = y.partnership_id AND p.status = 'active'
LEFT JOIN digests_lettersetting s ON s.user_id = u.id AND s.kind = '{Kind.WEEKLY}'
WHERE u.is_active AND s.stopped_at IS NULL
  AND EXISTS (SELECT 1 FROM account_emailaddress e WHERE e.user_id = u.id AND e.email = u.email AND e.verified)
GROUP BY u.id, s.id
"""  # noqa: S608 - only constants of ours

RHYTHMS = f"SELECT DISTINCT zone, weekday, at FROM ({RECIPIENTS}) AS recipient"  # noqa: S608

WAITING = f"""
SELECT user_id, email, zone, weekday, at, since FROM ({RECIPIENTS}) AS recipient
WHERE NOT is_silent AND (%(email)s = '' OR email = %(email)s)
"""  # noqa: S608

# People of the same partnership fall into one batch, which then reads and writes once what they are told alike.
TO_SEND = f"""
SELECT l.id FROM digests_letter l
JOIN accounts_user u ON u.id = l.user_id
LEFT JOIN (accounts_membership m JOIN accounts_party y ON y.organization_id = m.organization_id) ON m.user_id = l.user_id
WHERE l.status = '{Letter.Status.CLAIMED}' AND (l.wait_until IS NULL OR l.wait_until <= %(now)s)
  AND (%(email)s = '' OR u.email = %(email)s)
GROUP BY l.id ORDER BY l.claimed_at, min(y.partnership_id::text), l.id
"""  # noqa: S608 - only constants of ours

CLAIM = f"""
INSERT INTO digests_letter (id, user_id, kind, iso_week, status, reason, is_quiet, attempts, closes_at, message_id,
                            trouble, language, subject, html, text, claimed_at)
SELECT gen_random_uuid(), r.user_id, %(kind)s, due.week,
       CASE WHEN r.is_silent THEN '{Letter.Status.SKIPPED}' ELSE %(status)s END,
       CASE WHEN r.is_silent THEN '{Letter.Reason.SUPPRESSED}' ELSE %(reason)s END, false, 0, due.closes_at,
       '<digest.w' || replace(due.week, 'W', '') || '.u' || replace(r.user_id::text, '-', '') || '@' || %(host)s || '>',
       '', '', '', '', '', %(now)s
FROM ({RECIPIENTS}) AS r
JOIN unnest(%(zones)s::text[], %(weekdays)s::int[], %(ats)s::time[], %(weeks)s::text[], %(opens)s::timestamptz[],
            %(closes)s::timestamptz[]) AS due (zone, weekday, at, week, opens_at, closes_at)
  ON (due.zone, due.weekday, due.at) = (r.zone, r.weekday, r.at)
WHERE r.since < due.opens_at AND (%(email)s = '' OR r.email = %(email)s)
  AND (NOT %(missed)s OR (
        (r.changed_at IS NULL OR r.changed_at < due.opens_at)
        AND EXISTS (SELECT 1 FROM digests_letter l
                    WHERE l.user_id = r.user_id AND l.kind = %(kind)s AND l.iso_week < due.week)))
ON CONFLICT (user_id, kind, iso_week) DO NOTHING
RETURNING id, status = %(status)s
"""  # noqa: S608


@dataclass(frozen=True)
class Due:
    """A rhythm with the week that its people's letter tells of, and when that letter opens and closes."""

    rhythm: Rhythm
    week: Week

    @property
    def span(self) -> tuple[datetime, datetime]:
        return window(self.week, rhythm=self.rhythm)


def claim_due(*, now: datetime, email: str = "") -> list[UUID]:
    """Claim every letter that is open now and not claimed yet; with `email`, that person's alone."""
    return _claim(_due(now), now=now, email=email, status=Letter.Status.CLAIMED)


def preview_due(*, now: datetime, email: str = "") -> list[tuple[str, str]]:
    """Who would get a letter now, and about which week; nothing is claimed."""
    due = {one.rhythm: one for one in _due(now)}
    found = []
    for row in _asked(WAITING, {"email": email}):
        one = due.get(Rhythm(*row[2:5]))
        if one and row[5] < one.span[0] and not _has_letter(row[0], one.week):
            found.append((str(row[1]), str(one.week)))
    return sorted(found)


def note_missed(*, now: datetime, email: str = "") -> int:
    """Write down the letters whose time passed without a claim, so that the next one can say so; return how many.

    Only for people who have had letters before: nobody misses what never began.
    """
    missed = [one for one in _missed(now) if now - one.span[1] < MISSED_WITHIN]
    return len(_claim(missed, now=now, email=email, status=Letter.Status.SKIPPED, reason=Letter.Reason.LATE))


def letters_to_send(*, now: datetime, email: str = "") -> list[UUID]:
    """The claimed letters whose next try may be made, oldest claim first; people of a partnership stand together."""
    return [key for (key,) in _asked(TO_SEND, {"now": now, "email": email})]


def _claim(due: Iterable[Due], *, now: datetime, email: str, status: str, reason: str = "") -> list[UUID]:
    rows = list(due)
    values = {
        "kind": Kind.WEEKLY,
        "status": status,
        "reason": reason,
        "host": mail_host(),
        "now": now,
        "email": email,
        "missed": status == Letter.Status.SKIPPED,
        "zones": [one.rhythm.zone for one in rows],
        "weekdays": [one.rhythm.weekday for one in rows],
        "ats": [one.rhythm.at for one in rows],
        "weeks": [str(one.week) for one in rows],
        "opens": [one.span[0] for one in rows],
        "closes": [one.span[1] for one in rows],
    }
    return [key for key, is_asked in _asked(CLAIM, values) if is_asked] if rows else []


def _due(now: datetime) -> list[Due]:
    found = ((rhythm, week_due(now, rhythm=rhythm)) for rhythm in _rhythms())
    return [Due(rhythm, week) for rhythm, week in found if week]


def _missed(now: datetime) -> list[Due]:
    return [Due(rhythm, week_missed(now, rhythm=rhythm)) for rhythm in _rhythms()]


def _has_letter(person_id: UUID, week: Week) -> bool:
    with system_door("digests.plan"):
        rows = Letter.objects.using("system").filter(user_id=person_id, kind=Kind.WEEKLY, iso_week=str(week))
        return bool(rows.exclude(status=Letter.Status.CLAIMED).exists())


def _rhythms() -> list[Rhythm]:
    make: Callable[[str, int, time], Rhythm] = Rhythm
    return [make(*row) for row in _asked(RHYTHMS, {})]


def _asked(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with system_door("digests.plan") as connection, connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
