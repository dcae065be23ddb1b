from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.pricing.capital import Month, capital, replacement_of, total_of

HOURS = st.decimals(0, 1000, places=2)


def month(number, invested=0, lost=0):
    return Month(date(2026, number, 1), Decimal(invested), Decimal(lost))


def test_a_year_fades_by_a_fifth():
    stands = capital([month(1, invested=100)], until=date(2027, 1, 31))
    assert (len(stands), stands[0].hours, stands[-1].month) == (13, 100, date(2027, 1, 1))
    assert round(stands[-1].hours, 9) == 80


def test_what_was_put_in_and_lost_counts_in_its_month():
    stands = capital([month(3, lost=30), month(1, invested=100)], until=date(2026, 3, 5), fading=Decimal(0))
    assert [one.hours for one in stands] == [100, 100, 70]


@given(st.lists(st.tuples(HOURS, HOURS), min_size=1, max_size=12), st.decimals(0, 1, places=2))
def test_capital_is_never_below_nothing_nor_above_what_was_put_in(said, fading):
    months = [month(number, *one) for number, one in enumerate(said, start=1)]
    stands = capital(months, until=date(2026, 12, 31), fading=fading)
    assert len(stands) == 12
    assert all(0 <= one.hours <= sum(invested for invested, _lost in said) for one in stands)


def test_without_entries_there_is_nothing_to_draw():
    assert capital([], until=date(2026, 11, 23)) == []
    with pytest.raises(ValueError, match="share"):
        capital([], until=date(2026, 11, 23), fading=Decimal(2))


def amounts(**said):
    return {name: Decimal(value) for name, value in said.items()}


def test_who_commissions_pays_for_search_briefing_ramp_up_and_exit():
    inputs = amounts(search=200000, briefing_hours=80, briefing_rate=700, exit=25000)
    inputs |= amounts(ramp_up_months=3, ramp_up_fee=150000, productivity=60)
    parts = replacement_of(inputs, commissions=True, delivers=False)
    assert parts == amounts(search=200000, briefing=56000, ramp_up=180000, exit=25000)
    assert total_of(parts) == 461000


def test_who_delivers_pays_for_pursuit_idle_time_and_lost_margin():
    inputs = amounts(
        pursuit=90000, idle_hours=200, idle_cost=600, months_until=3, monthly_margin=40000, exit=5
    )
    parts = replacement_of(inputs, commissions=False, delivers=True)
    assert parts == amounts(pursuit=90000, idle=120000, margin=120000)


def test_what_is_not_known_is_not_counted():
    assert total_of(replacement_of({}, commissions=True, delivers=True)) is None
    assert replacement_of(amounts(briefing_hours=8), commissions=True, delivers=True) == {}
