"""What waits in the benefit ledger: for whom, since when, and never with an amount or a text."""

from datetime import timedelta

import pytest

from accounts.doors import entered
from accounts.models import Membership, Partnership
from partnership.kit.rounds import read
from projects.activity.waiting import waiting_for
from projects.openness.factories import granted
from projects.openness.steps import Step, Topic
from projects.pricing.models import Posted
from projects.pricing.queries.posted import unanswered
from projects.pricing.tests.ledgerkeeping import entry_of, project_of, said_to
from projects.pricing.waiting import waiting_on
from tests.tenancy import as_creator
from tests.world import NOW

TODAY = NOW.date()


@pytest.fixture
def project(world):
    with as_creator():
        return project_of(world)


def opened(world, step, owner="havsvik", reader="studionord", topic=Topic.OUTCOME_VALUE, **said):
    with as_creator():
        granted(world.shared, world.parties[owner], world.parties[reader], topic, step, **said)


def waits(world, name, today=TODAY):
    actor = world.actor(name)
    with entered(actor):
        return read(waiting_on(actor, [world.partnership(name)], today=today))


def written(world, **said):
    with as_creator():
        return entry_of(world, "havsvik", **{"value": 87_654, "text": "Tells 87 654", **said})


def test_an_entry_waits_for_those_of_the_other_side_who_keep_its_book(world, project):
    written(world)
    opened(world, Step.DETAIL)
    for name in ("sam", "finn"):
        [one] = waits(world, name)
        assert one.title == "Havsvik Hem has written down something in the benefit ledger"
        assert "87" not in f"{one.title}{one.text}{one.action}"
        assert "/benefit/" in one.url
    assert waits(world, "ada") == waits(world, "vera") == waits(world, "olga") == []
    with as_creator():
        Membership.objects.filter(user=world.users["sam"]).update(role="member")
    assert waits(world, "sam") == []


@pytest.mark.parametrize(("step", "in_words", "in_money"), [(0, 0, 0), (1, 1, 0), (2, 1, 0), (3, 1, 1)])
def test_only_what_is_opened_waits(world, project, step, in_words, in_money):
    written(world)
    opened(world, step)
    assert len(waits(world, "sam")) == in_money
    written(world, value=None)
    found = waits(world, "sam")
    assert len(found) == (1 if in_words else 0)
    assert ("2 things" in found[0].title if found else False) is bool(in_money)


def test_a_word_ends_the_waiting_and_a_change_begins_it_anew(world, project):
    entry = written(world)
    opened(world, Step.DETAIL)
    with as_creator():
        said_to(world, entry, "studionord", agrees=False, word="No")
    assert waits(world, "sam") == []
    with as_creator():
        type(entry).objects.filter(id=entry.id).update(version=2)
        Posted.objects.update(entry_version=2)
    assert len(waits(world, "sam")) == 1


def test_nothing_waits_after_the_last_day_of_openness_or_of_the_partnership(world, project):
    written(world)
    opened(world, Step.DETAIL, until=TODAY)
    assert len(waits(world, "sam")) == 1
    assert waits(world, "sam", TODAY + timedelta(days=1)) == []
    with as_creator():
        Partnership.objects.filter(id=world.shared).update(status="ended", ends_on=TODAY)
    assert waits(world, "sam") == []


def test_the_registry_asks_the_ledger_too(world, project):
    written(world, value=None)
    opened(world, Step.EXISTS)
    actor = world.actor("sam")
    with entered(actor):
        kinds = [one.kind for one in waiting_for(actor, [world.partnership("sam")])]
    assert "pricing.entry_unanswered" in kinds


def test_the_own_side_reads_for_whom_its_entry_waits_and_that_a_closed_one_waits_for_nobody(world, project):
    written(world)
    written(world, value=None, text="In words")
    opened(world, Step.EXISTS)
    actor = world.actor("ada")
    with entered(actor, partnership_id=world.shared):
        found = unanswered(actor, [world.partnership("ada")], today=TODAY)
    assert [one.waits_for for one in found] == [(), (world.parties["studionord"],)]
