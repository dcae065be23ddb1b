"""What keeps the portal from starting, said in one sentence."""

import errno
from pathlib import Path

DISK_FULL = "The disk is full: free some space, then start again."
FULL = (errno.ENOSPC, errno.EDQUOT)


class LaunchProblem(Exception):
    """A reason, in one sentence for the person at the keyboard, why the portal cannot run."""


def in_a_sentence(error: OSError, place: Path) -> str:
    """Return what an error of the operating system means for somebody who starts the portal."""
    if error.errno in FULL:
        return DISK_FULL
    return f"{error.filename or place} cannot be used: {(error.strerror or str(error)).lower()}."


def died(name: str, log: Path, *, lines: int = 12) -> LaunchProblem:
    """Return the problem of a process that ended by itself, with the last lines that it wrote."""
    text = tail(log, lines)
    if "No space left on device" in text or "Disk quota exceeded" in text:
        return LaunchProblem(DISK_FULL)
    return LaunchProblem(f"The {name} stopped by itself; all it wrote is in {log}:\n{text}")


def tail(log: Path, lines: int) -> str:
    """Return the last lines of a log, indented."""
    try:
        found = log.read_text(errors="replace").splitlines()[-lines:]
    except OSError:
        return ""
    return "\n".join(f"    {line}" for line in found)
