"""Child processes that never outlive the launcher."""

import contextlib
import ctypes
import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from partnership.launch.problems import died

PR_SET_PDEATHSIG = 1
# Loaded here, since between fork and exec nothing may be loaded any more.
_libc = ctypes.CDLL(None, use_errno=True) if os.uname().sysname == "Linux" else None


@dataclass(frozen=True)
class Login:
    """The account that a process runs as."""

    name: str
    user: int
    group: int


@dataclass(frozen=True)
class Child:
    """A process in a group of its own, so that Ctrl-C reaches the launcher alone."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    stop_signal: signal.Signals = signal.SIGTERM

    def check(self) -> None:
        """Raise LaunchProblem when the process has ended."""
        if self.process.poll() is not None:
            raise died(self.name, self.log)

    def finish(self) -> None:
        """Wait for a step to end; raise LaunchProblem when it failed."""
        if self.process.wait() != 0:
            raise died(self.name, self.log)

    def stop(self, patience: float = 10.0) -> None:
        """Ask the process to end, then end it and all that it started."""
        stop_all([self], patience)


def stop_all(children: Sequence[Child], patience: float = 10.0) -> None:
    """Ask all of them to end at the same time, then end what is left of them after `patience` seconds."""
    for child in children:
        if child.process.poll() is None:
            child.process.send_signal(child.stop_signal)
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.process.wait(patience)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()


def start(
    name: str,
    command: Sequence[str | Path],
    *,
    log: Path,
    env: Mapping[str, str],
    folder: Path,
    login: Login | None = None,
    stop_signal: signal.Signals = signal.SIGTERM,
    feed: str = "",
) -> Child:
    """Start a process that gets `stop_signal` when the launcher dies, however it dies; `feed` is its input."""
    with log.open("ab") as out:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.PIPE if feed else subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=dict(env),
            cwd=folder,
            start_new_session=True,
            preexec_fn=tether(stop_signal),
            user=login.user if login else None,
            group=login.group if login else None,
            extra_groups=[] if login else None,
        )
    if process.stdin:
        with contextlib.suppress(BrokenPipeError), process.stdin as pipe:
            pipe.write(feed.encode())
    return Child(name, process, log, stop_signal)


def tether(stop_signal: signal.Signals) -> Callable[[], None]:
    """Return what a child calls to be told by `stop_signal` of this process's death."""
    parent = os.getpid()
    return lambda: end_with(parent, stop_signal)


def end_with(parent: int, stop_signal: signal.Signals) -> None:
    """Have the kernel send this process `stop_signal` when its parent dies; Linux alone can do that."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, int(stop_signal))
        # The parent may have died just before the kernel was asked.
        if os.getppid() != parent:
            os.kill(os.getpid(), stop_signal)
