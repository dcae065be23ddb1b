"""What something costs: CPU of our process and of the database's backends, and memory, as the kernel counts them.

Requests a second vary up to three times on a shared machine; CPU repeats within about one percent.
"""

import ctypes
import gc
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from time import perf_counter
from typing import Self

PROC = Path("/proc")
EVERY_SECONDS = 0.2
Threads = dict[tuple[int, int], int]


@dataclass(frozen=True)
class Cost:
    """Seconds of CPU of program and database, and seconds on the clock."""

    program: float
    database: float
    clock: float

    @property
    def cpu(self) -> float:
        return self.program + self.database

    def per(self, count: int) -> "Cost":
        return Cost(self.program / count, self.database / count, self.clock / count)

    def told(self) -> str:
        """In milliseconds, for people."""
        return f"{self.cpu * 1000:.2f} ms CPU ({self.program * 1000:.2f} program, {self.database * 1000:.2f} database)"


def cost_of(work: Callable[[], object], *, program: int, database: int) -> Cost:
    """Do the work and return what it cost the tree of processes `program` and the backends of the server `database`."""
    with _Watch(program, database) as watch:
        began = perf_counter()
        work()
        clock = perf_counter() - began
    return Cost(*watch.spent(), clock)


class _Watch:
    """Looks every now and then what each thread has used so far: a connection that is closed meanwhile takes its count along."""

    def __init__(self, program: int, database: int) -> None:
        self.program, self.database = program, database
        self.over = Event()
        self.thread = Thread(target=self._go_on, daemon=True)

    def __enter__(self) -> Self:
        self.start = self._look()
        self.seen: tuple[Threads, Threads] = ({}, {})
        self.thread.start()
        return self

    def __exit__(self, *_rest: object) -> None:
        self.over.set()
        self.thread.join()
        self._note()

    def spent(self) -> list[float]:
        """Return the seconds of the program and of the database."""
        return [_spent(old, new) for old, new in zip(self.start, self.seen, strict=True)]

    def _go_on(self) -> None:
        while not self.over.wait(EVERY_SECONDS):
            self._note()

    def _note(self) -> None:
        for known, found in zip(self.seen, self._look(), strict=True):
            known.update(found)

    def _look(self) -> tuple[Threads, Threads]:
        return _threads(_program(self.program, self.database)), _threads(backends(self.database))


def typical(costs: Iterable[Cost]) -> Cost:
    """Return the one whose CPU is the median (of an even number, the lower)."""
    found = sorted(costs, key=lambda one: one.cpu)
    return found[(len(found) - 1) // 2]


def interleaved(contenders: Mapping[str, Callable[[], Cost]], *, rounds: int) -> dict[str, Cost]:
    """Let everybody run in turn, `rounds` times, so that a busy neighbor meets all alike; return each one's median."""
    found: dict[str, list[Cost]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, run in contenders.items():
            found[name].append(run())
    return {name: typical(costs) for name, costs in found.items()}


def ratio(costs: Mapping[str, Cost], one: str, other: str) -> float:
    """Return how many times the CPU of `other` is the CPU of `one`."""
    return costs[one].cpu / costs[other].cpu


def children(parent: int) -> list[int]:
    """Return the processes that a process has started, and theirs."""
    found: list[int] = []
    with suppress(OSError):
        for task in (PROC / str(parent) / "task").iterdir():
            for text in (task / "children").read_text().split():
                found += [int(text), *children(int(text))]
    return found


def _program(program: int, server: int) -> list[int]:
    """The program's tree without the server, which the bench itself may have started: its cost counts once."""
    servers = {server, *children(server)}
    return [pid for pid in (program, *children(program)) if pid not in servers]


def backends(server: int) -> list[int]:
    """Return the server's processes that serve a client; those that clean up are nobody's."""
    return [pid for pid in children(server) if "127.0.0.1(" in _command(pid)]


def peak_megabytes(work: Callable[[], object]) -> tuple[float, float]:
    """Do the work; return the largest resident memory of this process and how much that is above the start, in MB."""
    # What was used before and is free goes back first, or it would hide what the work takes.
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    (PROC / "self" / "clear_refs").write_text("5")
    start = _status("VmRSS")
    work()
    peak = _status("VmHWM")
    return peak, peak - start


def _status(name: str) -> float:
    lines = (PROC / "self" / "status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024


def _command(pid: int) -> str:
    try:
        return (PROC / str(pid) / "cmdline").read_text()
    except OSError:
        return ""


def _threads(pids: Iterable[int]) -> Threads:
    """Return the nanoseconds of CPU of each thread so far."""
    found: Threads = {}
    for pid in pids:
        with suppress(OSError):
            for task in (PROC / str(pid) / "task").iterdir():
                with suppress(OSError):
                    found[pid, int(task.name)] = int((task / "schedstat").read_text().split()[0])
    return found


def _spent(before: Threads, after: Threads) -> float:
    return sum(spent - before.get(key, 0) for key, spent in after.items()) / 1e9
