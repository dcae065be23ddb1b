from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.kit.money import rounded_money
from projects.pricing.billing import BillLine, Sort, adjusted, amount_of, overlaps, sums_of
from projects.pricing.buildup import Line
from projects.pricing.buildup import Sort as SheetSort

D = Decimal
amounts = st.decimals(min_value=0, max_value=10**6, places=2)
CURRENCIES = st.sampled_from(["SEK", "JPY", "KWD"])


def work(amount, key="a"):
    return BillLine(key, Sort.WORK, "Work", D(amount))


@given(
    st.lists(st.tuples(amounts, amounts), max_size=12),
    CURRENCIES,
    st.decimals(min_value=0, max_value=100, places=1),
)
def test_lines_sum_to_the_total_and_vat_stands_apart(rows, currency, percent):
    lines = [work(amount_of(hours, rate, currency), str(n)) for n, (hours, rate) in enumerate(rows)]
    found = sums_of(lines, percent, currency)
    assert found.total == sum((line.amount for line in lines), D(0))
    assert found.with_vat - found.total == found.vat == rounded_money(found.total * percent / 100, currency)


@given(st.lists(amounts, min_size=1, max_size=8), amounts)
def test_all_bases_together_never_pass_the_cap_and_reach_it_when_the_work_does(periods, cap):
    earlier = []
    for amount in periods:
        lines = [work(amount)]
        taken = adjusted(lines, earlier, sheet_lines=(), cap=cap, currency="SEK")
        earlier += [*lines, *(BillLine(sort, sort, "", value) for sort, value in taken.items())]
        assert sum(line.amount for line in earlier) <= cap
    assert sum(line.amount for line in earlier) == min(cap, sum(periods))


@given(st.lists(amounts, min_size=1, max_size=8))
def test_a_discount_goes_in_step_with_the_work_and_is_never_more_than_agreed(periods):
    sheet = (
        Line("w", SheetSort.LABOUR, price=D(100_000)),
        Line("d", SheetSort.DISCOUNT, price=D(10_000)),
    )
    earlier = []
    for amount in periods:
        lines = [work(amount)]
        taken = adjusted(lines, earlier, sheet_lines=sheet, cap=None, currency="SEK")
        earlier += [*lines, *(BillLine(sort, sort, "", value) for sort, value in taken.items())]
    off = -sum(line.amount for line in earlier if line.sort == Sort.DISCOUNT)
    assert off == min(D(10_000), rounded_money(sum(periods) * D("0.1"), "SEK"))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [(1, 9, False), (1, 10, True), (20, 30, True), (21, 30, False), (12, 13, True)],
)
def test_periods_overlap_when_they_share_a_day(first, last, expected):
    taken = [(date(2026, 11, 10), date(2026, 11, 20))]
    assert overlaps(date(2026, 11, first), date(2026, 11, last), taken) is expected
