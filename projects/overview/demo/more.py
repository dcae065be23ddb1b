"""What the rooms above this one add to the demo: they register a writer when Django starts."""

from collections.abc import Callable
from datetime import datetime

Writer = Callable[[datetime], None]
_writers: dict[str, Writer] = {}


def register_demo(name: str, writer: Writer) -> None:
    """Let `writer` add to the demo, once its story is told; it does nothing where it has been."""
    _writers[name] = writer


def write_more(*, now: datetime) -> None:
    """Write what every room above has."""
    for writer in _writers.values():
        writer(now)
