"""What is opened and asked, as known on a day."""

from datetime import date, timedelta

import pytest

from accounts.doors import system_door
from projects.agreement.models import Agreement, Version
from projects.openness.factories import granted
from projects.openness.models import Ask
from projects.openness.queries.facts import facts_for_openness
from projects.openness.steps import Opened, Step, Topic
from tests.tenancy import as_creator
from tests.world import NOW

TODAY = NOW.date()
LATER = TODAY + timedelta(days=200)


def days_ago(days):
    return NOW - timedelta(days=days)


def on(days):
    return days_ago(days).date()


def grant(world, *, topic=Topic.COST, step=Step.DETAIL, until=LATER, opened=90, ended=None, number=1, **said):
    with as_creator():
        granted(
            world.shared,
            world.parties["studionord"],
            world.parties["havsvik"],
            topic,
            step,
            until=until,
            number=number,
            opened_at=days_ago(opened),
            ended_at=None if ended is None else days_ago(ended),
            **said,
        )


def ask(world, *, asked=9, answered=None):
    with as_creator():
        Ask.objects.create(
            partnership_id=world.shared,
            party_id=world.parties["havsvik"],
            owner_id=world.parties["studionord"],
            topic=Topic.MARGIN,
            step=1,
            because="So that we can plan",
            status=Ask.Status.OPEN if answered is None else Ask.Status.DECLINED,
            asked_at=days_ago(asked),
            answered_at=None if answered is None else days_ago(answered),
        )


def facts(world, *, as_of=0):
    with system_door("health.compute"):
        found = facts_for_openness(
            [world.shared, world.foreign], since=on(as_of + 56), as_of=on(as_of), using="system"
        )
    assert set(found) <= {world.shared}
    return found.get(world.shared)


def opened(world, *, topic=Topic.COST, step=Step.DETAIL, until=LATER):
    return Opened(world.parties["studionord"], world.parties["havsvik"], topic, step, until)


def test_a_partnership_without_grants_and_questions_has_no_facts(world):
    assert facts(world) is None


def test_what_is_open_is_known_from_the_day_it_was_signed(world):
    grant(world, opened=9)
    assert facts(world).opened == [opened(world)]
    assert facts(world, as_of=9).opened == [opened(world)]
    assert facts(world, as_of=10) is None


def test_a_withdrawn_grant_was_open_until_the_day_and_is_broken_after_it(world):
    grant(world, ended=7, is_withdrawn=True)
    grant(world, step=Step.EXISTS, opened=7)
    assert (facts(world, as_of=8).opened, facts(world, as_of=8).withdrawn) == ([opened(world)], [])
    found = facts(world, as_of=7)
    assert (found.opened, found.withdrawn) == ([opened(world, step=Step.EXISTS)], [opened(world)])


def sign(world, *, number, signed):
    """A version of the table, signed by every side."""
    with as_creator():
        own = {"partnership_id": world.shared, "kind": "openness", "subject_id": world.shared}
        agreement, _made = Agreement.objects.get_or_create(**own, defaults={"created_at": days_ago(90)})
        Version.objects.create(
            partnership_id=world.shared,
            agreement=agreement,
            number=number,
            status="signed",
            title="Openness",
            values="{}",
            text_en="",
            text_sv="",
            content_hash="0" * 64,
            party_id=world.parties["havsvik"],
            proposed_at=days_ago(signed),
            closed_at=days_ago(signed),
        )


def test_what_was_signed_anew_settles_what_was_withdrawn(world):
    sign(world, number=1, signed=90)
    grant(world, ended=20, is_withdrawn=True)
    sign(world, number=2, signed=7)
    assert facts(world) is None
    assert facts(world, as_of=10).withdrawn == [opened(world)]


def test_what_a_new_version_ended_is_no_broken_word(world):
    grant(world, ended=5)
    assert facts(world) is None
    assert facts(world, as_of=6).opened == [opened(world)]


@pytest.mark.parametrize(("days", "is_told"), [(1, True), (56, True), (57, False)])
def test_what_ran_out_is_told_for_a_while(world, days, is_told):
    grant(world, until=on(days))
    assert (facts(world) is not None) == is_told


@pytest.mark.parametrize(("as_of", "ended"), [(0, 3), (3, 3), (4, None), (9, None)])
def test_a_question_waits_until_its_answer(world, as_of, ended):
    ask(world, answered=3)
    (found,) = facts(world, as_of=as_of).asks
    expected = (world.parties["havsvik"], on(9), on(ended) if ended else None)
    assert (found.party_id, found.asked_on, found.ended_on) == expected


def test_a_question_is_not_known_before_its_day_nor_long_after_its_answer(world):
    ask(world, asked=70, answered=60)
    ask(world, asked=3)
    assert facts(world, as_of=4) is None or [one.asked_on for one in facts(world, as_of=4).asks] == [on(70)]
    assert [one.asked_on for one in facts(world).asks] == [on(3)]


def test_many_partnerships_are_read_in_one_statement(world, django_assert_num_queries):
    grant(world)
    ask(world)
    with system_door("health.compute"), django_assert_num_queries(1, connection=None) as told:
        facts_for_openness(
            [world.shared, world.foreign], since=date(2026, 1, 1), as_of=TODAY, using="default"
        )
    assert len(told) == 1
