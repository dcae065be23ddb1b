"""The price build-up: published numbers, guards, and sums that hold for any sheet."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.pricing.buildup import (
    Line,
    OverheadKey,
    Sort,
    build_up,
    line_price,
    margin_from_markup,
    margin_of,
    markup_of,
    total_of,
)

D = Decimal
DEVELOPER = Line("a", Sort.LABOUR, "Developer", "Developer", D(100), D(1000), D(100_000))
DESIGNER = Line("b", Sort.LABOUR, "Designer", "Designer", D(50), D(900), D(45_000))
SERVER = Line("c", Sort.BOUGHT_IN, "Server", price=D(10_000))
OVERHEAD = Line("d", Sort.OVERHEAD, "Office")
DISCOUNT = Line("e", Sort.DISCOUNT, "First project", price=D(5_000))
COSTS = {"a": D(70_000), "b": D(30_000), "c": D(10_000), "d": D(11_000)}


def built(*lines, costs=COSTS, **more):
    return build_up(lines, currency="SEK", costs=costs, **more)


def test_a_markup_of_30_percent_is_a_margin_of_23_08_percent():
    cost, price = D(100), D(130)
    assert markup_of(price, cost) == D("0.3")
    assert round(margin_of(price, cost), 4) == D("0.2308")
    assert round(margin_from_markup(D("0.3")), 4) == D("0.2308")


def test_a_markup_of_minus_100_percent_leaves_no_margin_to_speak_of():
    with pytest.raises(ValueError, match="no price"):
        margin_from_markup(D(-1))


def test_no_share_of_nothing():
    assert margin_of(D(0), D(10)) is None
    assert markup_of(D(10), D(0)) is None


def test_a_line_is_hours_times_rate_with_the_digits_of_its_currency():
    assert line_price(D("7.5"), D("1233.33"), "SEK") == D("9249.98")
    assert line_price(D("7.5"), D("12333"), "JPY") == D("92498")
    assert line_price(D("0.3333"), D("1"), "KWD") == D("0.333")


def test_the_whole_of_a_sheet_in_numbers():
    found = built(DEVELOPER, DESIGNER, SERVER, OVERHEAD, DISCOUNT, vat_percent=D(25))
    assert found.whole.price == D(150_000)
    assert found.whole.direct == D(110_000)
    assert found.whole.cost == D(121_000)
    assert found.whole.gain == D(29_000)
    assert found.whole.contribution == D(40_000)
    assert round(found.whole.margin, 4) == D("0.1933")
    assert round(found.whole.markup, 4) == D("0.2397")
    assert (found.overhead, found.vat, found.with_vat) == (D(11_000), D(37_500), D(187_500))


def test_overhead_without_a_price_is_shared_out_by_direct_cost():
    found = built(DEVELOPER, DESIGNER, SERVER, OVERHEAD, DISCOUNT)
    assert [one.overhead for one in found.lines] == [D(7_000), D(3_000), D(1_000), D(0), D(0)]
    assert [one.ratios.cost for one in found.lines] == [D(77_000), D(33_000), D(11_000), D(0), D(0)]


def test_overhead_by_hours_leaves_purchases_without_any():
    found = built(DEVELOPER, DESIGNER, SERVER, OVERHEAD, key=OverheadKey.HOURS)
    assert [one.overhead for one in found.lines] == [D("7333.33"), D("3666.67"), D(0), D(0)]


def test_overhead_with_a_price_of_its_own_stays_where_it_is_paid():
    found = built(DEVELOPER, replace(OVERHEAD, price=D(12_000)))
    assert [one.overhead for one in found.lines] == [D(0), D(11_000)]
    assert [one.ratios.cost for one in found.lines] == [D(70_000), D(11_000)]
    assert found.lines[1].ratios.contribution == D(12_000)


def test_what_nobody_has_stated_is_not_known():
    found = built(DEVELOPER, DESIGNER, costs={"a": D(70_000)})
    assert found.lines[0].ratios.margin == D("0.3")
    assert found.lines[1].ratios.cost is None
    assert (found.whole.cost, found.whole.margin, found.whole.contribution) == (None, None, None)
    assert found.whole.price == D(145_000)


def test_overhead_that_nobody_has_stated_hides_full_costs_alone():
    found = built(DEVELOPER, OVERHEAD, costs={"a": D(70_000)})
    assert found.lines[0].ratios.contribution == D(30_000)
    assert (found.lines[0].ratios.cost, found.whole.cost) == (None, None)
    assert found.whole.contribution == D(30_000)


def test_overhead_that_no_line_could_carry_counts_in_the_whole_alone():
    found = built(replace(DESIGNER, hours=None), OVERHEAD, key=OverheadKey.HOURS)
    assert found.lines[0].overhead is None
    assert found.whole.cost == D(41_000)


def test_a_rate_without_hours_costs_nothing_yet():
    found = built(DEVELOPER, replace(DESIGNER, hours=None, price=D(0)), costs={"a": D(70_000)})
    assert found.whole.cost == D(70_000)


def test_a_price_without_lines_has_no_known_cost():
    found = build_up((), currency="SEK", price=D(500_000), vat_percent=D(25))
    assert (found.whole.price, found.whole.cost, found.vat) == (D(500_000), None, D(125_000))


def test_without_an_agreed_rate_there_is_no_vat():
    assert (built(DEVELOPER).vat, built(DEVELOPER).with_vat) == (None, None)
    assert (built(DEVELOPER, vat_percent=D(0)).vat, built(DEVELOPER, vat_percent=D(0)).with_vat) == (
        0,
        D(100_000),
    )


money = st.decimals(min_value=0, max_value=10**7, places=4)
sorts = st.sampled_from([Sort.LABOUR, Sort.BOUGHT_IN, Sort.TOOLS, Sort.OVERHEAD, Sort.RISK])


@st.composite
def sheets(draw):
    count = draw(st.integers(1, 12))
    currency = draw(st.sampled_from(["SEK", "JPY", "KWD"]))
    lines = []
    for place in range(count):
        hours, rate = draw(money), draw(money)
        price = line_price(hours / 1000, rate, currency)
        lines.append(Line(str(place), draw(sorts), hours=hours / 1000, rate=rate, price=price))
    costs = {line.id: line_price(D(1), draw(money), currency) for line in lines}
    return currency, lines, costs


@given(sheets(), st.sampled_from(list(OverheadKey)))
def test_lines_sum_to_the_whole_exactly(sheet, key):
    currency, lines, costs = sheet
    found = build_up(lines, currency=currency, costs=costs, key=key)
    assert sum(one.ratios.price for one in found.lines) == found.whole.price == total_of(lines)
    assert sum(one.ratios.contribution for one in found.lines) == found.whole.contribution
    assert found.whole.cost == sum(costs.values())
    if all(one.overhead is not None for one in found.lines):
        assert sum(one.ratios.cost for one in found.lines) == found.whole.cost
        assert sum(one.ratios.gain for one in found.lines) == found.whole.gain


@given(price=st.decimals(1, 10**9, places=2), cost=st.decimals(1, 10**9, places=2))
def test_margin_and_markup_say_the_same_thing(price, cost):
    margin, markup = margin_of(price, cost), markup_of(price, cost)
    assert (margin > 0) == (markup > 0) == (price > cost)
    assert abs(margin_from_markup(markup) - margin) < D("1e-15") * max(1, abs(margin))
