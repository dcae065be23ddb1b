"""From pieces of bytes to rows of text: encoding, delimiter, rows; at most one piece in memory."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from .problems import FileRefused, Problem

MAX_COLUMNS = 200
SAMPLE_CHARACTERS = 64 * 1024
DELIMITERS = (",", ";", "\t")
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252")

Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the bytes are to be read."""

    encoding: str
    delimiter: str

    def as_json(self) -> dict[str, str]:
        return asdict(self)


class _Pieces(io.RawIOBase):
    """A readable stream over pieces of bytes."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = memoryview(piece)
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


def guess_encoding(pieces: Iterable[bytes]) -> str:
    """Name the encoding of the whole stream; raises FileRefused "binary" or "empty".

    Bytes that are not UTF-8 are read as Windows-1252: what spreadsheets write where UTF-8 isn't chosen.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    first, utf8 = b"", True
    for piece in pieces:
        first = first or piece[:3]
        if b"\0" in piece:
            raise FileRefused("binary")
        if utf8:
            utf8 = _decodes(decoder, piece)
    if not first:
        raise FileRefused("empty")
    if utf8 and _decodes(decoder, b"", final=True):
        return "utf-8-sig" if first.startswith(codecs.BOM_UTF8) else "utf-8"
    return "cp1252"


def _decodes(decoder: codecs.IncrementalDecoder, piece: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(piece, final)
    except UnicodeDecodeError:
        return False
    return True


def text_of(pieces: Iterable[bytes], encoding: str) -> io.TextIOWrapper:
    """Open the pieces as text; a byte that the encoding lacks becomes U+FFFD, which a row reports."""
    stream = io.BufferedReader(_Pieces(pieces), 64 * 1024)
    return io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")


def guess_delimiter(sample: str) -> str:
    """Choose the delimiter that splits the sample's rows into equally many columns, two or more.

    Raises FileRefused "no_columns" where none does: such a file isn't a table.
    """
    scores = {mark: _evenness(sample, mark) for mark in DELIMITERS}
    best = max(DELIMITERS, key=lambda mark: scores[mark])
    if scores[best] == 0:
        raise FileRefused("no_columns")
    return best


def _evenness(sample: str, delimiter: str) -> float:
    """Count the columns of the most common width, weighed by how many rows have it; 0 for one column."""
    widths = Counter(
        len(row) for row in list(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter))[:50] if row
    )
    if not widths:
        return 0
    width, rows = max(widths.items(), key=lambda item: (item[1], item[0]))
    return 0 if width < 2 else rows / widths.total() * 1000 + width


def guess_dialect(pieces: Iterable[bytes], first: bytes) -> Dialect:
    """Guess encoding (from all pieces) and delimiter (from the `first` bytes); raises FileRefused."""
    encoding = guess_encoding(pieces)
    sample = first.decode(encoding, "replace")[:SAMPLE_CHARACTERS]
    if not sample.strip():
        raise FileRefused("empty")
    return Dialect(encoding, guess_delimiter(sample))


def rows_of(pieces: Iterable[bytes], dialect: Dialect) -> Iterator[Row | Problem]:
    """Yield (row number, values), the header being row 1; a row whose quotes don't close is a Problem.

    Empty rows are skipped but counted, as a spreadsheet counts them.
    """
    reader = csv.reader(text_of(pieces, dialect.encoding), delimiter=dialect.delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Problem.of(number, "", "quotes", error)
            continue
        if any(values):
            yield number, values


def header_of(rows: Iterator[Row | Problem]) -> list[str]:
    """Take the header off the rows: every column named, no name twice; raises FileRefused."""
    first = next(rows, None)
    if first is None:
        raise FileRefused("empty")
    if isinstance(first, Problem):
        raise FileRefused("header")
    names = first[1]
    if len(names) > MAX_COLUMNS:
        raise FileRefused("too_many_columns", limit=MAX_COLUMNS)
    return unique_names(names)


def unique_names(names: Iterable[str]) -> list[str]:
    """Name nameless columns by their place and number those that share a name."""
    taken: Counter[str] = Counter()
    result = []
    for place, raw in enumerate(names, 1):
        name = raw.strip()[:100] or f"#{place}"
        taken[name] += 1
        result.append(name if taken[name] == 1 else f"{name} ({taken[name]})")
    return result
