"""`python -m bench [--only NAME …] [--json FILE]`: measure, then print the table; exit 0 only if every row is ok."""

import signal
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from bench.stage import Stage, stage
from bench.table import Row, say, show, write

# In this order: what fills the database most comes last.
PARTS = ("import", "weight", "listing", "delta", "bulk", "home", "policies", "search", "letters", "health")
AT_SIZE = ("health-at-size",)
"""What takes most of an hour, and is measured only where it is named."""
Part = Callable[[Stage], list[Row]]


def main(arguments: list[str]) -> int:
    parser = ArgumentParser(prog="python -m bench")
    parser.add_argument("--only", nargs="+", choices=(*PARTS, *AT_SIZE), default=PARTS)
    parser.add_argument("--json", type=Path, help="write the rows there as well")
    options = parser.parse_args(arguments)
    # Whoever ends the bench wants its servers and data gone as well.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(143))
    rows: list[Row] = []
    say("Starting servers of its own and a fresh database …")
    with stage() as standing:
        for name in (*PARTS, *AT_SIZE):
            if name in options.only:
                say(f"{name} …")
                rows += _part(name)(standing)
    show(rows)
    if options.json:
        write(rows, options.json)
    return 0 if all(row.is_ok for row in rows) else 1


def _part(name: str) -> Part:
    # Django has settings only once the stage stands.
    part: Part = import_module(f"bench.parts.{name.replace('-', '_')}_part").measure
    return part


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
