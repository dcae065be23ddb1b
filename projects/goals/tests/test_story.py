"""What pages, letters and health read of goals: trees, the story of one, and the same again for a past day."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.doors import entered, system_door
from partnership.kit.errors import NotThere
from projects.goals.actions.check_ins import CheckInSaid, check_in
from projects.goals.actions.readings import ReadingSaid, record_readings
from projects.goals.factories import NOW, goal_agreed, measure
from projects.goals.models import Measure
from projects.goals.progress import Pace
from projects.goals.queries.facts import MeasureFacts, facts_for_goals
from projects.goals.queries.seen import goal_seen, goals_in_letters, goals_on_page, goals_seen
from projects.goals.queries.story import goal_story
from projects.goals.queries.values import values_of_goal
from projects.work.factories import ProjectFactory
from tests.tenancy import as_creator

D = Decimal
TODAY = date(2026, 11, 23)
HALF = date(2026, 10, 21)  # half of 1 September – 10 December
WEEK = timedelta(weeks=1)


@pytest.fixture
def value(world):
    def write(goal, number, day, name="ada"):
        with as_creator():
            key = Measure.objects.filter(goal=goal).first().id
        actor = world.actor(name)
        with entered(actor, partnership_id=world.shared):
            record_readings(
                actor,
                goal=goal,
                readings=[ReadingSaid(key, D(number), day)],
                source_kind="api",
                source_name="Shop",
                today=day,
                now=NOW,
            )

    return write


@pytest.fixture
def sure(world):
    def say(goal, name, confidence, day):
        actor = world.actor(name)
        with entered(actor, partnership_id=world.shared):
            check_in(actor, goal=goal, said=CheckInSaid(confidence), today=day, now=NOW)

    return say


@pytest.fixture
def seen(door):
    def read(query, *args, name="ada", **rest):
        with door(name):
            return query(*args, **rest)

    return read


def test_a_tree_rolls_up_from_its_leaves(world, agreed, value, seen):
    top = agreed(name="Top", measures=[])
    for name, weight, number in (("Half", "3", 50), ("None", "1", 10)):
        value(agreed(name=name, weight=weight, parent={"id": str(top.id)}), number, HALF)
    agreed(name="Silent", weight="9", parent={"id": str(top.id)})
    (root,) = seen(goals_on_page, world.shared, as_of=HALF)
    assert [(one.name, one.depth, one.achieved, one.pace) for one in root.walk()] == [
        ("Top", 0, D("0.4"), Pace.AT_RISK),
        ("Half", 1, D("0.5"), Pace.ON_TRACK),
        ("None", 1, D("0.1"), Pace.AT_RISK),
        ("Silent", 1, None, None),
    ]
    assert root.expected == D("0.5")


def test_the_lower_confidence_caps_the_status_of_a_goal_and_of_what_is_above_it(
    world, agreed, value, sure, seen
):
    top = agreed(name="Top", measures=[])
    below = agreed(name="Below", parent={"id": str(top.id)})
    value(below, 90, HALF)
    sure(below, "ada", 9, HALF)
    sure(below, "sam", 4, HALF)
    (root,) = seen(goals_on_page, world.shared, as_of=HALF)
    assert (root.pace, root.parts[0].pace, root.parts[0].distance) == (Pace.BEHIND, Pace.BEHIND, 5)
    assert (root.is_apart, root.parts[0].is_apart) == (False, True)


@pytest.mark.parametrize("name", ["ada", "sam", "vera"])
def test_every_reader_of_both_sides_reads_the_same(world, agreed, value, sure, seen, name):
    goal = agreed()
    value(goal, 50, HALF)
    sure(goal, "sam", 8, HALF)
    story = seen(goal_story, world.shared, goal.id, as_of=HALF, name=name)
    assert story == seen(goal_story, world.shared, goal.id, as_of=HALF)
    assert [side.party_id for side in story.goal.sides] == [
        world.parties["havsvik"],
        world.parties["studionord"],
    ]


def test_a_stranger_reads_nothing(world, agreed, value, seen):
    goal = agreed(name="Hemligt")
    value(goal, 50, HALF)
    assert seen(goals_seen, [world.shared, world.foreign], as_of=HALF, name="olga") == {}
    assert seen(facts_for_goals, [world.shared], as_of=HALF, name="olga") == []
    with pytest.raises(NotThere):
        seen(goal_story, world.shared, goal.id, as_of=HALF, name="olga")
    with pytest.raises(NotThere):
        seen(goal_seen, world.foreign, goal.id, as_of=HALF)


def test_a_story_tells_each_week_as_it_was_read_then(world, both, agreed, value, sure, seen):
    goal = agreed()
    days = [date(2026, 9, 6) + number * WEEK for number in range(11)]
    for number, day in enumerate(days[::2]):
        value(goal, number * 9, day)
        sure(goal, "ada", 9, day)
        sure(goal, "sam", 9 - number, day)
    story = seen(goal_story, world.shared, goal.id, as_of=TODAY)
    assert len(story.weeks) == 13
    for week in story.weeks:
        then = seen(goal_seen, world.shared, goal.id, as_of=min(week.week_on + timedelta(days=6), TODAY))
        assert (week.achieved, week.expected, week.pace) == (then.achieved, then.expected, then.pace)
        assert week.confidences == then.confidences
    assert [one.value for one in story.readings] == [45, 36, 27, 18, 9, 0]
    assert [one.week_on for one in story.check_ins][::2] == [day - timedelta(days=6) for day in days[::2]][
        ::-1
    ]
    assert {one.source_name for one in story.readings} == {"Shop"}
    assert {one.person for one in story.check_ins} == {"Ada Holm", "Sam Berg"}


def test_a_past_week_is_read_the_same_after_everything_that_came_later(
    world, both, agreed, value, sure, seen
):
    goal = agreed()
    value(goal, 50, HALF)
    sure(goal, "ada", 8, HALF)
    before = seen(goals_on_page, world.shared, as_of=HALF)
    facts = seen(facts_for_goals, [world.shared], as_of=HALF)
    value(goal, 99, TODAY)
    sure(goal, "sam", 2, TODAY)
    terms = seen(values_of_goal, world.shared, goal.id)
    terms["measures"][0]["target"] = "1000"
    agreed(now=NOW, goal=goal, **{**terms, "weight": "7", "name": "Renamed"})
    assert seen(goals_on_page, world.shared, as_of=HALF) == before
    assert seen(facts_for_goals, [world.shared], as_of=HALF) == facts
    (now,) = seen(goals_on_page, world.shared, as_of=TODAY)
    assert (now.name, now.weight, now.number, now.achieved) == ("Renamed", 7, 2, D("0.099"))


def test_before_the_signature_there_is_no_goal(world, agreed, seen):
    goal = agreed(now=datetime(2026, 11, 1, tzinfo=UTC))
    assert seen(goals_on_page, world.shared, as_of=date(2026, 10, 31)) == ()
    story = seen(goal_story, world.shared, goal.id, as_of=date(2026, 11, 3))
    assert [week.week_on for week in story.weeks] == [date(2026, 10, 26), date(2026, 11, 2)]


def test_a_goal_signed_before_it_begins_waits_without_missing_check_ins(world, agreed, seen):
    agreed(now=datetime(2026, 8, 3, tzinfo=UTC))
    (goal,) = seen(goals_on_page, world.shared, as_of=date(2026, 8, 5))
    assert (goal.missing, goal.is_over, goal.expected, goal.achieved, goal.pace) == ((), False, 0, None, None)
    story = seen(goal_story, world.shared, goal.id, as_of=date(2026, 8, 5))
    assert len(story.weeks) == 1


def test_a_story_names_what_is_above_and_the_projects_it_depends_on(world, agreed, seen):
    with as_creator():
        project = ProjectFactory(
            partnership_id=world.shared,
            commissioned_by_id=world.parties["havsvik"],
            delivered_by_id=world.parties["studionord"],
            name="Ny webbutik",
        )
    top = agreed(name="Top")
    middle = agreed(name="Middle", parent={"id": str(top.id)})
    below = agreed(parent={"id": str(middle.id)}, projects=[{"project": {"id": str(project.id)}}])
    story = seen(goal_story, world.shared, below.id, as_of=TODAY)
    assert story.path == ((top.id, "Top"), (middle.id, "Middle"))
    assert story.projects == ((project.id, "Ny webbutik"),)


def test_health_counts_with_measures_as_they_are_kept_in_bounds(world, agreed, value, seen):
    goal = agreed(weight="2", measures=[measure(), measure("at_most", weight="3")])
    with as_creator():
        keys = {one.kind: one for one in Measure.objects.filter(goal=goal)}
    actor = world.actor("sam")
    with entered(actor, partnership_id=world.shared):
        said = [ReadingSaid(keys["up"].id, D(250), HALF), ReadingSaid(keys["at_most"].id, D(6), HALF)]
        record_readings(
            actor,
            goal=goal,
            readings=said,
            source_kind="api",
            source_name="x",
            today=HALF,
            now=NOW,
        )
    (facts,) = seen(facts_for_goals, [world.shared], as_of=HALF)
    assert (facts.weight, facts.evidence_on) == (2, HALF)
    assert facts.measures == (MeasureFacts(D(1), D(1), D("0.5")), MeasureFacts(D(3), D(0), None))
    with system_door("health.compute"):
        assert facts_for_goals([world.shared], as_of=HALF, using="system") == [facts]
    for day in (date(2026, 8, 31), date(2027, 2, 5)):
        assert seen(facts_for_goals, [world.shared], as_of=day) == []


def test_letters_tell_the_neediest_first(world, agreed, value, seen):
    value(agreed(name="A good one"), 90, HALF)
    value(agreed(name="B bad one"), 10, HALF)
    agreed(name="C silent one")
    letters = seen(goals_in_letters, [world.shared], as_of=HALF)
    assert [one.name for one in letters[world.shared]] == ["B bad one", "A good one", "C silent one"]


def queries(door, query):
    with (
        door("ada"),
        CaptureQueriesContext(
            connection,
        ) as caught,
    ):
        query()
    return len(caught)


def test_the_number_of_queries_does_not_grow(world, both, agreed, value, sure, door):
    def read():
        goals_on_page(world.shared, as_of=TODAY)
        goal_story(world.shared, top.id, as_of=TODAY)
        facts_for_goals([world.shared], as_of=TODAY)

    top = agreed(measures=[measure(), measure("steps")])
    value(top, 1, HALF)
    sure(top, "ada", 8, HALF)
    few = queries(door, read)
    for _ in range(4):
        below = agreed(parent={"id": str(top.id)}, measures=[measure(), measure("steps")])
        value(below, 5, TODAY)
        sure(below, "sam", 5, TODAY)
        sure(top, "sam", 5, TODAY)
    assert queries(door, read) == few


def test_three_parties_stand_in_their_order(three):
    goal_agreed(three.actors, three.id)
    with entered(three.actors[2], partnership_id=three.id):
        (goal,) = goals_on_page(three.id, as_of=TODAY)
        assert [side.party_id for side in goal.sides] == [one.party_id(three.id) for one in three.actors]
        assert len(goal.missing) == 3
