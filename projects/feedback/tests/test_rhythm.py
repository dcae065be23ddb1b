"""When rounds open and close, over clock changes and between time zones."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from projects.feedback.rhythm import closes_at, later_by, today_of

STOCKHOLM, TOKYO, NEW_YORK = "Europe/Stockholm", "Asia/Tokyo", "America/New_York"


def test_a_month_later_is_the_same_day_or_the_months_last():
    assert later_by(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert later_by(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert later_by(date(2026, 12, 15), 1) == date(2027, 1, 15)
    assert later_by(date(2026, 11, 30), 3) == date(2027, 2, 28)


def test_a_day_has_come_when_it_is_that_day_for_every_side():
    now = datetime(2026, 11, 1, 22, 0, tzinfo=UTC)
    assert today_of(now, [STOCKHOLM]) == date(2026, 11, 1)
    assert today_of(now, [STOCKHOLM, TOKYO]) == date(2026, 11, 1)
    assert today_of(now + timedelta(hours=2), [STOCKHOLM, TOKYO]) == date(2026, 11, 2)


def test_a_window_ends_with_the_last_day_where_that_ends_last():
    assert closes_at(date(2026, 11, 1), 10, [STOCKHOLM]) == datetime(2026, 11, 11, 23, 0, tzinfo=UTC)
    assert closes_at(date(2026, 11, 1), 10, [STOCKHOLM, NEW_YORK]) == datetime(2026, 11, 12, 5, 0, tzinfo=UTC)


def test_a_clock_change_inside_the_window_moves_no_day():
    assert closes_at(date(2026, 10, 20), 10, [STOCKHOLM]) == datetime(2026, 10, 30, 23, 0, tzinfo=UTC)
    assert closes_at(date(2027, 3, 22), 10, [STOCKHOLM]) == datetime(2027, 4, 1, 22, 0, tzinfo=UTC)


@given(
    st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    st.integers(3, 30),
    st.lists(st.sampled_from([STOCKHOLM, TOKYO, NEW_YORK, "UTC", "Pacific/Auckland"]), min_size=1),
)
def test_a_window_is_its_days_long_everywhere_and_an_hour_more_or_less(opened_on, days, zones):
    end = closes_at(opened_on, days, zones)
    assert today_of(end, zones) >= opened_on + timedelta(days=days + 1)
    assert today_of(end - timedelta(seconds=1), zones) <= opened_on + timedelta(days=days)
