"""The people of a run: four to a partnership, two on each side, each of whom is due one letter. Made in a few statements."""

from typing import Any

import psycopg

PEOPLE_A_PARTNERSHIP = 4
# %(count)s partnerships; ids are put together from kind and number, and are UUIDv7 of a day in 2025.
STATEMENTS = (
    """
INSERT INTO accounts_organization (id, name, language, time_zone, currency, created_at, updated_at, version)
SELECT pg_temp.the_id(1, k), 'Side ' || k, 'sv', 'Europe/Stockholm', 'SEK', '2025-01-01', '2025-01-01', 1
FROM generate_series(0, 2 * %(count)s - 1) k
""",
    """
INSERT INTO accounts_user (id, email, name, language, time_zone, is_active, created_at, password)
SELECT pg_temp.the_id(2, k), 'person' || k || '@faults.example', 'Person ' || k, (ARRAY['sv', 'en'])[1 + k %% 2],
       'Europe/Stockholm', true, '2025-01-01', '!'
FROM generate_series(0, 4 * %(count)s - 1) k
""",
    """
INSERT INTO account_emailaddress (user_id, email, verified, "primary") SELECT id, email, true, true FROM accounts_user
""",
    """
INSERT INTO accounts_membership (id, organization_id, user_id, role, created_at)
SELECT pg_temp.the_id(3, k), pg_temp.the_id(1, k / 2), pg_temp.the_id(2, k), (ARRAY['owner', 'viewer'])[1 + k %% 2],
       '2025-01-01'
FROM generate_series(0, 4 * %(count)s - 1) k
""",
    """
INSERT INTO accounts_partnership (id, status, currency, started_on, created_at, updated_at, version)
SELECT pg_temp.the_id(4, k), 'active', 'SEK', '2025-01-15', '2025-01-15', '2025-01-15', 1
FROM generate_series(0, %(count)s - 1) k
""",
    """
INSERT INTO accounts_party (id, partnership_id, organization_id, position)
SELECT pg_temp.the_id(5, k), pg_temp.the_id(4, k / 2), pg_temp.the_id(1, k), 1 + k %% 2
FROM generate_series(0, 2 * %(count)s - 1) k
""",
    """
INSERT INTO work_project (id, partnership_id, name, code, commissioned_by_id, delivered_by_id, hours_budget, starts_on,
                          status, created_at, updated_at, version)
SELECT pg_temp.the_id(6, k), pg_temp.the_id(4, k), 'Project ' || k, 'P' || k, pg_temp.the_id(5, 2 * k),
       pg_temp.the_id(5, 2 * k + 1), 100, '2025-02-01', 'active', '2025-02-01', '2025-02-01', 1
FROM generate_series(0, %(count)s - 1) k
""",
)
THE_ID = """
CREATE FUNCTION pg_temp.the_id(kind bigint, number bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
SELECT ('0199' || lpad(to_hex(kind), 4, '0') || '-0000-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid $$
"""
# Where the clocks are changed and where they are not; each opens once between Saturday evening and Tuesday noon (UTC).
ZONES = ("Europe/Stockholm", "Europe/London", "Atlantic/Azores", "America/New_York", "Asia/Kolkata", "Pacific/Auckland",
         "America/Sao_Paulo", "Australia/Lord_Howe", "UTC")  # fmt: skip
RHYTHMS = (
    (7, "00:30"),
    (7, "01:30"),
    (7, "02:00"),
    (7, "02:30"),
    (7, "03:00"),
    (7, "23:45"),
    (1, "00:00"),
    (1, "07:30"),
)


def populate(url: str, *, people: int) -> None:
    """Make so many people, with their partnerships, as the migrating role."""
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(THE_ID)
        for statement in STATEMENTS:
            admin.execute(statement, {"count": people // PEOPLE_A_PARTNERSHIP})
        admin.execute("ANALYZE")


def spread(url: str) -> None:
    """Let people live in several zones and want their letter around the hours at which clocks are changed."""
    with psycopg.connect(url, autocommit=True) as admin:
        people: list[tuple[Any, ...]] = admin.execute("SELECT id FROM accounts_user ORDER BY id").fetchall()
        for number, (person,) in enumerate(people):
            weekday, at = RHYTHMS[number % len(RHYTHMS)]
            admin.execute(
                "UPDATE accounts_user SET time_zone = %s WHERE id = %s", [ZONES[number % len(ZONES)], person]
            )
            admin.execute(
                "INSERT INTO digests_lettersetting (id, user_id, kind, weekday, at, quiet)"
                " VALUES (gen_random_uuid(), %s, 'weekly', %s, %s, 'lines')",
                [person, weekday, at],
            )
