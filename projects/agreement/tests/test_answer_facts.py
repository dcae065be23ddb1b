"""How long proposals wait, as known on a day, by the real steps of a negotiation."""

from datetime import date, datetime, timedelta

import pytest

from accounts.doors import entered, system_door
from projects.agreement.actions.signing import decline, withdraw
from projects.agreement.factories import NOW, proposed, signed, subject_of
from projects.agreement.models import Version
from projects.agreement.queries.facts import facts_for_answers
from tests.tenancy import as_creator

TODAY = NOW.date()
LONG_AGO = TODAY - timedelta(days=56)


def days_ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


def facts(*partnerships, since=LONG_AGO, as_of=TODAY):
    with system_door("health.compute"):
        found = facts_for_answers(partnerships, since=since, as_of=as_of, using="system")
    return [(one.party_id, one.asked_on, one.ended_on) for one in found]


def on(days: int) -> date:
    return days_ago(days).date()


@pytest.fixture
def asked(world):
    """Ada's proposal of nine days ago."""
    return proposed(world.actor("ada"), world.shared, now=days_ago(9))


def test_an_open_proposal_waits_on(world, asked):
    assert facts(world.shared) == [(world.parties["havsvik"], on(9), None)]


def test_the_own_signature_is_no_answer_and_the_other_sides_is(world, asked):
    signed(world.actor("ada"), asked, now=days_ago(8))
    assert facts(world.shared) == [(world.parties["havsvik"], on(9), None)]
    signed(world.actor("sam"), asked, now=days_ago(3))
    assert facts(world.shared) == [(world.parties["havsvik"], on(9), on(3))]


def test_what_only_lacks_the_own_signature_waits_for_nobody_else(world, asked):
    signed(world.actor("sam"), asked, now=days_ago(4))
    assert facts(world.shared) == [(world.parties["havsvik"], on(9), on(4))]


@pytest.mark.parametrize("as_of", [0, 3, 4, 9, 10])
def test_what_came_later_is_not_known_on_a_day(world, asked, as_of):
    signed(world.actor("ada"), asked, now=days_ago(9))
    signed(world.actor("sam"), asked, now=days_ago(3))
    found = facts(world.shared, as_of=on(as_of))
    assert found == ([] if as_of > 9 else [(world.parties["havsvik"], on(9), on(3) if as_of <= 3 else None)])


@pytest.mark.parametrize("step", [decline, withdraw])
def test_a_refusal_or_a_withdrawal_ends_the_waiting(world, asked, step):
    name, said = ("sam", {"reason": "Not this year"}) if step is decline else ("ada", {})
    actor = world.actor(name)
    with entered(actor, partnership_id=world.shared):
        row = Version.objects.get(partnership_id=world.shared, id=asked.id)
        step(actor, version=row, now=days_ago(2), **said)
    assert facts(world.shared) == [(world.parties["havsvik"], on(9), on(2))]


def test_a_counter_proposal_answers_and_waits_itself(world, asked):
    with as_creator():
        subject = subject_of(asked)
    proposed(world.actor("sam"), world.shared, subject_id=subject, values={"hours": "150"}, now=days_ago(5))
    assert facts(world.shared) == [
        (world.parties["havsvik"], on(9), on(5)),
        (world.parties["studionord"], on(5), None),
    ]


def test_what_was_closed_before_the_window_is_left_out(world, asked):
    actor = world.actor("ada")
    with entered(actor, partnership_id=world.shared):
        row = Version.objects.get(partnership_id=world.shared, id=asked.id)
        withdraw(actor, version=row, now=days_ago(5))
    assert len(facts(world.shared, since=on(5))) == 1
    assert facts(world.shared, since=on(4)) == []


def test_only_the_asked_partnerships_are_read_and_one_statement_does_for_many(
    world, asked, django_assert_num_queries
):
    proposed(world.actor("olga"), world.foreign, now=days_ago(6))
    assert [party for party, *_days in facts(world.shared)] == [world.parties["havsvik"]]
    with system_door("health.compute"), django_assert_num_queries(1):
        facts_for_answers([world.shared, world.foreign], since=LONG_AGO, as_of=TODAY, using="system")
