"""A worker killed in the middle of an import, as a real process with a real connection."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.utils import timezone

from accounts.doors import entered
from accounts.tenancy import Context, held
from projects.work.actions.imports import check_import, confirm_import
from projects.work.actions.uploads import Upload, upload_log
from projects.work.factories import ProjectFactory
from projects.work.models import ImportBatch, Task, WorkEntry
from projects.work.tasks import import_log, reclaim_imports
from tests.tenancy import as_creator

ROWS = 3000
# The worker stops for good once its rows are in, just before its transaction would commit.
HANGING_WORKER = """
import sys, time
import django
django.setup()
from projects.work.actions import importing
from projects.work.tasks import import_log
settled = importing.settle
def settle_and_hang(batch, *, now):
    count = settled(batch, now=now)
    print("settled", count, flush=True)
    time.sleep(600)
importing.settle = settle_and_hang
import_log(*sys.argv[1:])
"""


def _log() -> bytes:
    rows = [
        f"2026-11-{1 + number % 20:02d},Task {number},0.25,Person {number % 60}" for number in range(ROWS)
    ]
    return "\n".join(["Date,Task number,Hours,Who", *rows]).encode()


def _confirmed(world) -> tuple[str, ...]:
    with as_creator():
        project = ProjectFactory(
            partnership_id=world.shared,
            code="KILLED",
            commissioned_by_id=world.parties["havsvik"],
            delivered_by_id=world.parties["studionord"],
        )
    actor, now = world.actor("sam"), timezone.now() - timedelta(minutes=5)
    with entered(actor, partnership_id=world.shared):
        batch = upload_log(
            actor,
            partnership=world.partnership("sam"),
            log=Upload("log.csv", 1, [_log()]),
            project=project,
            today=now.date(),
            now=now,
        )
        batch = check_import(actor, batch=batch, today=now.date())
        confirm_import(actor, batch=batch, leaves_out=True, now=now)
    return str(batch.id), str(world.shared), str(actor.person_id), str(actor.organization_id)


def _counts() -> tuple[int, int, list[tuple[str, int]]]:
    with as_creator():
        batches = list(ImportBatch.objects.values_list("status", "attempts"))
        return WorkEntry.objects.count(), Task.objects.count(), batches


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_leaves_nothing_half_and_the_sweep_finishes_it(world, monkeypatch):
    ids = _confirmed(world)
    part = {key: quote(str(value), safe="") for key, value in connection.settings_dict.items()}
    url = "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**part)
    worker = subprocess.Popen(
        [sys.executable, "-c", HANGING_WORKER, *ids],
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "partnership.settings"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert worker.stdout.readline() == f"settled {ROWS}\n"
        assert import_log(*ids) is False, "a second worker must leave what the first one holds"
        assert _counts() == (0, 0, [("queued", 1)])
    finally:
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
        worker.stdout.close()
    _wait_for_the_lock(ids[0])
    assert _counts() == (0, 0, [("queued", 1)])
    monkeypatch.setattr(import_log, "apply_async", lambda found: import_log(*found))
    assert reclaim_imports() == 1
    assert _counts() == (ROWS, ROWS, [("done", 2)])
    assert reclaim_imports() == 0


def _wait_for_the_lock(batch_id: str) -> None:
    """The server notices a dead client within moments."""
    for _ in range(100):
        with as_creator(), held(Context(unbound=True)), connection.cursor() as cursor:
            cursor.execute("SELECT id FROM work_importbatch WHERE id = %s FOR UPDATE SKIP LOCKED", [batch_id])
            if cursor.fetchone():
                return
        time.sleep(0.1)
    raise AssertionError("the lock outlived its worker")
