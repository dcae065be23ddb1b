"""Keys of every table: UUIDv7, made in Python, ordered by time without a global sequence."""

from uuid import UUID

from uuid6 import uuid7


def new_id() -> UUID:
    """Return a new UUIDv7 as a plain `uuid.UUID`."""
    return UUID(int=uuid7().int)
