"""`python -m faults [--only NAME …] [--letters 500] [--json FILE]`: break things, print the table; exit 0 only if all is ok."""

import json
import os
import platform
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from faults.hooks import NAME as WEBHOOKS
from faults.hooks import TITLE, run_webhooks
from faults.run import Outcome, run
from faults.scenarios import SCENARIOS
from faults.stage import Stage, stage

HEAD = ("what breaks", "letters", "sent", "unknown", "failed", "waiting", "twice by id", "twice by person", "forgotten",
        "untrue", "sent once settled", "seconds", "")  # fmt: skip
NAMES = [*(one.name for one in SCENARIOS), WEBHOOKS]
SHARES = 20
"""So many letters at a time: the lots of the scenarios are tenths, and four people share a partnership."""


def main(arguments: list[str]) -> int:
    parser = ArgumentParser(prog="python -m faults")
    parser.add_argument(
        "--only", nargs="+", choices=NAMES, default=NAMES, metavar="NAME", help=", ".join(NAMES)
    )
    parser.add_argument("--letters", type=int, default=500, help=f"a multiple of {SHARES}")
    parser.add_argument("--json", type=Path, help="write the rows there as well")
    options = parser.parse_args(arguments)
    if options.letters < SHARES or options.letters % SHARES:
        parser.error(f"--letters must be a multiple of {SHARES}")
    # Whoever ends the run wants its servers and data gone as well.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(143))
    outcomes, is_ok = [], True
    say("Starting servers of its own and a fresh database …")
    with stage(people=options.letters) as standing:
        for scenario in SCENARIOS:
            if scenario.name in options.only:
                say(f"{scenario.title} …")
                outcomes.append(run(scenario, standing))
                say("  " + " | ".join(_cells(outcomes[-1])[1:]))
        if WEBHOOKS in options.only:
            is_ok = show_webhooks(standing, events=options.letters)
    show(outcomes)
    if options.json:
        write(outcomes, options.json)
    return 0 if is_ok and all(one.is_ok for one in outcomes) else 1


def show_webhooks(standing: Stage, *, events: int) -> bool:
    """Run the webhooks and print their row; say whether it is ok."""
    say(f"{WEBHOOKS}: {TITLE} …")
    found = run_webhooks(standing, events=events)
    print(
        " | ".join(
            [
                TITLE,
                *(f"{name} {value:.0f}" for name, value in asdict(found).items()),
                "ok" if found.is_ok else "WRONG",
            ]
        )
    )
    return found.is_ok


def say(text: str) -> None:
    """Tell how far it is; the table alone goes to standard output."""
    print(text, file=sys.stderr, flush=True)


def show(outcomes: Sequence[Outcome]) -> None:
    """Print the table, if there is anything in it."""
    if not outcomes:
        return
    cells = [HEAD, *(_cells(one) for one in outcomes)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEAD))]
    for line in cells:
        print(" | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _cells(one: Outcome) -> tuple[str, ...]:
    numbers = asdict(one.found).values()
    return (
        one.title,
        *map(str, numbers),
        str(one.settled.sent),
        f"{one.seconds:.0f}",
        "ok" if one.is_ok else "WRONG",
    )


def write(outcomes: Sequence[Outcome], path: Path) -> None:
    """Write the rows as JSON, with the machine and the time."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    data = {
        "at": datetime.now(tz=UTC).isoformat(),
        "machine": machine,
        "rows": [asdict(one) for one in outcomes],
    }
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
