"""`python -m partnership.launch run | roles | clean`."""

import os
import signal
import sys
from contextlib import ExitStack
from types import FrameType

from partnership.launch.databases import logins
from partnership.launch.keys import Keys
from partnership.launch.places import Places
from partnership.launch.portal import run_portal
from partnership.launch.problems import LaunchProblem, in_a_sentence
from partnership.launch.processes import end_with
from partnership.launch.quarters import remove_quarters

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Somebody asked the portal to stop."""


def stop(number: int, frame: FrameType | None) -> None:
    _ignore_signals()
    raise Stopped


def run() -> int:
    """Run the portal until somebody stops it; return the exit code."""
    for number in SIGNALS:
        # Who started us with nohup wants us to go on when the terminal closes.
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, stop)
    if "MAKELEVEL" in os.environ:
        end_with(os.getppid(), signal.SIGTERM)
    try:
        with ExitStack() as stack:
            try:
                run_portal(stack)
            finally:
                _ignore_signals()
    except Stopped:
        print("\nStopped.")
        return 0
    return 0


def _ignore_signals() -> None:
    """What stops now must not be interrupted, or a process would be left."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def roles() -> int:
    """Make the roles and the database that an administrator's DATABASE_URL names; print the settings that result."""
    places = Places.from_environment()
    places.make()
    for name, url in logins(
        os.environ.get("DATABASE_URL", ""), spare_secret=Keys.of(places).database
    ).items():
        print(f"{name}={url}")
    return 0


def clean() -> int:
    """Remove the data of the embedded servers; return the exit code."""
    places = Places.from_environment()
    if places.data.exists():
        with places.lock():
            remove_quarters(places)
    return 0


def main(arguments: list[str]) -> int:
    commands = {"run": run, "roles": roles, "clean": clean}
    if len(arguments) != 1 or arguments[0] not in commands:
        print("Say `python -m partnership.launch run`, `… roles` or `… clean`.", file=sys.stderr)
        return 2
    try:
        return commands[arguments[0]]()
    except LaunchProblem as problem:
        print(problem, file=sys.stderr)
    except OSError as error:
        print(in_a_sentence(error, Places.from_environment().data), file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
