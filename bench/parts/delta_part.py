"""The feed of what changed: nothing lost under many writers, and flat at any depth; lists at depth against OFFSET."""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime

from django.db import connection

from accounts.doors import entered
from accounts.listing import listed
from api.paging import SIGNER, write_cursor
from bench.cost import Cost, cost_of, interleaved, ratio
from bench.parts.sizes import DEEP, FEED, grow_deep, grow_feed
from bench.parts.writers import WRITERS, follow_writers
from bench.stage import Stage
from bench.table import Row, at_least, at_most, say
from bench.web import Server, serve
from bench.world import PARTNERSHIP, actor_of, api_key, bench_id
from projects.activity.feed import feed_after
from projects.work.queries.listed import ENTRIES

DEPTH, COUNT, ROUNDS, LIMIT = 200_000, 60, 5, 101
OFFSETS = {
    "delta": """
SELECT id, kind, subject_kind, subject_id, person_id, key_id, party_id, data::text, at, xid::text::bigint, seq
FROM activity_event WHERE partnership_id = %s AND xid < pg_snapshot_xmin(pg_current_snapshot())
ORDER BY xid, seq LIMIT 101 OFFSET 200000
""",
    "list": """
SELECT id, project_id, deliverable_id, party_id, done_on, hours::text, role, note, created_at, updated_at
FROM work_workentry WHERE partnership_id = %s ORDER BY done_on DESC, id DESC LIMIT 101 OFFSET 200000
""",
}
"""The same pages as most APIs ask for them, of the table's own columns alone."""


def measure(stage: Stage) -> list[Row]:
    """Ask near and deep through the web, then against OFFSET, then follow the writers."""
    grow_deep()
    grow_feed()
    portal = serve(stage, "portal", "bench.peers.portal:application")
    portal.headers = {"Authorization": f"Bearer {api_key()}"}
    rows = [_depth(portal), *_offsets(stage)]
    say(f"  {WRITERS} writers and two who follow")
    rows.append(_followed(portal))
    portal.child.stop()
    return rows


def _depth(portal: Server) -> Row:
    path = f"/api/v1/events?partnership={bench_id(PARTNERSHIP, FEED)}&limit=100"
    fingerprint = SIGNER.unsign_object(json.loads(portal.get(path)[0])["next_cursor"])[0]
    place = (*_event_at_depth(), int(datetime.now(tz=UTC).timestamp()))
    deep = f"{path}&cursor={write_cursor(fingerprint, place)}"
    portal.warm(path, deep)
    costs = interleaved(
        {
            "near": lambda: portal.cost(path, count=COUNT),
            "deep": lambda: portal.cost(deep, count=COUNT),
        },
        rounds=ROUNDS,
    )
    told = "; ".join(f"{name} {cost.told()}" for name, cost in costs.items())
    return at_most(
        f"delta page at depth {DEPTH:,}, CPU against depth 0", ratio(costs, "deep", "near"), 1.3, about=told
    )


def _event_at_depth() -> tuple[int, int]:
    partnership_id = bench_id(PARTNERSHIP, FEED)
    with entered(actor_of(), partnership_id=partnership_id), connection.cursor() as cursor:
        cursor.execute(
            "SELECT xid::text::bigint, seq FROM activity_event WHERE partnership_id = %s"
            " ORDER BY xid, seq LIMIT 1 OFFSET %s",
            [partnership_id, DEPTH - 1],
        )
        xid, seq = cursor.fetchone()
    return xid, seq


def _offsets(stage: Stage) -> list[Row]:
    """Both ways inside the web's door, under row-level security; what the database's CPU says."""
    actor, place = actor_of(), _event_at_depth()
    feed, deep = bench_id(PARTNERSHIP, FEED), bench_id(PARTNERSHIP, DEEP)
    with entered(actor):
        after = _entry_at_depth(deep)
        pages: dict[str, Callable[[], object]] = {
            "delta": lambda: feed_after(actor, place, limit=LIMIT, partnerships=[feed]),
            "list": lambda: listed(ENTRIES, actor, limit=LIMIT, after=after, partnerships=[deep]),
        }
        return [
            _against_offset(stage, name, page, deep if name == "list" else feed)
            for name, page in pages.items()
        ]


def _entry_at_depth(partnership_id: object) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(OFFSETS["list"].replace("101", "1"), [partnership_id])
        row = cursor.fetchone()
    return [row[4].isoformat(), str(row[0])]


def _against_offset(stage: Stage, name: str, page: Callable[[], object], partnership_id: object) -> Row:
    def by_offset() -> None:
        with connection.cursor() as cursor:
            cursor.execute(OFFSETS[name], [partnership_id])
            cursor.fetchall()

    def cost(work: Callable[[], object], count: int) -> Cost:
        def often() -> None:
            for _ in range(count):
                work()

        return cost_of(often, program=os.getpid(), database=stage.database).per(count)

    costs = interleaved(
        {"keyset": lambda: cost(page, 100), "offset": lambda: cost(by_offset, 3)}, rounds=ROUNDS
    )
    times = costs["offset"].database / costs["keyset"].database
    told = "; ".join(f"{one} {found.told()}" for one, found in costs.items())
    return at_least(
        f"{name} page at depth {DEPTH:,}, database's CPU less than OFFSET", times, 100, about=told
    )


def _followed(portal: Server) -> Row:
    found = follow_writers(portal, FEED, bench_id(PARTNERSHIP, FEED))
    total, lost = len(found.written), found.lost(found.by_feed)
    by_time = found.lost(found.by_time)
    return Row(
        f"delta feed under {WRITERS} writers, lost of {total:,}",
        f"{lost} lost, {found.twice} twice",
        "0 lost, 0 twice",
        lost == 0 and found.twice == 0 and total >= 15_000,
        f"a cursor on (updated_at, id) lost {by_time:,} ({by_time / total:.0%}) of the same rows",
    )
