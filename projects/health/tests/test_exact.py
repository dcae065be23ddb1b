"""The formula counts in whole numbers, for speed: here it is counted in Fractions beside it, to the last digit."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from projects.goals.progress import as_decimal
from projects.health.delivery import hours_score
from projects.health.formula import WEIGHTS, Key, Reading, joint_score, score_party
from projects.health.goals import MeasureStand, pace_score

CENT, TEN_THOUSANDTH = Decimal("0.01"), Decimal("0.0001")
SCORES = st.decimals(min_value=0, max_value=100, places=2)
POINTS = st.decimals(min_value=0, max_value=25, places=4)
SHARES = st.decimals(min_value=0, max_value=1, places=4)
MANY = st.lists(st.tuples(POINTS, SHARES, st.none() | SCORES), max_size=12)
MEASURES = st.builds(
    MeasureStand,
    st.decimals(min_value="0.0001", max_value=1000, places=4),
    st.none() | st.decimals(min_value=-1, max_value=2, places=6),
    st.none() | st.decimals(min_value=0, max_value=1, places=6),
)
HOURS = st.decimals(min_value="0.25", max_value=100_000, places=2)


def nearest(value, step):
    whole = int(abs(Fraction(value)) / Fraction(step) + Fraction(1, 2))
    return step * (whole if value >= 0 else -whole)


@given(MANY)
def test_a_partys_score_and_points(rows):
    readings = [
        Reading(Key("goals", str(number)), weight, fresh, score)
        for number, (weight, fresh, score) in enumerate(rows)
    ]
    scored = score_party(readings)
    counts = [Fraction(weight) * Fraction(fresh) * (score is not None) for weight, fresh, score in rows]
    assert scored.coverage == nearest(sum(counts) / Fraction(sum(WEIGHTS.values())), TEN_THOUSANDTH)
    if not sum(counts):
        assert scored.score is None
        return
    exact = [
        count * Fraction(score or 0) / sum(counts)
        for count, (_weight, _fresh, score) in zip(counts, rows, strict=True)
    ]
    assert scored.score == nearest(sum(exact), CENT) == sum(scored.contributions)
    assert all(
        abs(Fraction(points) - part) < Fraction(CENT)
        for points, part in zip(scored.contributions, exact, strict=True)
    )


@given(st.lists(SCORES, min_size=1, max_size=4), st.decimals(min_value=0, max_value="0.5", places=2))
def test_the_joint_score(scores, spread_weight):
    exact = Fraction(sum(scores)) / len(scores)
    exact -= Fraction(spread_weight) * Fraction(max(scores) - min(scores))
    assert joint_score(scores, spread_weight=spread_weight) == nearest(exact, CENT)


@given(st.lists(MEASURES, max_size=5))
def test_a_goal_against_its_pace(measures):
    known = [
        (
            Fraction(one.weight),
            min(max(Fraction(one.achieved) / Fraction(1 if one.expected is None else one.expected), 0), 1),
        )
        for one in measures
        if one.achieved is not None and one.expected != 0
    ]
    whole = sum(weight for weight, _share in known)
    expected = nearest(100 * sum(weight * share for weight, share in known) / whole, CENT) if known else None
    assert pace_score(measures) == expected


@given(HOURS, HOURS)
def test_hours_against_their_budget(forecast, budget):
    over = max(Fraction(forecast) / Fraction(budget) - 1, Fraction(0))
    assert hours_score(forecast, budget=budget) == nearest(max(100 - 400 * over, Fraction(0)), CENT)


@given(
    st.fractions(min_value=-2, max_value=2)
    | st.integers(-4_000_001, 4_000_001).map(lambda n: Fraction(n, 2_000_000))
)
def test_a_share_to_six_decimals_is_rounded_half_to_even(share):
    assert as_decimal(share) == Decimal(round(share * 10**6)).scaleb(-6)
