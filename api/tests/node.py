"""Node, and the packages that typescript/package-lock.json locks: kept in .data/, fetched once.

Where Node is missing, or nothing is kept and the packages can't be fetched, tests skip with the reason, unless
NODE_TESTS=required.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from partnership.launch.places import CHECKOUT

ROOM = Path(__file__).parent / "typescript"
KEPT = CHECKOUT / ".data" / "tests" / "node"
UNREACHED = (
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ECONNRESET",
    "ETIMEDOUT",
    "ENETUNREACH",
    "ERR_SOCKET_TIMEOUT",
)
FETCHING = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1", "--fetch-timeout=60000"]


@dataclass(frozen=True)
class Node:
    """A folder with the sources of the room and its packages, and Node to run them."""

    folder: Path

    def run(self, name: str, *arguments: str, **environment: str) -> str:
        """Run `node`, or a tool of the packages; return what it printed, fail when it failed."""
        program = name if name == "node" else str(self.folder / "node_modules" / ".bin" / name)
        done = _run([program, *arguments], self.folder, **environment)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def node_in(folder: Path) -> Node:
    """Return Node in a folder that a test may write to."""
    for name in ("package.json", "tsconfig.json", "flow.ts"):
        shutil.copy(ROOM / name, folder)
    (folder / "node_modules").symlink_to(_packages() / "node_modules")
    return Node(folder)


def _packages() -> Path:
    """Return the folder with what the lock names, fetched if it is not there yet."""
    for name in ("node", "npm"):
        if shutil.which(name) is None:
            _missing(f"{name} was not found")
    lock = (ROOM / "package-lock.json").read_bytes()
    kept = KEPT / hashlib.sha256(lock).hexdigest()[:16]
    if not kept.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=KEPT))
        try:
            _fetch(fresh)
            fresh.rename(kept)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    return kept


def _fetch(folder: Path) -> None:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOM / name, folder)
    done = _run(["npm", *FETCHING], folder)
    if done.returncode:
        if code := next((code for code in UNREACHED if code in done.stderr), None):
            _missing(f"npm could not fetch the packages of {ROOM.name}/package-lock.json: {code}")
        pytest.fail(done.stdout + done.stderr)


def _missing(reason: str) -> None:
    if os.environ.get("NODE_TESTS") == "required":
        pytest.fail(reason)
    pytest.skip(reason)


def _run(command: list[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, timeout=300
    )
