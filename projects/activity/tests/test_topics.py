from datetime import UTC, datetime
from uuid import UUID

import pytest

from accounts.doors import actor_for, entered
from projects.activity import waiting as kinds
from projects.activity.choosing import NoSuchTopic, choices_of, choose_topics, nothing_at_once
from projects.activity.topics import TOPICS, at_once, topic_of, wanted
from projects.activity.waiting import Waiting

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def thing(kind):
    return Waiting(UUID(int=1), kind, "Title", "Text", "/", "Do it")


@pytest.mark.parametrize(
    ("kind", "topic"),
    [
        ("agreement.unsigned", "agreements"),
        ("openness.asked", "agreements"),
        ("goals.check_in", "goals"),
        ("feedback.pulse", "pulse"),
        ("feedback.due", "between"),
        ("insight.stale", "insight"),
        ("pricing.entry_unanswered", "book"),
        ("work.import", "work"),
        ("somethingnew.asked", ""),
        ("", ""),
    ],
)
def test_every_kind_belongs_to_one_topic_or_is_always_told(kind, topic):
    assert topic_of(kind) == topic
    assert sum(kind.startswith(one.kinds) for one in TOPICS) == bool(topic)


def test_every_room_that_says_what_waits_has_a_topic():
    rooms = {"agreement", "charter", "openness", "goals", "feedback", "insight", "ledger", "work"}
    always_told = {"webhooks"}
    assert {name.split(".")[0] for name in kinds._providers} == rooms | always_told


def test_what_is_not_wanted_is_left_out_and_the_letter_is_the_default():
    found = [thing("goals.check_in"), thing("work.import"), thing("new.kind")]
    assert wanted(found, {}) == found
    assert wanted(found, {"goals": "off"}) == found[1:]
    assert at_once(found, {}) == []
    assert at_once(found, {"work": "now"}) == [found[1]]


def test_a_person_chooses_for_themselves_and_what_is_not_named_stays(world):
    with entered(actor_for(world.users["sam"].id)) as actor:
        choose_topics(actor, choices={"goals": "off", "work": "now"}, now=NOW)
        assert choose_topics(actor, choices={"goals": "letter"}, now=NOW) == {
            "goals": "letter",
            "work": "now",
        }
        nothing_at_once(actor, now=NOW)
        assert choices_of(actor)["work"] == "letter"
    with entered(actor_for(world.users["finn"].id)) as actor:
        assert choices_of(actor) == {}


@pytest.mark.parametrize("choices", [{"security": "off"}, {"goals": "never"}, {"health": "now"}])
def test_what_is_no_topic_or_no_choice_is_refused(world, choices):
    with entered(actor_for(world.users["sam"].id)) as actor, pytest.raises(NoSuchTopic):
        choose_topics(actor, choices=choices, now=NOW)
