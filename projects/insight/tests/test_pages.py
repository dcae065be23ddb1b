"""Pages: written, read by whom they are for, saved without losing anything, and withdrawn."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from accounts.actions.organizations import ChangedMeanwhile
from partnership.kit.errors import NotAllowed, NotThere
from projects.activity.models import Event, OrganizationEvent
from projects.insight.actions.pages import archive_page, restore_page, save_page, write_page
from projects.insight.models import Audience, Page, PageVersion
from projects.insight.queries.pages import page_row, pages_on_page, versions_of
from projects.insight.refusals import FreshDayPassed, NamedByNobody, NotYourPage, ReaderNotHere
from tests.tenancy import as_creator

from .conftest import NOW, TODAY, said


def save(at, page, version=None, **changed):
    return save_page(
        at.actor,
        partnership=at.partnership,
        page=page,
        said=said(**changed),
        version=version,
        today=TODAY,
        now=NOW,
    )


def seen_by(door, name, page):
    with door(name) as at:
        try:
            return page_row(at.actor, at.partnership.id, page.id).title
        except NotThere:
            return None


def raw_count(door, name, table="insight_page"):
    with door(name), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


def test_both_sides_read_a_page_and_one_event_tells_of_it(door, page):
    assert seen_by(door, "sam", page) == seen_by(door, "vera", page) == "Our seasons"
    with door("sam") as at:
        assert [one.title for one in pages_on_page(at.actor, at.partnership, today=TODAY)] == ["Our seasons"]
        assert list(Event.objects.values_list("kind", "subject_id")) == [("insight.page_written", page.id)]


def test_a_page_for_named_people_is_for_them_alone_on_the_own_side_too(door, named):
    assert seen_by(door, "ada", named) == seen_by(door, "sam", named) == "Who decides"
    assert seen_by(door, "vera", named) is None
    assert seen_by(door, "finn", named) is None
    assert seen_by(door, "olga", named) is None


@pytest.mark.parametrize("table", ["insight_page", "insight_pageversion"])
def test_the_database_itself_hides_a_named_page(door, named, table):
    found = {name: raw_count(door, name, table) for name in ("ada", "sam", "vera", "finn", "olga")}
    assert found == {"ada": 1, "sam": 1, "vera": 0, "finn": 0, "olga": 0}


def test_no_event_of_the_partnership_tells_of_a_named_page_or_a_draft(door, named, write):
    write(title="Not ready", audience=Audience.DRAFT)
    with door("sam"):
        assert not Event.objects.exists()
    with door("ada"):
        kinds = list(OrganizationEvent.objects.values_list("kind", flat=True))
        assert kinds == ["insight.page_written_apart"] * 2


def test_a_draft_is_read_by_its_own_side_alone(door, write):
    draft = write(audience=Audience.DRAFT)
    assert (seen_by(door, "vera", draft), seen_by(door, "sam", draft)) == ("Our seasons", None)
    assert raw_count(door, "sam") == 0


def test_what_was_a_draft_stays_unread_when_the_page_is_opened(door, write):
    page = write(audience=Audience.DRAFT, body="raw thoughts")
    with door("ada") as at:
        page = save(at, page, body="for both")
        assert [one.number for one in versions_of(at.actor, page)] == [2, 1]
    with door("sam") as at:
        assert [one.body for one in versions_of(at.actor, page)] == ["for both"]
    assert raw_count(door, "sam", "insight_pageversion") == 1


def test_the_writer_is_always_one_of_the_named(door, write, world):
    page = write(audience=Audience.NAMED, readers=())
    assert page.readers == [world.users["ada"].id]


def test_people_of_other_partnerships_cannot_be_named(write, world):
    with pytest.raises(ReaderNotHere):
        write(audience=Audience.NAMED, readers=(world.users["olga"].id,))


def test_a_program_names_nobody(door, world):
    values = {"said": said(audience=Audience.NAMED), "today": TODAY, "now": NOW}
    with door("ada") as at, pytest.raises(NamedByNobody):
        write_page(replace(at.actor, person_id=None), partnership=at.partnership, **values)


def test_every_save_is_a_version_and_the_same_again_is_none(door, page):
    with door("ada") as at:
        changed = save(at, page, version=1, body="Kitchens sell in May.")
        again = save(at, changed, version=2, body="Kitchens sell in May.")
        assert (changed.version, again.version) == (2, 2)
        numbers = PageVersion.objects.filter(page=page).order_by("number").values_list("number", flat=True)
        assert list(numbers) == [1, 2]


def test_a_page_that_was_saved_meanwhile_is_not_written_over(door, page):
    with door("ada") as at:
        save(at, page, version=1, body="first")
        with pytest.raises(ChangedMeanwhile):
            save(at, page, version=1, body="second")
        assert Page.objects.get(id=page.id).body == "first"


def test_the_other_side_and_viewers_change_nothing(door, page):
    with door("sam") as at, pytest.raises(NotYourPage):
        save(at, page, body="theirs")
    with door("vera") as at, pytest.raises(NotAllowed):
        save(at, page, body="viewer's")


def test_the_database_keeps_the_other_side_from_changing_a_page(door, page):
    with door("sam"), connection.cursor() as cursor:
        cursor.execute("UPDATE insight_page SET title = 'taken'")
        assert cursor.rowcount == 0


def test_archived_it_is_withdrawn_and_can_be_taken_back(door, page):
    with door("ada") as at:
        archive_page(at.actor, page=page, now=NOW)
    assert (seen_by(door, "vera", page), seen_by(door, "sam", page)) == ("Our seasons", None)
    assert raw_count(door, "sam") == raw_count(door, "sam", "insight_pageversion") == 0
    with door("ada") as at:
        restore_page(at.actor, page=page, now=NOW)
    assert seen_by(door, "sam", page) == "Our seasons"


def test_fresh_until_is_no_day_past(door, write, page):
    with pytest.raises(FreshDayPassed):
        write(fresh_until=date(2026, 11, 22))
    with as_creator():
        Page.objects.filter(id=page.id).update(fresh_until=date(2026, 11, 1))
    with door("ada") as at:
        kept = save(at, Page.objects.get(id=page.id), body="other", fresh_until=date(2026, 11, 1))
        assert kept.body == "other"


def test_two_tabs_keep_what_both_have_written(sign_in, at, page, world):
    ada = sign_in("ada")
    form = {"topic": "seasons", "title": "Our seasons", "audience": "partnership", "version": "1"}
    first = ada.post(at(f"pages/{page.id}/edit/"), {**form, "body": "Written first."})
    second = ada.post(at(f"pages/{page.id}/edit/"), {**form, "body": "Written second."})
    assert (first.status_code, second.status_code) == (303, 422)
    text = second.content.decode()
    assert "Written second.</textarea>" in text
    assert "<del>first.</del><ins>second.</ins>" in text
    assert 'name="version" value="2"' in text
    third = ada.post(at(f"pages/{page.id}/edit/"), {**form, "body": "Both.", "version": "2"})
    assert third.status_code == 303
    with as_creator():
        assert list(PageVersion.objects.order_by("number").values_list("body", flat=True)) == [
            "Kitchens sell in spring.",
            "Written first.",
            "Both.",
        ]
