"""A list costs the same number of statements for one row and for many."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.doors import entered
from api.tests.goals import make_goals
from partnership.kit.weeks import Week
from projects.goals.actions.check_ins import CheckInSaid, check_in
from projects.goals.models import Measure
from projects.health.actions import compute_batch
from projects.health.factories import make_deliverable, make_entry, make_running_project
from tests.tenancy import as_creator
from tests.world import NOW

LISTS = {
    "/projects": 5,
    "/deliverables": 5,
    "/work-entries": 5,
    "/health": 6,
    "/partnerships": 5,
    "/organizations": 5,
    "/agreements": 9,
    "/goals": 9,
    "/check-ins": 5,
}


def statements(caller, path):
    with CaptureQueriesContext(
        connection,
    ) as found:
        caller.get(path)
    return [one["sql"] for one in found if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]


def fill(world, projects):
    with as_creator():
        made = [make_running_project(world.shared, name=f"P{n}") for n in range(projects)]
        for project in made:
            make_deliverable(project, "Kassan", planned_on=date(2026, 12, 1))
            make_entry(project, done_on=date(2026, 11, 20), hours="1")


def agree(world, *names):
    """Goals that both have signed, each with a value and a check-in."""
    sam = world.actor("sam")
    for name in names:
        goal = make_goals(world, name=name)
        with entered(sam, partnership_id=world.shared):
            today = timezone.now().date()
            measure = Measure.objects.get(goal=goal)
            said = CheckInSaid(confidence=5, values={measure.id: Decimal(1)})
            check_in(sam, goal=goal, said=said, today=today, now=timezone.now())


@pytest.mark.parametrize("path", LISTS)
def test_a_list_costs_the_same_for_one_and_for_many(ada, world, path):
    fill(world, 1)
    agree(world, "More orders")
    compute_batch([world.shared], week=Week(2026, 47), now=NOW)
    ada.get(path)
    few = statements(ada, path)
    fill(world, 0)
    with as_creator():
        for n in range(3):
            make_running_project(world.shared, name=f"Q{n}")
    agree(world, "Fewer returns", "Calmer weeks")
    many = statements(ada, path)

    assert len(few) == len(many)
    assert len(few) <= LISTS[path], few
