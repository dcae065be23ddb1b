"""What letters tell of a week's signatures: every difference but amounts of money."""

from datetime import timedelta

import pytest

from accounts.doors import entered
from projects.agreement.factories import NOW, PLAIN, agreed, proposed, subject_of
from projects.agreement.fields import Field, Type
from projects.agreement.queries.signed import signed_between, without_money
from projects.agreement.telling import in_words
from tests.tenancy import as_creator

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def people(world):
    return [world.actor("ada"), world.actor("sam")]


def signed(world, *, start=NOW - timedelta(days=7), end=NOW + timedelta(days=7), name="sam"):
    with entered(world.actor(name)):
        return signed_between([world.shared, world.foreign], start=start, end=end).get(world.shared, [])


def changed(world, people, **values):
    first = agreed(people, world.shared)
    with as_creator():
        subject = subject_of(first)
    agreed(people, world.shared, subject_id=subject, values=values, now=LATER)


def test_the_first_agreement_about_a_subject_is_new(world, people):
    agreed(people, world.shared)
    (found,) = signed(world)
    assert (found.is_new, found.differences, found.version.link) == (True, (), 1)


def test_differences_are_told_but_never_money(world, people):
    changed(world, people, hours="144", price={"amount": "108000", "currency": "SEK"})
    found = signed(world)[1]
    assert (found.is_new, found.is_all, in_words(found.differences)) == (False, False, "+24\u00a0hours")


def test_without_money_in_it_everything_is_told(world, people):
    changed(world, people, hours="144")
    assert signed(world)[1].is_all


def test_what_is_only_proposed_is_not_signed(world, people):
    proposed(people[0], world.shared, now=NOW)
    assert signed(world) == []


@pytest.mark.parametrize(("start", "end", "count"), [(0, 1, 1), (-1, 0, 0), (1, 2, 0)])
def test_a_span_holds_its_start_and_not_its_end(world, people, start, end, count):
    agreed(people, world.shared)
    found = signed(world, start=NOW + timedelta(hours=start), end=NOW + timedelta(hours=end))
    assert len(found) == count


def test_nobody_reads_what_others_signed(world, people):
    agreed(people, world.shared)
    assert signed(world, name="olga") == []


def test_amounts_are_left_out_however_deep_they_stand():
    inner = Field("rows", "Rows", Type.LIST, (Field("name", "Name"), Field("price", "Price", Type.MONEY)))
    kept = without_money((Field("price", "Price", Type.MONEY), inner))
    assert [(one.name, [deep.name for deep in one.fields]) for one in kept] == [("rows", ["name"])]
    assert PLAIN["price"]
