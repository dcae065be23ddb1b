from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.health.answers import Wait, answers_score, readings, working_days

ADA, SAM, MIA = (UUID(int=number) for number in (1, 2, 3))
SUNDAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 16)
DAYS = st.dates(min_value=date(2026, 1, 1), max_value=date(2027, 6, 30))


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (MONDAY, MONDAY, 0),
        (MONDAY, MONDAY + timedelta(days=1), 1),
        (date(2026, 11, 20), date(2026, 11, 23), 1),  # Friday to Monday
        (date(2026, 11, 20), SUNDAY, 0),
        (SUNDAY, date(2026, 11, 27), 5),
        (MONDAY, MONDAY + timedelta(weeks=4), 20),
        (MONDAY, MONDAY - timedelta(days=3), 0),
    ],
)
def test_weekdays_count_and_the_first_day_does_not(first, last, days):
    assert working_days(first, last) == days


@given(DAYS, DAYS)
def test_working_days_are_the_weekdays_one_by_one(first, last):
    span = [first + timedelta(days=day) for day in range(1, (last - first).days + 1)]
    assert working_days(first, last) == sum(day.isoweekday() < 6 for day in span)


@pytest.mark.parametrize(
    ("days", "score"), [(0, 100), (2, 100), (11, 50), (Fraction(13, 2), 75), (20, 0), (90, 0)]
)
def test_two_working_days_are_prompt_and_twenty_are_the_end(days, score):
    assert answers_score(Fraction(days)) == score


def test_each_party_is_scored_by_how_long_its_own_proposals_wait():
    found = readings(
        [
            Wait(ADA, MONDAY - timedelta(weeks=1), None),  # open: 9 working days up to Sunday
            Wait(ADA, MONDAY, MONDAY + timedelta(days=1)),
            Wait(SAM, MONDAY, MONDAY + timedelta(days=2)),
        ],
        as_of=SUNDAY,
    )
    assert {party: (one.score, dict(one.fact)) for party, one in found.items()} == {
        ADA: (Decimal("83.33"), {"days": "5.0", "proposals": 2, "open": 1}),
        SAM: (Decimal(100), {"days": "2.0", "proposals": 1, "open": 0}),
    }


def test_of_three_parties_one_without_proposals_has_no_value():
    waits = [Wait(ADA, MONDAY, None), Wait(MIA, MONDAY, MONDAY)]
    assert set(readings(waits, as_of=SUNDAY)) == {ADA, MIA}


@pytest.mark.parametrize(("days_ago", "counts"), [(55, True), (56, False)])
def test_an_answer_counts_for_eight_weeks_and_fades(days_ago, counts):
    ended = SUNDAY - timedelta(days=days_ago)
    assert bool(readings([Wait(ADA, ended, ended)], as_of=SUNDAY)) == counts


def test_a_proposal_that_is_still_open_counts_however_old_and_is_fresh():
    (found,) = readings([Wait(ADA, SUNDAY - timedelta(days=200), None)], as_of=SUNDAY).values()
    assert (found.score, found.freshness) == (Decimal(0), Decimal(1))


def test_old_answers_fade():
    ended = SUNDAY - timedelta(days=28)
    (found,) = readings([Wait(ADA, ended, ended)], as_of=SUNDAY).values()
    assert found.freshness == Decimal("0.5")


@given(st.lists(st.builds(Wait, st.sampled_from([ADA, SAM, MIA]), DAYS, st.none() | DAYS), max_size=8))
def test_scores_stay_on_the_scale(waits):
    for one in readings(waits, as_of=SUNDAY).values():
        assert 0 <= one.score <= 100
        assert 0 <= one.freshness <= 1
