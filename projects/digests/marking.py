"""Holding mails against other senders, and writing down how far they got: the same for letters and for what comes at once."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import connections

from accounts.doors import system_door
from partnership.kit.mail import Mail
from projects.digests.models import Letter, Notice

TAKE = "SELECT key, pg_try_advisory_lock(key) FROM unnest(%s::bigint[]) AS key"
LET_GO = "SELECT pg_advisory_unlock(key) FROM unnest(%s::bigint[]) AS key"
STEP = """
UPDATE digests_letter AS l
SET status = s.status, sent_at = COALESCE(s.sent_at, l.sent_at), is_quiet = COALESCE(s.is_quiet, l.is_quiet),
    subject = COALESCE(s.subject, l.subject), html = COALESCE(s.html, l.html), text = COALESCE(s.text, l.text),
    language = COALESCE(s.language, l.language), trouble = ''
FROM json_to_recordset(%s) AS s (id uuid, before text, status text, sent_at timestamptz, is_quiet bool, subject text,
                                 html text, text text, language text)
WHERE l.id = s.id AND l.status = s.before
RETURNING l.id
"""


@contextmanager
def all_taken(row_ids: Iterable[UUID]) -> Iterator[set[UUID]]:
    """Hold for the block as many of these as nobody else holds, and give them; a session that dies lets go of them."""
    keys = {int.from_bytes(one.bytes[8:], "big", signed=True): one for one in row_ids}
    with connections["system"].cursor() as cursor:
        cursor.execute(TAKE, [list(keys)])
        mine = [key for key, is_mine in cursor.fetchall() if is_mine]
    try:
        yield {keys[key] for key in mine}
    finally:
        if mine:
            with connections["system"].cursor() as cursor:
                cursor.execute(LET_GO, [mine])


@contextmanager
def taken(row_id: UUID) -> Iterator[bool]:
    """Hold what has the id for the block, if nobody else does."""
    with all_taken([row_id]) as mine:
        yield row_id in mine


def mark(row: Letter | Notice, status: str, **fields: Any) -> str:
    """Write the status and return it, or "" where somebody else has settled the row meanwhile."""
    before, row.status = row.status, status
    with system_door("digests.settle"):
        mine = type(row).objects.using("system").filter(id=row.id, status=before)
        return status if mine.update(status=status, **fields) else ""


class Step(NamedTuple):
    """One letter's next step from a status to the next; what is None stays as it is in the row."""

    id: UUID
    before: str
    status: str
    sent_at: datetime | None = None
    is_quiet: bool | None = None
    subject: str | None = None
    html: str | None = None
    text: str | None = None
    language: str | None = None

    @classmethod
    def sending(cls, letter: Letter, mail: Mail, *, is_quiet: bool) -> "Step":
        """It is about to leave, in these words."""
        return cls(
            letter.id, Letter.Status.CLAIMED, Letter.Status.SENDING, None, is_quiet,
            mail.subject[:200], mail.html, mail.text, mail.language,
        )  # fmt: skip

    @classmethod
    def sent(cls, letter: Letter, *, now: datetime) -> "Step":
        return cls(letter.id, Letter.Status.SENDING, Letter.Status.SENT, now)


def mark_all(steps: Sequence[Step]) -> set[UUID]:
    """Write down several letters' steps in one statement; return those that nobody else has settled meanwhile."""
    if not steps:
        return set()
    # One value: the driver looks through a statement for each of its places, and here are the letters' whole words.
    rows = orjson.dumps([step._asdict() for step in steps]).decode()
    door = system_door("digests.settle", is_one_statement=True)
    with door as connection, connection.cursor() as cursor:
        cursor.execute(STEP, [rows])
        return {key for (key,) in cursor.fetchall()}
