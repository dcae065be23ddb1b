from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.health.foretelling import Followed, Verdict, clustered_area, foretold, wilson

BANDS = ["good", "watch", "act"]


def week(partnership, score, trouble, band="watch"):
    return Followed(UUID(int=partnership), Decimal(score), band, trouble)


def single_weeks(quiet, bad):
    """One week a partnership: `quiet` and `bad` are counts of weeks by score, the best score first."""
    scores = range(len(quiet), 0, -1)
    flat = [
        (score, trouble)
        for trouble, counts in ((False, quiet), (True, bad))
        for score, count in zip(scores, counts, strict=True)
        for _one in range(count)
    ]
    return [week(number, score, trouble) for number, (score, trouble) in enumerate(flat)]


def test_the_area_is_the_published_one():
    """J. A. Hanley and B. J. McNeil, Radiology 143, 1982: 58 normal and 51 abnormal images, rated in five steps."""
    area, spread = clustered_area(single_weeks([33, 6, 6, 11, 2], [3, 2, 2, 11, 33]))
    assert round(area, 3) == 0.893
    assert spread == pytest.approx(0.032, abs=0.002)


@pytest.mark.parametrize(
    ("hits", "tries", "low", "high"), [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0)]
)
def test_the_interval_of_a_share_is_wilsons(hits, tries, low, high):
    assert wilson(hits, tries) == pytest.approx((low, high), abs=0.0001)


rows = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 5), st.booleans()), min_size=2, max_size=30)


@given(rows)
def test_the_area_is_the_share_of_pairs_in_the_expected_order(drawn):
    weeks = [week(*one) for one in drawn]
    bad = [one.score for one in weeks if one.trouble]
    good = [one.score for one in weeks if not one.trouble]
    if not bad or not good:
        with pytest.raises(ValueError, match="with trouble"):
            clustered_area(weeks)
        return
    pairs = [1.0 if x < y else 0.5 if x == y else 0.0 for x in bad for y in good]
    area, spread = clustered_area(weeks)
    assert area == pytest.approx(sum(pairs) / len(pairs))
    assert spread >= 0


def test_weeks_told_again_by_the_same_partnerships_make_nothing_surer():
    weeks = single_weeks([9, 6, 6, 4, 2], [3, 2, 4, 7, 9])
    assert clustered_area(weeks * 5) == pytest.approx(clustered_area(weeks))


def test_low_scores_before_trouble_foretell_it():
    told = foretold(single_weeks([20, 5, 2], [2, 5, 20]), bands=BANDS)
    assert (told.verdict, told.troubled, told.quiet) == (Verdict.FORETOLD, 27, 27)
    assert told.low > 0.5


def test_a_score_that_points_the_wrong_way_is_called_so():
    assert foretold(single_weeks([2, 5, 20], [20, 5, 2]), bands=BANDS).verdict == Verdict.REVERSED


def test_scores_alike_before_trouble_and_quiet_tell_nothing():
    told = foretold(single_weeks([10, 10, 10], [10, 10, 10]), bands=BANDS)
    assert (told.verdict, round(told.area, 9)) == (Verdict.UNCLEAR, 0.5)


def test_perfect_order_of_few_partnerships_is_no_certainty():
    told = foretold(single_weeks([10, 0], [0, 10]), bands=BANDS)
    assert (told.area, round(told.high, 9), round(told.low, 2)) == (1, 1, 0.72)


def test_nine_partnerships_with_trouble_are_too_few_however_many_weeks_they_have():
    many = [week(number % 9, 1, True) for number in range(900)]
    told = foretold([*many, *(week(100 + number, 9, False) for number in range(50))], bands=BANDS)
    assert (told.verdict, told.area, told.troubled) == (Verdict.TOO_LITTLE, None, 9)


def test_a_partnership_counts_once_in_how_sure_a_bands_share_is():
    once = foretold([week(number, 1, number < 5) for number in range(20)], bands=["watch", "act"]).rates
    again = foretold([week(number, 1, number < 5) for number in range(20)] * 9, bands=["watch"]).rates[0]
    assert (once[0].low, once[0].high) == (again.low, again.high)
    assert (again.weeks, again.followed, again.partnerships) == (180, 45, 20)
    assert (once[1].weeks, once[1].low, once[1].high) == (0, 0.0, 1.0)
