"""Refuses to serve from a database whose first net has a hole: asked by `check --database default` and at start.

The questions go to PostgreSQL's own catalog, as the role that the portal runs as, so they also find what was changed by
hand. The tests in tests/architecture ask the same ones.
"""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

RUNTIME = "default"

# Tables that belong to no tenant, and why the runtime role may read all of each.
UNOWNED = {
    "accounts_user": "people sign in before anybody knows for whom they act",
    "account_emailaddress": "addresses of people, read at sign-in",
    "account_emailconfirmation": "secrets of address checks, single use",
    "mfa_authenticator": "second factors, read at sign-in",
    "django_session": "sessions, opened by a secret cookie",
    "django_content_type": "names of models; no data of tenants",
    "auth_permission": "unused by the portal; belongs to django.contrib.auth",
    "auth_group": "unused by the portal; belongs to django.contrib.auth",
    "auth_group_permissions": "unused by the portal; belongs to django.contrib.auth",
    "django_migrations": "read only, for /healthz",
}

# Every relation that the runtime role can touch at all, and questions about it: code, what is wrong, what finds it.
REACHABLE = """
WITH reachable AS (
    SELECT c.oid, c.relname, c.relkind, c.relrowsecurity AND c.relforcerowsecurity AS is_forced, c.reloptions
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname NOT LIKE 'pg\\_%%' AND n.nspname <> 'information_schema' AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND (has_table_privilege(c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
           OR has_any_column_privilege(c.oid, 'SELECT, INSERT, UPDATE, REFERENCES')))
"""
QUESTIONS: dict[str, tuple[str, str]] = {
    "E001": (
        "The portal runs as a role that passes row-level security",
        "SELECT rolname FROM pg_roles WHERE (rolsuper OR rolbypassrls) AND pg_has_role(oid, 'MEMBER')",
    ),
    "E002": (
        "The portal runs as a role that owns things in the database",
        """SELECT relname FROM pg_class WHERE pg_has_role(relowner, 'MEMBER') AND relkind <> 'i'
           AND relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'app'))""",
    ),
    "E003": (
        "The portal reaches a table without forced row-level security",
        """SELECT relname FROM reachable
           WHERE relkind IN ('r', 'p') AND NOT is_forced AND relname <> ALL (%(unowned)s)""",
    ),
    "E004": (
        "The portal reaches a view that does not ask as its reader (security_invoker)",
        """SELECT relname FROM reachable WHERE relkind = 'v'
           AND NOT COALESCE(reloptions && ARRAY['security_invoker=true', 'security_invoker=on'], false)""",
    ),
    "E005": (
        "The portal reaches a materialized view or a foreign table, which know no row-level security",
        "SELECT relname FROM reachable WHERE relkind IN ('m', 'f')",
    ),
    "E006": (
        "The portal may empty a table at once, past every policy",
        "SELECT relname FROM reachable WHERE relkind IN ('r', 'p') AND has_table_privilege(oid, 'TRUNCATE')",
    ),
    "E007": (
        "A function that runs as its owner has no fixed search path, or everybody may call it",
        """SELECT proname FROM pg_proc
           WHERE prosecdef AND pronamespace IN (SELECT oid FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%%')
             AND (NOT COALESCE(array_to_string(proconfig, ',') LIKE 'search_path=%%', false)
                  OR EXISTS (SELECT FROM aclexplode(COALESCE(proacl, acldefault('f', proowner))) AS entry
                             WHERE entry.grantee = 0))""",
    ),
    "E008": (
        "A table has row-level security but not one policy for each of its four verbs",
        """SELECT relname FROM reachable WHERE relkind IN ('r', 'p') AND is_forced
           AND (SELECT array_agg(polcmd::text ORDER BY polcmd::text) FROM pg_policy WHERE polrelid = reachable.oid)
               IS DISTINCT FROM ARRAY['a', 'd', 'r', 'w']""",
    ),
    "E009": (
        "The portal may make things where its own are looked up",
        """SELECT nspname FROM pg_namespace
           WHERE nspname IN ('public', 'app') AND has_schema_privilege(oid, 'CREATE')""",
    ),
    "E010": (
        "The database answers a question before it is told who asks (accounts.telling)",
        """, told AS MATERIALIZED (SELECT set_config('app.person', gen_random_uuid()::text, true) AS person)
           SELECT current_setting('server_version')
           FROM told CROSS JOIN LATERAL (
               SELECT (SELECT app.person_id()) AS asked_by WHERE told.person <> '' OFFSET 0
           ) answer WHERE answer.asked_by IS DISTINCT FROM told.person::uuid""",
    ),
}
A_FEW = 5
HINT = "Run the portal as portal_app (DATABASE_URL) and migrate as portal_migrate; see accounts/rls.py."


def holes(connection: Any) -> list[CheckMessage]:
    """Return what makes the database unsafe to serve from, as the role that `connection` runs as."""
    found: list[CheckMessage] = []
    with connection.cursor() as cursor:
        for code, (wrong, question) in QUESTIONS.items():
            cursor.execute(REACHABLE + question, {"unowned": list(UNOWNED)})
            names = sorted(name for (name,) in cursor.fetchall())
            if names:
                found.append(Error(f"{wrong}: {_some(names)}.", id=f"accounts.{code}", hint=HINT))
    return found


def _some(names: list[str]) -> str:
    more = f" and {len(names) - A_FEW} more" if len(names) > A_FEW else ""
    return ", ".join(names[:A_FEW]) + more


@register(Tags.database)
def runtime_role_is_bound(databases: Sequence[str] | None = None, **rest: object) -> list[CheckMessage]:
    """Answer `manage.py check --database default`, which names the database; other checks ask no server."""
    return holes(connections[RUNTIME]) if RUNTIME in (databases or ()) else []


@register(Tags.security, deploy=True)
def served_database_is_safe(**rest: object) -> list[CheckMessage]:
    """Answer `manage.py check --deploy`."""
    return holes(connections[RUNTIME])


def refuse_unsafe_database() -> None:
    """Stop a web or worker process from starting on an unsafe database; raise ImproperlyConfigured."""
    found = holes(connections[RUNTIME])
    connections[RUNTIME].close()
    if found:
        raise ImproperlyConfigured(
            "The database is not safe to serve from:\n" + "\n".join(f"- {one.msg}" for one in found)
        )
