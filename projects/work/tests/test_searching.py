"""Notes and tasks are found by whom their side has opened its time to, and by nobody else, in any way."""

import pytest
from django.db import connection
from django.utils import timezone

from accounts.doors import actor_for, entered
from accounts.factories import MembershipFactory
from accounts.models import Party
from accounts.queries import partnerships_seen
from partnership.kit.fulltext import sought
from projects.activity.searching import search
from projects.openness.factories import granted
from projects.openness.steps import Step, Topic
from projects.work.factories import DeliverableFactory, ProjectFactory, TaskFactory, WorkEntryFactory
from tests.tenancy import as_creator


@pytest.fixture
def project(world):
    with as_creator():
        project = ProjectFactory(
            partnership_id=world.shared, name="Ny kassa", code="KASSA-1",
            commissioned_by_id=world.parties["havsvik"], delivered_by_id=world.parties["studionord"],
        )  # fmt: skip
        task = TaskFactory(project=project, title="Rita knapparna", ref="UX-7")
        part = DeliverableFactory(project=project, name="Betalning")
        own = {"project": project, "deliverable": part}
        WorkEntryFactory(
            **own, party_id=world.parties["studionord"], task=task, note="Tre leveranser av knappar"
        )
        WorkEntryFactory(**own, party_id=world.parties["havsvik"], note="En leverans av bilder")
    return project


def closed(world, owner="studionord", reader="havsvik"):
    with as_creator():
        granted(world.shared, world.parties[owner], world.parties[reader], Topic.TIME, Step.DETAIL)


def found(world, name, text, **narrowed):
    with entered(world.actor(name)) as actor:
        groups = search(
            actor, partnerships_seen(actor), sought(text), limit=10, today=timezone.localdate(), **narrowed
        )
        return {one.kind.name: [hit.excerpt or hit.name for hit in one.hits] for one in groups}


@pytest.mark.parametrize("name", ["ada", "vera", "sam", "finn"])
def test_both_sides_find_what_is_open(world, project, name):
    assert found(world, name, "leveranser") == {
        "work_entry": ["En leverans av bilder", "Tre leveranser av knappar"]
    }
    assert found(world, name, "knapp", kinds=["task"]) == {"task": ["UX-7"]}
    assert found(world, name, "UX-7", kinds=["task"]) == {"task": ["UX-7"]}
    assert list(found(world, name, "kassa-1")) == ["project"]
    assert list(found(world, name, "betalning")) == ["deliverable"]


def test_strangers_find_nothing(world, project):
    assert found(world, "olga", "leveranser or kassa or knappar") == {}


def test_closed_notes_and_tasks_are_found_by_their_own_side_alone(world, project):
    closed(world)
    assert found(world, "ada", "leveranser") == {"work_entry": ["En leverans av bilder"]}
    assert found(world, "ada", "knappar") == found(world, "ada", "UX-7") == {}
    assert len(found(world, "sam", "leveranser")["work_entry"]) == 2
    assert list(found(world, "sam", "knappar")) == ["task", "work_entry"]


def test_closed_notes_crowd_out_nothing(world, project):
    closed(world)
    with as_creator():
        for _number in range(12):
            WorkEntryFactory(project=project, party_id=world.parties["studionord"], note="Leverans")
    assert found(world, "ada", "leverans") == {"work_entry": ["En leverans av bilder"]}


def test_among_three_sides_each_reads_what_is_opened_to_it(world, project):
    with as_creator():
        third = MembershipFactory()
        Party.objects.create(partnership_id=world.shared, organization=third.organization, position=3)
    closed(world)
    with entered(actor_for(third.user_id)) as actor:
        seen = partnerships_seen(actor)
        groups = search(actor, seen, sought("knappar"), limit=10, today=timezone.localdate())
    assert [group.kind.name for group in groups] == ["task", "work_entry"]
    assert found(world, "ada", "knappar") == {}
    assert found(world, "olga", "knappar") == {}


def test_the_look_up_answers_for_ones_own_partnerships_alone(world, project):
    sides = [world.parties[name] for name in ("havsvik", "studionord")]

    def asked(name):
        with entered(world.actor(name)), connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM app.entries_that_say(%s, 'leverans:* | leveran', 9)", [sides]
            )
            return cursor.fetchone()[0]

    assert (asked("sam"), asked("olga"), asked("nils")) == (2, 0, 0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM app.entries_that_say(%s, 'leverans', 9)", [sides])
        assert cursor.fetchone()[0] == 0


def test_a_hit_leads_to_the_page_where_it_stands_first(world, project, client):
    client.force_login(world.users["ada"])
    with entered(world.actor("ada")) as actor:
        [group] = search(
            actor, partnerships_seen(actor), sought("bilder"), limit=10, today=timezone.localdate()
        )
    text = client.get(group.hits[0].url.split("#")[0]).text
    assert "En leverans av bilder" in text
