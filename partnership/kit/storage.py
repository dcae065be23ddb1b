"""Static files with hashed names, compressed; the entry stylesheet gathers its imports into one file."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

ENTRY = "css/portal.css"
_IMPORT = re.compile(r'@import url\("([^"]+)"\) layer\((\w+)\);\n?')
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


class PortalStaticStorage(CompressedManifestStaticFilesStorage):
    """One request for all styles: the browser need not wait for an import to learn of the next file."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Fold the imports first, then hash and compress as usual."""
        if ENTRY in paths and not dry_run:
            self._fold()
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _fold(self) -> None:
        text = _IMPORT.sub(
            lambda found: f"@layer {found[2]} {{\n{self._text(found[1])}}}\n", self._text("portal.css")
        )
        self.delete(ENTRY)
        self._save(ENTRY, ContentFile(text.encode()))

    def _text(self, name: str) -> str:
        with self.open(f"css/{name}") as file:
            return _COMMENT.sub("", file.read().decode())
