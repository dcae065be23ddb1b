from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.health.delivery import Clocks, date_score, expected_on, hours_score, on_the_day_score, readings
from projects.health.formula import score_party

SUNDAY = date(2026, 11, 22)
DAYS = st.none() | st.dates(min_value=date(2026, 1, 1), max_value=date(2027, 6, 30))
HOURS = st.none() | st.decimals(min_value=0, max_value=5000, places=2)
CLOCKS = st.lists(
    st.builds(
        Clocks,
        project_id=st.uuids(version=4),
        budget_hours=HOURS,
        forecast_hours=HOURS,
        start_on=DAYS,
        due_on=DAYS,
        forecast_on=DAYS,
        finished_on=DAYS,
        evidence_on=DAYS,
        due_in_window=st.integers(min_value=5, max_value=9),
        on_the_day=st.integers(min_value=0, max_value=5),
    ),
    max_size=5,
    unique_by=lambda one: one.project_id,
)


def clocks(number=1, **changes):
    usual = {
        "budget_hours": Decimal(400),
        "forecast_hours": Decimal(448),
        "start_on": date(2026, 8, 17),
        "due_on": date(2026, 12, 15),
        "forecast_on": date(2026, 12, 17),
        "finished_on": None,
        "evidence_on": SUNDAY,
    }
    return Clocks(project_id=UUID(int=number), **(usual | changes))


@pytest.mark.parametrize(
    ("forecast", "score"), [(0, 100), (399, 100), (400, 100), (404, 96), (448, 52), (500, 0), (4000, 0)]
)
def test_each_percent_over_the_budget_costs_four_points(forecast, score):
    assert hours_score(Decimal(forecast), budget=Decimal(400)) == score


@pytest.mark.parametrize(
    ("days_late", "planned", "score"),
    [(-9, 100, 100), (0, 100, 100), (1, 100, 96), (25, 100, 0), (7, 7, 0), (1, 7, "85.71")],
)
def test_each_percent_of_the_planned_time_late_costs_four_points(days_late, planned, score):
    due_on = date(2026, 12, 15)
    found = date_score(
        due_on + timedelta(days=days_late), due_on=due_on, start_on=due_on - timedelta(days=planned)
    )
    assert found == Decimal(score)


def test_nine_of_ten_on_the_day_is_ninety():
    assert on_the_day_score(9, due=10) == 90


def test_a_project_gives_hours_date_and_the_days_kept_with_the_facts_behind():
    found = readings([clocks(due_in_window=10, on_the_day=9)], as_of=SUNDAY)
    assert [(one.key.part, one.weight, one.score, dict(one.fact)) for one in found] == [
        ("hours", Decimal(8), Decimal(52), {"percent": 112, "finished": False}),
        ("date", Decimal(8), Decimal("93.33"), {"on": "2026-12-17", "days_late": 2, "finished": False}),
        ("on_the_day", Decimal(4), Decimal(90), {"kept": 9, "due": 10}),
    ]


def test_projects_that_are_not_agreed_lower_the_coverage_and_leave_the_score_as_it_was():
    agreed = clocks(1, due_in_window=10, on_the_day=5)
    vague = [
        clocks(number, budget_hours=None, forecast_hours=None, due_on=None, forecast_on=None)
        for number in (2, 3)
    ]
    alone, among = (score_party(readings(some, as_of=SUNDAY)) for some in ([agreed], [agreed, *vague]))
    assert (alone.score, alone.coverage) == (among.score, Decimal("0.2"))
    assert among.coverage == Decimal("0.0667")


@pytest.mark.parametrize(("due_on", "counts"), [(None, 0), (SUNDAY - timedelta(days=1), 0), (SUNDAY, 2)])
def test_a_project_that_slept_for_half_a_year_counts_only_while_its_day_lies_ahead(due_on, counts):
    asleep = clocks(evidence_on=SUNDAY - timedelta(days=183), due_on=due_on)
    awake = clocks(evidence_on=SUNDAY - timedelta(days=182), due_on=due_on)
    assert [len(readings([one], as_of=SUNDAY)) for one in (asleep, awake)] == [counts, 2]


def test_where_nothing_was_due_the_clocks_share_the_weight():
    assert [one.weight for one in readings([clocks()], as_of=SUNDAY)] == [Decimal(10), Decimal(10)]


def test_projects_weigh_by_their_agreed_hours_and_one_without_counts_as_the_mean():
    three = [
        clocks(1, budget_hours=Decimal(100)),
        clocks(2, budget_hours=Decimal(300)),
        clocks(3, budget_hours=None),
    ]
    hours = [one for one in readings(three, as_of=SUNDAY) if one.key.part == "hours"]
    assert [one.weight for one in hours] == [Decimal("1.6667"), Decimal(5), Decimal("3.3334")]
    assert [one.score is None for one in hours] == [False, False, True]


def test_what_is_not_agreed_lowers_the_coverage_and_not_the_score():
    whole = score_party(readings([clocks(forecast_hours=Decimal(400))], as_of=SUNDAY))
    half = score_party(readings([clocks(budget_hours=None)], as_of=SUNDAY))
    assert (whole.coverage, half.coverage) == (Decimal("0.2"), Decimal("0.1"))
    assert half.score == Decimal("93.33")


def test_old_facts_fade():
    stale = readings([clocks(evidence_on=SUNDAY - timedelta(days=28))], as_of=SUNDAY)
    assert {one.freshness for one in stale} == {Decimal("0.5")}


@pytest.mark.parametrize(
    ("finished_on", "start_on", "counts"),
    [
        (None, date(2026, 11, 23), False),
        (None, SUNDAY, True),
        (SUNDAY - timedelta(days=55), date(2026, 8, 17), True),
        (SUNDAY - timedelta(days=56), date(2026, 8, 17), False),
    ],
)
def test_a_project_counts_from_its_start_until_eight_weeks_after_its_end(finished_on, start_on, counts):
    assert bool(readings([clocks(finished_on=finished_on, start_on=start_on)], as_of=SUNDAY)) == counts


@pytest.mark.parametrize(
    ("forecast_on", "finished_on", "day"),
    [
        (date(2026, 12, 17), None, date(2026, 12, 17)),
        (date(2026, 11, 1), None, SUNDAY),
        (None, None, SUNDAY),
        (None, date(2026, 10, 9), date(2026, 10, 9)),
    ],
)
def test_an_unfinished_project_can_not_come_earlier_than_today(forecast_on, finished_on, day):
    late = clocks(due_on=date(2026, 11, 10), forecast_on=forecast_on, finished_on=finished_on)
    assert expected_on(late, as_of=SUNDAY) == day


@given(CLOCKS)
def test_weights_sum_to_the_weight_of_the_dimension_and_scores_stay_on_the_scale(projects):
    found = readings(projects, as_of=SUNDAY)
    assert sum(one.weight for one in found) == (20 if found else 0)
    assert all(one.score is None or 0 <= one.score <= 100 for one in found)
    assert score_party(found).coverage <= Decimal("0.2")
