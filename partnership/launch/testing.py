"""Pytest's early plugin: the real servers, before Django reads its settings.

Starts embedded ones that forget everything, or makes the roles on those that DATABASE_URL and REDIS_URL name.
Workers of pytest-xdist take over what the first process started.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from partnership.launch.ample import AMPLE
from partnership.launch.databases import NAMES, Address, logins
from partnership.launch.keys import Keys
from partnership.launch.places import Places
from partnership.launch.postgres import start_postgres
from partnership.launch.prepared import prepare
from partnership.launch.problems import LaunchProblem, in_a_sentence
from partnership.launch.quarters import quarters_for, remove_quarters
from partnership.launch.servers import check_broker
from partnership.launch.valkey import start_valkey

READY = "PORTAL_TEST_SERVERS"
SHARED = "PORTAL_TEST_DATABASE_URL"
PREPARED = "PORTAL_TEST_PREPARED"
PREFIX = "portal-test-"
A_DAY = 86_400
_stack = ExitStack()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Generator[None]:
    """Start the servers in the first process, and give each worker a broker's database and a folder of its own."""
    if READY not in os.environ:
        try:
            _start()
        except LaunchProblem as problem:
            _stack.close()
            raise pytest.UsageError(str(problem)) from None
        except OSError as error:
            _stack.close()
            raise pytest.UsageError(in_a_sentence(error, Path(tempfile.gettempdir()))) from None
    else:
        _settle_worker(os.environ.get("PYTEST_XDIST_WORKER", "gw0"))
    return (yield)


def pytest_unconfigure() -> None:
    """Stop what this process started."""
    _stack.close()


def _start() -> None:
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    _stack.callback(shutil.rmtree, folder, ignore_errors=True)
    places = Places(folder)
    places.make()
    keys = Keys.of(places)
    admin = os.environ.get("DATABASE_URL", "")
    is_ours = not admin
    if is_ours:
        _stack.callback(remove_quarters, places)
        child, admin = start_postgres(places, keys.database, hasty=True)
        _stack.callback(child.stop)
    broker_url = os.environ.get("REDIS_URL", "")
    if broker_url:
        check_broker(broker_url)
    else:
        broker, broker_url = start_valkey(places, keys.broker)
        _stack.callback(broker.stop)
    # Tests make their databases as the administrator, and become the runtime role inside.
    database = Address(admin).database
    logins(admin, spare_secret=keys.database, environment={})
    url = Address(admin).to(database).url
    os.environ.update(
        {**dict.fromkeys(NAMES, url), SHARED: url, "REDIS_URL": broker_url, "SECRET_KEY": keys.secret_key}
    )
    os.environ.update({**AMPLE, "API_LOG_EVERY_SECONDS": "0"})
    os.environ.update({READY: str(folder), "DATA_DIR": str(folder / "main"), "DEBUG": "0", "DEMO": "0"})
    if is_ours:
        os.environ[PREPARED] = prepare(quarters_for(places), admin)


def _sweep() -> None:
    """Remove what test runs that were killed left behind; after a day nobody is in there any more."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        found = folder.stat()
        if found.st_uid == os.geteuid() and found.st_mtime < time.time() - A_DAY:
            remove_quarters(Places(folder))
            shutil.rmtree(folder, ignore_errors=True)


def _settle_worker(name: str) -> None:
    number = int("".join(filter(str.isdigit, name)) or 0) + 1
    base, _, _ = os.environ["REDIS_URL"].rpartition("/")
    os.environ["REDIS_URL"] = f"{base}/{number % 16}"
    os.environ["DATA_DIR"] = str(Path(os.environ[READY]) / name)


def fresh_database(name: str) -> str:
    """Return an administrator's address for a database that is not there yet; removed when this process is done."""
    shared = Address(os.environ[SHARED])
    address = shared.to(f"{shared.database}_{name}")
    _drop(address)
    _stack.callback(_drop, address)
    return address.url


def _drop(address: Address) -> None:
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(address.database))
    with psycopg.connect(address.to("postgres").url, autocommit=True) as admin:
        admin.execute(statement)
