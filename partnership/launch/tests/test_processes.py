"""Children do not outlive the launcher, and say why they ended."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from partnership.launch.places import CHECKOUT, Places
from partnership.launch.ports import free_port, web_port
from partnership.launch.problems import LaunchProblem
from partnership.launch.processes import start

PARENT = """
import os, signal, sys
from pathlib import Path
from partnership.launch.processes import start
child = start("sleeper", ["sleep", "60"], log=Path(sys.argv[1]), env=os.environ, folder=Path("/"))
print(child.process.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def _ended_soon(pid: int) -> bool:
    """A killed process may live for some milliseconds more."""
    deadline = time.monotonic() + 10
    while not _ended(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return _ended(pid)


def _ended(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux tells a child of its parent's death"
)
def test_a_child_ends_when_the_launcher_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PARENT, str(tmp_path / "log")]
    pid = int(subprocess.run(command, capture_output=True, text=True, cwd=CHECKOUT).stdout)
    assert _ended_soon(pid)


def test_a_child_that_ends_by_itself_is_told_with_its_last_words(tmp_path: Path) -> None:
    log = tmp_path / "log"
    child = start("web", ["sh", "-c", "echo one; echo two; exit 3"], log=log, env=os.environ, folder=tmp_path)
    with pytest.raises(LaunchProblem) as caught:
        child.finish()
    assert str(caught.value) == f"The web stopped by itself; all it wrote is in {log}:\n    one\n    two"


def test_a_full_disk_is_told_in_one_sentence(tmp_path: Path) -> None:
    words = "echo 'FATAL: could not write: No space left on device'; exit 1"
    child = start("database", ["sh", "-c", words], log=tmp_path / "log", env=os.environ, folder=tmp_path)
    with pytest.raises(LaunchProblem) as caught:
        child.finish()
    assert str(caught.value) == "The disk is full: free some space, then start again."


def test_stopping_ends_what_the_child_started_too(tmp_path: Path) -> None:
    script = "trap '' TERM; sleep 60 & echo $!; wait; wait"
    child = start("web", ["sh", "-c", script], log=tmp_path / "log", env=os.environ, folder=tmp_path)
    while not child.log.read_text().strip():
        time.sleep(0.01)
    grandchild = int(child.log.read_text())
    child.stop(patience=0.2)
    assert (child.process.returncode, _ended_soon(grandchild)) == (-signal.SIGKILL, True)


def test_one_launcher_at_a_time_uses_a_folder(tmp_path: Path) -> None:
    places = Places(tmp_path)
    with places.lock(), pytest.raises(LaunchProblem, match="The portal of this folder runs already"):
        places.lock()
    places.lock().close()


@pytest.mark.parametrize("text", ["abc", "0", "-1", "65536", ""])
def test_a_port_is_a_number(text: str) -> None:
    with pytest.raises(LaunchProblem, match="PORT must be a number from 1 to 65535"):
        web_port(text)


def test_a_taken_port_is_told_with_the_way_out() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(LaunchProblem) as caught:
            web_port(str(port))
    assert str(caught.value) == f"Port {port} is taken: choose another, for example `make run PORT=8001`."
    assert web_port(str(free_port())) > 0
