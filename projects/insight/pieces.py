"""The bytes of an attachment in the database, piece by piece."""

from hashlib import blake2b
from uuid import UUID

from projects.insight.models import Attachment, Piece

PIECE = 256 * 1024


def store_pieces(attachment: Attachment, data: bytes) -> None:
    """Write the bytes as numbered pieces of at most 256 kB."""
    for number, start in enumerate(range(0, len(data), PIECE)):
        Piece.objects.create(
            partnership_id=attachment.partnership_id,
            organization_id=attachment.organization_id,
            attachment=attachment,
            number=number,
            data=data[start : start + PIECE],
        )


def bytes_of(attachment: Attachment) -> bytes:
    """Return the whole file; none of its pieces when it was taken away."""
    rows = Piece.objects.filter(partnership_id=attachment.partnership_id, attachment=attachment)
    return b"".join(bytes(one) for one in rows.order_by("number").values_list("data", flat=True))


def drop_pieces(attachment: Attachment) -> None:
    """Let go of the bytes, without fetching them."""
    rows = Piece.objects.filter(partnership_id=attachment.partnership_id, attachment=attachment)
    rows._raw_delete("default")


def hash_of(data: bytes) -> UUID:
    """Return a hash of the bytes, to tell the same file again."""
    return UUID(bytes=blake2b(data, digest_size=16).digest())
