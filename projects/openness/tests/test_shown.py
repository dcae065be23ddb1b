"""What is shown of a number holds it, and tells no more than its step, whatever one adds up or takes apart."""

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.openness.shown import (
    ABOVE,
    BELOW,
    INSIDE,
    Cut,
    Figure,
    band_width,
    light_of,
    may_cut,
    rest_of,
    share_of,
    shown,
)
from projects.openness.steps import Step

money = st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False)
widths = st.sampled_from([Decimal(one) for one in ("0.5", "1", "5", "10", "50", "1000", "100000")])
lights = st.sampled_from(["", INSIDE, BELOW, ABOVE])
W = Decimal(1000)


@given(value=st.none() | money, width=widths, light=lights)
def test_a_closed_number_shows_nothing_at_all(value, width, light):
    assert shown(value, step=Step.CLOSED, width=width, light=light) == Figure(Step.CLOSED)
    assert not Figure(Step.CLOSED).is_told


@given(value=st.none() | money, width=widths, light=lights)
def test_the_first_step_shows_the_light_alone(value, width, light):
    assert shown(value, step=Step.EXISTS, width=width, light=light) == Figure(Step.EXISTS, light)


@given(value=money, width=widths)
def test_every_number_lies_in_its_band(value, width):
    figure = shown(value, step=Step.SUMMARY, width=width)
    assert figure.low <= value < figure.high
    assert (figure.high - figure.low, figure.low % width, figure.exact) == (width, 0, None)


@given(value=money, width=widths, step=st.sampled_from([Step.DETAIL, Step.FULL]), light=lights)
def test_from_the_third_step_the_number_is_told(value, width, step, light):
    assert shown(value, step=step, width=width, light=light) == Figure(step, light, exact=value)


@given(
    band=st.integers(-1000, 1000),
    first=st.integers(0, 999),
    second=st.integers(0, 999),
    width=widths,
    step=st.sampled_from([Step.CLOSED, Step.EXISTS, Step.SUMMARY]),
)
def test_numbers_of_one_band_look_the_same(band, first, second, width, step):
    one, other = (band * width + place * width / 1000 for place in (first, second))
    assert shown(one, step=step, width=width) == shown(other, step=step, width=width)


@given(months=st.lists(money, min_size=1, max_size=6), width=widths, data=st.data())
def test_months_and_their_whole_leave_every_month_anywhere_in_its_band(months, width, data):
    """Whatever single place in its band one month is moved to, the others can make up for it: nothing looks changed."""
    figures = [shown(one, step=Step.SUMMARY, width=width) for one in months]
    whole = shown(sum(months, Decimal(0)), step=Step.SUMMARY, width=width)
    chosen = data.draw(st.integers(0, len(months) - 1))
    # Anything strictly inside the band, by a thousandth of its width.
    place = data.draw(st.integers(1, 999)) * width / 1000
    moved = _made_up_for(figures, whole, chosen, figures[chosen].low + place, width)
    assert [shown(one, step=Step.SUMMARY, width=width) for one in moved] == figures
    assert shown(sum(moved, Decimal(0)), step=Step.SUMMARY, width=width) == whole


def _made_up_for(figures, whole, chosen, value, width):
    """Spread what the whole still needs evenly over the other months' bands."""
    values = [one.low for one in figures]
    values[chosen] = value
    others = [place for place in range(len(figures)) if place != chosen]
    missing = whole.low - sum(values, Decimal(0))
    if missing > 0:
        # A little more than the least, so that rounding never falls below it.
        room = len(others) * width - missing
        share = (missing + min(width, room) / 1000) / len(others)
        for place in others:
            values[place] += share
    return values


@given(first=money, second=money, width=widths)
def test_no_sum_or_difference_of_bands_tells_a_number(first, second, width):
    """What can be said about a sum or a difference of two hidden numbers is two bands wide, as wide as guessing it."""
    one, other = (shown(value, step=Step.SUMMARY, width=width) for value in (first, second))
    assert (one.high + other.high) - (one.low + other.low) == 2 * width
    assert (one.high - other.low) - (one.low - other.high) == 2 * width


@given(cost=money, price=money, width=widths)
def test_the_margin_of_a_banded_cost_holds_it_and_tells_no_more(cost, price, width):
    figure = shown(cost, step=Step.SUMMARY, width=width)
    margin = rest_of(figure, price)
    assert margin.low < price - cost <= margin.high
    assert (price - margin.high, price - margin.low) == (figure.low, figure.high)
    assert rest_of(margin, price) == figure


def test_two_grids_over_one_number_would_have_told_it():
    """Why margin never gets a grid of its own: with the price of 1,003 known, two bands would say "cost is 0 to 3"."""
    cost, price = Decimal(2), Decimal(1003)
    apart = shown(price - cost, step=Step.SUMMARY, width=W)
    assert price - apart.low == 3
    together = rest_of(shown(cost, step=Step.SUMMARY, width=W), price)
    assert (together.low, together.high) == (3, 1003)


@given(cost=money, price=money, step=st.sampled_from(list(Step)), light=lights)
def test_what_follows_from_a_number_keeps_its_step(cost, price, step, light):
    figure = shown(cost, step=step, width=W, light=light)
    margin = rest_of(figure, price, light=light)
    share = share_of(margin, price)
    assert (margin.step, share.step) == (step, step)
    assert margin.is_told == ((step == Step.EXISTS and bool(light)) or step >= Step.SUMMARY)
    assert (margin.exact is None) == (step < Step.DETAIL)
    assert (share.exact is None) == (step < Step.DETAIL or price <= 0)


def test_a_share_is_a_fraction_of_what_is_known():
    margin = rest_of(shown(Decimal(760), step=Step.FULL, width=W), W)
    assert share_of(margin, W).exact == Decimal("0.2400")
    banded = share_of(rest_of(shown(Decimal(760), step=Step.SUMMARY, width=Decimal(100)), W), W)
    assert (banded.low, banded.high) == (Decimal("0.2"), Decimal("0.3"))


def test_nothing_is_no_part_of_nothing():
    assert share_of(Figure(Step.FULL, INSIDE, exact=Decimal(5)), Decimal(0)) == Figure(Step.FULL, INSIDE)


@pytest.mark.parametrize("step", list(Step)[1:])
def test_a_missing_number_is_missing_at_every_step(step):
    assert shown(None, step=step, width=W) == Figure(step)
    assert rest_of(Figure(step), W) == Figure(step)


@pytest.mark.parametrize("width", [0, -1])
def test_a_band_without_a_width_is_refused(width):
    with pytest.raises(ValueError, match="width"):
        shown(Decimal(1), step=Step.SUMMARY, width=Decimal(width))


@pytest.mark.parametrize(
    ("value", "low", "high", "light"),
    [
        (Decimal(20), Decimal(15), Decimal(25), INSIDE),
        (Decimal(15), Decimal(15), Decimal(25), INSIDE),
        (Decimal(25), Decimal(15), Decimal(25), INSIDE),
        (Decimal("14.99"), Decimal(15), Decimal(25), BELOW),
        (Decimal("25.01"), Decimal(15), Decimal(25), ABOVE),
        (Decimal(3), Decimal(5), None, BELOW),
        (Decimal(7), None, Decimal(5), ABOVE),
        (Decimal(7), Decimal(5), None, INSIDE),
        (None, Decimal(5), Decimal(6), ""),
        (Decimal(7), None, None, ""),
    ],
)
def test_the_light_says_where_a_number_stands_against_its_corridor(value, low, high, light):
    assert light_of(value, low, high) == light


@given(st.decimals(min_value=50, max_value=10**9, places=2))
def test_bands_are_a_fiftieth_to_a_tenth_of_the_whole(whole):
    assert whole / 50 < band_width(whole) * Decimal("1.0001") <= whole / 10 * Decimal("1.0001")


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_a_width_is_one_of_few_and_never_nothing(whole):
    assert band_width(whole) in WIDTHS


WIDTHS = [Decimal(10) ** power * factor for power in range(10) for factor in (1, 5)]


def test_every_width_divides_the_wider_ones():
    assert [wide % narrow for narrow, wide in combinations(WIDTHS, 2)] == [0] * 190


def test_each_step_cuts_finer_than_the_one_below():
    allowed = {step: [cut.name for cut in Cut if may_cut(step, cut)] for step in Step}
    assert allowed == {
        Step.CLOSED: [],
        Step.EXISTS: ["WHOLE"],
        Step.SUMMARY: ["WHOLE", "MONTH"],
        Step.DETAIL: ["WHOLE", "MONTH", "ROLE"],
        Step.FULL: ["WHOLE", "MONTH", "ROLE", "LINE"],
    }
