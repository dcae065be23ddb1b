"""The real worker of the bench, with its queue: started as `make run` does, killed as nobody should."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from celery.app import app_or_default
from redis import Redis

from bench.cost import PROC, children
from bench.stage import Stage
from partnership.launch.places import CHECKOUT
from partnership.launch.processes import Child, start

COMMAND = (
    "celery",
    "--app",
    "partnership",
    "worker",
    "--concurrency",
    "1",
    "--without-gossip",
    "--without-mingle",
)
QUEUE, TAKEN = "celery", "unacked"
PATIENCE_SECONDS = 3600


class Worker:
    """A worker with one process that computes; `left` are the messages that a killed one before it has not answered."""

    def __init__(self, child: Child, broker: Any, left: int) -> None:
        self.child, self.broker, self.left = child, broker, left

    def finish(self) -> None:
        """Wait until the queue is empty and what was taken from it is done; asks the broker, never the database."""
        until = time.monotonic() + PATIENCE_SECONDS
        while self.broker.llen(QUEUE) or self.broker.hlen(TAKEN) > self.left:
            self.child.check()
            if time.monotonic() > until:
                raise RuntimeError(f"The worker has not finished in {PATIENCE_SECONDS} s: {self.child.log}")
            time.sleep(0.2)

    def kill(self) -> None:
        """Kill the worker and all that it started, in the middle of whatever they do."""
        os.killpg(self.child.process.pid, signal.SIGKILL)
        self.child.process.wait()

    def peak_megabytes(self) -> float:
        """Return the most memory that one of its processes has held, as the kernel counts it."""
        pids = [self.child.process.pid, *children(self.child.process.pid)]
        return max(_peak(PROC / str(pid) / "status") for pid in pids)


@contextmanager
def working(stage: Stage) -> Iterator[Worker]:
    """Start a worker with the settings of the stage, without the migrating role's address; stop it at the end."""
    env = {key: value for key, value in os.environ.items() if key != "MIGRATE_DATABASE_URL"}
    broker = Redis.from_url(os.environ["REDIS_URL"])
    left = broker.hlen(TAKEN)
    child = start(
        "worker",
        [sys.executable, "-m", *COMMAND],
        log=stage.places.log("worker"),
        env=env,
        folder=CHECKOUT,
    )
    try:
        worker = Worker(child, broker, left)
        _await(worker)
        yield worker
    finally:
        child.stop()
        broker.close()


def _await(worker: Worker) -> None:
    """Wait until it answers: what it costs to start is nobody's."""
    app = app_or_default()
    until = time.monotonic() + 60
    while not app.control.inspect(timeout=0.5).ping():
        worker.child.check()
        if time.monotonic() > until:
            raise RuntimeError(f"The worker does not answer: {worker.child.log}")


def _peak(status: Path) -> float:
    lines = status.read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024
