from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.tenancy import Context, held
from partnership.kit.ids import new_id
from projects.work.factories import DeliverableFactory, TaskFactory, WorkEntryFactory, WorkerFactory
from projects.work.models import Deliverable, Project, WorkEntry, Worker
from projects.work.tests.steps import rows, text
from tests.tenancy import as_creator


@pytest.fixture
def full_project(world, project):
    """A project with deliverables, tasks and hours of both sides."""
    with held(Context(unbound=True)):
        done = DeliverableFactory(
            project=project, name="Drawings", planned_on=date(2026, 10, 1), delivered_on=date(2026, 10, 3)
        )
        DeliverableFactory(
            project=project, name="Cabinets", hours_budget=Decimal(60), planned_on=date(2026, 12, 20)
        )
        task = TaskFactory(project=project, deliverable=done, title="Measure the room")
        worker = WorkerFactory(
            partnership_id=world.shared,
            organization_id=world.organizations["studionord"].id,
            label="Hemlig Person",
        )
        today = timezone.localdate()
        WorkEntryFactory(
            project=project,
            party_id=world.parties["studionord"],
            task=task,
            deliverable=done,
            worker=worker,
            done_on=today,
        )
        WorkEntryFactory(
            project=project, party_id=world.parties["havsvik"], done_on=today, hours=Decimal(2), role="Review"
        )
    return project


def test_the_list_shows_each_project_on_both_clocks(sign_in, at, full_project):
    shown = text(sign_in("sam").get(at("projects")))
    assert "New kitchens" in shown
    assert "6 h of 100 h used." in shown.replace("\xa0", " ")
    assert "31 December 2026" in shown.replace("\xa0", " ")


def test_a_project_shows_the_same_hours_to_both_sides_and_names_to_its_own_alone(sign_in, at, full_project):
    for name, sees in (("sam", True), ("ada", False)):
        shown = text(sign_in(name).get(at("project", project=full_project.id)))
        assert ("Hemlig Person" in shown) == sees
        assert "Measure the room" in shown
        assert "Cabinets" in shown


def test_a_project_of_another_partnership_is_not_there(sign_in, at, foreign_project):
    client = sign_in("sam")
    pages = ("project", "edit_project", "finish", "burn_file", "new_deliverable", "new_entry")
    assert {client.get(at(name, project=foreign_project.id)).status_code for name in pages} == {404}


def test_a_project_without_anything_agreed_says_so(sign_in, at, world):
    client = sign_in("sam")
    sides = {"commissioned_by": world.parties["havsvik"], "delivered_by": world.parties["studionord"]}
    made = client.post(at("new_project"), {"name": "Bath", "code": "BATH", **sides})
    assert made.status_code == 303
    shown = text(client.get(made.url))
    assert "No hour budget is agreed yet, so nothing is measured against one." in shown
    assert "No delivery date is agreed yet, so nothing is measured against one." in shown


def test_a_double_click_makes_one_project_and_one_row_of_hours(sign_in, at, world, project):
    client = sign_in("sam")
    sides = {"commissioned_by": world.parties["havsvik"], "delivered_by": world.parties["studionord"]}
    form = {"key": new_id(), "name": "Bath", "code": "BATH", **sides}
    assert [client.post(at("new_project"), form).status_code for _ in range(2)] == [303, 303]
    assert len(rows(Project)) == 2
    hours = {"key": new_id(), "done_on": "2026-11-02", "hours": "7,5"}
    assert [client.post(at("new_entry", project=project.id), hours).status_code for _ in range(2)] == [
        303,
        303,
    ]
    assert [entry.hours for entry in rows(WorkEntry)] == [Decimal("7.5")]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"code": "KITCHEN"}, "Another project of this partnership has that code."),
        ({"hours_budget": "-5"}, "A budget is more than 0 hours."),
        (
            {"starts_on": "2026-12-01", "delivery_on": "2026-11-01"},
            "The delivery date lies before the start.",
        ),
        ({"commissioned_by": "0199"}, "Select a valid choice."),
    ],
)
def test_a_refused_project_keeps_what_was_typed(sign_in, at, world, project, change, sentence):
    sides = {"commissioned_by": world.parties["havsvik"], "delivered_by": world.parties["studionord"]}
    answer = sign_in("sam").post(at("new_project"), {"name": "Typed name", "code": "X", **sides, **change})
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert "Typed name" in text(answer)


def test_a_project_is_changed_finished_and_taken_up_again(sign_in, at, world, project):
    client = sign_in("ada")
    form = {"name": "Kitchens", "code": "KITCHEN"}
    assert client.post(at("edit_project", project=project.id), form).status_code == 303
    assert client.post(at("finish", project=project.id), {"finished_on": "2026-11-20"}).status_code == 303
    [row] = rows(Project)
    assert (row.name, row.hours_budget, row.status, row.version) == ("Kitchens", Decimal(100), "finished", 3)
    assert client.post(at("reopen", project=project.id)).status_code == 303
    assert rows(Project)[0].finished_on is None


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"hours": "25"}, "A day has 24 hours: write more than 0 and at most 24."),
        ({"hours": "-1"}, "A day has 24 hours: write more than 0 and at most 24."),
        ({"done_on": "1904-01-01"}, "Write a day from 1990 on and at most a year ahead."),
        ({"hours": "20"}, "With this, the same person would have more than 24 hours on that day."),
    ],
)
def test_impossible_hours_are_refused_in_a_sentence(sign_in, at, project, change, sentence):
    client, address = sign_in("sam"), at("new_entry", project=project.id)
    form = {"done_on": "2026-11-02", "hours": "5", "worker": "Eva", "note": "typed"}
    assert client.post(address, form).status_code == 303
    answer = client.post(address, {**form, **change})
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert "typed" in text(answer)


def test_each_side_changes_and_takes_away_its_own_hours_alone(sign_in, at, full_project):
    own = {entry.role: entry for entry in rows(WorkEntry)}
    client = sign_in("ada")
    form = {"done_on": "2026-11-02", "hours": "3"}
    theirs, ours = own["Development"].id, own["Review"].id
    answers = [
        client.post(at("edit_entry", entry=theirs), form),
        client.post(at("delete_entry", entry=theirs)),
        client.post(at("edit_entry", entry=ours), form),
        client.post(at("delete_entry", entry=ours)),
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 303, 303]
    assert [entry.id for entry in rows(WorkEntry)] == [theirs]


def test_a_deliverable_is_planned_and_handed_over(sign_in, at, project):
    client = sign_in("ada")
    form = {"name": "Drawings", "code": "D", "planned_on": "2026-10-01"}
    assert client.post(at("new_deliverable", project=project.id), form).status_code == 303
    [row] = rows(Deliverable)
    address = at("edit_deliverable", deliverable=row.id)
    assert client.post(address, {**form, "delivered_on": "2036-01-01"}).status_code == 422
    assert client.post(address, {**form, "delivered_on": "2026-10-02"}).status_code == 303
    assert rows(Deliverable)[0].delivered_on == date(2026, 10, 2)


def test_a_viewer_reads_and_changes_nothing(sign_in, at, full_project):
    client = sign_in("vera")
    assert client.get(at("project", project=full_project.id)).status_code == 200
    pages = (at("new_project"), at("upload"), at("new_entry", project=full_project.id))
    assert {client.get(address).status_code for address in pages} == {403}


def test_a_person_is_named_to_the_other_side_only_after_saying_yes(sign_in, at, full_project):
    [worker] = rows(Worker)
    named = {"worker": worker.id, "named": "1"}
    assert sign_in("ada").post(at("people"), named).status_code == 404
    assert sign_in("sam").post(at("people"), named).status_code == 303
    assert "Hemlig Person" in text(sign_in("ada").get(at("project", project=full_project.id)))


def test_the_burn_up_comes_as_csv(sign_in, at, full_project):
    answer = sign_in("ada").get(at("burn_file", project=full_project.id))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert text(answer).splitlines()[1].endswith(",6.0")


def test_pages_ask_the_same_number_of_questions_with_one_row_and_with_thirty(
    sign_in, at, world, full_project, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = sign_in("sam")
    addresses = [at("projects"), at("project", project=full_project.id), at("imports")]

    def count():
        counts = []
        for address in addresses:
            with CaptureQueriesContext(connection) as found:
                client.get(address)
            counts.append(len(found))
        return counts

    few = count()
    with as_creator():
        for _ in range(30):
            part = DeliverableFactory(project=full_project, planned_on=date(2026, 12, 1))
            WorkEntryFactory(project=full_project, party_id=world.parties["studionord"], deliverable=part)
    assert count() == few
    assert max(few) <= 20
