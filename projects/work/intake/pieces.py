"""A file in the database, piece by piece: any machine's worker can read it, and none holds it whole."""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from uuid import UUID

from projects.work.models import ImportBatch, ImportChunk

PIECE = 256 * 1024


def store_pieces(batch: ImportBatch, file: str, data: Iterable[bytes]) -> UUID:
    """Write the bytes as numbered pieces and return a hash of them all."""
    content = blake2b(digest_size=16)
    for number, piece in enumerate(_even(data)):
        content.update(piece)
        store_piece(batch, file, number, piece)
    return UUID(bytes=content.digest())


def hash_of(batch: ImportBatch, file: str) -> UUID:
    """Return the hash of a stored file."""
    content = blake2b(digest_size=16)
    for piece in pieces_of(batch, file):
        content.update(piece)
    return UUID(bytes=content.digest())


def store_piece(batch: ImportBatch, file: str, number: int, data: bytes) -> None:
    """Write one piece of a file."""
    ImportChunk.objects.create(
        partnership_id=batch.partnership_id,
        organization_id=batch.organization_id,
        batch=batch,
        file=file,
        number=number,
        data=data,
    )


def pieces_of(batch: ImportBatch, file: str) -> Iterator[bytes]:
    """Read the pieces back in order, one query and one piece in memory at a time."""
    number = 0
    rows = ImportChunk.objects.filter(partnership_id=batch.partnership_id, batch=batch, file=file)
    while True:
        data = rows.filter(number=number).values_list("data", flat=True).first()
        if data is None:
            return
        yield bytes(data)
        number += 1


def drop_pieces(batch: ImportBatch, *files: str) -> None:
    """Let go of the files (or of those named): what they said has been imported or is not wanted."""
    rows = ImportChunk.objects.filter(partnership_id=batch.partnership_id, batch=batch)
    # Without fetching them: they are large.
    (rows.filter(file__in=files) if files else rows)._raw_delete("default")


def _even(data: Iterable[bytes]) -> Iterator[bytes]:
    rest = bytearray()
    for piece in data:
        rest += piece
        while len(rest) >= PIECE:
            yield bytes(rest[:PIECE])
            del rest[:PIECE]
    if rest:
        yield bytes(rest)
