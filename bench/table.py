"""The rows of a bench, the table at its end and the same as data."""

import json
import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """One measured thing: `is_ok` says whether the goal is met; `about` is what stands behind the ratio."""

    name: str
    measured: str
    goal: str
    is_ok: bool
    about: str = ""


def at_most(name: str, value: float, goal: float, unit: str = "×", *, about: str = "") -> Row:
    """A row whose value should not be larger than the goal."""
    return Row(name, _with(value, unit), f"≤ {_with(goal, unit)}", value <= goal, about)


def at_least(name: str, value: float, goal: float, unit: str = "×", *, about: str = "") -> Row:
    """A row whose value should not be smaller than the goal."""
    return Row(name, _with(value, unit), f"≥ {_with(goal, unit)}", value >= goal, about)


def say(text: str) -> None:
    """Tell how far the bench is; the table alone goes to standard output."""
    print(text, file=sys.stderr, flush=True)


def show(rows: Sequence[Row]) -> None:
    """Print the table, and under it what stands behind each ratio."""
    cells = [("name", "measured", "goal", "")]
    cells += [(row.name, row.measured, row.goal, "ok" if row.is_ok else "short") for row in rows]
    widths = [max(len(line[column]) for line in cells) for column in range(4)]
    for line in cells:
        print(" | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    print()
    for row in rows:
        if row.about:
            print(f"{row.name}: {row.about}")


def write(rows: Sequence[Row], path: Path) -> None:
    """Write the rows as JSON, with the machine and the time."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    data = {"at": datetime.now(tz=UTC).isoformat(), "machine": machine, "rows": [asdict(row) for row in rows]}
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _with(value: float, unit: str) -> str:
    number = f"{value:.0f}" if value >= 100 or value == int(value) else f"{value:.2f}"
    return f"{number} {unit}"
