"""Holding one mail against other senders, and writing down how far it got: the same for letters and for what comes at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connections

from accounts.doors import system_door
from projects.digests.models import Letter, Notice


@contextmanager
def taken(row_id: UUID) -> Iterator[bool]:
    """Hold what has the id for the block, if nobody else does; a session that dies lets go of it."""
    key = int.from_bytes(row_id.bytes[8:], "big", signed=True)
    with connections["system"].cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        is_mine = bool(cursor.fetchone()[0])
    try:
        yield is_mine
    finally:
        if is_mine:
            with connections["system"].cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


def mark(row: Letter | Notice, status: str, **fields: Any) -> str:
    """Write the status and return it, or "" where somebody else has settled the row meanwhile."""
    before, row.status = row.status, status
    with system_door("digests.settle"):
        mine = type(row).objects.using("system").filter(id=row.id, status=before)
        return status if mine.update(status=status, **fields) else ""
