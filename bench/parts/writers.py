"""Many who write at the same time, and two who follow: by the feed, and by the time of the last change."""

import json
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from threading import Event, Thread
from uuid import UUID

from django.db import connection

from accounts.doors import entered
from bench.peers.updated_at import Follower
from bench.web import Server
from bench.world import PROJECT, TODAY, actor_of, bench_id
from projects.work.actions.entries import EntryValues, log_entry
from projects.work.models import Project

WRITERS, TRANSACTIONS, ROWS = 8, 380, 5
LONGEST_PAUSE = 0.02
EVERY = 0.05


@dataclass
class Followed:
    """What was committed, and how often each of the two has read it."""

    written: set[str] = field(default_factory=set)
    by_feed: Counter[str] = field(default_factory=Counter)
    by_time: Counter[str] = field(default_factory=Counter)

    def lost(self, read: Counter[str]) -> int:
        return len(self.written - read.keys())

    @property
    def twice(self) -> int:
        return sum(count - 1 for count in self.by_feed.values())


def follow_writers(server: Server, number: int, partnership_id: UUID) -> Followed:
    """Let all write and both follow; they read on until nothing new comes after the last writer is done."""
    found, over = Followed(), Event()
    feed = f"/api/v1/events?partnership={partnership_id}&type=work.entry_logged&limit=200&cursor="
    cursor = _page(server, f"{feed}latest")[1]
    follower = Follower(partnership_id, datetime.now(tz=UTC))

    def read_feed() -> bool:
        nonlocal cursor
        subjects, cursor = _page(server, f"{feed}{cursor}")
        found.by_feed.update(subjects)
        return bool(subjects)

    def read_by_time() -> bool:
        with entered(actor_of(), partnership_id=partnership_id):
            read = list(follower.read())
        found.by_time.update(read)
        return bool(read)

    readers = [Thread(target=_until, args=(over, one)) for one in (read_feed, read_by_time)]
    writers = [
        Thread(target=_write, args=(seed, number, partnership_id, found.written)) for seed in range(WRITERS)
    ]
    for thread in (*readers, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    over.set()
    for thread in readers:
        thread.join()
    return found


def _until(over: Event, read: Callable[[], bool]) -> None:
    """Read on every now and then; once all is over, until nothing has come for a while."""
    quiet = 0
    while quiet < 10:
        quiet = 0 if read() or not over.is_set() else quiet + 1
        time.sleep(EVERY)
    connection.close()


def _page(server: Server, path: str) -> tuple[list[str], str]:
    body = json.loads(server.get(path)[0])
    return [event["subject"]["id"] for event in body["data"]], body["next_cursor"]


def _write(seed: int, number: int, partnership_id: UUID, written: set[str]) -> None:
    """Log hours by the portal's own action, some in each transaction, with pauses in between as a busy portal has."""
    chance, actor = random.Random(seed), actor_of()
    for _ in range(TRANSACTIONS):
        ids = []
        with entered(actor, partnership_id=partnership_id):
            project = Project.objects.get(partnership_id=partnership_id, id=bench_id(PROJECT, number))
            for _ in range(ROWS):
                values = EntryValues(done_on=TODAY, hours=Decimal("0.25"), role="Development")
                now = datetime.now(tz=UTC)
                ids.append(str(log_entry(actor, project=project, values=values, today=TODAY, now=now).id))
                time.sleep(chance.uniform(0, LONGEST_PAUSE))
        written.update(ids)
    connection.close()
