"""Writes the pieces of letters from their templates; what several letters of a batch say alike is written once.

A piece is kept by its template, its language and all that stands in it. Only the two links that are each reader's own are
put in afterwards, where marks nobody can guess hold their places.
"""

import re
from collections.abc import Hashable
from functools import cache, partial
from secrets import token_hex
from typing import Any

from django.conf import settings
from django.utils.html import escape
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.ext import Extension

from partnership.kit.spoken import language, said
from projects.digests.inlining import inlined, styled
from projects.digests.sections import Section
from projects.digests.wording import SectionText, section_text

FOLDER = settings.BASE_DIR / "templates" / "emails" / "weekly"
STYLES = (FOLDER / "letter.css").read_text("utf-8")
SPACES = re.compile(r"\s*\n\s*")


class Styled(Extension):
    """Puts a piece's styles inside its tags when its template is compiled, so that no letter waits for it."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return styled(SPACES.sub("\n", source), STYLES)


@cache
def _papers() -> dict[str, Environment]:
    """Where templates come from, by the ending of their names."""
    given: dict[str, Any] = {
        "loader": FileSystemLoader(FOLDER),
        "undefined": StrictUndefined,
        "auto_reload": settings.DEBUG,
    }
    html = Environment(autoescape=True, trim_blocks=True, extensions=[Styled], **given)
    text = Environment(autoescape=False, keep_trailing_newline=True, **given)  # noqa: S701 - plain text
    return {"html": html, "txt": text}


class Pen:
    """Writes the letters of one batch."""

    def __init__(self) -> None:
        self.here = {
            name: f"@{token_hex(16)}@" for name in ("subject", "preheader", "inside", "stop", "read")
        }
        self._templates: dict[str, Template] = {}
        self._pieces: dict[Hashable, str] = {}
        self._texts: dict[Hashable, tuple[Section, SectionText]] = {}
        self._frames: dict[str, list[str]] = {}

    def told(self, section: Section) -> SectionText:
        """Tell one partnership; the same words for everybody who sees the same of it, whatever waits for each."""
        alike = (section.health, section.projects, section.goals, section.signed, section.coming)
        key = (
            language(), section.partnership.id, *map(id, alike), *map(id, section.decided), section.looks, section.pulse,
        )  # fmt: skip
        if key not in self._texts:
            # The section is kept along, so that none of those ids can be another thing's.
            self._texts[key] = (section, section_text(section))
        return self._texts[key][1]

    def text(self, name: str, **values: Hashable) -> str:
        """Write a piece of the text."""
        return self._piece(f"{name}.txt", values)

    def html(self, name: str, **values: Hashable) -> str:
        """Write a piece of the HTML, with its styles inside its tags."""
        return self._piece(f"{name}.html", values)

    def framed(self, inside: str, *, subject: str, preheader: str) -> str:
        """Return the whole HTML around the pieces."""
        if language() not in self._frames:
            self._frames[language()] = self._frame()
        start, middle, before, end = self._frames[language()]
        return f"{start}{escape(subject)}{middle}{escape(preheader)}{before}{inside}{end}"

    def with_links(self, text: str, *, stop: str, read: str) -> str:
        """Put the reader's own links where they belong."""
        return text.replace(self.here["stop"], stop).replace(self.here["read"], read)

    def _piece(self, file: str, values: dict[str, Hashable]) -> str:
        key = (file, language(), *values.values())
        if key not in self._pieces:
            self._pieces[key] = self._written(file, values)
        return self._pieces[key]

    def _written(self, file: str, values: dict[str, Hashable]) -> str:
        if file not in self._templates:
            self._templates[file] = _papers()[file.rpartition(".")[2]].get_template(file)
        return self._templates[file].render(
            _=partial(said, language()), stop_url=self.here["stop"], read_url=self.here["read"], **values
        )

    def _frame(self) -> list[str]:
        """The page around the pieces, with its styles inside its tags, cut where something is put in."""
        # Inlined as the page that it is, so nothing is put in when it is compiled.
        page = _papers()["txt"].get_template("body.html").render(language=language(), css=STYLES, **self.here)
        html = SPACES.sub("\n", inlined(page)).replace(
            f"<tr><td>{self.here['inside']}</td></tr>", self.here["inside"]
        )
        return re.split("|".join(self.here[name] for name in ("subject", "preheader", "inside")), html)
