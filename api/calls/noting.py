"""Noting requests without making them wait: lines gather in the process, and a thread writes them every other second.

What a killed process had not written yet is lost: the log is for looking, never for work.
"""

import atexit
import logging
import os
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from threading import Event, Lock, Thread

import orjson
from django.conf import settings
from django.db import DatabaseError, connections

from accounts.actor import Actor
from accounts.doors import entered
from partnership.kit.ids import new_ids

logger = logging.getLogger(__name__)
MOST_WAITING = 20_000
WRITE = """
INSERT INTO calls_call (id, organization_id, credential_id, request_id, method, path, status, milliseconds, at)
SELECT r.id, %(organization)s, r.credential_id, r.request_id, r.method, r.path, r.status, r.milliseconds, r.at
FROM json_to_recordset(%(rows)s) AS r (id uuid, credential_id uuid, request_id text, method text, path text, status int,
                                       milliseconds int, at timestamptz)
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One request as it ended; the actor says whose log it belongs in."""

    actor: Actor
    request_id: str
    method: str
    path: str
    status: int
    milliseconds: int
    at: datetime


@dataclass
class _Gathered:
    lines: deque[Line] = field(default_factory=lambda: deque(maxlen=MOST_WAITING))
    lock: Lock = field(default_factory=Lock)
    stop: Event = field(default_factory=Event)
    writer: int = 0


_gathered = _Gathered()


def note(line: Line) -> None:
    """Gather a line; the first one of a process starts the thread that writes."""
    _gathered.lines.append(line)
    if _gathered.writer != os.getpid() and settings.API_LOG_EVERY_SECONDS > 0:
        with _gathered.lock:
            if _gathered.writer != os.getpid():
                _gathered.writer = os.getpid()
                Thread(target=_go_on, name="calls", daemon=True).start()
                atexit.register(_finish)


def write_gathered() -> int:
    """Write what was gathered, each organization's lines in its own door; return how many."""
    lines: list[Line] = []
    while _gathered.lines:
        lines.append(_gathered.lines.popleft())
    lines.sort(key=lambda one: str(one.actor.organization_id))
    for _organization, own in groupby(lines, key=lambda one: one.actor.organization_id):
        _write(list(own))
    return len(lines)


def _write(lines: list[Line]) -> None:
    rows = [
        {
            "id": key,
            "credential_id": line.actor.key_id,
            "request_id": line.request_id,
            "method": line.method[:8],
            "path": line.path[:300].replace("\x00", ""),
            "status": line.status,
            "milliseconds": line.milliseconds,
            "at": line.at,
        }
        for key, line in zip(new_ids(len(lines)), lines, strict=True)
    ]
    actor = lines[0].actor
    with entered(actor), connections["default"].cursor() as cursor:
        cursor.execute(WRITE, {"organization": actor.organization_id, "rows": orjson.dumps(rows).decode()})


def _go_on() -> None:
    while not _gathered.stop.wait(settings.API_LOG_EVERY_SECONDS):
        _try_to_write()


def _try_to_write() -> None:
    try:
        write_gathered()
    except DatabaseError as error:
        logger.warning("the log of requests could not be written: %s", error)
        connections.close_all()


def _finish() -> None:
    _gathered.stop.set()
    _try_to_write()
