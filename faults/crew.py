"""The processes of a scenario: worker and beat as `make run` starts them, watched over as a supervisor would."""

import os
import re
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from faults import clock
from faults.stage import Stage
from partnership.launch.places import CHECKOUT
from partnership.launch.processes import Child, start, stop_all

A_QUARTER = timedelta(minutes=15)
CELERY = ["celery", "--app", "partnership"]
WORKER = [
    *CELERY,
    "worker",
    "--concurrency",
    "2",
    "--without-gossip",
    "--without-mingle",
    "--loglevel",
    "INFO",
]
TAKEN_ON = re.compile(rb"Task \S+\[[0-9a-f-]+\] received")
DONE = re.compile(rb"Task \S+\[[0-9a-f-]+\] (succeeded|raised|retry|Retry)|Discarding revoked task")
LETTERS_DUE = b"Sending due task send the letters that are open"
READY = b" ready."
PATIENCE_SECONDS = 900
A_GLANCE = 0.2


@dataclass
class Crew:
    """A worker that is started again whenever it is gone, and as many beats as the scenario has."""

    stage: Stage
    now: datetime
    env: dict[str, str]
    worker: Child | None = None
    beats: list[Child] = field(default_factory=list)
    started: int = 0

    def tend(self) -> None:
        """Start whatever was cut or killed again."""
        self.stage.tend()
        if self.worker is None or self.worker.process.poll() is not None:
            self.worker = self._start("worker", WORKER)

    def kill_worker(self) -> None:
        """Kill the worker and all its processes with -9; whoever tends starts another one."""
        if self.worker is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.worker.process.pid, signal.SIGKILL)
            self.worker.process.wait()

    def start_beats(self, count: int) -> None:
        """Start beats, each with a book of its own of what ran when and a sign of life of its own; wait until each ticks."""
        for number in range(count):
            book = self.stage.places.data / f"beat-{number}"
            words = [*CELERY, "beat", "--schedule", str(book), "--pidfile", "", "--loglevel", "INFO"]
            prefix = f"beat-{self.started}"
            self.beats.append(self._start("beat", words, CACHE_PREFIX=prefix))
            self._until(partial(self.stage.has_sign, f"{prefix}:1:alive:beat"))

    def stop_beats(self) -> None:
        stop_all(self.beats)
        self.beats.clear()

    def stop(self) -> None:
        """Stop all of them and forget what the beats had in their books."""
        stop_all([*self.beats, *([self.worker] if self.worker else [])])
        self.beats.clear()
        for book in self.stage.places.data.glob("beat-*"):
            book.unlink()

    def set(self, now: datetime) -> None:
        self.now = now
        clock.move(self.stage.clock, to=now)

    def step(self, length: timedelta = A_QUARTER) -> None:
        """Let time jump on and wait until every beat has rung and the work that followed is done.

        The log of a worker that was killed goes with it, and what it had taken on with that.
        """
        rung = [_count(beat.log, LETTERS_DUE) for beat in self.beats]
        self.set(self.now + length)
        self._until(
            lambda: all(_count(b.log, LETTERS_DUE) > n for b, n in zip(self.beats, rung, strict=True))
        )
        self._until(self._is_idle)

    def _is_idle(self) -> bool:
        if self.worker is None or self.worker.process.poll() is not None or self.stage.waiting_tasks():
            return False
        return _count(self.worker.log, READY) > 0 and not self._busy()

    def _busy(self) -> int:
        assert self.worker
        return _count(self.worker.log, TAKEN_ON) - _count(self.worker.log, DONE)

    def _until(self, holds: Callable[[], bool]) -> None:
        """Wait until it holds at two glances in a row."""
        deadline, seen = time.monotonic() + PATIENCE_SECONDS, 0
        while seen < 2:
            if time.monotonic() > deadline:
                raise RuntimeError(f"The portal did not come to rest within {PATIENCE_SECONDS} seconds")
            self.tend()
            for beat in self.beats:
                beat.check()
            seen = seen + 1 if holds() else 0
            time.sleep(A_GLANCE)

    def _start(self, name: str, words: list[str], **env: str) -> Child:
        self.started += 1
        log = self.stage.places.log(f"{name}-{self.started}")
        return start(name, [sys.executable, "-m", *words], log=log, env={**self.env, **env}, folder=CHECKOUT)


def _count(log: Path, what: bytes | re.Pattern[bytes]) -> int:
    text = log.read_bytes()
    return text.count(what) if isinstance(what, bytes) else len(what.findall(text))
