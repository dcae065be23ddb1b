from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from projects.pricing.actuals import (
    Done,
    Plan,
    Planned,
    Rest,
    amount_so_far,
    forecast_at_completion,
    left_of,
    part_of,
)
from projects.pricing.buildup import Line, SheetKind, Sort
from projects.pricing.outturn import cost_plan, going, months_begun, price_plan
from projects.pricing.sheet import SheetTerms

D = Decimal
AMOUNTS = st.decimals(0, 100_000, places=2)
HOURS = st.decimals(0, 2_000, places=2)
ROLES = st.dictionaries(st.sampled_from("abcde"), st.tuples(HOURS, AMOUNTS), max_size=5)
PLANS = st.builds(
    lambda roles, bought, beside: Plan(
        tuple(Planned(role, hours, rate) for role, (hours, rate) in roles.items()), bought, beside
    ),
    ROLES,
    AMOUNTS,
    AMOUNTS,
)
PLAN = Plan((Planned("dev", D(100), D(800)), Planned("ux", D(50), D(1000))), D(10_000), D(14_000))


def done_of(plan, part=1):
    """The plan done to a part, at its own rates."""
    hours = {one.role_key: one.hours * part for one in plan.roles}
    labor = sum((one.hours * one.rate * part for one in plan.roles), D(0))
    return Done(hours, labor, plan.bought * part)


def test_the_rest_is_counted_at_the_mean_rate_of_what_is_left():
    done = Done({"dev": D(60), "ux": D(50)}, D(98_000), D(4_000))
    left = left_of(PLAN, done)
    assert (left.hours, left.amount, left.rate, left.bought) == (D(40), D(32_000), D(800), D(6_000))
    # 98 000 + 4 000 so far, 30 h × 800, 6 000 to buy in; and 10 % beside it all
    assert forecast_at_completion(done, PLAN, Rest(D(30))) == D(145_200)


def test_without_estimates_the_rest_is_what_the_sheet_has_left():
    done = Done({"dev": D(60), "ux": D(50)}, D(98_000), D(4_000))
    assert forecast_at_completion(done, PLAN, Rest()) == D(154_000)


def test_of_a_finished_project_nothing_is_left():
    done = Done({"dev": D(1)}, D(800))
    assert forecast_at_completion(done, PLAN, Rest(D(500), is_finished=True)) == amount_so_far(done, PLAN)


def test_nothing_planned_and_nothing_estimated_has_no_forecast():
    rates_alone = Plan((Planned("dev", D(0), D(800)),))
    assert forecast_at_completion(Done(), rates_alone, Rest()) is None
    assert forecast_at_completion(Done(), rates_alone, Rest(D(10))) == D(8000)
    assert forecast_at_completion(Done(), Plan(), Rest(D(10))) is None


def test_a_role_beyond_its_hours_has_nothing_left_and_takes_nothing_from_others():
    left = left_of(PLAN, Done({"dev": D(500)}, D(400_000)))
    assert (left.hours, left.amount) == (D(50), D(50_000))


def test_two_lines_of_one_role_count_together():
    plan = Plan((Planned("dev", D(10), D(100)), Planned("dev", D(30), D(200))))
    left = left_of(plan, Done({"dev": D(20)}))
    assert (left.hours, left.amount, left.rate) == (D(20), D(3500), D(175))


@given(PLANS)
def test_done_as_planned_comes_to_the_planned_whole(plan):
    assume(plan.direct > 0)
    assert amount_so_far(done_of(plan), plan) == plan.direct + plan.beside
    assert forecast_at_completion(done_of(plan), plan, Rest(D(0))) == plan.direct + plan.beside


@given(PLANS, st.one_of(st.none(), HOURS), ROLES, AMOUNTS)
def test_a_forecast_never_stands_below_what_is_done(plan, rest, roles, bought):
    hours = {role: used for role, (used, _rate) in roles.items()}
    done = Done(hours, sum((used * rate for used, rate in roles.values()), D(0)), bought)
    forecast = forecast_at_completion(done, plan, Rest(rest))
    assert forecast is None or forecast >= amount_so_far(done, plan)


@given(PLANS, HOURS, HOURS)
def test_a_longer_rest_never_costs_less(plan, one, other):
    less, more = sorted([one, other])
    low = forecast_at_completion(Done(), plan, Rest(less))
    high = forecast_at_completion(Done(), plan, Rest(more))
    assert low is None or high is None or low <= high


def test_the_rest_falls_on_a_side_as_the_hours_have_so_far():
    assert part_of(D(40), D(30), D(120)) == D(10)
    assert part_of(D(40), D(0), D(0)) == D(40)
    assert part_of(None, D(30), D(120)) is None


def sheet(kind, lines=None, **said):
    if lines is None:
        lines = (
            Line("1", Sort.LABOUR, role="Dev", hours=D(100), rate=D(800), price=D(80_000)),
            Line("2", Sort.BOUGHT_IN, text="Photos", price=D(20_000)),
            Line("3", Sort.RISK, price=D(10_000)),
            Line("4", Sort.DISCOUNT, price=D(11_000)),
        )
    return SheetTerms(UUID(int=1), "Kitchens", kind, "SEK", lines, **said)


HALF = Done({"dev": D(50)}, D(40_000), D(10_000))
SAME = Rest(D(50))


def test_time_and_materials_as_planned_comes_to_the_price_of_the_sheet():
    terms = sheet(SheetKind.TIME_AND_MATERIALS)
    found = going(terms, HALF, SAME, months=0)
    assert (found.worked, found.now, found.forecast) == (D(55_000), D(49_500), terms.price)


def test_a_cap_stops_the_price_and_a_fixed_price_follows_the_work():
    capped = going(sheet(SheetKind.PRICE_CAP, cap=D(60_000)), HALF, SAME, months=0)
    assert (capped.now, capped.forecast) == (D(49_500), D(60_000))
    fixed = going(sheet(SheetKind.FIXED_PRICE, fixed_price=D(90_000)), HALF, SAME, months=0)
    assert (fixed.now, fixed.forecast) == (D(45_000), D(90_000))
    done = going(sheet(SheetKind.FIXED_PRICE, fixed_price=D(90_000)), HALF, Rest(is_finished=True), months=0)
    assert (done.now, done.forecast) == (D(90_000), D(90_000))


def test_a_fixed_price_without_any_plan_has_no_part_yet():
    found = going(sheet(SheetKind.FIXED_PRICE, lines=(), fixed_price=D(90_000)), Done(), Rest(), months=0)
    assert (found.now, found.forecast) == (None, D(90_000))


def test_a_retainer_counts_its_months():
    terms = sheet(SheetKind.RETAINER, monthly=D(30_000), months=D(6))
    found = going(terms, HALF, SAME, months=2)
    assert (found.now, found.forecast) == (D(60_000), D(180_000))
    assert price_plan(terms).roles == (Planned("dev", D(600), D(800)),)


def test_a_sharing_rule_is_settled_at_the_end():
    terms = sheet(SheetKind.TARGET_COST)
    found = going(terms, HALF, SAME, months=0, shared=lambda outturn: outturn - 1000)
    assert (found.now, found.forecast) == (D(49_500), D(98_000))


@pytest.mark.parametrize(
    ("today", "months"),
    [
        (date(2026, 1, 14), 0),
        (date(2026, 1, 15), 1),
        (date(2026, 2, 14), 1),
        (date(2026, 2, 15), 2),
        (date(2027, 1, 15), 6),
    ],
)
def test_months_begin_on_the_day_of_the_first(today, months):
    assert months_begun(date(2026, 1, 15), today=today, most=D(6)) == months


def test_costs_are_planned_by_the_rate_card_first_and_by_the_line_else():
    terms = sheet(SheetKind.TIME_AND_MATERIALS)
    costs = {"1": D(50_000), "2": D(15_000), "3": D(0)}
    assert cost_plan(terms, costs, {}) == Plan((Planned("dev", D(100), D(500)),), D(15_000), D(0))
    assert cost_plan(terms, costs, {"dev": D(550)}).roles == (Planned("dev", D(100), D(550)),)


@pytest.mark.parametrize("missing", ["1", "2", "3"])
def test_one_unknown_cost_leaves_the_planned_cost_unknown(missing):
    costs = {"1": D(50_000), "2": D(15_000), "3": D(0)}
    assert cost_plan(sheet(SheetKind.TIME_AND_MATERIALS), {**costs, missing: None}, {}) is None
