"""The embedded PostgreSQL: unmodified programs out of a wheel, on a free loopback port, with a password."""

import contextlib
import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

import psycopg

from partnership.launch.places import Places
from partnership.launch.ports import free_port
from partnership.launch.problems import LaunchProblem, died
from partnership.launch.processes import Child, start
from partnership.launch.quarters import Quarters, quarters_for

ADMIN = "portal_admin"
LOCALE = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
ENV = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
COMMON = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "jit": "off", "timezone": "UTC"}
# For tests: a crash may cost the data, which are made anew anyway.
HASTY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "wal_level": "minimal",
         "max_wal_senders": "0", "autovacuum": "off"}  # fmt: skip
SAFE = {"wal_compression": "on"}
RECOVERY_SECONDS = 300


def start_postgres(places: Places, password: str, *, hasty: bool = False) -> tuple[Child, str]:
    """Start the server on the installation's data, made now if there are none; return it and the superuser's address.

    `hasty` trades safety for speed, for tests. Raises LaunchProblem when the server does not come up.
    """
    quarters = quarters_for(places)
    data = quarters.home / "data"
    if not (data / "PG_VERSION").exists():
        _make_data(quarters, data, password, places.log("initdb"), hasty=hasty)
    _clear_stale(data)
    log = places.log("postgres")
    for _ in range(3):
        port = free_port()
        child = start(
            "database",
            [quarters.programs / "postgres", "-D", data, "-p", str(port), *_settings(hasty)],
            log=log,
            env=ENV,
            folder=quarters.home,
            login=quarters.login,
            stop_signal=signal.SIGINT,
        )
        url = f"postgresql://{ADMIN}:{password}@127.0.0.1:{port}/portal"
        if _answers(child, url):
            return child, url
    raise died("database", log)


def _settings(hasty: bool) -> Sequence[str]:
    chosen = {**COMMON, **(HASTY if hasty else SAFE)}
    return [f"--{name.replace('_', '-')}={value}" for name, value in chosen.items()]


def _make_data(quarters: Quarters, data: Path, password: str, log: Path, *, hasty: bool) -> None:
    """Make the data in a folder aside and move it into place, so that a half-made one is never taken for whole."""
    fresh = data.with_name("data-new")
    secret = data.with_name("password")
    _as_owner(quarters, ["rm", "-rf", str(fresh)], log)
    secret.touch(mode=0o600)
    if quarters.login:
        os.chown(secret, quarters.login.user, quarters.login.group)
    secret.write_text(password)
    try:
        command = [
            quarters.programs / "initdb",
            f"--pgdata={fresh}",
            f"--username={ADMIN}",
            f"--pwfile={secret}",
            "--auth=scram-sha-256",
            *LOCALE,
            "--no-sync" if hasty else "--data-checksums",
        ]
        _as_owner(quarters, command, log)
    finally:
        secret.unlink()
    fresh.rename(data)


def _as_owner(quarters: Quarters, command: Sequence[str | Path], log: Path) -> None:
    start("database's set-up", command, log=log, env=ENV, folder=quarters.home, login=quarters.login).finish()


def _clear_stale(data: Path) -> None:
    """Deal with what a killed launcher left: a server that still ends, or the note of one that is gone.

    Without /proc nobody can tell which of the two it is; the server then decides by itself, and may refuse.
    """
    note = data / "postmaster.pid"
    if not Path("/proc/self/cmdline").exists():
        return
    with contextlib.suppress(FileNotFoundError, ValueError, IndexError):
        pid = int(note.read_text().splitlines()[0])
        if not _is_ours(pid, data):
            # The number may belong to another program by now; the server would refuse to start for it.
            note.unlink()
            return
        os.kill(pid, signal.SIGINT)
        _wait_gone(pid)


def _is_ours(pid: int, data: Path) -> bool:
    try:
        return str(data) in Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return False


def _wait_gone(pid: int) -> None:
    for _ in range(300):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    raise LaunchProblem(
        f"An earlier database server of this folder (process {pid}) does not stop: end it first."
    )


def _answers(child: Child, url: str) -> bool:
    """Wait until the server takes connections; False when it ended because its port was taken meanwhile."""
    address = url.rsplit("/", 1)[0] + "/postgres?connect_timeout=5"
    deadline = time.monotonic() + RECOVERY_SECONDS
    while time.monotonic() < deadline:
        if child.process.poll() is not None:
            if "could not bind" in child.log.read_text(errors="replace"):
                return False
            child.check()
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(address).close()
            return True
        time.sleep(0.05)
    child.stop()
    raise died("database", child.log)
