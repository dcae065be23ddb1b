"""What goes over the wire to PostgreSQL, as libpq traces it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


@contextmanager
def trips(path: Path) -> Iterator[list[str]]:
    """Trace into `path`; afterwards the list holds one line for each time that the server has to answer."""
    found: list[str] = []
    link = connection.connection.pgconn
    with path.open("w+") as wire:
        link.trace(wire.fileno())
        try:
            yield found
        finally:
            link.untrace()
        wire.seek(0)
        found += [line for line in wire if line.split("\t")[1:2] == ["F"] and _waits(line)]


def _waits(line: str) -> bool:
    return line.split("\t")[3].split(" ")[0].strip() in {"Query", "Sync"}
