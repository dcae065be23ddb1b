"""The arithmetic of goals: the rules' own numbers, and what holds for all numbers."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from projects.goals.progress import (
    Measured,
    MeasureKind,
    Pace,
    Part,
    Progress,
    achieved_of,
    allowed_by,
    capped,
    distance,
    expected_on,
    is_apart,
    kept,
    pace_of,
    pace_of_measure,
    read_goal,
    weighted_mean,
    worst,
)

D, F = Decimal, Fraction
START, END = date(2026, 1, 1), date(2026, 4, 11)  # a hundred days
HALF = START + timedelta(days=50)

numbers = st.decimals(min_value=-10_000, max_value=10_000, places=2)
weights = st.decimals(min_value="0.01", max_value=100, places=2)
shares = st.fractions(min_value=-2, max_value=3)
confidences = st.none() | st.integers(min_value=1, max_value=10)


def measured(kind, value, weight=1, **rest):
    given_numbers = {name: None if one is None else D(one) for name, one in rest.items() if name != "steps"}
    return Measured(
        MeasureKind(kind),
        D(weight),
        None if value is None else D(value),
        steps=rest.get("steps", 0),
        **given_numbers,
    )


@pytest.mark.parametrize(
    ("measure", "share"),
    [
        (measured("up", 50, start=0, target=200), F(1, 4)),
        (measured("up", 250, start=0, target=200), F(5, 4)),
        (measured("up", -50, start=0, target=200), F(-1, 4)),
        (measured("down", 8, start=10, target=5), F(2, 5)),
        (measured("down", 12, start=10, target=5), F(-2, 5)),
        (measured("at_least", 90, target=90), F(1)),
        (measured("at_least", "89.99", target=90), F(0)),
        (measured("at_most", 5, target=5), F(1)),
        (measured("at_most", "5.01", target=5), F(0)),
        (measured("yes_no", 1), F(1)),
        (measured("yes_no", 0), F(0)),
        (measured("steps", 2, steps=3), F(2, 3)),
        (measured("steps", 0, steps=3), F(0)),
    ],
)
def test_each_kind_of_measure_is_shown_as_it_is(measure, share):
    assert achieved_of(measure) == share


@pytest.mark.parametrize("kind", list(MeasureKind))
def test_no_value_yet_is_none_and_never_zero(kind):
    measure = measured(kind, None, start=0, target=10, steps=3)
    assert achieved_of(measure) is None
    assert pace_of_measure(measure, F(1)) is None
    assert read_goal([measure], day=HALF, starts_on=START, ends_on=END).achieved is None


def test_a_target_equal_to_its_start_is_refused():
    with pytest.raises(ValueError, match="equal to its start"):
        achieved_of(measured("up", 3, start=5, target=5))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (START - timedelta(days=30), F(0)),
        (START, F(0)),
        (HALF, F(1, 2)),
        (END, F(1)),
        (END + timedelta(days=30), F(1)),
    ],
)
def test_pace_is_the_time_elapsed_of_the_time_there_is(day, expected):
    assert expected_on(day, starts_on=START, ends_on=END) == expected


def test_a_goal_of_one_day_is_due_on_that_day():
    assert expected_on(START, starts_on=START, ends_on=START) == 1
    assert expected_on(START - timedelta(days=1), starts_on=START, ends_on=START) == 0


@pytest.mark.parametrize(
    ("share", "pace"),
    [
        (F(475, 1000), Pace.ON_TRACK),
        (F(4749, 10000), Pace.BEHIND),
        (F(375, 1000), Pace.BEHIND),
        (F(3749, 10000), Pace.AT_RISK),
        (F(2), Pace.ON_TRACK),
        (F(-1), Pace.AT_RISK),
    ],
)
def test_on_track_from_95_percent_of_the_pace_and_behind_from_75(share, pace):
    assert pace_of(share, F(1, 2)) == pace


def test_before_the_start_everything_is_on_track():
    assert pace_of(F(0), F(0)) == Pace.ON_TRACK


@pytest.mark.parametrize("day", [START, HALF, END])
def test_a_limit_has_no_pace_it_is_kept_or_not(day):
    good = read_goal([measured("at_most", 4, target=5)], day=day, starts_on=START, ends_on=END)
    bad = read_goal([measured("at_most", 6, target=5)], day=day, starts_on=START, ends_on=END)
    assert (good.achieved, good.expected, good.pace) == (1, None, Pace.ON_TRACK)
    assert (bad.achieved, bad.expected, bad.pace) == (0, None, Pace.AT_RISK)


def test_a_goal_is_the_weighted_mean_of_its_measures_and_has_the_status_of_the_worst():
    measures = [
        measured("up", 100, weight=3, start=0, target=100),
        measured("up", 20, weight=1, start=0, target=100),
        measured("up", None, weight=50, start=0, target=100),
    ]
    read = read_goal(measures, day=HALF, starts_on=START, ends_on=END)
    assert read == Progress(F(8, 10), F(1, 2), Pace.AT_RISK)


def test_a_parent_without_measures_is_the_weighted_mean_of_its_sub_goals():
    parts = [
        Part(D(3), Progress(F(1), F(1, 2), Pace.ON_TRACK)),
        Part(D(1), Progress(F(1, 5), F(1), Pace.AT_RISK)),
        Part(D(9), Progress(None, F(1, 2), None)),
    ]
    read = read_goal([], parts, day=HALF, starts_on=START, ends_on=END)
    assert (read.achieved, read.pace) == (F(8, 10), Pace.AT_RISK)


def test_own_measures_and_sub_goals_weigh_one_half_each():
    measures = [measured("up", 40, weight=7, start=0, target=100)]
    parts = [Part(D(2), Progress(F(8, 10), F(1, 2), Pace.ON_TRACK))]
    read = read_goal(measures, parts, day=HALF, starts_on=START, ends_on=END)
    assert read == Progress(F(6, 10), F(1, 2), Pace.BEHIND)


def test_a_goal_without_anything_knows_nothing():
    assert read_goal([], day=HALF, starts_on=START, ends_on=END) == Progress(None, None, None)


@pytest.mark.parametrize(
    ("confidence", "pace"),
    [(1, "at_risk"), (3, "at_risk"), (4, "behind"), (7, "behind"), (8, "on_track"), (10, "on_track")],
)
def test_a_confidence_allows_a_status_at_best(confidence, pace):
    assert allowed_by(confidence) == pace
    assert capped(Pace.ON_TRACK, [confidence, None, 10]) == pace
    assert capped(None, [confidence]) is None


def test_three_apart_is_apart_and_nobody_is_apart_alone():
    assert (distance([8, 6]), is_apart([8, 6])) == (2, False)
    assert (distance([8, 5]), is_apart([8, 5])) == (3, True)
    assert (distance([8, None]), is_apart([8, None])) == (None, False)
    assert is_apart([7, 9, 6])
    assert not is_apart([7, 9, 7])


@given(start=numbers, target=numbers, value=numbers)
def test_a_target_reached_is_one_and_the_start_is_zero(start, target, value):
    assume(start != target)
    kind = "up" if target > start else "down"
    assert achieved_of(measured(kind, target, start=start, target=target)) == 1
    assert achieved_of(measured(kind, start, start=start, target=target)) == 0
    assert 0 <= kept(achieved_of(measured(kind, value, start=start, target=target))) <= 1


@given(start=numbers, target=numbers, low=numbers, high=numbers)
def test_closer_to_the_target_is_never_less(start, target, low, high):
    assume(start < target and low <= high)
    up = [achieved_of(measured("up", one, start=start, target=target)) for one in (low, high)]
    down = [achieved_of(measured("down", one, start=target, target=start)) for one in (low, high)]
    assert up[0] <= up[1]
    assert down[0] >= down[1]


@given(parts=st.lists(st.tuples(weights, st.none() | shares)))
def test_a_weighted_mean_lies_between_the_least_and_the_most(parts):
    mean = weighted_mean(parts)
    known = [value for _, value in parts if value is not None]
    assert mean is None if not known else min(known) <= mean <= max(known)


@given(said=st.lists(confidences, max_size=4), pace=st.sampled_from(Pace))
def test_confidence_never_makes_a_status_better(said, pace):
    assert worst([capped(pace, said), pace]) == capped(pace, said)


@given(said=st.lists(confidences, max_size=4))
def test_the_parties_count_alike_whoever_comes_first(said):
    assert distance(said) == distance(said[::-1])
    assert capped(Pace.ON_TRACK, said) == capped(Pace.ON_TRACK, said[::-1])
