from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from projects.work import clocks, earned
from projects.work.earned import Milestone, Work

D = Decimal
START, END = date(2026, 1, 1), date(2026, 4, 11)  # a hundred days
HALF = date(2026, 2, 20)
WEEK = timedelta(days=7)


def plan(**changes) -> Work:
    return Work(**({"used": D(0), "budget": D(100), "starts_on": START, "delivery_on": END} | changes))


def test_shares_of_hours_and_of_time_and_the_burn_between_them():
    read = clocks.read_clocks(plan(used=D(60)), as_of=HALF)
    assert (read.used_share, read.elapsed_share, read.burn) == (D("0.6"), D("0.5"), D("0.1"))


def test_nothing_agreed_gives_no_value_instead_of_a_wrong_one():
    read = clocks.read_clocks(Work(used=D(12)), as_of=HALF)
    assert (read.used_share, read.elapsed_share, read.burn, read.cost_index, read.alert) == (None,) * 4 + (
        "",
    )


def test_a_budget_of_zero_and_a_plan_of_no_days_divide_nothing():
    read = clocks.read_clocks(plan(budget=D(0), delivery_on=START, used=D(3)), as_of=HALF)
    assert (read.used_share, read.elapsed_share, read.schedule_index, read.forecast_on) == (None,) * 4


def test_alerts_at_50_75_and_90_percent_when_hours_run_ahead_of_time():
    ahead = [clocks.alert(D(used) / 100, D("0.4"), None) for used in (45, 50, 74, 75, 90, 120)]
    assert ahead == ["", "50", "50", "75", "90", "90"]


def test_no_alert_while_hours_keep_pace_with_time():
    assert clocks.alert(D("0.9"), D("0.9"), D("1.0")) == ""


def test_the_first_15_percent_are_quiet():
    assert clocks.alert(D("0.6"), D("0.14"), D("1.5")) == ""
    assert clocks.alert(D("0.6"), D("0.15"), D("1.5")) == "over"
    assert clocks.alert(D("0.14"), None, D("1.5")) == ""


def test_a_forecast_above_the_budget_alerts_whatever_is_used():
    assert clocks.alert(D("0.2"), D("0.5"), D("1.01")) == "over"


def test_earned_value_by_budget_with_open_deliverables_by_their_finished_tasks():
    work = plan(
        used=D(50),
        milestones=[
            Milestone(budget=D(40), delivered_on=HALF),
            Milestone(budget=D(60), estimated=D(20), finished=D(5), rest=D(15)),
        ],
    )
    assert earned.earned_share(work) == D("0.55")
    assert earned.cost_index(work) == D("1.1")
    assert clocks.forecast_hours(work) == D(65)


def test_without_deliverables_the_tasks_say_what_is_earned():
    assert earned.earned_share(plan(estimated=D(80), finished=D(20), rest=D(60))) == D("0.25")
    assert earned.earned_share(plan()) is None


def test_earned_schedule_interpolates_between_planned_days_as_published():
    """Lipke 2003: ES = C + (EV − PV_C)/(PV_C+1 − PV_C); here C = 50 days, PV 20 and 100, EV 40 → 50 + 50 × 20/80."""
    work = plan(
        milestones=[
            Milestone(budget=D(20), planned_on=HALF, delivered_on=HALF),
            Milestone(budget=D(80), planned_on=END, estimated=D(40), finished=D(10)),
        ]
    )
    assert earned.earned_share(work) == D("0.4")
    assert earned.earned_days(work) == D("62.5")
    assert earned.schedule_index(work, as_of=START + timedelta(days=125)) == D("0.5")


def test_planned_value_follows_the_planned_days():
    work = plan(
        milestones=[Milestone(budget=D(20), planned_on=HALF), Milestone(budget=D(80), planned_on=END)]
    )
    days = (
        START - timedelta(days=5),
        START + timedelta(days=25),
        HALF,
        START + timedelta(days=75),
        END + WEEK,
    )
    assert [earned.planned_share(work, on=day) for day in days] == [D(0), D("0.1"), D("0.2"), D("0.6"), D(1)]


def test_the_date_forecast_stretches_the_plan_by_spi_of_time():
    work = plan(estimated=D(100), finished=D(25), rest=D(75))
    read = clocks.read_clocks(work, as_of=HALF)
    assert (read.schedule_index, read.forecast_on, read.days_late) == (
        D("0.5"),
        START + timedelta(days=200),
        100,
    )


def test_no_date_forecast_in_the_first_15_percent_nor_beyond_ten_years():
    early = plan(estimated=D(100), finished=D(25))
    assert clocks.read_clocks(early, as_of=START + timedelta(days=14)).forecast_on is None
    hardly = plan(estimated=D(100), finished=D("0.1"))
    assert clocks.read_clocks(hardly, as_of=HALF).forecast_on is None


def test_a_date_forecast_never_lies_in_the_past():
    done = plan(estimated=D(100), finished=D(100))
    late = END + timedelta(days=30)
    assert clocks.read_clocks(done, as_of=late).forecast_on == late


def test_a_finished_project_forecasts_what_it_was():
    work = plan(used=D(130), finished_on=END + WEEK, estimated=D(100), finished=D(60), rest=D(40))
    read = clocks.read_clocks(work, as_of=END + 10 * WEEK)
    assert (read.forecast_hours, read.forecast_on, read.days_late) == (D(130), END + WEEK, 7)


def test_the_plain_hours_forecast_is_actual_and_the_estimate_of_the_rest():
    assert clocks.forecast_hours(plan(used=D(30), estimated=D(80), finished=D(20), rest=D(55))) == D(85)
    assert clocks.forecast_hours(plan(used=D(30))) is None
    assert clocks.forecast_hours(plan(used=D(30), milestones=[Milestone(budget=D(70))])) == D(100)


def test_deliverables_on_the_day_count_those_due_in_eight_weeks():
    as_of = date(2026, 6, 30)
    milestones = [
        Milestone(agreed_on=as_of, delivered_on=as_of),
        Milestone(agreed_on=as_of - WEEK, delivered_on=as_of),
        Milestone(agreed_on=as_of - WEEK),
        Milestone(agreed_on=as_of - 8 * WEEK, delivered_on=START),
        Milestone(agreed_on=as_of + WEEK),
        Milestone(planned_on=as_of, delivered_on=as_of),
        Milestone(),
    ]
    assert clocks.on_the_day(milestones, as_of=as_of) == (3, 1)


def test_fewer_than_20_finished_tasks_are_too_little_history():
    reads = [clocks.read_clocks(plan(finished_tasks=tasks), as_of=HALF) for tasks in (19, 20)]
    assert [read.has_little_history for read in reads] == [True, False]


hours = st.decimals(0, 5000, places=2)
days = st.dates(date(2025, 1, 1), date(2027, 12, 31))
milestones = st.lists(
    st.builds(
        Milestone,
        budget=st.none() | hours,
        planned_on=st.none() | days,
        delivered_on=st.none() | days,
        estimated=st.just(D(100)) | st.just(D(0)),
        finished=st.decimals(0, 100, places=1),
        rest=hours,
        agreed_on=st.none() | days,
    ),
    max_size=5,
)
works = st.builds(
    Work,
    used=hours,
    budget=st.none() | hours,
    starts_on=st.none() | days,
    delivery_on=st.none() | days,
    finished_on=st.none() | days,
    milestones=milestones,
    estimated=hours,
    finished=hours,
    rest=hours,
)


@given(works, days)
def test_every_project_can_be_read(work, as_of):
    read = clocks.read_clocks(work, as_of=as_of)
    assert read.forecast_hours is None or read.forecast_hours >= work.used
    assert read.on_the_day <= read.due <= len(work.milestones)


@given(works, days, st.integers(0, 400))
def test_the_plan_never_falls_and_ends_at_the_whole(work, day, later):
    before, after = (earned.planned_share(work, on=on) for on in (day, day + timedelta(days=later)))
    assert (before is None) == (after is None)
    assert before is None or 0 <= before <= after <= 1


@given(works)
def test_earned_schedule_is_where_the_plan_had_what_is_earned(work):
    days = earned.earned_days(work)
    assert days is None or days > 0
