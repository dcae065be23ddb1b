"""A migrated database for tests to be copied from: migrating takes most of a minute, copying a blink.

What was migrated once is kept as SQL in `.data/tests/`, under a name made of all that the migrations say and import, so
that a changed migration is migrated anew. Django still looks for migrations to apply in every copy.
"""

import ast
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from partnership.launch.databases import NAMES, Address
from partnership.launch.places import CHECKOUT, write_private
from partnership.launch.postgres import ENV
from partnership.launch.problems import LaunchProblem
from partnership.launch.quarters import Quarters

NAME = "portal_prepared"
KEPT = CHECKOUT / ".data" / "tests"
ROOTS = ("accounts", "api", "partnership", "projects")


def prepare(quarters: Quarters, admin: str) -> str:
    """Make the database to copy from on the administrator's server; return its name. Raises LaunchProblem."""
    address = Address(admin).to(NAME).url
    kept = KEPT / f"{key()}.sql"
    _run([quarters.programs / "createdb", "--template=template0", "--maintenance-db", admin, NAME])
    if kept.exists():
        _run([quarters.programs / "psql", "-qX", "-v", "ON_ERROR_STOP=1", "-d", address, "-f", kept])
        return NAME
    environment = {**os.environ, **dict.fromkeys(NAMES, address)}
    _run([sys.executable, "manage.py", "migrate", "--skip-checks", "--verbosity=0"], environment)
    text = _run([quarters.programs / "pg_dump", "--dbname", address])
    KEPT.mkdir(parents=True, exist_ok=True, mode=0o700)
    for old in KEPT.glob("*.sql"):
        old.unlink(missing_ok=True)
    write_private(kept, text)
    return NAME


def key(checkout: Path = CHECKOUT) -> str:
    """Return a name that changes with the migrations, with what they import, and with the locked packages."""
    whole = hashlib.sha256((checkout / "requirements.txt").read_bytes())
    for path in sorted(_reached(checkout, checkout.glob("**/migrations/*.py"))):
        whole.update(str(path.relative_to(checkout)).encode() + path.read_bytes())
    return whole.hexdigest()[:32]


def _reached(checkout: Path, begin: Iterable[Path]) -> set[Path]:
    """Return the files and all of ours that they import, directly or not."""
    found: set[Path] = set()
    open_ = [path for path in begin if path.relative_to(checkout).parts[0] in ROOTS]
    while open_:
        path = open_.pop()
        if path not in found:
            found.add(path)
            open_ += _imported(checkout, path)
    return found


def _imported(checkout: Path, path: Path) -> Iterator[Path]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        for name in names:
            place = checkout.joinpath(*name.split("."))
            yield from (one for one in (place.with_suffix(".py"), place / "__init__.py") if one.is_file())


def _run(command: list[str | Path], environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        command, cwd=CHECKOUT, env=environment or ENV, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise LaunchProblem(f"The database for tests could not be prepared: {done.stderr.strip()[-2000:]}")
    return done.stdout
