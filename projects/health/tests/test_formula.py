from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.health.formula import WEIGHTS, Key, Reading, band, freshness, joint_score, score_party

SCORES = st.decimals(min_value=0, max_value=100, places=2)
FRESH = st.decimals(min_value=0, max_value=1, places=4)
READINGS = st.lists(
    st.tuples(st.sampled_from(sorted(WEIGHTS)), FRESH, st.none() | SCORES),
    max_size=6,
    unique_by=lambda row: row[0],
).map(lambda rows: [Reading(Key(name, "all"), WEIGHTS[name], fresh, score) for name, fresh, score in rows])


def reading(dimension, score, fresh="1"):
    return Reading(
        Key(dimension, "all"), WEIGHTS[dimension], Decimal(fresh), None if score is None else Decimal(score)
    )


def test_the_default_weights_are_the_published_ones():
    assert WEIGHTS == {
        "goals": 25,
        "delivery": 20,
        "benefit": 20,
        "openness": 15,
        "feedback": 15,
        "answers": 5,
    }


def test_a_score_is_the_mean_weighed_by_weight_and_freshness():
    scored = score_party([reading("goals", "80"), reading("delivery", "60", "0.5")])
    # (25·1·80 + 20·0.5·60) / (25 + 10) = 2600 / 35
    assert (scored.score, scored.coverage) == (Decimal("74.29"), Decimal("0.35"))
    assert scored.contributions == (Decimal("57.15"), Decimal("17.14"))


def test_delivery_alone_covers_a_fifth_and_shows_no_band():
    scored = score_party([reading("delivery", "90")])
    assert (scored.score, scored.coverage) == (Decimal(90), Decimal("0.2"))
    assert band(scored.score, coverage=scored.coverage) == ""


def test_without_a_value_there_is_no_score_and_no_coverage():
    scored = score_party([reading("delivery", None)])
    assert (scored.score, scored.coverage, scored.contributions) == (None, 0, (0,))


@given(READINGS)
def test_contributions_sum_to_the_score_exactly(readings):
    scored = score_party(readings)
    assert sum(scored.contributions) == (scored.score or 0)


@given(READINGS)
def test_a_score_lies_between_the_lowest_and_the_highest_that_count(readings):
    scored = score_party(readings)
    counted = [one.score for one in readings if one.counts]
    assert 0 <= scored.coverage <= 1
    if counted:
        assert min(counted) <= scored.score <= max(counted)


@pytest.mark.parametrize(
    ("days", "left"), [(-3, "1"), (0, "1"), (28, "0.5"), (56, "0.25"), (14, "0.7071"), (7, "0.8409")]
)
def test_freshness_halves_every_four_weeks(days, left):
    assert freshness(days, half_life_weeks=4) == Decimal(left)


@pytest.mark.parametrize(
    ("scores", "weight", "joint"),
    [
        (("72", "76"), "0.25", "73"),
        (("40", "80"), "0.5", "40"),
        (("40", "80"), "0", "60"),
        (("90",), "0.25", "90"),
    ],
)
def test_the_joint_score_is_the_mean_less_a_part_of_the_spread(scores, weight, joint):
    assert joint_score([Decimal(one) for one in scores], spread_weight=Decimal(weight)) == Decimal(joint)


def test_there_is_no_joint_score_until_every_party_has_one():
    assert joint_score([Decimal(80), None]) is None
    assert joint_score([]) is None


@given(st.lists(SCORES, min_size=1, max_size=4), st.sampled_from(["0", "0.25", "0.5"]))
def test_the_joint_score_never_passes_the_mean_and_with_two_never_falls_under_the_worse_side(scores, weight):
    joint = joint_score(scores, spread_weight=Decimal(weight))
    assert joint <= sum(scores) / len(scores) + Decimal("0.005")
    if len(scores) == 2:
        assert joint >= min(scores)


@pytest.mark.parametrize(
    ("score", "previous", "expected"),
    [
        ("75", "", "good"),
        ("74.99", "", "watch"),
        ("50", "", "watch"),
        ("49.99", "", "act"),
        ("72", "good", "good"),
        ("71.99", "good", "watch"),
        ("74.99", "watch", "watch"),
        ("75", "watch", "good"),
        ("47", "watch", "watch"),
        ("46.99", "watch", "act"),
        ("47", "good", "watch"),
        ("46.99", "good", "act"),
        ("49.99", "act", "act"),
        ("50", "act", "watch"),
        ("75", "act", "good"),
    ],
)
def test_a_band_is_left_downwards_only_three_points_under_its_limit(score, previous, expected):
    assert band(Decimal(score), coverage=Decimal("0.5"), previous=previous) == expected


@pytest.mark.parametrize(("score", "coverage"), [(None, "1"), ("90", "0.4999"), ("10", "0")])
def test_too_little_evidence_has_no_band(score, coverage):
    assert band(score and Decimal(score), coverage=Decimal(coverage), previous="good") == ""


def test_keys_tell_projects_apart():
    one, other = UUID(int=1), UUID(int=2)
    assert Key("delivery", "hours", one) != Key("delivery", "hours", other)
