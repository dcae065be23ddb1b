"""The arithmetic of a pulse, by the published numbers and by properties."""

from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.feedback.gaps import (
    Rated,
    Width,
    closing_of,
    closing_rate,
    gaps_of,
    means_of,
    promoter_score,
    widest,
    width_of,
)

A, B, C = (UUID(int=number) for number in (1, 2, 3))
scores = st.integers(1, 10)
ratings = st.lists(
    st.builds(Rated, st.sampled_from([A, B]), st.sampled_from([A, B]), st.sampled_from("xy"), scores)
)


def gap(own, others, question="x"):
    said = [Rated(B, B, question, own), Rated(A, B, question, others)]
    return gaps_of(means_of(said), questions=[question], parties=[A, B])


@pytest.mark.parametrize(
    ("size", "word"),
    [
        ("0", Width.ALIGNED),
        ("0.99", Width.ALIGNED),
        ("1", Width.MINOR),
        ("-1.5", Width.MINOR),
        ("2", Width.SIGNIFICANT),
        ("-2.99", Width.SIGNIFICANT),
        ("3", Width.CRITICAL),
        ("-9", Width.CRITICAL),
    ],
)
def test_a_gap_has_the_word_of_its_size_whichever_way_it_goes(size, word):
    assert width_of(Decimal(size)) == word


def test_the_gap_of_a_side_is_its_own_rating_less_the_others_of_it():
    said = [
        Rated(A, A, "tempo", 6),
        Rated(A, B, "tempo", 4),
        Rated(A, B, "tempo", 5),
        Rated(B, B, "tempo", 8),
        Rated(B, A, "tempo", 7),
    ]
    of_a, of_b = gaps_of(means_of(said), questions=["tempo"], parties=[A, B])
    assert (of_a.about, of_a.shown, of_a.width) == (A, Decimal("-1.0"), Width.MINOR)
    assert (of_b.about, of_b.shown, of_b.width) == (B, Decimal("3.5"), Width.CRITICAL)
    assert widest([of_a, of_b]) == [of_b, of_a]


def test_what_one_side_has_not_said_is_no_gap():
    (of_a, of_b) = gaps_of(means_of([Rated(A, B, "x", 9)]), questions=["x"], parties=[A, B])
    assert (of_a.exact, of_b.exact, of_b.width, widest([of_a, of_b])) == (None, None, None, [])


def test_with_three_sides_each_is_compared_with_each_other_one():
    found = gaps_of({}, questions=["x"], parties=[A, B, C])
    assert [(one.about, one.other) for one in found] == [(A, B), (A, C), (B, A), (B, C), (C, A), (C, B)]


@pytest.mark.parametrize(
    ("now", "before", "rate"),
    [("1", "2", "0.50"), ("0", "3", "1.00"), ("-1", "2", "0.50"), ("3", "2", "-0.50"), ("1", "0", None)],
)
def test_the_closing_rate_is_one_less_the_part_of_the_gap_that_is_left(now, before, rate):
    found = closing_rate(Fraction(now), Fraction(before))
    assert found == (None if rate is None else Decimal(rate))


def test_only_what_both_rounds_know_is_compared():
    assert closing_of(gap(8, 7), gap(9, 5)) == Decimal("0.75")
    assert closing_of(gap(8, 7), gap(9, 5, question="other")) is None


def test_no_promoter_score_below_thirty_answers():
    assert promoter_score([10] * 29) is None
    assert promoter_score([10] * 15 + [8] * 9 + [3] * 6) == 30


@given(ratings)
def test_a_mean_lies_between_what_was_said_and_counts_it_all(said):
    means = means_of(said)
    assert sum(one.count for one in means.values()) == len(said)
    assert all(1 <= one.value <= 10 for one in means.values())
    assert means == means_of(list(reversed(said)))


@given(ratings)
def test_gaps_are_ordered_by_size_and_never_above_nine(said):
    found = widest(gaps_of(means_of(said), questions=["x", "y"], parties=[A, B]))
    sizes = [abs(one.exact) for one in found]
    assert sizes == sorted(sizes, reverse=True)
    assert all(size <= 9 for size in sizes)
