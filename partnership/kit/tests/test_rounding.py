from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.kit.rounding import divided, rounded, rounded_to_sum, split

AMOUNTS = st.decimals(min_value=-100_000, max_value=100_000, places=2)


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        ("0.5", 1),
        ("-0.5", -1),
        ("1.5", 2),
        ("2.5", 3),
        ("2.4999", 2),
        ("-3.2", -3),
        ("0", 0),
    ],
)
def test_half_goes_away_from_zero(value, whole):
    assert rounded(Decimal(value)) == whole


def test_a_third_each_of_ten_leaves_no_crumb():
    assert split(Decimal("10.00"), [1, 1, 1]) == [
        Decimal("3.34"),
        Decimal("3.33"),
        Decimal("3.33"),
    ]


def test_the_largest_remainders_get_the_missing_steps():
    assert rounded_to_sum([Decimal("5.4"), Decimal("-6.5"), Decimal("-2.9")], total=-4) == [5, -6, -3]


@given(
    AMOUNTS,
    st.lists(st.integers(min_value=0, max_value=1000), min_size=1, max_size=12).filter(any),
)
def test_shares_sum_to_the_amount_to_the_cent(amount, weights):
    shares = split(amount, weights)
    assert sum(shares) == amount
    exact = [Fraction(amount) * weight / sum(weights) for weight in weights]
    assert all(
        abs(Fraction(share) - value) < Fraction(1, 100) for share, value in zip(shares, exact, strict=True)
    )


@given(st.lists(AMOUNTS, min_size=1, max_size=12))
def test_parts_rounded_to_their_own_whole_stay_neighbours_of_themselves(parts):
    whole = rounded(sum(parts))
    result = rounded_to_sum(parts, total=whole)
    assert sum(result) == whole
    assert all(abs(part - value) <= 1 for part, value in zip(parts, result, strict=True))


@given(st.lists(AMOUNTS, min_size=1, max_size=6), st.integers(min_value=-50, max_value=50))
def test_any_total_is_kept_even_when_it_is_far_from_the_parts(parts, total):
    assert sum(rounded_to_sum(parts, total=total)) == total


def test_nothing_can_not_be_split_into_something():
    assert rounded_to_sum([], total=0) == []
    with pytest.raises(ValueError, match="no parts"):
        rounded_to_sum([], total=3)


@pytest.mark.parametrize("weights", [[0, 0], [1, -1], [3, -1]])
def test_weights_that_share_nothing_are_refused(weights):
    with pytest.raises(ValueError, match="weights"):
        split(Decimal(1), weights)


def test_a_total_between_two_steps_is_refused():
    with pytest.raises(ValueError, match="multiple"):
        rounded_to_sum([Decimal(1)], total=Decimal("1.005"), step=Decimal("0.01"))


ANY = AMOUNTS | st.fractions(min_value=-1000, max_value=1000, max_denominator=997) | st.integers(-9999, 9999)
STEPS = st.sampled_from([Decimal(1), Decimal("0.01"), Decimal("0.0001"), Decimal(5)])


def nearest(value):
    """Half away from zero, in Fractions: what the whole numbers stand for."""
    whole = int(abs(value) + Fraction(1, 2))
    return whole if value >= 0 else -whole


@given(ANY | st.floats(-1000, 1000), ANY.filter(lambda value: value > 0), STEPS)
def test_whole_numbers_round_to_the_digit_as_fractions_do(part, whole, step):
    exact = Fraction(part) / Fraction(whole) / Fraction(step)
    assert divided(part, whole, step=step) == step * nearest(exact)


@given(st.lists(ANY, max_size=8), ANY.filter(lambda value: value > 0), st.integers(-4, 4), STEPS)
def test_whole_numbers_sum_to_the_digit_as_fractions_do(parts, whole, off, step):
    exact = [Fraction(part) / Fraction(whole) / Fraction(step) for part in parts]
    steps = nearest(sum(exact)) + (off if parts else 0)
    found = [value.numerator // value.denominator for value in exact]
    missing = steps - sum(found)
    rest = sorted(range(len(exact)), key=lambda index: (found[index] - exact[index], index))
    for turn in range(abs(missing)):
        found[rest[turn % len(rest)] if missing > 0 else rest[-1 - turn % len(rest)]] += (missing > 0) - (
            missing < 0
        )
    assert rounded_to_sum(parts, total=step * steps, step=step, whole=whole) == [step * one for one in found]
