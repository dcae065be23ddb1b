"""What somebody wrote beside the hours is that side's to open: day, role and hours are always for both."""

from datetime import date

import pytest

from accounts.doors import entered
from accounts.listing import listed
from accounts.queries import partnership_seen
from projects.openness.factories import granted
from projects.openness.steps import Step, Topic
from projects.work.factories import ProjectFactory, TaskFactory, WorkEntryFactory, WorkerFactory
from projects.work.queries.listed import ENTRIES
from projects.work.queries.pages import entries_on_page
from tests.tenancy import as_creator

SHORT, FULL = ("", "", ""), ("Drew the till", "Siv Ek", "Till 4")


@pytest.fixture
def project(world):
    with as_creator():
        sides = {"partnership_id": world.shared, "party_id": world.parties["studionord"]}
        project = ProjectFactory(
            partnership_id=world.shared,
            commissioned_by_id=world.parties["havsvik"],
            delivered_by_id=world.parties["studionord"],
        )
        worker = WorkerFactory(
            partnership_id=world.shared,
            organization=world.organizations["studionord"],
            label="Siv Ek",
            is_named=True,
        )
        task = TaskFactory(partnership_id=world.shared, project=project, title="Till 4")
        WorkEntryFactory(
            **sides,
            project=project,
            worker=worker,
            task=task,
            note="Drew the till",
            role="designer",
            done_on=date(2026, 11, 2),
        )
    return project


def opened(world, step, **said):
    with as_creator():
        granted(world.shared, world.parties["studionord"], world.parties["havsvik"], Topic.TIME, step, **said)


def on_page(world, project, name):
    actor = world.actor(name)
    with entered(actor, partnership_id=world.shared):
        [entry], _older = entries_on_page(partnership_seen(actor, world.shared), project, before=None)
        [row] = listed(ENTRIES, actor, limit=2)
    assert (row["note"], row["worker"] or "") == (entry.note, entry.worker)
    assert (entry.role, row["role"], entry.done_on) == ("designer", "designer", date(2026, 11, 2))
    return entry.note, entry.worker, entry.task


def test_from_the_start_everything_beside_the_hours_is_open(world, project):
    assert on_page(world, project, "ada") == on_page(world, project, "sam") == FULL


def test_opened_by_role_the_other_side_reads_day_role_and_hours(world, project):
    opened(world, Step.DETAIL)
    assert on_page(world, project, "ada") == SHORT
    assert on_page(world, project, "sam") == FULL


def test_what_has_ended_holds_nothing_back(world, project):
    opened(world, Step.DETAIL, until=date(2020, 1, 1))
    assert on_page(world, project, "ada") == FULL
