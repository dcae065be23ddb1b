from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from accounts.actions.organizations import ChangedMeanwhile
from partnership.kit.errors import NotAllowed, NotThere
from projects.activity.models import Event
from projects.activity.queries import events_on_page
from projects.activity.waiting import waiting_for
from projects.activity.wording import wording_of
from projects.work.actions.deliverables import (
    DeliverableCodeTaken,
    DeliverableValues,
    add_deliverable,
    change_deliverable,
)
from projects.work.actions.entries import (
    EntryValues,
    NotYourHours,
    OtherProject,
    change_entry,
    delete_entry,
    log_entry,
)
from projects.work.actions.projects import (
    CodeTaken,
    FinishedBeforeStart,
    PartyNotHere,
    ProjectFacts,
    change_project,
    create_project,
    finish_project,
    reopen_project,
)
from projects.work.factories import NOW
from projects.work.models import Project, WorkEntry
from projects.work.terms import Terms
from projects.work.tests.steps import checked

TODAY = date(2026, 11, 23)
D = Decimal


def values(world, name="Bath", code="BATH", **changes):
    sides = {"commissioned_by_id": world.parties["studionord"], "delivered_by_id": world.parties["havsvik"]}
    return {"facts": ProjectFacts(name, code), "terms": Terms(**(sides | changes))}


def kinds():
    return list(Event.objects.order_by("seq").values_list("kind", flat=True))


def test_either_side_may_deliver_and_either_side_may_begin_a_project(door, world):
    with door("ada") as at:
        made = create_project(at.actor, partnership=at.partnership, **values(world), now=NOW)
        assert (made.delivered_by_id, made.commissioned_by_id) == (
            world.parties["havsvik"],
            world.parties["studionord"],
        )
        assert kinds() == ["work.project_created"]


def test_a_code_is_free_in_another_partnership_and_taken_in_the_same(door, world, project, foreign_project):
    with door("sam") as at:
        create_project(at.actor, partnership=at.partnership, **values(world, code="SECRET"), now=NOW)
        with pytest.raises(CodeTaken):
            create_project(at.actor, partnership=at.partnership, **values(world, code="KITCHEN"), now=NOW)


def test_a_party_of_another_partnership_can_neither_commission_nor_deliver(door, world):
    foreign = values(world, delivered_by_id=world.parties["fjallbo"])
    with door("sam") as at, pytest.raises(PartyNotHere):
        create_project(at.actor, partnership=at.partnership, **foreign, now=NOW)


def test_who_only_reads_begins_nothing_and_a_stranger_finds_nothing(door, world, project):
    with door("vera") as at, pytest.raises(NotAllowed):
        create_project(at.actor, partnership=at.partnership, **values(world), now=NOW)
    with door("olga") as at, pytest.raises(NotThere):
        finish_project(at.actor, project=project, finished_on=TODAY, today=TODAY, now=NOW)


def test_a_change_grows_the_version_and_names_its_fields_and_no_change_tells_nobody(door, project):
    with door("sam") as at:
        now = ProjectFacts(project.name, project.code)
        same = change_project(at.actor, project=project, facts=now, now=NOW)
        renamed = replace(now, name="Kitchens")
        changed = change_project(at.actor, project=project, facts=renamed, now=NOW, version=1)
        assert (same.version, changed.version, changed.name) == (1, 2, "Kitchens")
        [event] = Event.objects.all()
        assert (event.kind, event.data) == ("work.project_changed", {"fields": ["name"]})


def test_a_stale_version_changes_nothing(door, world, project):
    with door("sam") as at:
        with pytest.raises(ChangedMeanwhile):
            change_project(at.actor, project=project, facts=ProjectFacts("Bath", "BATH"), now=NOW, version=7)
        assert Project.objects.get(id=project.id).name == "New kitchens"


def test_a_project_is_finished_between_its_start_and_today_and_taken_up_again(door, project):
    with door("ada") as at:
        for day in (project.starts_on - timedelta(days=1), TODAY + timedelta(days=1)):
            with pytest.raises(FinishedBeforeStart):
                finish_project(at.actor, project=project, finished_on=day, today=TODAY, now=NOW)
        finish_project(at.actor, project=project, finished_on=TODAY, today=TODAY, now=NOW)
        finish_project(at.actor, project=project, finished_on=TODAY, today=TODAY, now=NOW)
        reopen_project(at.actor, project=project, now=NOW)
        reopen_project(at.actor, project=project, now=NOW)
        assert kinds() == ["work.project_finished", "work.project_reopened"]


def test_handing_over_is_an_event_of_its_own(door, project):
    with door("ada") as at:
        said = {"name": "Drawings", "code": "D"}
        made = add_deliverable(
            at.actor, project=project, values=DeliverableValues(**said), today=TODAY, now=NOW
        )
        with pytest.raises(DeliverableCodeTaken):
            add_deliverable(at.actor, project=project, values=DeliverableValues(**said), today=TODAY, now=NOW)
        handed = DeliverableValues(**said, delivered_on=TODAY)
        for _ in range(2):
            change_deliverable(at.actor, deliverable=made, values=handed, today=TODAY, now=NOW)
        assert kinds() == ["work.deliverable_added", "work.deliverable_delivered"]


def test_hours_belong_to_the_side_that_logs_them(door, world, project):
    hours = EntryValues(date(2026, 11, 2), D("7.5"), worker="Eva")
    with door("ada") as at:
        entry = log_entry(at.actor, project=project, values=hours, today=TODAY, now=NOW)
        assert (entry.party_id, entry.worker.label) == (world.parties["havsvik"], "Eva")
    with door("sam") as at:
        with pytest.raises(NotYourHours):
            change_entry(at.actor, entry=entry, values=hours, today=TODAY, now=NOW)
        with pytest.raises(NotYourHours):
            delete_entry(at.actor, entry=entry, now=NOW)


def test_who_worked_can_be_named_anew_by_the_entry_that_named_them_first(door, project):
    with door("ada") as at:
        hours = EntryValues(date(2026, 11, 2), D("7.5"), worker="Eva")
        entry = log_entry(at.actor, project=project, values=hours, today=TODAY, now=NOW)
        for name in ("Eva Berg", "Eva B", "Eva"):
            renamed = replace(hours, worker=name)
            entry = change_entry(at.actor, entry=entry, values=renamed, today=TODAY, now=NOW)
            assert entry.worker.label == name


def test_even_past_the_action_the_database_keeps_each_sides_hours_to_itself(door, world, project):
    with door("ada") as at:
        hours = EntryValues(date(2026, 11, 2), D("7.5"))
        entry = log_entry(at.actor, project=project, values=hours, today=TODAY, now=NOW)
    with door("sam"):
        rows = WorkEntry.objects.filter(id=entry.id)
        assert (rows.count(), rows.update(hours=1), rows.delete()[0]) == (1, 0, 0)


def test_hours_are_changed_and_taken_away_with_an_event_each(door, project):
    with door("sam") as at:
        hours = EntryValues(date(2026, 11, 2), D("7.5"))
        entry = log_entry(at.actor, project=project, values=hours, today=TODAY, now=NOW)
        changed = change_entry(
            at.actor,
            entry=entry,
            values=EntryValues(date(2026, 11, 3), D(2)),
            today=TODAY,
            now=NOW,
            version=1,
        )
        assert (changed.hours, changed.version) == (D(2), 2)
        delete_entry(at.actor, entry=entry, now=NOW)
        with pytest.raises(NotThere):
            delete_entry(at.actor, entry=entry, now=NOW)
        assert kinds() == ["work.entry_logged", "work.entry_changed", "work.entry_deleted"]


def test_hours_on_a_deliverable_of_another_project_are_refused(door, world, project):
    with door("sam") as at:
        other = create_project(at.actor, partnership=at.partnership, **values(world), now=NOW)
        part = add_deliverable(
            at.actor, project=other, values=DeliverableValues("Tiles"), today=TODAY, now=NOW
        )
        hours = EntryValues(TODAY, D(1), deliverable_id=part.id)
        with pytest.raises(OtherProject):
            log_entry(at.actor, project=project, values=hours, today=TODAY, now=NOW)


def test_every_event_of_work_is_told_in_words_with_its_name(door, world, project):
    with door("sam") as at:
        finish_project(at.actor, project=project, finished_on=TODAY, today=TODAY, now=NOW)
        [seen] = events_on_page(at.partnership)
        assert (seen.text, seen.url) == (
            "Sam Berg finished the project New kitchens",
            f"/p/{world.shared}/work/projects/{project.id}/",
        )
    told = ["project_created", "deliverable_added", "entry_logged", "entries_imported", "import_undone"]
    assert {str(wording_of(f"work.{kind}").sentence) == "%(who)s changed something" for kind in told} == {
        False
    }


def test_a_checked_log_waits_for_its_own_side_and_an_unagreed_project_for_both(door, world, project):
    with door("sam") as at:
        create_project(at.actor, partnership=at.partnership, **values(world), now=NOW)
        checked(at)
        assert waiting_of_work(at) == [("work.unagreed", "Bath"), ("work.import", "log.csv")]
    with door("ada") as at:
        assert waiting_of_work(at) == [("work.unagreed", "Bath")]
    with door("vera") as at:
        assert waiting_of_work(at) == []


def waiting_of_work(at):
    found = waiting_for(at.actor, [at.partnership])
    return [(one.kind, one.title) for one in found if one.kind.startswith("work.")]
