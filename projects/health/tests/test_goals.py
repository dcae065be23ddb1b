from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.health.formula import score_party
from projects.health.goals import GoalStand, MeasureStand, pace_score, readings

SUNDAY = date(2026, 11, 22)
SHARE = st.decimals(min_value=0, max_value=1, places=4)
WEIGHT = st.integers(min_value=1, max_value=100).map(Decimal)
GOALS = st.lists(
    st.builds(
        GoalStand,
        goal_id=st.uuids(version=4),
        weight=WEIGHT,
        measures=st.lists(
            st.builds(MeasureStand, WEIGHT, st.none() | SHARE, st.none() | SHARE), min_size=1, max_size=3
        ).map(tuple),
        evidence_on=st.none() | st.dates(min_value=date(2026, 1, 1), max_value=SUNDAY),
    ),
    max_size=4,
    unique_by=lambda one: one.goal_id,
)


def measure(achieved, expected="0.5", weight=1):
    def number(text):
        return None if text is None else Decimal(text)

    return MeasureStand(Decimal(weight), number(achieved), number(expected))


def goal(*measures, number=1, weight=1, evidence_on=SUNDAY):
    return GoalStand(UUID(int=number), Decimal(weight), measures, evidence_on)


@pytest.mark.parametrize(
    ("achieved", "expected", "score"),
    [
        ("0.5", "0.5", 100),
        ("0.9", "0.5", 100),  # ahead of the pace is on the pace
        ("0.4", "0.5", 80),
        ("0", "0.5", 0),
        ("1", None, 100),  # a threshold that is kept
        ("0", None, 0),
        ("0.5", "0", None),  # the first day: nothing can be expected yet
        (None, "0.5", None),
    ],
)
def test_a_measure_counts_by_what_is_achieved_against_the_pace(achieved, expected, score):
    assert pace_score([measure(achieved, expected)]) == score


def test_a_goal_is_the_weighted_mean_of_its_measures():
    assert pace_score([measure("0.4", weight=3), measure("0", None, weight=1)]) == 60


def test_the_fact_says_the_same_as_the_goals_own_page():
    mixed = goal(measure("0.2", "0.46", weight=3), measure("1", None, weight=1))
    assert readings([mixed], as_of=SUNDAY)[0].fact == {"achieved": 40, "expected": 46, "kept": None}


def test_goals_count_by_their_weight_with_the_facts_behind():
    found = readings(
        [goal(measure("0.4"), number=1, weight=60), goal(measure("0.5", "0.8"), number=2, weight=40)],
        as_of=SUNDAY,
    )
    assert [(one.key.subject, one.weight, one.score, dict(one.fact)) for one in found] == [
        (UUID(int=1), Decimal(15), Decimal(80), {"achieved": 40, "expected": 50, "kept": None}),
        (UUID(int=2), Decimal(10), Decimal("62.5"), {"achieved": 50, "expected": 80, "kept": None}),
    ]


def test_a_measure_without_a_value_lowers_the_coverage_and_not_the_score():
    whole, half = (
        score_party(readings([goal(measure("0.4"), measure(second))], as_of=SUNDAY))
        for second in ("0.4", None)
    )
    assert (whole.score, half.score) == (Decimal(80), Decimal(80))
    assert (whole.coverage, half.coverage) == (Decimal("0.25"), Decimal("0.125"))


def test_a_goal_without_any_value_leaves_its_weight_to_the_others():
    found = score_party(readings([goal(measure("0.4")), goal(measure(None), number=2)], as_of=SUNDAY))
    assert (found.score, found.coverage) == (Decimal(80), Decimal("0.125"))


def test_old_values_fade():
    (found,) = readings([goal(measure("0.4"), evidence_on=SUNDAY - timedelta(weeks=4))], as_of=SUNDAY)
    assert found.freshness == Decimal("0.5")


def test_thresholds_alone_have_no_pace_to_tell_of():
    (found,) = readings([goal(measure("1", None))], as_of=SUNDAY)
    assert (found.score, dict(found.fact)) == (
        Decimal(100),
        {"achieved": None, "expected": None, "kept": 100},
    )


def test_without_a_signed_goal_there_is_nothing_to_count():
    assert readings([], as_of=SUNDAY) == []


@given(GOALS)
def test_weights_sum_to_the_weight_of_the_dimension_and_scores_stay_on_the_scale(goals):
    found = readings(goals, as_of=SUNDAY)
    assert sum(one.weight for one in found) == (25 if goals else 0)
    assert all(one.score is None or 0 <= one.score <= 100 for one in found)
    assert score_party(found).coverage <= Decimal("0.25")
