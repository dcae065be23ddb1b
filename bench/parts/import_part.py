"""The work-log import: 100,000 rows by the portal's own actions and task, against COPY of the same rows."""

import csv
import io
import os
from collections.abc import Iterator
from datetime import timedelta
from random import Random

import psycopg
from django.utils import timezone

from accounts.doors import entered
from accounts.queries import partnership_seen
from bench.cost import Cost, cost_of, peak_megabytes, typical
from bench.stage import Stage
from bench.table import Row, at_least, at_most, say
from bench.world import PARTNERSHIP, TODAY, actor_of, bench_id, grow
from projects.work.actions.imports import check_import, confirm_import
from projects.work.actions.uploads import Choice, Upload, choose_columns, upload_log
from projects.work.intake.samples import columns_of
from projects.work.logfile.reading import Dialect
from projects.work.models import ImportBatch
from projects.work.tasks import import_log

ROWS, ROUNDS = 100_000, 3
PIECE = 256 * 1024
FIRST = 101
"""The number of the first partnership that a log goes into: each round has one of its own."""
HEADER = ["Datum", "Projekt", "Leverans", "Uppgift", "Rubrik", "Medarbetare", "Roll", "Timmar", "Kommentar"]
ROLES = ["Snickeri", "El", "Måleri", "Projektledning", "Design"]


def measure(stage: Stage) -> list[Row]:
    """Import a log, then COPY its entries into an equally indexed table, three times over; return the medians' rows."""
    data, first = _log(), FIRST
    grow(first, first + ROUNDS, entries=10, deliverables=2)
    imports: list[Cost] = []
    copies: list[Cost] = []
    peaks: list[float] = []
    for number in range(first, first + ROUNDS):
        say(f"  import {number - first + 1} of {ROUNDS}")
        peaks.append(_import_with_peak(stage, number, data, imports))
        copies.append(_copy(stage, number))
    own, limit = typical(imports), typical(copies)
    about = (
        f"{ROWS / own.clock:.0f} rows/s from upload to imported ({own.cpu:.1f} s CPU: {own.program:.1f} program,"
        f" {own.database:.1f} database); COPY {ROWS / limit.clock:.0f} rows/s ({limit.cpu:.1f} s CPU)"
    )
    return [
        at_least(
            "work-log import of 100,000 rows, share of COPY's speed", limit.cpu / own.cpu, 0.4, about=about
        ),
        at_most("work-log import, memory above the start", max(peaks), 150, "MB"),
    ]


def _import_with_peak(stage: Stage, number: int, data: bytes, costs: list[Cost]) -> float:
    def run() -> None:
        costs.append(cost_of(lambda: _import(number, data), program=os.getpid(), database=stage.database))

    return peak_megabytes(run)[1]


def _import(number: int, data: bytes) -> None:
    """Upload, choose, check and confirm as a person; import as the worker's task."""
    partnership_id, actor, now = bench_id(PARTNERSHIP, number), actor_of(), timezone.now()
    with entered(actor, partnership_id=partnership_id):
        seen = partnership_seen(actor, partnership_id)
        log = Upload("log.csv", len(data), _pieces(data))
        batch = upload_log(actor, partnership=seen, log=log, today=TODAY, now=now)
    with entered(actor, partnership_id=partnership_id):
        choice = Choice(columns_of(batch), Dialect(**batch.dialect), creates_projects=True, remembers=False)
        choose_columns(actor, batch=batch, choice=choice, today=TODAY)
    with entered(actor, partnership_id=partnership_id):
        check_import(actor, batch=batch, today=TODAY)
    with entered(actor, partnership_id=partnership_id):
        confirm_import(actor, batch=batch, leaves_out=False, now=now)
    import_log(*(str(one) for one in (batch.id, partnership_id, actor.person_id, actor.organization_id)))
    with entered(actor, partnership_id=partnership_id):
        done = ImportBatch.objects.get(partnership_id=partnership_id, id=batch.id)
        if done.report.get("added") != ROWS:
            raise RuntimeError(f"The import did not add {ROWS} rows: {done.status} {done.report}")


def _copy(stage: Stage, number: int) -> Cost:
    """COPY the entries that the import has made into a table with the same indexes and checks, and no policies."""
    rows = f"SELECT * FROM work_workentry WHERE partnership_id = '{bench_id(PARTNERSHIP, number)}'"
    with psycopg.connect(stage.migrate_url, autocommit=True) as link:
        link.execute("DROP TABLE IF EXISTS bench_entry")
        link.execute("CREATE TABLE bench_entry (LIKE work_workentry INCLUDING ALL)")
        with link.cursor().copy(f"COPY ({rows} AND batch_id IS NOT NULL) TO STDOUT") as out:
            text = b"".join(bytes(piece) for piece in out)

        def load() -> None:
            with link.cursor().copy("COPY bench_entry FROM STDIN") as into:
                for piece in _pieces(text):
                    into.write(piece)

        cost = cost_of(load, program=os.getpid(), database=stage.database)
        link.execute("DROP TABLE bench_entry")
    return cost


def _log() -> bytes:
    """Write a supplier's log: 200 people, two rows of each on 250 days, on 2,000 tasks of 40 deliverables."""
    chance, out = Random(1), io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(HEADER)
    for row in range(ROWS):
        day, worker = divmod(row // 2, 200)
        task = chance.randrange(2000)
        writer.writerow([
            (TODAY - timedelta(days=day + 1)).isoformat(), f"LOG{task % 4}", f"Etapp {task % 40}", f"T-{task}",
            f"Uppgift nummer {task}", f"Medarbetare {worker}", chance.choice(ROLES),
            str(chance.randrange(1, 17) / 2).replace(".", ","), f"Arbete på plats, rad {row}",
        ])  # fmt: skip
    return out.getvalue().encode()


def _pieces(data: bytes) -> Iterator[bytes]:
    return (data[start : start + PIECE] for start in range(0, len(data), PIECE))
