"""The bench's own world, the same in every run: two organizations, their people, and partnerships of chosen sizes.

Rows are made by the migrating role, since nobody's door opens on an empty database; what is measured runs as the web.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connections

from accounts.doors import actor_for, entered
from accounts.keys import make_key
from accounts.models import ApiKey, Membership, Organization, Role, User
from accounts.tenancy import Context, held

TODAY = datetime.now(tz=UTC).date()
PARTNERSHIP, PARTY, PROJECT, DELIVERABLE, TASK, ENTRY, EVENT, PERSON, ORGANIZATION, WORKER = range(1, 11)
OWN, CROWD = 1, 3
"""Two organizations each: those whose people ask, and those that only fill the tables."""

# %(k)s is a partnership's first number, %(last)s its last; ids are put together from kind and number.
GROW = (
    """
INSERT INTO accounts_partnership (id, status, currency, started_on, created_at, updated_at, version)
SELECT bench_id(1, k), 'active', 'SEK', %(today)s::date - 400, %(now)s, %(now)s, 1
FROM generate_series(%(first)s, %(last)s) k
""",
    """
INSERT INTO accounts_party (id, partnership_id, organization_id, position)
SELECT bench_id(2, 2 * k + side), bench_id(1, k), bench_id(9, %(sides)s + side), side + 1
FROM generate_series(%(first)s, %(last)s) k, generate_series(0, 1) side
""",
    """
INSERT INTO work_project (id, partnership_id, name, code, commissioned_by_id, delivered_by_id, hours_budget, starts_on,
                          delivery_on, status, created_at, updated_at, version)
SELECT bench_id(3, k), bench_id(1, k), 'Project ' || k, 'P' || k, bench_id(2, 2 * k), bench_id(2, 2 * k + 1),
       4 * %(entries)s, %(today)s::date - 182, %(today)s::date + 40 + k %% 60, 'active', %(now)s, %(now)s, 1
FROM generate_series(%(first)s, %(last)s) k
""",
    """
INSERT INTO work_deliverable (id, partnership_id, project_id, code, name, hours_budget, agreed_hours, planned_on, agreed_on,
                              delivered_on, created_at, updated_at, version)
SELECT bench_id(4, 1000::bigint * k + d), bench_id(1, k), bench_id(3, k), 'D' || d, 'Deliverable ' || d,
       4 * %(entries)s / %(deliverables)s, 4 * %(entries)s / %(deliverables)s, day, day,
       CASE WHEN day < %(today)s THEN day + (k + d) %% 3 - 1 END, %(now)s, %(now)s, 1
FROM generate_series(%(first)s, %(last)s) k, generate_series(0, %(deliverables)s - 1) d,
     LATERAL (SELECT %(today)s::date - 150 + 200 * d / %(deliverables)s AS day) planned
""",
    """
INSERT INTO work_task (id, partnership_id, project_id, deliverable_id, ref, title, hours_estimate, started_on,
                       finished_on, status)
SELECT bench_id(5, 1000000::bigint * k + t), bench_id(1, k), bench_id(3, k), bench_id(4, 1000::bigint * k + t %% %(deliverables)s),
       'T' || t, 'Task ' || t, 4 * %(entries)s / %(tasks)s, day,
       CASE WHEN t %% 3 < 2 THEN %(today)s::date - (t * 7 + k) %% 150 END,
       CASE WHEN t %% 3 < 2 THEN 'finished' ELSE 'open' END
FROM generate_series(%(first)s, %(last)s) k, generate_series(0, %(tasks)s - 1) t,
     LATERAL (SELECT %(today)s::date - 180 AS day) begun
""",
    """
INSERT INTO work_workentry (id, partnership_id, project_id, deliverable_id, task_id, party_id, worker_id, done_on, hours,
                            role, note, occurrence, created_at, updated_at, version)
SELECT bench_id(6, 1000000::bigint * k + e), bench_id(1, k), bench_id(3, k),
       bench_id(4, 1000::bigint * k + (e %% %(tasks)s) %% %(deliverables)s), bench_id(5, 1000000::bigint * k + e %% %(tasks)s),
       bench_id(2, 2 * k + 1), w.id, %(today)s::date - (e * 7919 %% 180)::int, 1 + e %% 13 * 0.5,
       (ARRAY['Development', 'Design', 'Carpentry', 'Testing'])[1 + e %% 4], 'Work of the day, number ' || e, 0,
       %(now)s, %(now)s, 1
FROM generate_series(%(first)s, %(last)s) k
CROSS JOIN generate_series(0, %(entries)s - 1) e
LEFT JOIN work_worker w ON w.partnership_id = bench_id(1, k) AND w.id = bench_id(10, 100 * k + e %% 10)
""",
    """
INSERT INTO activity_event (id, partnership_id, kind, subject_kind, subject_id, person_id, party_id, data, at, told_at,
                            attempts)
SELECT bench_id(7, 1000000::bigint * k + e), bench_id(1, k), 'work.project_changed', 'project', bench_id(3, k),
       bench_id(8, %(sides)s), bench_id(2, 2 * k), '{}', %(now)s - e * interval '1 hour', %(now)s, 0
FROM generate_series(%(first)s, %(last)s) k, generate_series(0, %(events)s - 1) e
""",
)
WORKERS = """
INSERT INTO work_worker (id, partnership_id, organization_id, label, is_named)
SELECT bench_id(10, 100 * k + w), bench_id(1, k), bench_id(9, %(sides)s + 1), 'Worker ' || w, w %% 2 = 0
FROM generate_series(%(first)s, %(last)s) k, generate_series(0, 9) w
"""
BENCH_ID = """
CREATE FUNCTION pg_temp.bench_id(kind bigint, number bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
SELECT ('0199' || lpad(to_hex(kind), 4, '0') || '-0000-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid $$
"""
TABLES = (
    "accounts_party", "work_project", "work_deliverable", "work_task", "work_worker", "work_workentry", "activity_event",
    "api_externalid",
)  # fmt: skip


def bench_id(kind: int, number: int) -> UUID:
    """Return the id of the bench's thing of that kind and number: UUIDv7 of a day in 2025."""
    return UUID(f"0199{kind:04x}-0000-7000-8000-{number:012x}")


def grow(
    first: int,
    last: int,
    *,
    entries: int,
    tasks: int = 10,
    deliverables: int = 4,
    events: int = 0,
    sides: int = OWN,
    settles: bool = True,
) -> None:
    """Make the partnerships numbered `first` to `last`, each with one project and so much work in it."""
    _organizations(sides)
    values = {
        "first": first, "last": last, "entries": entries, "tasks": tasks, "deliverables": deliverables,
        "events": events, "sides": sides, "today": TODAY, "now": datetime.now(tz=UTC),
    }  # fmt: skip
    statements = [*GROW[:2], WORKERS, *GROW[2:]] if sides == OWN else list(GROW)
    with connections["migrate"].cursor() as cursor:
        cursor.execute(BENCH_ID.replace("CREATE", "CREATE OR REPLACE"))
        for statement in statements:
            cursor.execute(statement.replace("bench_id(", "pg_temp.bench_id("), values)
    if settles:
        settle()


def settle() -> None:
    """Vacuum and analyze as autovacuum would have by the time that anybody asks."""
    with connections["migrate"].cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"VACUUM (ANALYZE) {table}")


def actor_of(sides: int = OWN) -> Any:
    """Return the first organization's owner as an actor."""
    return actor_for(bench_id(PERSON, sides))


def person(sides: int = OWN) -> User:
    """Return the first organization's owner."""
    return User.objects.get(id=bench_id(PERSON, sides))


def api_key(*scopes: str) -> str:
    """Make a key with these scopes, as its owner would; one that reads without any."""
    actor = actor_of()
    with entered(actor):
        _key, secret = make_key(
            actor,
            name="Bench",
            kind=ApiKey.Kind.PERSONAL,
            scopes=list(scopes or ("read",)),
            expires_at=None,
            now=datetime.now(tz=UTC) - timedelta(minutes=5),
        )
    return secret


def days_ago(days: int) -> date:
    """Return a day before today."""
    return TODAY - timedelta(days=days)


def _organizations(sides: int) -> None:
    with held(Context(unbound=True)):
        if Organization.objects.using("system").filter(id=bench_id(ORGANIZATION, sides)).exists():
            return
        for number in (sides, sides + 1):
            name = f"Side {number}"
            Organization.objects.using("system").create(id=bench_id(ORGANIZATION, number), name=name)
            User.objects.using("system").create(
                id=bench_id(PERSON, number), email=f"owner{number}@bench.example", name=f"Owner {number}",
                language="en", password="!",
            )  # fmt: skip
            Membership.objects.using("system").create(
                organization_id=bench_id(ORGANIZATION, number),
                user_id=bench_id(PERSON, number),
                role=Role.OWNER,
            )
