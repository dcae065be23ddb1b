"""What waits in insight, read once a side for a batch of letters: for each person what the person's own pages list."""

from contextlib import contextmanager
from datetime import date

import pytest
from django.utils import timezone

from accounts.access import Role
from accounts.doors import entered
from accounts.models import Membership
from projects.activity.waiting import register_waiting
from projects.digests import own
from projects.digests.contents import Gathering, contents_for
from projects.digests.factories import W47
from projects.insight.actions.pages import PageSaid, save_page, write_page
from projects.insight.actions.questions import QuestionSaid, ask_question
from projects.insight.models import Audience, Page
from projects.insight.waiting import waiting_in_insight, waiting_places
from tests.tenancy import as_creator

LANGUAGE = "en"


@contextmanager
def inside(world, name):
    """The door of the shared partnership, and what every action there is called with."""
    actor = world.actor(name)
    with entered(actor, partnership_id=world.shared):
        yield {"actor": actor, "partnership": world.partnership(name)}


@pytest.fixture
def insight(settled):
    """Of Ada's side a shared page, a draft and a page for Sam and Ada are past their day, and Sam has asked about each he reads."""
    register_waiting("insight", waiting_in_insight, where=waiting_places)
    with as_creator():
        Membership.objects.filter(user=settled.users["vera"]).update(role=Role.MEMBER)
    for title, audience, readers in (
        ("Shared", Audience.PARTNERSHIP, ()),
        ("Draft", Audience.DRAFT, ()),
        ("Named", Audience.NAMED, (settled.users["sam"].id,)),
    ):
        said = PageSaid("seasons", title, "Kitchens sell in spring.", audience=audience, readers=readers)
        with inside(settled, "ada") as named:
            write_page(**named, said=said, today=timezone.localdate(), now=timezone.now())
    with as_creator():
        Page.objects.update(fresh_until=date(2026, 1, 5))
    for title in ("Shared", "Named"):
        with inside(settled, "sam") as named:
            page = Page.objects.get(title=title)
            said = QuestionSaid(settled.parties["havsvik"], f"Why {title}?", page=page)
            ask_question(**named, said=said, now=timezone.now())
    return settled


def waits(contents):
    return {str(thing.title) for section in contents.sections for thing in section.waiting}


def test_each_person_is_told_what_waits_behind_the_own_door(insight):
    people = [insight.users[name].id for name in ("ada", "vera", "sam", "finn", "olga")]
    batch = Gathering(people, [LANGUAGE], week=W47, now=timezone.now())
    told = {person: waits(batch.contents_for(person)) for person in people}
    assert told == {person: waits(contents_for(person, week=W47, now=timezone.now())) for person in people}
    shared = {"Studio Nord asks: Why Shared?", "“Shared” may be out of date", "“Draft” may be out of date"}
    ada, vera, *others = people
    assert told[vera] == shared
    assert told[ada] == shared | {"Studio Nord asks: Why Named?", "“Named” may be out of date"}
    assert [told[one] for one in others] == [set(), set(), set()]


def test_only_whom_a_page_names_is_asked_behind_the_own_door(insight, monkeypatch):
    people = [insight.users[name].id for name in ("ada", "vera", "sam", "finn")]
    batch = Gathering(people, [LANGUAGE], week=W47, now=timezone.now())
    asked = []
    monkeypatch.setattr(own, "entered", lambda actor: (asked.append(actor.person_id), entered(actor))[1])
    for person in people:
        batch.contents_for(person)
    assert set(asked) == {insight.users[name].id for name in ("ada", "vera")}, "nothing can wait for Sam"


def test_a_draft_that_is_saved_anew_waits_for_nobody(insight):
    said = PageSaid("seasons", "Draft", "In spring.", audience=Audience.DRAFT, fresh_until=date(2030, 1, 1))
    with inside(insight, "ada") as named:
        page = Page.objects.get(title="Draft")
        save_page(**named, page=page, said=said, version=None, today=timezone.localdate(), now=timezone.now())
    batch = Gathering([insight.users["vera"].id], [LANGUAGE], week=W47, now=timezone.now())
    assert waits(batch.contents_for(insight.users["vera"].id)) == {
        "Studio Nord asks: Why Shared?",
        "“Shared” may be out of date",
    }
