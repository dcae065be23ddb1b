"""The stage of a bench: embedded servers of its own and a fresh database, gone at the end."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from partnership.launch.ample import AMPLE
from partnership.launch.databases import NAMES
from partnership.launch.keys import Keys
from partnership.launch.places import Places
from partnership.launch.processes import Child
from partnership.launch.quarters import passing_places
from partnership.launch.servers import start_servers


@dataclass(frozen=True)
class Stage:
    """Where things are: the folder of state, the database server's process and the settings of every program."""

    places: Places
    database: int
    stack: ExitStack

    @property
    def system_url(self) -> str:
        return os.environ["SYSTEM_DATABASE_URL"]

    @property
    def migrate_url(self) -> str:
        return os.environ["MIGRATE_DATABASE_URL"]


@contextmanager
def stage() -> Iterator[Stage]:
    """Start the servers with the settings of `make run`, migrate as the migrating role, and set Django up as the web's."""
    for name in (*NAMES, "REDIS_URL"):
        os.environ.pop(name, None)
    with ExitStack() as stack:
        places = stack.enter_context(passing_places("portal-bench-"))
        keys = Keys.of(places)
        addresses, children = start_servers(places, keys, stack)
        os.environ.update(addresses)
        os.environ.update(AMPLE)
        os.environ.update(
            {"SECRET_KEY": keys.secret_key, "DATA_DIR": str(places.data), "DEBUG": "0", "DEMO": "0"}
        )
        os.environ["DJANGO_SETTINGS_MODULE"] = "partnership.settings"
        _prepare()
        yield Stage(places, _database(children), stack)


def _database(children: list[Child]) -> int:
    return next(child.process.pid for child in children if child.name == "database")


def _prepare() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("prepare")
