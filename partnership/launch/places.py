"""Where the portal keeps what it makes, and the lock that lets one launcher at a time use it."""

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from partnership.launch.problems import LaunchProblem

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Places:
    """The folder of state, `DATA_DIR`, and what lies in it."""

    data: Path

    @classmethod
    def from_environment(cls) -> "Places":
        named = os.environ.get("DATA_DIR")
        return cls(Path(named).absolute() if named else CHECKOUT / ".data")

    @property
    def running(self) -> Path:
        """How to reach what runs now: read by manage.py."""
        return self.data / "running.json"

    def make(self) -> None:
        """Make the folder, closed to others."""
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        (self.data / "log").mkdir(exist_ok=True)

    def log(self, name: str) -> Path:
        """Return the log of a process, empty; what the last run wrote is kept beside it."""
        path = self.data / "log" / f"{name}.log"
        if path.exists():
            path.replace(path.with_suffix(".log.1"))
        path.touch(mode=0o600)
        return path

    def lock(self) -> IO[str]:
        """Return the lock, held until it is closed or this process ends; raise LaunchProblem if it is taken."""
        lock = (self.data / "lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            raise LaunchProblem(
                f"The portal of this folder runs already: stop it first, or name another folder in DATA_DIR"
                f" (now {self.data})."
            ) from None
        return lock


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    fresh.replace(path)
