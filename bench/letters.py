"""The people whose weekly letters are measured: four to a partnership, two a side, of both languages, with a full week behind."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connections

from bench.relations import grow_partnerships
from bench.table import say
from bench.world import BENCH_ID, PARTNERSHIP, TODAY, bench_id
from partnership.kit.weeks import Week
from projects.health.actions import compute_batch

FIRST, SIDES = 400_000, 800_000
"""The numbers of the first partnership and of the first organization here: far from those of other parts."""
A_PARTNERSHIP = 4
WEEK = Week.of(TODAY).previous
NOW = datetime.combine(WEEK.next.monday, time(8), tzinfo=UTC)

# Each side's owner reads English; beside them a colleague who reads Swedish. All have been there for long.
STATEMENTS = (
    """
INSERT INTO accounts_user (id, email, name, language, time_zone, is_active, created_at, password)
SELECT bench_id(8, 1000000 + s), 'colleague' || s || '@bench.example', 'Kollega ' || s, 'sv', 'UTC', true, %(long)s, '!'
FROM generate_series(%(first)s, %(last)s) s
""",
    """
INSERT INTO accounts_membership (id, organization_id, user_id, role, created_at)
SELECT bench_id(11, s), bench_id(9, s), bench_id(8, 1000000 + s), 'member', %(long)s FROM generate_series(%(first)s, %(last)s) s
""",
    """
UPDATE accounts_user SET created_at = %(long)s, time_zone = 'UTC' WHERE id BETWEEN bench_id(8, %(first)s) AND bench_id(8, %(last)s)
""",
    """
UPDATE accounts_membership SET created_at = %(long)s WHERE user_id BETWEEN bench_id(8, %(first)s) AND bench_id(8, %(last)s)
""",
    """
UPDATE accounts_partnership SET created_at = %(long)s WHERE id BETWEEN bench_id(1, %(begin)s) AND bench_id(1, %(end)s)
""",
    """
INSERT INTO account_emailaddress (user_id, email, verified, "primary") SELECT id, email, true, true FROM accounts_user
WHERE id BETWEEN bench_id(8, %(first)s) AND bench_id(8, %(last)s)
   OR id BETWEEN bench_id(8, 1000000 + %(first)s) AND bench_id(8, 1000000 + %(last)s)
""",
)


def grow_readers(partnerships: int) -> list[UUID]:
    """Make so many partnerships, each of two organizations of its own, and their people; return the partnerships' ids."""
    for k in range(FIRST, FIRST + partnerships):
        grow_partnerships(k, k, sides=SIDES + 2 * (k - FIRST), settles=False)
    values: dict[str, Any] = {"first": SIDES, "last": SIDES + 2 * partnerships - 1, "long": NOW - timedelta(weeks=30),
              "begin": FIRST, "end": FIRST + partnerships - 1}  # fmt: skip
    with connections["migrate"].cursor() as cursor:
        cursor.execute(BENCH_ID.replace("CREATE", "CREATE OR REPLACE"))
        for statement in STATEMENTS:
            cursor.execute(statement.replace("bench_id(", "pg_temp.bench_id("), values)
    ids = [bench_id(PARTNERSHIP, k) for k in range(FIRST, FIRST + partnerships)]
    for week in (WEEK.previous, WEEK):
        compute_batch(ids, week=week, now=NOW)
    with connections["migrate"].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
    say(f"  {partnerships * A_PARTNERSHIP} readers made")
    return ids


def forget_letters() -> None:
    """Let nobody have had a letter."""
    with connections["migrate"].cursor() as cursor:
        cursor.execute("DELETE FROM digests_letter")


def sent_letters() -> int:
    """Return how many letters were sent."""
    with connections["migrate"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM digests_letter WHERE status = 'sent'")
        return int(cursor.fetchone()[0])
