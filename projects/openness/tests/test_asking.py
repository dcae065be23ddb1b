"""May we see …, because …: a question opens nothing, asks for something in return, and is answered by its owner alone."""

import pytest
from django.db import transaction
from django.utils import translation

from accounts.doors import entered
from partnership.kit.errors import NotAllowed, NotThere
from partnership.kit.ids import new_id
from projects.agreement.sides import WrongSide
from projects.openness.actions.asking import AskSaid, answer_ask, ask, withdraw_ask
from projects.openness.factories import FAR, NOW, granted
from projects.openness.filling import a_year_after, with_ask
from projects.openness.models import Ask, Grant
from projects.openness.queries.asks import ask_seen
from projects.openness.refusals import (
    AnswerMissing,
    AskClosed,
    AskedAlready,
    BecauseMissing,
    NotAsked,
    NothingInReturn,
    NotOpenable,
    OpenAlready,
    OthersAsk,
    OwnTopic,
)
from projects.openness.steps import Step, Topic
from projects.openness.terms import OpennessTerms, Row
from tests.events import events_of
from tests.tenancy import as_creator
from tests.world import MARKER

TODAY = NOW.date()


@pytest.fixture
def asked(door, world):
    """Ask as somebody: `asked("ada", Topic.MARGIN, 3, gives=2)`; the other side owns it."""

    def put(name, topic, step, *, owner=None, because="To plan the spring", gives=0, **more):
        other = world.parties["studionord" if name in ("ada", "vera") else "havsvik"]
        said = AskSaid(owner or other, topic, Step(step), because, Step(gives))
        with door(name) as at, transaction.atomic():
            return ask(at.actor, partnership=at.partnership, said=said, today=TODAY, now=NOW, **more)

    return put


@pytest.fixture
def answered(door):
    def put(name, row, is_yes, answer=""):
        with door(name) as at, transaction.atomic():
            return answer_ask(at.actor, ask=row, is_yes=is_yes, answer=answer, now=NOW)

    return put


def told(world):
    return [one["kind"] for one in events_of(world.shared) if one["kind"].startswith("openness.")]


def test_a_question_opens_nothing_and_is_told(world, asked):
    row = asked("ada", Topic.KEY_FIGURES, 4)
    assert (row.status, row.party_id, row.owner_id) == (
        "open",
        world.parties["havsvik"],
        world.parties["studionord"],
    )
    with as_creator():
        assert not Grant.objects.exists()
    assert told(world) == ["openness.asked"]


def test_whoever_asks_opens_something_or_offers_it(world, asked):
    with pytest.raises(NothingInReturn) as found, translation.override("en"):
        asked("ada", Topic.MARGIN, 3)
    assert found.value.on_field == "gives"
    with translation.override("en"):
        assert str(found.value.sentence) == (
            "For step 3 (by role) the other side needs “Outcome value” from you, at step 2 (a summary) or more. Offer it in"
            " return, or ask for a lower step."
        )
    assert asked("ada", Topic.MARGIN, 3, gives=2).gives == 2


def test_what_is_open_already_counts_as_given(world, asked):
    with as_creator():
        granted(
            world.shared,
            world.parties["havsvik"],
            world.parties["studionord"],
            Topic.OUTCOME_VALUE,
            Step.SUMMARY,
        )
    assert asked("ada", Topic.COST, 3).gives == 0


def test_a_light_asks_for_nothing_in_return(asked):
    assert asked("ada", Topic.MARGIN, 1).step == 1


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"topic": Topic.GOALS, "step": 4}, NotOpenable),
        ({"topic": Topic.KEY_FIGURES, "step": 2, "because": "  "}, BecauseMissing),
        ({"topic": Topic.TIME, "step": 4}, OpenAlready),
    ],
)
def test_what_can_not_be_asked_is_refused(asked, said, refusal):
    with pytest.raises(refusal):
        asked("ada", **said)


def test_nobody_asks_itself_or_strangers(world, asked):
    with pytest.raises(OwnTopic):
        asked("ada", Topic.KEY_FIGURES, 2, owner=world.parties["havsvik"])
    for stranger in (world.parties["fjallbo"], new_id()):
        with pytest.raises(WrongSide):
            asked("ada", Topic.KEY_FIGURES, 2, owner=stranger)


def test_one_question_at_a_time_about_a_topic(asked, answered):
    row = asked("ada", Topic.KEY_FIGURES, 2)
    with pytest.raises(AskedAlready):
        asked("ada", Topic.KEY_FIGURES, 3)
    answered("sam", row, False, "Not before the spring.")
    assert asked("ada", Topic.KEY_FIGURES, 3).step == 3


def test_a_double_click_asks_once(asked):
    key = new_id()
    assert (
        asked("ada", Topic.KEY_FIGURES, 2, key=key).id
        == asked("ada", Topic.KEY_FIGURES, 2, key=key).id
        == key
    )


def test_a_no_says_why(world, asked, answered):
    row = asked("ada", Topic.KEY_FIGURES, 2)
    with pytest.raises(AnswerMissing):
        answered("finn", row, False, " ")
    assert answered("finn", row, False, "We don't count them.").status == "declined"
    assert told(world) == ["openness.asked", "openness.ask_declined"]


def test_a_yes_opens_nothing_by_itself(world, asked, answered):
    assert answered("sam", asked("ada", Topic.KEY_FIGURES, 2), True).status == "agreed"
    assert told(world) == ["openness.asked", "openness.ask_agreed"]
    with as_creator():
        assert not Grant.objects.exists()


def test_only_the_side_that_was_asked_answers_and_once(asked, answered):
    row = asked("ada", Topic.KEY_FIGURES, 2)
    with pytest.raises(NotAsked):
        answered("ada", row, True)
    answered("sam", row, True)
    with pytest.raises(AskClosed):
        answered("sam", row, False, "After all not")


def test_only_the_side_that_asked_takes_it_back(world, door, asked):
    row = asked("ada", Topic.KEY_FIGURES, 2)
    with door("sam") as at, pytest.raises(OthersAsk):
        withdraw_ask(at.actor, ask=row, now=NOW)
    with door("ada") as at:
        assert withdraw_ask(at.actor, ask=row, now=NOW).status == "withdrawn"
    with door("ada") as at, pytest.raises(AskClosed):
        withdraw_ask(at.actor, ask=row, now=NOW)


def test_who_does_not_keep_the_book_neither_asks_nor_answers(asked, answered):
    row = asked("sam", Topic.KEY_FIGURES, 2)
    with pytest.raises(NotAllowed):
        asked("vera", Topic.KEY_FIGURES, 2)
    with pytest.raises(NotAllowed):
        answered("vera", row, True)


def test_strangers_find_no_question(world, door, asked):
    with as_creator():
        row = Ask.objects.create(
            partnership_id=world.foreign,
            party_id=world.parties["fjallbo"],
            owner_id=world.parties["grafit"],
            topic="margin",
            step=2,
            because=MARKER,
            asked_at=NOW,
        )
    with door("ada") as at, pytest.raises(NotThere):
        answer_ask(at.actor, ask=row, is_yes=True, answer="", now=NOW)
    with door("ada"):
        assert list(Ask.objects.all()) == []


def test_a_third_side_does_not_answer_for_the_second(three):
    first, second, third = three.actors
    said = AskSaid(three.parties[1], Topic.KEY_FIGURES, Step.SUMMARY, "To plan")
    with entered(first, partnership_id=three.id):
        row = ask(first, partnership=three.partnership, said=said, today=TODAY, now=NOW)
    with entered(third, partnership_id=three.id), pytest.raises(NotAsked):
        answer_ask(third, ask=row, is_yes=True, answer="", now=NOW)
    with entered(second, partnership_id=three.id):
        assert answer_ask(second, ask=row, is_yes=True, answer="", now=NOW).status == "agreed"


def test_what_was_asked_and_offered_fills_the_table_and_lowers_nothing(world, door, asked):
    havsvik, studio = world.parties["havsvik"], world.parties["studionord"]
    row = asked("ada", Topic.MARGIN, 3, gives=2, because="To plan\nthe spring")
    held = Row(havsvik, studio, Topic.OUTCOME_VALUE, Step.FULL, "Because", FAR)
    with door("sam"):
        found = with_ask(OpennessTerms((held,)), ask_seen(world.shared, row.id), until=a_year_after(TODAY))
    until = TODAY.replace(year=2027)
    assert found.rows == (held, Row(studio, havsvik, Topic.MARGIN, Step.DETAIL, "To plan the spring", until))
    with door("sam"):
        fresh = with_ask(OpennessTerms(), ask_seen(world.shared, row.id), until=until)
    assert {(one.party_id, one.topic, one.step) for one in fresh.rows} == {
        (studio, Topic.MARGIN, Step.DETAIL),
        (havsvik, Topic.OUTCOME_VALUE, Step.SUMMARY),
    }


def test_a_year_after_the_leap_day_is_the_last_of_february():
    assert a_year_after(TODAY.replace(year=2028, month=2, day=29)).isoformat() == "2029-02-28"
