from datetime import date, timedelta
from decimal import Decimal

import pytest

from accounts.doors import system_door
from accounts.tenancy import Context, held
from projects.work.actions.projects import finish_project
from projects.work.factories import NOW, DeliverableFactory, ProjectFactory, TaskFactory, WorkEntryFactory
from projects.work.queries.facts import ProjectFacts, facts_for_health, read_projects
from projects.work.queries.letters import (
    deliverables_due,
    projects_for_letter,
    projects_named,
    projects_unagreed,
)
from tests.tenancy import as_creator

D = Decimal
TODAY = date(2026, 11, 23)
START = date(2026, 9, 1)


@pytest.fixture
def planned(world, project):
    """Two deliverables with budgets, one handed over; a task half done; hours of both sides."""
    with held(Context(unbound=True)):
        done = DeliverableFactory(
            project=project,
            name="Drawings",
            hours_budget=D(40),
            planned_on=date(2026, 10, 1),
            delivered_on=date(2026, 10, 1),
        )
        rest = DeliverableFactory(
            project=project, name="Cabinets", hours_budget=D(60), planned_on=date(2026, 11, 30)
        )
        sam, ada = world.parties["studionord"], world.parties["havsvik"]
        task = TaskFactory(project=project, deliverable=rest, hours_estimate=D(20))
        finished = date(2026, 11, 1)
        TaskFactory(
            project=project, deliverable=rest, hours_estimate=D(10), status="finished", finished_on=finished
        )
        TaskFactory(project=project, deliverable=rest, hours_estimate=D(500), status="cancelled")
        WorkEntryFactory(
            project=project, party_id=sam, deliverable=done, hours=D(30), done_on=date(2026, 9, 20)
        )
        WorkEntryFactory(
            project=project, party_id=ada, deliverable=rest, task=task, hours=D(5), done_on=date(2026, 11, 2)
        )
        WorkEntryFactory(project=project, party_id=sam, hours=D(99), done_on=TODAY + timedelta(days=1))
    return project


def test_the_facts_of_a_project_count_both_sides_up_to_the_day(door, world, planned):
    with door("ada"):
        assert facts_for_health([world.shared], as_of=TODAY) == [
            ProjectFacts(
                partnership_id=world.shared,
                project_id=planned.id,
                budget_hours=D(100),
                used_hours=D(35),
                forecast_hours=D(50),  # 35 used + 15 left of the open task
                start_on=START,
                due_on=date(2026, 12, 31),
                # 60 % is earned: the plan had it on day 50, it took 83; 121 planned days × 83/50 = 201
                forecast_on=START + timedelta(days=201),
                finished_on=None,
                evidence_on=date(2026, 11, 2),
                due_in_window=1,
                on_the_day=1,
                finished_tasks=1,
            )
        ]


def test_a_past_day_is_read_as_it_was_then(door, world, planned):
    with door("ada"):
        [then] = facts_for_health([world.shared], as_of=date(2026, 9, 30))
    assert (then.used_hours, then.evidence_on, then.on_the_day, then.finished_tasks) == (
        D(30),
        date(2026, 9, 20),
        0,
        0,
    )


def test_a_finished_project_says_when_and_before_that_day_it_was_under_way(door, world, planned):
    with door("ada") as at:
        finish_project(at.actor, project=planned, finished_on=date(2026, 11, 20), today=TODAY, now=NOW)
        days = [
            facts_for_health([world.shared], as_of=day)[0].finished_on for day in (date(2026, 11, 19), TODAY)
        ]
        assert days == [None, date(2026, 11, 20)]
        assert projects_for_letter(world.shared, as_of=TODAY) == []


def test_the_facts_of_all_partnerships_come_in_one_question(
    world, planned, foreign_project, django_assert_num_queries
):
    with system_door("health.compute"):
        with django_assert_num_queries(1):
            found = facts_for_health([world.shared, world.foreign], as_of=TODAY, using="system")
        assert {one.partnership_id for one in found} == {world.shared, world.foreign}
        assert projects_named([world.shared], using="system") == {planned.id: "New kitchens"}


def test_nobody_reads_the_facts_of_a_partnership_that_is_not_theirs(door, world, planned, foreign_project):
    with door("sam"):
        assert facts_for_health([world.foreign], as_of=TODAY) == []
        assert read_projects([world.shared], as_of=TODAY, project_ids=[foreign_project.id]) == []


def test_the_letter_knows_what_is_due_and_what_is_not_agreed(door, world, planned):
    with as_creator():
        bare = ProjectFactory(
            partnership_id=world.shared,
            name="Bath",
            hours_budget=None,
            delivery_on=None,
            commissioned_by_id=world.parties["havsvik"],
            delivered_by_id=world.parties["studionord"],
        )
    with door("ada"):
        due = deliverables_due([world.shared], first_on=TODAY, last_on=TODAY + timedelta(days=7))
        assert [(one.project_name, one.name, one.due_on) for one in due] == [
            ("New kitchens", "Cabinets", date(2026, 11, 30))
        ]
        unagreed = projects_unagreed([world.shared])
        assert [(one.id, one.missing) for one in unagreed] == [(bare.id, ("budget", "date"))]
        assert [one.name for one in projects_for_letter(world.shared, as_of=TODAY)] == [
            "Bath",
            "New kitchens",
        ]
