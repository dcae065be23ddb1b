"""What waits: questions for the side that was asked, what ends soon for both, and the counting of looks."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from partnership.kit.rounds import read
from projects.openness.factories import NOW, granted
from projects.openness.models import Ask, Reading
from projects.openness.queries.readings import readings_count
from projects.openness.steps import Step, Topic
from projects.openness.waiting import waiting_on
from tests.events import events_of
from tests.furnished import keep
from tests.furnishings import openness
from tests.tenancy import as_creator
from tests.world import MARKER

TODAY = NOW.date()


@pytest.fixture
def waits(door):
    """What waits for a person on a day, as (kind, title, text)."""

    def read_for(name, today=TODAY):
        with door(name) as at, translation.override("en"):
            found = read(waiting_on(at.actor, [at.partnership], today=today))
        return [(one.kind, str(one.title), str(one.text).replace("\xa0", " ")) for one in found]

    return read_for


@pytest.fixture
def asked(world):
    with as_creator():
        return Ask.objects.create(
            partnership_id=world.shared,
            party_id=world.parties["havsvik"],
            owner_id=world.parties["studionord"],
            topic="margin",
            step=1,
            because="To plan",
            asked_at=NOW,
        )


def test_a_question_waits_for_those_of_the_other_side_who_keep_the_book(waits, asked):
    line = ("openness.asked", "Havsvik Hem asks to see more: Margin")
    assert [one[:2] for one in waits("sam")] == [one[:2] for one in waits("finn")] == [line]
    assert waits("ada") == waits("vera") == []


@pytest.mark.parametrize(("days", "count"), [(0, 1), (14, 1), (15, 0), (-1, 0)])
def test_what_ends_within_two_weeks_waits_for_both(world, waits, days, count):
    with as_creator():
        for topic in (Topic.PLANS, Topic.KEY_FIGURES):
            parties = world.parties["studionord"], world.parties["havsvik"]
            granted(world.shared, *parties, topic, Step.FULL, until=TODAY + timedelta(days=days))
    assert len(waits("ada")) == len(waits("sam")) == count
    if days == 14:
        [found] = waits("ada")
        assert (
            found[2]
            == "Key figures, Plans are open until 7 December 2026. After that they close by themselves."
        )


def test_nothing_of_others_waits(world, waits):
    with as_creator():
        openness.furnish(world, "foreign", keep)
    assert waits("sam", timezone.localdate()) == []


def test_looks_are_counted_for_the_side_that_was_looked_at(world, door):
    with as_creator():
        for key in openness.SIDES:
            openness.furnish(world, key, keep)
        Reading.objects.filter(partnership_id=world.shared, party_id=world.parties["havsvik"]).update(times=7)
    now = timezone.now()
    counts = {}
    for name in ("ada", "sam"):
        with door(name) as at:
            counts[name] = readings_count(at.partnership, now - timedelta(days=7), now)
            assert readings_count(at.partnership, now - timedelta(days=14), now - timedelta(days=7)) == 0
    assert counts == {"ada": 7, "sam": 2}


def test_every_event_is_told_with_its_topic_and_sides(world, sign_in, door, asked):
    from projects.openness.actions.asking import answer_ask

    with door("sam") as at:
        answer_ask(at.actor, ask=asked, is_yes=False, answer=f"No {MARKER}", now=NOW)
    page = sign_in("ada").get(f"/p/{world.shared}/events/").content.decode()
    assert "said no to opening Margin, Studio Nord → Havsvik Hem" in page
    assert MARKER not in page
    assert [one["data"] for one in events_of(world.shared)] == [
        {"topic": "margin", "step": 1, "owner": str(world.parties["studionord"])}
    ]
