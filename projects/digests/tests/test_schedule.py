from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnership.kit.weeks import Week
from projects.digests.schedule import Rhythm, Stir, form_of, is_quiet, week_due, week_missed, window

ZONES = sorted(available_timezones())
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
RHYTHMS = st.builds(
    Rhythm, zone=st.sampled_from(ZONES), weekday=st.integers(min_value=1, max_value=7), at=TIMES
)
WEEKS = st.dates(min_value=datetime(2024, 1, 1).date(), max_value=datetime(2029, 1, 1).date()).map(Week.of)
STOCKHOLM = Rhythm("Europe/Stockholm")


def local(text, zone="Europe/Stockholm"):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2026-11-23T07:29:59", None),
        ("2026-11-23T07:30:00", "2026-W47"),
        ("2026-11-25T23:59:59", "2026-W47"),
        ("2026-11-26T00:00:00", None),
        ("2026-11-22T12:00:00", None),
        ("2027-01-04T08:00:00", "2026-W53"),
    ],
)
def test_the_letter_opens_monday_half_past_seven_and_stays_open_through_wednesday(now, told):
    week = week_due(local(now), rhythm=STOCKHOLM)
    assert (week and str(week)) == told


@pytest.mark.parametrize(
    ("zone", "opens"),
    [
        ("Europe/Stockholm", "2026-11-23T06:30:00+00:00"),
        ("Pacific/Kiritimati", "2026-11-22T17:30:00+00:00"),
        ("Pacific/Pago_Pago", "2026-11-23T18:30:00+00:00"),
        ("Asia/Kathmandu", "2026-11-23T01:45:00+00:00"),
        ("No/Where", "2026-11-23T07:30:00+00:00"),
    ],
)
def test_each_person_has_their_own_monday_morning(zone, opens):
    assert window(Week(2026, 47), rhythm=Rhythm(zone))[0] == datetime.fromisoformat(opens)


def test_the_hour_follows_the_wall_clock_over_the_change_to_winter_time():
    before, after = (window(week, rhythm=STOCKHOLM)[0] for week in (Week(2026, 42), Week(2026, 43)))
    assert after - before == timedelta(days=7, hours=1)


def test_an_hour_that_the_clock_skips_still_comes():
    rhythm = Rhythm("Europe/Stockholm", weekday=7, at=time(2, 30))
    opens, _ = window(Week(2026, 12), rhythm=rhythm)
    assert opens == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_an_hour_that_comes_twice_opens_once_the_first_time():
    rhythm = Rhythm("Europe/Stockholm", weekday=7, at=time(2, 30))
    opens, _ = window(Week(2026, 42), rhythm=rhythm)
    assert opens == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(WEEKS, RHYTHMS)
def test_a_week_is_open_from_its_hour_to_its_close_and_never_outside(week, rhythm):
    opens, closes = window(week, rhythm=rhythm)
    inside = (opens, opens + (closes - opens) / 2, closes - timedelta(seconds=1))
    assert {week_due(moment, rhythm=rhythm) for moment in inside} == {week}
    assert {week_due(moment, rhythm=rhythm) for moment in (opens - timedelta(seconds=1), closes)} == {None}
    assert week_missed(closes, rhythm=rhythm) == week
    assert week_missed(closes - timedelta(seconds=1), rhythm=rhythm) == week.previous


@settings(max_examples=6, deadline=None)
@given(WEEKS, RHYTHMS)
def test_runs_every_quarter_of_an_hour_give_exactly_one_letter_a_week(first, rhythm):
    start = window(first, rhythm=rhythm)[0] - timedelta(hours=1)
    runs = (start + timedelta(minutes=15) * turn for turn in range(2 * 7 * 96))
    due = [week for week in (week_due(now, rhythm=rhythm) for now in runs) if week]
    assert sorted(set(due)) == [first.shifted(turn) for turn in range(2)]


@pytest.mark.parametrize(
    ("quiet", "before", "choice", "form"),
    [
        (False, 3, "nothing", "full"),
        (True, 0, "lines", "lines"),
        (True, 0, "nothing", "nothing"),
        (True, 1, "nothing", "nothing"),
        (True, 2, "nothing", "nothing"),
        (True, 3, "nothing", "lines"),
        (True, 4, "nothing", "nothing"),
        (True, 7, "nothing", "lines"),
    ],
)
def test_every_fourth_quiet_week_is_told_to_everybody(quiet, before, choice, form):
    assert form_of(quiet=quiet, quiet_before=before, choice=choice) == form


@pytest.mark.parametrize(
    ("stir", "quiet"),
    [
        (Stir(), True),
        (Stir(health_moved=1), True),
        (Stir(health_moved=-1), True),
        (Stir(health_moved=2), False),
        (Stir(health_moved=-2), False),
        (Stir(waiting=1), False),
        (Stir(forecasts_moved=1), False),
        (Stir(dates_moved=1), False),
        (Stir(decided=1), False),
        (Stir(alerts=1), False),
    ],
)
def test_a_week_is_quiet_only_when_nothing_stirred(stir, quiet):
    assert is_quiet(stir) == quiet
