"""Check-ins and values: each side its own, once a week, and two confidences that come apart are told once."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.doors import entered
from partnership.kit.errors import NotAllowed, NotThere
from projects.goals.actions.check_ins import BadConfidence, CheckInSaid, WeekNotPossible, check_in
from projects.goals.actions.following import BadNumber, TextTooLong
from projects.goals.actions.readings import (
    DayNotPossible,
    MeasureNotHere,
    NotYesOrNo,
    ReadingSaid,
    SourceMissing,
    record_readings,
)
from projects.goals.factories import NOW, goal_agreed, goal_proposed, measure
from projects.goals.models import CheckIn, Goal, Measure, Reading, Step
from projects.goals.queries.seen import goals_on_page
from projects.goals.refusals import NotInForce
from tests.events import events_of
from tests.tenancy import as_creator

TODAY = date(2026, 11, 23)
D = Decimal


def said(actor, goal, confidence=8, *, today=TODAY, now=NOW, **rest):
    with entered(actor, partnership_id=goal.partnership_id):
        return check_in(actor, goal=goal, said=CheckInSaid(confidence, **rest), today=today, now=now)


def recorded(actor, goal, *values, source_kind="api", source_name="The shop", today=TODAY):
    with entered(actor, partnership_id=goal.partnership_id):
        return record_readings(
            actor,
            goal=goal,
            readings=[ReadingSaid(*value) for value in values],
            source_kind=source_kind,
            source_name=source_name,
            today=today,
            now=NOW,
        )


def measure_id(goal):
    with as_creator():
        return Measure.objects.get(goal=goal).id


def told(world, prefix="goals."):
    return [event["kind"] for event in events_of(world.shared) if event["kind"].startswith(prefix)]


def page(world, goal, as_of=TODAY):
    with entered(world.actor("ada"), partnership_id=world.shared):
        return next(one for one in goals_on_page(world.shared, as_of=as_of) if one.id == goal.id)


@pytest.mark.parametrize("name", ["ada", "sam"])
def test_either_side_checks_in_for_itself(world, agreed, name):
    goal = agreed()
    key = measure_id(goal)
    row = said(world.actor(name), goal, 7, values={key: D(40)}, happened="More visits", given=D(12))
    side = {"ada": "havsvik", "sam": "studionord"}[name]
    assert (row.party_id, row.week_on, row.person_id) == (world.parties[side], TODAY, world.users[name].id)
    seen = page(world, goal)
    assert seen.confidences == {**dict.fromkeys(seen.confidences), world.parties[side]: 7}
    assert seen.missing == tuple(one.party_id for one in seen.sides if one.party_id != world.parties[side])
    assert (seen.achieved, seen.measures[0].value, seen.side(world.parties[side]).given) == (D("0.4"), 40, 12)
    with as_creator():
        reading = Reading.objects.get()
    assert (reading.source_kind, reading.check_in_id, reading.party_id) == ("checkin", row.id, row.party_id)
    assert told(world) == ["goals.checked_in"]


def test_again_in_the_same_week_changes_it_and_the_same_again_changes_nothing(world, agreed):
    goal = agreed()
    key = measure_id(goal)
    for confidence, value in ((8, 40), (8, 40), (6, 41)):
        said(world.actor("ada"), goal, confidence, values={key: D(value)})
    with as_creator():
        row = CheckIn.objects.get()
        values = Reading.objects.order_by("recorded_at", "id").values_list("value", flat=True)
        assert (row.confidence, row.version, list(values)) == (6, 2, [40, 41])
    assert page(world, goal).measures[0].value == 41
    assert told(world) == ["goals.checked_in", "goals.checked_in"]


def test_a_new_week_is_a_new_check_in(world, agreed):
    goal = agreed()
    said(world.actor("ada"), goal, 8, today=TODAY - timedelta(days=1))
    said(world.actor("ada"), goal, 4)
    with as_creator():
        weeks = CheckIn.objects.order_by("week_on").values_list("week_on", "confidence")
        assert list(weeks) == [(TODAY - timedelta(days=7), 8), (TODAY, 4)]
    assert page(world, goal, TODAY - timedelta(days=1)).confidences[world.parties["havsvik"]] == 8


def test_a_past_week_can_be_made_up_for_and_its_values_are_of_its_sunday(world, agreed):
    goal = agreed()
    said(world.actor("sam"), goal, values={measure_id(goal): D(10)}, week_on=date(2026, 11, 4))
    with as_creator():
        assert Reading.objects.get().read_on == date(2026, 11, 8)
        assert CheckIn.objects.get().week_on == date(2026, 11, 2)


@pytest.mark.parametrize("week_on", [TODAY + timedelta(days=7), date(2026, 8, 30)])
def test_no_check_in_for_a_week_to_come_or_before_the_goal(world, agreed, week_on):
    with pytest.raises(WeekNotPossible):
        said(world.actor("ada"), agreed(), week_on=week_on)


@pytest.mark.parametrize("confidence", [0, 11, -1, True, 7.5])
def test_confidence_is_a_whole_number_from_1_to_10(world, agreed, confidence):
    with pytest.raises(BadConfidence):
        said(world.actor("ada"), agreed(), confidence)


@pytest.mark.parametrize("field", ["happened", "blockers"])
def test_more_than_ten_thousand_characters_are_refused_and_ten_thousand_are_not(world, agreed, field):
    goal = agreed()
    said(world.actor("ada"), goal, **{field: "x" * 10_000})
    with pytest.raises(TextTooLong) as caught:
        said(world.actor("ada"), goal, **{field: "x" * 10_001})
    assert caught.value.on_field == field


def test_steps_are_ticked_one_by_one(world, agreed):
    goal = agreed(measures=[measure("steps")])
    assert page(world, goal).achieved is None
    with as_creator():
        first, second, _ = Step.objects.order_by("name")
    said(world.actor("ada"), goal, steps={first.id: True, second.id: False})
    said(world.actor("sam"), goal, steps={second.id: True}, now=NOW + timedelta(hours=1))
    seen = page(world, goal).measures[0]
    assert seen.achieved == D("0.666667")
    assert {step.name: step.is_done for step in seen.steps} == {"Plan": False, "Build": True, "Open": True}


def test_three_apart_is_told_once_until_it_is_closed_again(world, agreed):
    goal = agreed()
    ada, sam = world.actor("ada"), world.actor("sam")
    weeks = [TODAY + timedelta(weeks=number) for number in range(4)]
    for day, (one, other) in zip(weeks, [(9, 7), (9, 6), (10, 5), (8, 7)], strict=True):
        said(ada, goal, one, today=day)
        said(sam, goal, other, today=day)
    assert told(world).count("goals.apart") == 1
    said(sam, goal, 3, today=weeks[-1])
    assert told(world).count("goals.apart") == 2
    apart = next(event for event in events_of(world.shared) if event["kind"] == "goals.apart")
    assert (apart["subject"], apart["data"]) == (("goal", goal.id), {"distance": 3})


def test_three_parties_are_apart_when_any_two_are(three):
    goal = goal_agreed(three.actors, three.id)
    for actor, confidence in zip(three.actors, (8, 6, 5), strict=True):
        said(actor, goal, confidence)
    kinds = [event["kind"] for event in events_of(three.id)]
    assert kinds.count("goals.apart") == 1
    with entered(three.actors[0], partnership_id=three.id):
        seen = goals_on_page(three.id, as_of=TODAY)[0]
    assert (seen.distance, seen.is_apart, seen.missing, len(seen.sides)) == (3, True, (), 3)


def test_nobody_checks_in_without_the_right_or_from_elsewhere(world, agreed):
    goal = agreed()
    for name, refusal in (("vera", NotAllowed), ("finn", NotAllowed), ("olga", NotThere)):
        with entered(world.actor(name)), pytest.raises(refusal):
            check_in(world.actor(name), goal=goal, said=CheckInSaid(8), today=TODAY, now=NOW)
    with as_creator():
        assert CheckIn.objects.count() == 0


def test_a_proposed_goal_is_not_followed_up(world):
    goal_proposed(world.actor("ada"), world.shared)
    with as_creator():
        goal = Goal.objects.get()
    with pytest.raises(NotInForce):
        said(world.actor("ada"), goal)


def test_a_side_can_not_check_in_for_the_other_even_past_the_portal(world, agreed):
    goal = agreed()
    row = said(world.actor("sam"), goal, 8)
    said(world.actor("sam"), goal, 8, values={measure_id(goal): D(1)})
    with entered(world.actor("ada"), partnership_id=world.shared):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE goals_checkin SET confidence = 1 WHERE id = %s", [row.id])
            assert cursor.rowcount == 0
        row.pk, row._state.adding = uuid4(), True
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            row.save(force_insert=True)
        for change in ("UPDATE goals_reading SET value = 9", "DELETE FROM goals_reading"):
            denied = pytest.raises(DatabaseError, match="permission denied")
            with denied, transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(change)


def test_values_of_a_program_are_shown_with_their_source(world, agreed):
    goal = agreed()
    key = measure_id(goal)
    days = [TODAY - timedelta(days=2), TODAY]
    assert len(recorded(world.actor("sam"), goal, (key, D(10), days[0]), (key, D("20.5"), days[1]))) == 2
    assert recorded(world.actor("sam"), goal, (key, D("20.50"), days[1])) == []
    with as_creator():
        sources = Reading.objects.values_list("source_kind", "source_name", "party_id").distinct()
        assert list(sources) == [("api", "The shop", world.parties["studionord"])]
    assert (page(world, goal).measures[0].value, page(world, goal).measures[0].read_on) == (D("20.5"), TODAY)
    assert page(world, goal, days[0]).measures[0].value == 10
    assert told(world) == ["goals.value_recorded"]


def test_a_later_reading_of_the_same_day_wins_and_the_earlier_stays(world, agreed):
    goal = agreed()
    key = measure_id(goal)
    recorded(world.actor("sam"), goal, (key, D(10), TODAY), (key, D(11), TODAY))
    recorded(world.actor("ada"), goal, (key, D(12), TODAY), source_kind="hand")
    assert page(world, goal).measures[0].value == 12
    with as_creator():
        assert Reading.objects.count() == 3


def test_bad_values_are_refused_whole_with_the_row_that_is_wrong(world, agreed):
    goal = agreed(measures=[measure(), measure("yes_no")])
    other = agreed()
    with as_creator():
        number = Measure.objects.get(goal=goal, kind="up").id
        answer = Measure.objects.get(goal=goal, kind="yes_no").id
        foreign = Measure.objects.get(goal=other).id
    good = (number, D(1), TODAY)
    cases = [
        ((foreign, D(1), TODAY), MeasureNotHere, "readings.1.measure_id"),
        ((uuid4(), D(1), TODAY), MeasureNotHere, "readings.1.measure_id"),
        ((number, D(1), TODAY, uuid4()), MeasureNotHere, "readings.1.step_id"),
        ((answer, D(2), TODAY), NotYesOrNo, "readings.1.value"),
        ((number, D("NaN"), TODAY), BadNumber, "readings.1.value"),
        ((number, D("1e12"), TODAY), BadNumber, "readings.1.value"),
        ((number, D("0.00001"), TODAY), BadNumber, "readings.1.value"),
        ((number, D(1), TODAY + timedelta(days=1)), DayNotPossible, "readings.1.read_on"),
        ((number, D(1), date(1066, 1, 1)), DayNotPossible, "readings.1.read_on"),
    ]
    for bad, refusal, field in cases:
        with pytest.raises(refusal) as caught:
            recorded(world.actor("ada"), goal, good, bad)
        assert caught.value.on_field == field
    with pytest.raises(SourceMissing):
        recorded(world.actor("ada"), goal, good, source_name=" ")
    with as_creator():
        assert Reading.objects.count() == 0


def test_nobody_records_without_the_right(world, agreed):
    goal = agreed()
    key = measure_id(goal)
    for name, refusal in (("vera", NotAllowed), ("olga", NotThere)):
        with pytest.raises(refusal), entered(world.actor(name)):
            record_readings(
                world.actor(name),
                goal=goal,
                readings=[ReadingSaid(key, D(1), TODAY)],
                source_kind="api",
                source_name="x",
                today=TODAY,
                now=datetime.now(NOW.tzinfo),
            )
