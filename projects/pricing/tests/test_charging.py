"""What each kind of sheet charges, and when an outcome bonus is due."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.pricing.buildup import Line, SheetKind, Sort
from projects.pricing.charging import bonus_due, charged, discounted

D = Decimal
LINES = (
    Line("a", Sort.LABOUR, role="Developer", hours=D(100), rate=D(1000), price=D(100_000)),
    Line("b", Sort.DISCOUNT, price=D(10_000)),
)


def charge(kind, worked, **more):
    return charged(kind, worked=D(worked), currency="SEK", **more)


@pytest.mark.parametrize(("worked", "price"), [(80_000, 80_000), (100_000, 100_000), (130_000, 100_000)])
def test_a_cap_lets_time_and_materials_go_no_further(worked, price):
    assert charge(SheetKind.PRICE_CAP, worked, cap=D(100_000)) == price
    assert charge(SheetKind.TIME_AND_MATERIALS, worked, cap=D(100_000)) == worked


def test_a_fixed_price_stays_whatever_the_work():
    assert {charge(SheetKind.FIXED_PRICE, worked, fixed_price=D(90_000)) for worked in (0, 1, 10**6)} == {
        D(90_000)
    }


def test_a_retainer_goes_by_months():
    assert charge(SheetKind.RETAINER, 123, monthly=D(20_000), months=D("2.5")) == D(50_000)


def test_a_target_cost_is_charged_by_its_sharing_rule():
    shared = {D(95_000): D(97_500)}.__getitem__
    assert charge(SheetKind.TARGET_COST, 95_000, shared=shared) == D(97_500)
    assert charge(SheetKind.TARGET_COST, 95_000) == D(95_000)


@pytest.mark.parametrize(
    ("worked", "after"), [(0, 0), (50_000, 45_000), (100_000, 90_000), (200_000, 190_000)]
)
def test_a_discount_goes_in_step_with_the_work_and_never_beyond_itself(worked, after):
    assert discounted(D(worked), LINES, "SEK") == after
    assert charge(SheetKind.TIME_AND_MATERIALS, worked, lines=LINES) == after


@pytest.mark.parametrize(
    ("achieved", "due"),
    [
        ("-1", 0),
        ("0", 0),
        ("0.49", 0),
        ("0.5", 0),
        ("0.75", 25_000),
        ("0.9", 40_000),
        ("1", 50_000),
        ("1.4", 50_000),
    ],
)
def test_a_bonus_is_none_below_half_whole_at_the_goal_and_even_between(achieved, due):
    assert bonus_due(D(50_000), D(achieved), "SEK") == due


def test_a_bonus_has_the_digits_of_its_currency():
    assert bonus_due(D(100), Fraction(2, 3), "SEK") == D("33.33")
    assert bonus_due(D(100), Fraction(2, 3), "JPY") == D(33)


@given(st.decimals(0, 10**9, places=2), st.decimals(0, 10**9, places=2))
def test_more_work_never_costs_less(one, other):
    low, high = sorted((one, other))
    for kind in SheetKind:
        agreed = {"cap": D(100_000), "fixed_price": D(1), "monthly": D(1), "lines": LINES}
        assert charge(kind, low, **agreed) <= charge(kind, high, **agreed)
