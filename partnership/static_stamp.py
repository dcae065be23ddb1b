"""Says whether the static files were collected as they are now: hashing and compressing them takes seconds."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders


@dataclass(frozen=True)
class StaticStamp:
    """A digest of the source files' names, sizes and times."""

    digest: str

    @classmethod
    def of_now(cls) -> "StaticStamp":
        """Return the stamp of the files as they are."""
        digest = hashlib.sha256()
        for finder in get_finders():
            for name, storage in finder.list([]):
                stat = Path(storage.path(name)).stat()
                digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
        return cls(digest.hexdigest())

    def is_kept(self) -> bool:
        """Return whether the collected files were made from these."""
        return self._path.exists() and self._path.read_text() == self.digest

    def keep(self) -> None:
        """Note that the collected files were made from these."""
        self._path.write_text(self.digest)

    @property
    def _path(self) -> Path:
        return settings.DATA_DIR / "static.stamp"
