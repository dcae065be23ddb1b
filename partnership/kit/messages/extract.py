"""Finds every message in the house: Python by Babel, templates by Django's `templatize` and then Babel."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract as extract_python
from django.utils.translation.template import templatize

KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
NOTES = ("Translators:",)
HOUSE = ("partnership", "accounts", "projects", "api", "templates")
LEFT_OUT = {"tests", "migrations", "factories.py"}
INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def extracted(root: Path) -> Catalog:
    """Return all messages under `root`, by file and then as they stand there; file names come without lines."""
    found = Catalog(locale="en")
    for path in _sources(root):
        name = path.relative_to(root).as_posix()
        for _line, message, notes, context in _messages(path, name):
            found.add(message, locations=[(name, 0)], auto_comments=notes, context=context)
    return found


def _sources(root: Path) -> Iterator[Path]:
    for top in HOUSE:
        for path in sorted((root / top).rglob("*")):
            if path.suffix in {".py", ".html", ".txt"} and LEFT_OUT.isdisjoint(path.relative_to(root).parts):
                yield path


def _messages(path: Path, name: str) -> Iterator[Any]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What is left of a page is no Python: its indentation would stop the tokenizer.
        source = INDENT.sub("", templatize(source, origin=name))
    yield from extract_python("python", BytesIO(source.encode()), KEYWORDS, NOTES, strip_comment_tags=True)
