"""A week's health of many partnerships: the real sweep, against only reading its facts and against a loop of objects."""

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from uuid import UUID

from accounts.doors import system_door
from bench.cost import Cost, cost_of, peak_megabytes
from bench.peers.orm_health import compute_one
from bench.stage import Stage
from bench.table import Row, at_least, at_most, say
from bench.world import CROWD, PARTNERSHIP, TODAY, bench_id, grow
from partnership.kit.weeks import Week
from projects.health.actions import compute_batch
from projects.health.tasks import A_BATCH
from projects.work.queries.facts import SQL

FIRST, HALF, WHOLE = 1_000, 5_000, 10_000
SAMPLE = 100


def measure(stage: Stage) -> list[Row]:
    """Compute last week for half of the partnerships and this week for all; read their facts; loop over a sample."""
    say(f"  {WHOLE:,} partnerships")
    grow(FIRST, FIRST + WHOLE - 1, entries=26, tasks=10, deliverables=4, sides=CROWD)
    running = Week.of(TODAY)
    ids = [bench_id(PARTNERSHIP, FIRST + number) for number in range(WHOLE)]
    costs: dict[str, Cost] = {}

    def run(name: str, work: Callable[[], object]) -> None:
        say(f"  {name}")
        costs[name] = cost_of(work, program=os.getpid(), database=stage.database)

    peak, _above = peak_megabytes(lambda: run("half", lambda: _compute(ids[:HALF], running.previous)))
    peak = max(peak, peak_megabytes(lambda: run("whole", lambda: _compute(ids, running)))[0])
    run("facts", lambda: _read(ids))
    run("loop", lambda: [compute_one(one, running, TODAY) for one in ids[:SAMPLE]])
    each = {
        name: costs[name].per(size)
        for name, size in {"half": HALF, "whole": WHOLE, "facts": WHOLE, "loop": SAMPLE}.items()
    }
    about = ", ".join(
        f"{name} {1 / cost.cpu:.0f}/s of CPU, {1 / cost.clock:.0f}/s" for name, cost in each.items()
    )
    share, times = each["facts"].cpu / each["whole"].cpu, each["loop"].cpu / each["whole"].cpu
    return [
        at_least("health, share of the speed of only reading the facts", share, 0.3, about=about),
        at_least("health, speed against a loop of ORM objects", times, 30),
        at_most(f"health, CPU each at {WHOLE:,} against {HALF:,}", each["whole"].cpu / each["half"].cpu, 1.2),
        at_most("health, memory of the worker", peak, 300, "MB"),
    ]


def _compute(ids: Sequence[UUID], week: Week) -> None:
    now = datetime.now(tz=UTC)
    for batch in _batches(ids):
        compute_batch(batch, week=week, now=now)


def _read(ids: Sequence[UUID]) -> None:
    for batch in _batches(ids):
        with system_door("health.compute") as link, link.cursor() as cursor:
            cursor.execute(SQL, {"partnerships": list(batch), "project": None, "as_of": TODAY})
            cursor.fetchall()


def _batches(ids: Sequence[UUID]) -> list[Sequence[UUID]]:
    return [ids[start : start + A_BATCH] for start in range(0, len(ids), A_BATCH)]
