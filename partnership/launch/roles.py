"""The database's roles: who owns, who migrates, who serves, who sweeps, who looks up, who backs up.

portal_owner     owns the tables, never signs in
portal_definer   owns the few look-ups that come before a context exists, never signs in
portal_migrate   migrations; bypasses row-level security, since an owner under FORCE would change no row
portal_app       web and worker; owns nothing, bypasses nothing
portal_system    the sweeps over all partnerships
portal_backup    reads everything, for pg_dump
"""

from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg import sql

OWNER, DEFINER = "portal_owner", "portal_definer"
MIGRATE, APP, SYSTEM, BACKUP = "portal_migrate", "portal_app", "portal_system", "portal_backup"
ATTRIBUTES = {
    OWNER: "NOLOGIN NOBYPASSRLS",
    DEFINER: "NOLOGIN BYPASSRLS",
    MIGRATE: "LOGIN BYPASSRLS",
    APP: "LOGIN NOBYPASSRLS",
    SYSTEM: "LOGIN BYPASSRLS",
    BACKUP: "LOGIN BYPASSRLS",
}
LOGINS = (MIGRATE, APP, SYSTEM)
# Roles belong to the whole server: whoever makes them holds this lock, so that two launchers do not meet.
LOCK = 7_267_301


def create_roles(admin: psycopg.Connection[Any], passwords: Mapping[str, str]) -> None:
    """Make the roles and give the named ones their passwords; what is there already stays. Needs a superuser.

    Setting the password that is set already disturbs nobody who is connected.
    """
    with admin.transaction():
        admin.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        found = {
            name for (name,) in admin.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE 'portal_%'")
        }
        for role, attributes in ATTRIBUTES.items():
            verb = "ALTER" if role in found else "CREATE"
            _run(admin, f"{verb} ROLE {{}} {attributes} NOSUPERUSER NOCREATEDB NOCREATEROLE", role)
        for role, password in passwords.items():
            statement = sql.SQL("ALTER ROLE {} PASSWORD {}").format(
                sql.Identifier(role), sql.Literal(password)
            )
            admin.execute(statement)
        _run(admin, "GRANT {}, {} TO {}", OWNER, DEFINER, MIGRATE)
        _run(admin, "GRANT pg_read_all_data TO {}", BACKUP)


def create_database(admin: psycopg.Connection[Any], name: str) -> None:
    """Make the database if it is not there; `admin` must be outside a transaction, on another database."""
    if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        return
    builtin = (
        "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'" if admin.info.server_version >= 170_000 else ""
    )
    try:
        _run(
            admin, f"CREATE DATABASE {{}} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8' {builtin}", name
        )
    except (psycopg.errors.InvalidParameterValue, psycopg.errors.WrongObjectType):
        # The machine has no C.UTF-8: the server's own locale must do.
        _run(admin, "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", name)
    except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
        return


def open_database(admin: psycopg.Connection[Any]) -> None:
    """Let the roles into the database that `admin` is connected to, and only those make things in it."""
    name = admin.info.dbname
    with admin.transaction():
        _run(admin, "REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        _run(admin, "REVOKE CONNECT, TEMPORARY ON DATABASE {} FROM PUBLIC", name)
        _run(admin, "GRANT CONNECT ON DATABASE {} TO {}, {}, {}, {}", name, MIGRATE, APP, SYSTEM, BACKUP)
        _run(admin, "GRANT CREATE, TEMPORARY ON DATABASE {} TO {}, {}, {}", name, MIGRATE, OWNER, DEFINER)
        # A work log passes through temporary tables: COPY does not write tables with row-level security.
        _run(admin, "GRANT TEMPORARY ON DATABASE {} TO {}", name, APP)
        _run(admin, "GRANT CREATE, USAGE ON SCHEMA public TO {}, {}, {}", MIGRATE, OWNER, DEFINER)
        _run(admin, "GRANT USAGE ON SCHEMA public TO {}, {}, {}", APP, SYSTEM, BACKUP)


def _run(admin: psycopg.Connection[Any], statement: str, *names: str) -> None:
    # The statements are this file's own; names go in quoted.
    admin.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
