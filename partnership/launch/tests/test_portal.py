"""The whole portal on embedded servers, as `make run` starts it."""

import os
import signal
import stat
import sys
import time
from pathlib import Path

import pytest

from partnership.launch.places import CHECKOUT, Places
from partnership.launch.ports import free_port
from partnership.launch.processes import Child, start
from partnership.launch.quarters import remove_quarters

GIVEN = (
    "DATABASE_URL",
    "SYSTEM_DATABASE_URL",
    "MIGRATE_DATABASE_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "PORTAL_URL",
)


def _launch(data: Path) -> Child:
    env = {name: value for name, value in os.environ.items() if name not in (*GIVEN, "MAKELEVEL")}
    env |= {"DATA_DIR": str(data), "PORT": str(free_port()), "DEMO": "0"}
    log = data.with_name(f"{data.name}.log")
    log.unlink(missing_ok=True)
    return start(
        "launcher", [sys.executable, "-m", "partnership.launch", "run"], log=log, env=env, folder=CHECKOUT
    )


def _until_up(child: Child) -> None:
    deadline = time.monotonic() + 120
    while "Portal: http" not in child.log.read_text():
        child.check()
        assert time.monotonic() < deadline, child.log.read_text()
        time.sleep(0.1)


def _alive(data: Path) -> list[str]:
    """Return the command lines of the processes that were started with this folder of state."""
    marks = {f"DATA_DIR={data}".encode()}
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if marks & set((process / "environ").read_bytes().split(b"\0")):
                found.append((process / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


def _server(data: Path) -> int:
    home = (
        (data / "postgres-home").read_text() if (data / "postgres-home").exists() else str(data / "postgres")
    )
    return int(Path(home, "data", "postmaster.pid").read_text().splitlines()[0])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at processes through /proc")
def test_the_portal_starts_survives_a_kill_and_stops_without_a_trace(tmp_path: Path) -> None:
    data = tmp_path / "a folder with spaces"
    try:
        child = _launch(data)
        _until_up(child)
        assert stat.S_IMODE((data / "secrets.json").stat().st_mode) == 0o600
        assert stat.S_IMODE((data / "running.json").stat().st_mode) == 0o600
        child.process.kill()
        child.process.wait()

        child = _launch(data)
        _until_up(child)
        server = _server(data)
        child.process.send_signal(signal.SIGTERM)
        assert child.process.wait(30) == 0
        assert child.log.read_text().endswith("Stopped.\n")
        assert (_alive(data), Path(f"/proc/{server}").exists()) == ([], False)
        assert not (data / "running.json").exists()
    finally:
        child.stop()
        remove_quarters(Places(data))
