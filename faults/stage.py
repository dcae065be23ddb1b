"""The stage of a run: PostgreSQL and Valkey of its own, and for each scenario a fresh copy of one prepared database."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from signal import SIGQUIT
from typing import Any

import psycopg
import redis

from faults.world import populate
from partnership.launch.databases import NAMES, Address, logins
from partnership.launch.keys import Keys
from partnership.launch.places import CHECKOUT, Places
from partnership.launch.postgres import ENV, start_postgres
from partnership.launch.processes import Child, start
from partnership.launch.quarters import passing_places, quarters_for
from partnership.launch.roles import open_database
from partnership.launch.valkey import start_valkey

PREPARED = "prepared"
RESTART_SECONDS = 60


@dataclass
class Stage:
    """Where things are, the servers that a scenario may hit, and the settings of every process."""

    places: Places
    admin: Address
    database: Child
    broker_url: str
    env: dict[str, str]

    @property
    def clock(self) -> Path:
        return self.places.data / "clock"

    def asked(self, question: str, values: Any = None) -> list[tuple[Any, ...]]:
        """Ask the database past all policies, on a connection of its own, since a scenario may cut any that is kept."""
        with psycopg.connect(self.admin.url, autocommit=True) as admin:
            found: list[tuple[Any, ...]] = admin.execute(question, values).fetchall()
            return found

    def fresh(self) -> None:
        """Put the prepared database back in place and empty the broker."""
        name = self.admin.database
        with psycopg.connect(self.admin.to("postgres").url, autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            server.execute(f"CREATE DATABASE {name} TEMPLATE {PREPARED}")
        with psycopg.connect(self.admin.url, autocommit=True) as database:
            open_database(database)
        self.flush_broker()

    def flush_broker(self) -> None:
        """Have the broker forget everything."""
        with redis.Redis.from_url(self.broker_url) as broker:
            broker.flushall()

    def waiting_tasks(self) -> int:
        """How many tasks lie in the broker for a worker to take."""
        with redis.Redis.from_url(self.broker_url) as broker:
            return int(broker.llen("celery"))

    def has_sign(self, key: str) -> bool:
        """Whether a sign of life lies in the broker."""
        with redis.Redis.from_url(self.broker_url) as broker:
            return bool(broker.exists(key))

    def cut_database(self) -> None:
        """Shut PostgreSQL down at once, as a power cut would."""
        self.database.process.send_signal(SIGQUIT)
        self.database.process.wait()

    def tend(self) -> None:
        """Start PostgreSQL again on the same data and port if it was cut, and wait until it answers.

        To be called by the main thread: a server is told to stop when the thread that started it ends.
        """
        old = self.database
        if old.process.poll() is None:
            return
        quarters = quarters_for(self.places)
        command: Any = old.process.args
        self.database = start(
            old.name, command, log=old.log, env=ENV, folder=quarters.home, login=quarters.login,
            stop_signal=old.stop_signal,
        )  # fmt: skip
        deadline = time.monotonic() + RESTART_SECONDS
        while time.monotonic() < deadline:
            with contextlib.suppress(psycopg.OperationalError):
                psycopg.connect(self.admin.url, connect_timeout=5).close()
                return
            time.sleep(0.05)
        raise RuntimeError(f"The database did not come back within {RESTART_SECONDS} seconds")

    def manage(self, *words: str) -> str:
        """Run `manage.py` as staff would, with the sweeps' login; return what it says."""
        return self.module("django", *words)

    def module(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", *words],
            env=self.env,
            cwd=CHECKOUT,
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(words)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout


@contextmanager
def stage(*, people: int) -> Iterator[Stage]:
    """Start the servers, migrate, make the people, and keep the result as the database that each scenario gets anew."""
    for name in (*NAMES, "REDIS_URL"):
        os.environ.pop(name, None)
    with ExitStack() as stack:
        places = stack.enter_context(passing_places("portal-faults-"))
        keys = Keys.of(places)
        database, url = start_postgres(places, keys.database)
        broker, broker_url = start_valkey(places, keys.broker)
        stack.callback(broker.stop)
        standing = Stage(places, Address(url), database, broker_url, {})
        stack.callback(lambda: standing.database.stop())
        standing.env = _env(places, keys, url, broker_url)
        _prepare(standing, people)
        yield standing


def _env(places: Places, keys: Keys, url: str, broker_url: str) -> dict[str, str]:
    return {
        **os.environ,
        **logins(url, spare_secret=keys.database, environment={}),
        "REDIS_URL": broker_url,
        "SECRET_KEY": keys.secret_key,
        "DATA_DIR": str(places.data),
        "DEBUG": "0",
        "DEMO": "0",
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "faults.settings",
        "FAULTS_CLOCK": str(places.data / "clock"),
        "FAULTS_EMAIL_TIMEOUT": "20",
        "EMAIL_HOST": "127.0.0.1",
    }


def _prepare(standing: Stage, people: int) -> None:
    standing.clock.write_text("0")
    standing.module("django", "prepare")
    populate(standing.admin.url, people=people)
    with psycopg.connect(standing.admin.to("postgres").url, autocommit=True) as server:
        server.execute(f"ALTER DATABASE {standing.admin.database} RENAME TO {PREPARED}")
