"""Static files with hashed names, compressed; the entry stylesheet gathers its imports into one file."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

ENTRY = "css/portal.css"
_IMPORT = re.compile(r'@import url\("([^"]+)"\) layer\((\w+)\);\n?')
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


class PortalStaticStorage(CompressedManifestStaticFilesStorage):
    """One request for all styles: the browser need not wait for an import to learn of the next file."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Fold the imports first, then hash and compress as usual; the collected sources stay as they are."""
        if ENTRY in paths and not dry_run:
            folded = InMemoryStorage()
            folded.save(ENTRY, ContentFile(_folded(paths).encode()))
            paths[ENTRY] = (folded, ENTRY)
        yield from super().post_process(paths, dry_run=dry_run, **options)  # type: ignore[no-untyped-call]


def _folded(paths: dict[str, Any]) -> str:
    def text(name: str) -> str:
        storage, path = paths[name]
        with storage.open(path) as file:
            return _COMMENT.sub("", file.read().decode())

    # Only files beside the entry may name others: an address means the same before and after.
    return _IMPORT.sub(lambda found: f"@layer {found[2]} {{\n{text(f'css/{found[1]}')}}}\n", text(ENTRY))
