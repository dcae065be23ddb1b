from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from accounts.delays import Delays

MONDAY = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


def after(*days):
    found = Delays()
    for day in days:
        found = found.and_one(MONDAY + timedelta(days=day))
    return found


def test_three_in_a_row_over_two_weeks_are_enough():
    assert after(0, 7, 14).is_enough
    assert not after(0, 7).is_enough
    assert not after(0, 1, 2, 3).is_enough
    assert not after(0, 6, 13).is_enough


def test_a_letter_that_arrived_breaks_the_row():
    found = after(0, 7, 21)
    assert (found.count, found.is_enough) == (1, False)
    assert after(0, 7, 21, 28, 35).is_enough


@given(st.lists(st.integers(0, 60), max_size=12))
def test_enough_is_never_fewer_than_three_nor_shorter_than_two_weeks(days):
    found = after(*sorted(days))
    if found.is_enough:
        assert found.count >= 3
        assert found.last - found.since >= timedelta(days=14)
