"""A thousand hours by external id in one request, new and changed: against COPY and upsert, and against row by row."""

import json
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random
from typing import Any

import psycopg

from bench.cost import Cost, cost_of, interleaved, ratio
from bench.stage import Stage
from bench.table import Row, at_least, say
from bench.web import Server, serve
from bench.world import (
    DELIVERABLE,
    ORGANIZATION,
    OWN,
    PARTNERSHIP,
    PARTY,
    PROJECT,
    TODAY,
    api_key,
    bench_id,
    grow,
    settle,
)
from partnership.kit.ids import new_id

FIRST = 401
"""The number of the partnership that is written into: nobody else's."""
ENTRIES, ROWS, ROWS_ONE_BY_ONE, ROUNDS = 10_000, 1000, 100, 15
PATH = "/api/v1/work-entries/batch/upsert"
ROLES = ["Development", "Design", "Carpentry", "Testing"]
NAMES = ("external_id", "project", "deliverable", "done_on", "hours", "role", "note", "worker")
STAGED = """
CREATE TEMPORARY TABLE IF NOT EXISTS staged (
    id uuid, external_id text, project uuid, deliverable uuid, done_on date, hours numeric(9, 3), role text, note text,
    worker text
) ON COMMIT DELETE ROWS
"""
# The least that leaves the same rows behind: no questions, no policies, nobody told.
UPSERT = (
    """
INSERT INTO work_worker (id, partnership_id, organization_id, label, is_named)
SELECT DISTINCT ON (worker) id, %(partnership)s, %(organization)s, worker, false FROM staged ORDER BY worker
ON CONFLICT (partnership_id, organization_id, label) DO NOTHING
""",
    """
INSERT INTO api_externalid (id, organization_id, kind, source, external_id, record_id, created_at)
SELECT id, %(organization)s, 'work_entry', 'limit', external_id, id, now() FROM staged
ON CONFLICT (organization_id, kind, source, external_id) DO NOTHING
""",
    """
INSERT INTO work_workentry AS e (id, partnership_id, project_id, deliverable_id, party_id, worker_id, done_on, hours, role,
                                 note, occurrence, created_at, updated_at, version)
SELECT x.record_id, %(partnership)s, s.project, s.deliverable, %(party)s, w.id, s.done_on, s.hours, s.role, s.note, 0,
       now(), now(), 1
FROM staged s
JOIN api_externalid x ON x.organization_id = %(organization)s AND x.kind = 'work_entry' AND x.source = 'limit'
    AND x.external_id = s.external_id
JOIN work_worker w ON w.partnership_id = %(partnership)s AND w.organization_id = %(organization)s AND w.label = s.worker
ON CONFLICT (id) DO UPDATE SET deliverable_id = excluded.deliverable_id, worker_id = excluded.worker_id,
    done_on = excluded.done_on, hours = excluded.hours, role = excluded.role, note = excluded.note,
    updated_at = excluded.updated_at, version = e.version + 1
""",
)

Hours = list[dict[str, str]]


def measure(stage: Stage) -> list[Row]:
    """Let all three write the same rows in turn: new ones, then the same changed."""
    grow(FIRST, FIRST, entries=ENTRIES)
    portal = serve(stage, "portal", "bench.peers.portal:application")
    portal.headers = {"Authorization": f"Bearer {api_key('read', 'work:write')}"}
    drf = serve(stage, "drf", "bench.peers.drf:application", DATABASE_URL=stage.system_url)
    with psycopg.connect(stage.migrate_url) as link:
        link.execute(STAGED)
        writers: dict[str, Callable[[Hours], Cost]] = {
            "portal": lambda rows: _portal(portal, rows),
            "limit": lambda rows: _limit(stage, link, rows),
            "row by row": lambda rows: _one_by_one(drf, rows[:ROWS_ONE_BY_ONE]),
        }
        for write in writers.values():
            for changed in (0, 1):
                write(_hours("warm", changed))
        settle()
        say("  writing in turn: new rows")
        new = _in_turn(writers, 0)
        # Whoever changes rows comes later than whoever wrote them: the tables have been vacuumed and analyzed since.
        settle()
        say("  writing in turn: changed rows")
        changed_rows = _in_turn(writers, 1)
    for server in (portal, drf):
        server.child.stop()
    return [*_rows("new", new), *_rows("changed", changed_rows)]


def _in_turn(writers: dict[str, Callable[[Hours], Cost]], changed: int) -> dict[str, Cost]:
    """Each round writes rows that nobody has written so far, or has changed so far."""
    rounds: dict[str, Iterator[int]] = {name: iter(range(ROUNDS)) for name in writers}
    return interleaved(
        {
            name: lambda name=name, write=write: write(_hours(str(next(rounds[name])), changed))  # type: ignore[misc]
            for name, write in writers.items()
        },
        rounds=ROUNDS,
    )


def _rows(what: str, costs: dict[str, Cost]) -> list[Row]:
    told = "; ".join(
        f"{name} {1 / cost.clock:,.0f} rows/s, {cost.cpu * 1e6:.0f} µs CPU a row"
        f" ({cost.program * 1e6:.0f} program, {cost.database * 1e6:.0f} database)"
        for name, cost in costs.items()
    )
    return [
        at_least(
            f"bulk upsert of 1,000 {what} rows, share of the speed of COPY and upsert",
            ratio(costs, "limit", "portal"),
            0.5,
            about=told,
        ),
        at_least(
            f"bulk upsert of 1,000 {what} rows, speed against row by row",
            ratio(costs, "row by row", "portal"),
            25,
        ),
    ]


def _hours(batch: str, changed: int) -> Hours:
    """Return a thousand rows: ten people, eight days each week; `changed` ones say other hours, roles and notes."""
    chance = Random(f"{batch} {changed}")
    return [
        {
            "external_id": f"{batch}-{number}",
            "project": str(bench_id(PROJECT, FIRST)),
            "deliverable": str(bench_id(DELIVERABLE, 1000 * FIRST + number % 4)),
            "done_on": (TODAY - timedelta(days=1 + number // 10)).isoformat(),
            "hours": f"{chance.randrange(1, 4) / 2 + changed / 4}",
            "role": ROLES[(number + changed) % 4],
            "note": f"Work on site, row {number} of batch {batch}, as told {'again' if changed else 'first'}",
            "worker": f"Person {batch} {number % 10}",
        }
        for number in range(ROWS)
    ]


def _portal(server: Server, rows: Hours) -> Cost:
    found: dict[str, Any] = {}
    body = json.dumps({"source": "portal", "rows": rows}).encode()
    cost = server.cost_of_post(PATH, body, found)
    if found["created"] + found["updated"] != ROWS:
        raise RuntimeError(f"Not all rows were written: {found['data'][:2]}")
    return cost.per(ROWS)


def _one_by_one(server: Server, rows: Hours) -> Cost:
    found: dict[str, Any] = {}
    body = json.dumps({"partnership": str(bench_id(PARTNERSHIP, FIRST)), "rows": rows}).encode()
    cost = server.cost_of_post("/upsert", body, found)
    if found["written"] != len(rows):
        raise RuntimeError("Not all rows were written one by one")
    return cost.per(len(rows))


def _limit(stage: Stage, link: psycopg.Connection[Any], rows: Hours) -> Cost:
    text = "".join(f"{new_id()}\t" + "\t".join(row[name] for name in NAMES) + "\n" for row in rows).encode()
    values = {
        "partnership": bench_id(PARTNERSHIP, FIRST),
        "organization": bench_id(ORGANIZATION, OWN),
        "party": bench_id(PARTY, 2 * FIRST),
    }

    def write() -> None:
        with link.cursor() as cursor:
            with cursor.copy(f"COPY staged (id, {', '.join(NAMES)}) FROM STDIN") as copy:
                copy.write(text)
            for statement in UPSERT:
                cursor.execute(statement, values)
        link.commit()

    return cost_of(write, program=os.getpid(), database=stage.database).per(ROWS)
