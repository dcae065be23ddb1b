from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.kit.weeks import Week

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))

# Published examples: ISO 8601's own and the calendar of 2026.
KNOWN = [
    (date(2026, 11, 23), "2026-W48"),
    (date(2026, 11, 22), "2026-W47"),
    (date(2026, 12, 31), "2026-W53"),
    (date(2027, 1, 3), "2026-W53"),
    (date(2027, 1, 4), "2027-W01"),
    (date(2008, 12, 29), "2009-W01"),
    (date(2010, 1, 3), "2009-W53"),
    (date(2005, 1, 1), "2004-W53"),
]


@pytest.mark.parametrize(("day", "written"), KNOWN)
def test_a_day_lies_in_the_week_the_standard_says(day, written):
    assert str(Week.of(day)) == written


@given(DAYS)
def test_a_week_runs_from_monday_to_the_sunday_six_days_later(day):
    week = Week.of(day)
    assert week.monday <= day <= week.sunday
    assert (week.monday.isoweekday(), week.sunday - week.monday) == (
        1,
        timedelta(days=6),
    )


@given(DAYS)
def test_next_and_previous_touch_without_a_gap(day):
    week = Week.of(day)
    assert week.next.monday - week.sunday == timedelta(days=1)
    assert week.next.previous == week
    assert week.previous < week < week.next


@given(DAYS, st.integers(min_value=-200, max_value=200))
def test_shifting_there_and_back_is_where_it_began(day, weeks):
    week = Week.of(day)
    assert week.shifted(weeks).shifted(-weeks) == week


@given(DAYS)
def test_what_is_written_can_be_read(day):
    assert Week.parse(str(Week.of(day))) == Week.of(day)


@pytest.mark.parametrize(
    "text",
    ["", "2026", "2026-W54", "2025-W53", "2026-W00", "2026-W7", "W47", "2026-11-23"],
)
def test_what_is_no_week_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        Week.parse(text)
