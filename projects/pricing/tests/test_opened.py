"""Costs as a step opens them: what is told depends on the permitted form alone, so nothing more can be computed back."""

from dataclasses import replace
from datetime import date
from decimal import ROUND_UP, Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from projects.openness.steps import Step
from projects.pricing.actuals import Rest
from projects.pricing.costing import BoughtIn, Costed, LineCosts, cost_side
from projects.pricing.opened import Prices, reduced

D = Decimal
COSTS = st.decimals(1, 9_999, places=2)
MONTHS = [date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)]
PRICES = Prices("SEK", D(60_000), D(80_000), D(100_000), D("0.2"), D("0.9"))
NO_LIGHTS = replace(PRICES, low=None, high=None)


def raw(amounts):
    """The costs of one purchase a month, in three months."""
    things = [
        BoughtIn(world_id, "", month.replace(day=9), D(1), amount)
        for world_id, month, amount in zip("abc", MONTHS, amounts, strict=True)
    ]
    work = [Costed("Dev", "dev", MONTHS[0], D(1), D(0))]
    return cost_side(work, things, terms=None, lines=LineCosts(), today_hourly={}, rest=Rest(D(0)))


def lights(seen):
    return [point.cost.light for point in (seen.now, seen.forecast, seen.planned)]


def band_of(amount):
    return int(amount // 10_000)


@given(st.lists(COSTS, min_size=3, max_size=3), st.lists(COSTS, min_size=3, max_size=3))
def test_at_step_two_two_truths_in_the_same_bands_look_the_same(one, another):
    same = band_of(sum(one)) == band_of(sum(another))
    first, second = (reduced(raw(some), NO_LIGHTS, step=Step.SUMMARY) for some in (one, another))
    assert (first == second) == same
    lit = [reduced(raw(some), PRICES, step=Step.SUMMARY) for some in (one, another)]
    assert (lit[0] == lit[1]) == (same and lights(lit[0]) == lights(lit[1]))


@given(st.lists(COSTS, min_size=3, max_size=3), st.lists(COSTS, min_size=3, max_size=3))
def test_at_step_one_two_truths_with_the_same_light_look_the_same(one, another):
    first, second = (reduced(raw(some), PRICES, step=Step.EXISTS) for some in (one, another))
    assert (first == second) == (lights(first) == lights(second))


@given(st.lists(COSTS, min_size=3, max_size=3), st.integers(0, 2), st.decimals(0, 9_999, places=2))
def test_no_difference_of_bands_tells_a_month_more_closely_than_its_own_band(amounts, which, wanted):
    """Whatever one month was, the others can have been such that the same bands are shown."""
    seen = reduced(raw(amounts), NO_LIGHTS, step=Step.SUMMARY)
    low = seen.now.cost.low
    rest = [index for index in range(3) if index != which]
    others = (max(low - wanted, D(0)) / 2).quantize(D("0.01"), ROUND_UP)
    assume(others < 10_000)
    moved = list(amounts)
    moved[which] = wanted
    for index in rest:
        moved[index] = others
    again = reduced(raw(moved), NO_LIGHTS, step=Step.SUMMARY)
    assert (again.now.cost, again.months) == (seen.now.cost, seen.months)


@given(st.lists(COSTS, min_size=3, max_size=3))
def test_at_step_three_lines_and_purchases_stay_apart_from_what_is_told(amounts):
    """Two ways to the same sums look alike: a purchase can't be told from two."""
    split = raw(amounts)
    halves = [
        BoughtIn(number, "", month.replace(day=9), D(1), amount / 2)
        for month, amount in zip(MONTHS, amounts, strict=True)
        for number in range(2)
    ]
    work = [Costed("Dev", "dev", MONTHS[0], D(1), D(0))]
    other_way = cost_side(work, halves, terms=None, lines=LineCosts(), today_hourly={}, rest=Rest(D(0)))
    assert reduced(split, PRICES, step=Step.DETAIL) == reduced(other_way, PRICES, step=Step.DETAIL)
