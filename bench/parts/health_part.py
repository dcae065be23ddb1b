"""A week's health of many partnerships: the real sweep, against only reading its facts and against a loop of objects."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from bench.cost import Cost, cost_of, typical
from bench.peers.orm_health import compute_one
from bench.relations import grow_partnerships
from bench.stage import Stage
from bench.table import Row, at_least, at_most, say
from bench.weeks import (
    Fingerprint,
    batches,
    counted_since,
    fingerprint,
    make_due,
    read_again,
    reading_of,
    sweep,
)
from bench.worker import working
from bench.world import PARTNERSHIP, TODAY, bench_id
from partnership.kit.weeks import Week
from projects.health.tasks import queue_week

FIRST = 200_000
"""The number of the first partnership here: far from those of other parts."""
FEW, MANY = 2_000, 10_000
SAMPLE, BATCHES = 60, 5
AGAIN = 10_000
"""At most so many are counted again, with a kill and without."""


@dataclass
class Measured:
    """What each contender cost a partnership, several times over."""

    stage: Stage
    costs: dict[str, list[Cost]] = field(default_factory=dict)

    def run(self, name: str, count: int, work: Callable[[], object]) -> None:
        say(f"  {name}, {count:,}")
        cost = cost_of(work, program=os.getpid(), database=self.stage.database)
        self.costs.setdefault(name, []).append(cost.per(count))

    def each(self, name: str) -> Cost:
        return typical(self.costs[name])


def measure(stage: Stage) -> list[Row]:
    """Measure with sizes that fit into the whole bench."""
    return measured(stage, few=FEW, many=MANY)


def measured(stage: Stage, *, few: int, many: int) -> list[Row]:
    """Sweep a week of few partnerships, then the next week of many; count part of it again, and once with a kill in it."""
    costs, week = Measured(stage), Week.of(TODAY).previous
    ids = [bench_id(PARTNERSHIP, FIRST + number) for number in range(many)]
    grow_partnerships(FIRST, FIRST + few - 1)
    with working(stage) as worker:
        sweep(worker, week.shifted(-20))
        costs.run("few", few, lambda: sweep(worker, week.previous))
        grow_partnerships(FIRST + few, FIRST + many - 1)
        _peers(costs, ids, week, turn=0)
        costs.run("many", many, lambda: sweep(worker, week))
        memory = worker.peak_megabytes()
        _peers(costs, ids, week, turn=1)
        part = ids[:AGAIN]
        first = fingerprint(part, week)
        make_due(part, week)
        sweep(worker, week)
    again = fingerprint(part, week)
    return [
        *_speeds(costs, few, many),
        at_most("health, memory of the worker", memory, 300, "MB"),
        _same("health, a past week counted again", again, first),
        _same("health, begun again after a kill in the middle", *_killed(stage, part, week, first)),
    ]


def _peers(costs: Measured, ids: Sequence[UUID], week: Week, *, turn: int) -> None:
    """Only read the facts of some batches, and loop over objects: of other partnerships each turn, spread over all.

    Facts are those of the running week, so that the measured one stays due; they are as many.
    """
    some = batches(ids)[turn :: max(len(ids) // 1000 // BATCHES, 2)][:BATCHES]
    read = [statement for batch in some for statement in reading_of(batch, week.next)]
    costs.run("facts", sum(map(len, some)), lambda: read_again(read))
    sample = ids[turn :: len(ids) // SAMPLE][:SAMPLE]
    costs.run("loop", len(sample), lambda: [compute_one(one, week, week.sunday) for one in sample])


def _speeds(costs: Measured, few: int, many: int) -> list[Row]:
    each = {name: costs.each(name) for name in costs.costs}
    about = ", ".join(f"{name} {cost.told()}, {1 / cost.cpu:.0f}/s" for name, cost in each.items())
    share, times = (each[name].cpu / each["many"].cpu for name in ("facts", "loop"))
    grows = each["many"].cpu / each["few"].cpu
    return [
        at_least("health, share of the speed of only reading the facts", share, 0.3, about=about),
        at_least("health, speed against a loop of ORM objects", times, 30),
        at_most(f"health, CPU each at {many:,} against {few:,}", grows, 1.2),
    ]


def _killed(
    stage: Stage, ids: Sequence[UUID], week: Week, first: Fingerprint
) -> tuple[Fingerprint, Fingerprint]:
    """Count again, kill the worker in the middle, let another begin again; return what stands there and what should."""
    make_due(ids, week)
    since = datetime.now(tz=UTC)
    with working(stage) as worker:
        queue_week(week, now=since)
        while not counted_since(ids, week, since):
            time.sleep(0.05)
        worker.kill()
    done = counted_since(ids, week, since)
    if done == len(ids):
        raise RuntimeError("The worker was done before it could be killed")
    say(f"  killed after {done:,} of {len(ids):,}")
    with working(stage) as worker:
        sweep(worker, week)
    counted = (counted_since(ids, week, since), 0)
    return [counted, *fingerprint(ids, week)], [(len(ids), 0), *first]


def _same(name: str, found: Fingerprint, expected: Fingerprint) -> Row:
    """A row that is ok only if every table has the same number of rows with the same sum of hashes."""
    told = ", ".join(f"{count:,} rows {total % 2**32:08x}" for count, total in found[-3:])
    same = found == expected
    return Row(name, "the same rows" if same else "other rows", "the same rows", same, told)
