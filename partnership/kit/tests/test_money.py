from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.kit.money import converted, digits, known_currency, rounded_money, step_of
from partnership.kit.rounding import split

CURRENCIES = st.sampled_from(["SEK", "EUR", "JPY", "ISK", "KWD", "BHD", "CLF"])
AMOUNTS = st.decimals(min_value=-10_000_000, max_value=10_000_000, places=4)


@pytest.mark.parametrize(
    ("currency", "decimals"),
    [
        ("SEK", 2),
        ("EUR", 2),
        ("USD", 2),
        ("HUF", 2),
        ("RSD", 2),
        ("JPY", 0),
        ("ISK", 0),
        ("KRW", 0),
        ("XOF", 0),
        ("KWD", 3),
        ("TND", 3),
        ("IQD", 3),
        ("CLF", 4),
        ("???", 2),
    ],
)
def test_each_currency_has_its_own_digits(currency, decimals):
    assert digits(currency) == decimals
    assert step_of(currency) == Decimal(10) ** -decimals


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        ("0.125", "SEK", "0.13"),
        ("-0.125", "SEK", "-0.13"),
        ("0.124999", "SEK", "0.12"),
        ("2.5", "JPY", "3"),
        ("-2.5", "JPY", "-3"),
        ("1.0005", "KWD", "1.001"),
        ("0", "KWD", "0"),
    ],
)
def test_half_goes_away_from_zero_in_the_digits_of_the_currency(amount, currency, shown):
    assert rounded_money(Decimal(amount), currency) == Decimal(shown)


def test_a_fraction_is_rounded_once_at_the_end():
    assert rounded_money(Fraction(2, 3), "SEK") == Decimal("0.67")
    assert rounded_money(Fraction(2, 3), "JPY") == 1


@given(AMOUNTS, CURRENCIES)
def test_a_rounded_amount_is_whole_steps_at_most_half_a_step_away(amount, currency):
    found = rounded_money(amount, currency)
    assert found % step_of(currency) == 0
    assert abs(found - amount) <= step_of(currency) / 2
    assert rounded_money(found, currency) == found
    assert rounded_money(-amount, currency) == -found


@given(AMOUNTS, CURRENCIES, st.lists(st.integers(0, 1000), min_size=1, max_size=12).filter(any))
def test_parts_sum_to_the_whole_in_every_currency(amount, currency, weights):
    parts = split(amount, weights, step=step_of(currency))
    assert sum(parts) == rounded_money(amount, currency)


@pytest.mark.parametrize(
    ("amount", "rate", "to", "shown"),
    [
        ("100", Decimal("11.23"), "SEK", "1123"),
        ("13858", 1 / Fraction(Decimal("11.23")), "EUR", "1234.02"),
        ("1000", Decimal("14.5"), "JPY", "14500"),
        ("10.01", Decimal("14.55"), "JPY", "146"),
        ("-0.01", Decimal("0.5"), "SEK", "-0.01"),
    ],
)
def test_an_amount_is_seen_in_another_currency(amount, rate, to, shown):
    assert converted(Decimal(amount), rate, to) == Decimal(shown)


@pytest.mark.parametrize("rate", ["0", "-11.23"])
def test_a_rate_that_is_not_above_zero_converts_nothing(rate):
    with pytest.raises(ValueError, match="above zero"):
        converted(Decimal(1), Decimal(rate), "SEK")


def test_known_are_the_currencies_in_use():
    assert [code for code in ("SEK", "EUR", "JPY", "KWD", "ISK") if not known_currency(code)] == []
    for code in ("sek", "DEM", "XXX", "XAU", "SE", "SEKK", "", "kr", "ÅÄÖ"):
        assert not known_currency(code)
