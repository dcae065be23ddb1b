from datetime import UTC, datetime, timedelta

import pytest

from partnership.kit.weeks import Week
from projects.activity.listeners import Told
from projects.health import tasks
from projects.health.actions import compute_batch
from projects.health.factories import make_running_project
from projects.health.listeners import facts_changed
from projects.health.models import Snapshot
from tests.tenancy import as_creator
from tests.world import NOW

W47 = Week(2026, 47)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(tasks.timezone, "now", lambda: NOW)


@pytest.fixture
def queued(monkeypatch):
    found = []
    monkeypatch.setattr(tasks, "publish", lambda task, *ids: found.append((task.name, *map(str, ids))))
    return found


def weeks_of(partnership_id):
    with as_creator():
        return sorted(
            Snapshot.objects.filter(partnership_id=partnership_id).values_list("week_on", flat=True)
        )


@pytest.mark.parametrize(
    ("week", "since"),
    [
        (W47, datetime(2026, 11, 23, tzinfo=UTC)),
        (W47.next, datetime(2026, 11, 23, tzinfo=UTC)),
        (W47.previous, datetime(2026, 11, 16, tzinfo=UTC)),
    ],
)
def test_an_ended_week_is_due_once_after_its_end_and_the_running_one_once_a_day(week, since):
    assert tasks.due_since(week, now=NOW) == since


def test_what_was_computed_since_it_was_due_is_left_alone(world):
    assert tasks.due_partnerships(W47, now=NOW) == [world.shared, world.foreign]
    compute_batch([world.shared], week=W47, now=NOW)
    assert tasks.due_partnerships(W47, now=NOW) == [world.foreign]
    compute_batch([world.foreign], week=W47, now=NOW - timedelta(days=1))
    assert tasks.due_partnerships(W47, now=NOW) == [world.foreign]


def test_each_thousand_is_a_batch_of_its_own_for_the_last_and_the_running_week(world, queued, monkeypatch):
    monkeypatch.setattr(tasks, "A_BATCH", 1)
    assert tasks.compute_due() == 4
    ids = sorted([world.shared, world.foreign])
    assert queued == [
        ("projects.health.tasks.compute_range", week, str(one), str(one))
        for week in ("2026-W47", "2026-W48")
        for one in ids
    ]


def test_a_lost_batch_is_found_again_by_the_next_run(world, queued):
    tasks.compute_due()
    tasks.compute_range(*queued[0][1:])
    tasks.compute_due()
    assert [row[1] for row in queued] == ["2026-W47", "2026-W48", "2026-W48"]


def test_a_batch_that_comes_twice_computes_nothing_the_second_time(world):
    first, last = str(tasks.START), str(tasks.END)
    assert [tasks.compute_range("2026-W47", first, last) for _turn in range(2)] == [2, 0]


def test_new_work_is_counted_back_half_a_year_and_then_for_the_last_two_weeks(world):
    with as_creator():
        make_running_project(world.shared)
    assert tasks.compute_partnership(str(world.shared)) == 27
    assert weeks_of(world.shared) == [Week(2026, 48).shifted(-back).monday for back in range(26, -1, -1)]
    assert tasks.compute_partnership(str(world.shared)) == 2


def test_an_event_of_work_queues_its_partnership(world, monkeypatch):
    found = []
    monkeypatch.setattr(
        "projects.health.listeners.publish", lambda task, *ids: found.append((task.name, *ids))
    )
    for partnership_id in (world.shared, None):
        facts_changed(
            Told(world.shared, "work.imported", "import", world.shared, NOW, partnership_id, None, {})
        )
    assert found == [("projects.health.tasks.compute_partnership", world.shared)]
