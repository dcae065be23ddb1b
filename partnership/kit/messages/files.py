"""Catalogues as files: `locale/<language>/LC_MESSAGES/django.po` is kept in git, the `.mo` beside it is built from it."""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from partnership.kit.ids import new_id

HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
WIDTH = 110


def catalogues(root: Path) -> list[Path]:
    """Return the catalogues of the house, by language."""
    return sorted((root / "locale").glob("*/LC_MESSAGES/django.po"))


def language_of(path: Path) -> str:
    return path.parent.parent.name


def read(path: Path) -> Catalog:
    """Return the catalogue in a file, an empty one if there is none yet."""
    if not path.exists():
        return Catalog(locale=language_of(path))
    with path.open("rb") as file:
        return read_po(file, locale=language_of(path))


def written(path: Path, messages: Catalog, *sources: Catalog) -> bytes:
    """Return the file for exactly `messages`, each with its words from the first of `sources` that has them."""
    catalogue = Catalog(locale=language_of(path))
    for message in messages:
        if message.id:
            words = _words(message.id, message.context, sources)
            catalogue.add(
                message.id,
                words,
                locations=[(name, None) for name in dict.fromkeys(name for name, _line in message.locations)],  # type: ignore[misc]
                auto_comments=message.auto_comments,
                context=message.context,
            )
    body = BytesIO()
    write_po(body, catalogue, width=WIDTH, omit_header=True, ignore_obsolete=True, include_lineno=False)
    return (HEADER.format(language=language_of(path)) + body.getvalue().decode().strip() + "\n").encode()


def compiled(path: Path) -> Path:
    """Build the `.mo` beside a catalogue; a reader sees the old one or the new one, never half of it."""
    target = path.with_suffix(".mo")
    draft = target.with_suffix(f".{new_id()}.part")
    with draft.open("wb") as file:
        write_mo(file, read(path))
    draft.replace(target)
    return target


def _words(key: object, context: str | None, sources: tuple[Catalog, ...]) -> str | tuple[str, ...]:
    for source in sources:
        found = source.get(key, context)  # type: ignore[arg-type]
        if (
            found is not None
            and _is_filled(found.string)
            and isinstance(found.id, tuple) == isinstance(key, tuple)
        ):
            return found.string  # type: ignore[return-value]
    return ("", "") if isinstance(key, tuple) else ""


def _is_filled(string: object) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)
