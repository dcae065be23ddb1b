"""From an administrator's address to the three logins that the portal uses, and what a bad address means."""

import errno
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import psycopg

from partnership.launch.keys import derived
from partnership.launch.problems import LaunchProblem
from partnership.launch.roles import (
    APP,
    LOGINS,
    MIGRATE,
    SYSTEM,
    create_database,
    create_roles,
    open_database,
)

OLDEST = 150_000
NAMES = {"DATABASE_URL": APP, "SYSTEM_DATABASE_URL": SYSTEM, "MIGRATE_DATABASE_URL": MIGRATE}


@dataclass(frozen=True)
class Address:
    """A `postgresql://` address in parts."""

    url: str

    @property
    def database(self) -> str:
        return unquote(urlsplit(self.url).path.strip("/")) or "portal"

    @property
    def password(self) -> str:
        return unquote(urlsplit(self.url).password or "")

    def to(self, database: str) -> "Address":
        """Return the same server's address for another database."""
        return Address(urlunsplit(urlsplit(self.url)._replace(path=f"/{quote(database, safe='')}")))

    def by(self, role: str, password: str) -> "Address":
        """Return the same database's address for another login."""
        parts = urlsplit(self.url)
        place = parts.netloc.rpartition("@")[2]
        return Address(urlunsplit(parts._replace(netloc=f"{role}:{quote(password, safe='')}@{place}")))


def logins(given: str, *, spare_secret: str, environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the three addresses by the name of their setting, with roles and database made if need be.

    `given` is an administrator's address, or the runtime login's with the other two set beside it. `spare_secret`
    makes the passwords when the administrator signs in without one. Raises LaunchProblem in one sentence.
    """
    address = Address(given)
    if urlsplit(given).scheme not in {"postgres", "postgresql"}:
        raise LaunchProblem("DATABASE_URL must look like postgresql://user:password@host:5432/name.")
    address = address.to(address.database)
    try:
        return _made(address, spare_secret) if _is_superuser(address) else _named(given, environment)
    except psycopg.errors.DiskFull:
        raise OSError(errno.ENOSPC, "disk full") from None
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise LaunchProblem(f"DATABASE_URL does not lead to a database that can be used: {reason}") from None
    except ValueError as error:
        raise LaunchProblem(f"DATABASE_URL is not an address: {error}.") from None


def _is_superuser(address: Address) -> bool:
    with _connected(address) as found:
        if found.info.server_version < OLDEST:
            raise LaunchProblem(
                "The portal needs PostgreSQL 15 or newer; DATABASE_URL leads to an older one."
            )
        return found.execute("SELECT usesuper FROM pg_user WHERE usename = current_user").fetchone() == (
            True,
        )


def _made(address: Address, spare_secret: str) -> dict[str, str]:
    secret = address.password or spare_secret
    passwords = {role: derived(secret, role) for role in LOGINS}
    with _connected(address.to("postgres")) as admin:
        create_roles(admin, passwords)
        create_database(admin, address.database)
    with _connected(address) as admin:
        open_database(admin)
    return {name: address.by(role, passwords[role]).url for name, role in NAMES.items()}


def _named(given: str, environment: Mapping[str, str]) -> dict[str, str]:
    others = {name: environment.get(name, "") for name in NAMES if name != "DATABASE_URL"}
    if not all(others.values()):
        raise LaunchProblem(
            "DATABASE_URL signs in without an administrator's rights: give an administrator's address,"
            " or set SYSTEM_DATABASE_URL and MIGRATE_DATABASE_URL as well."
        )
    return {"DATABASE_URL": given, **others}


def _connected(address: Address) -> psycopg.Connection[Any]:
    try:
        return psycopg.connect(address.url, autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as error:
        if address.database == "postgres" or "does not exist" not in str(error):
            raise
        # The portal's own database may be still to make.
        return psycopg.connect(address.to("postgres").url, autocommit=True, connect_timeout=10)
