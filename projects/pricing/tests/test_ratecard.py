from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.kit.ids import new_id
from projects.pricing.exchange import InOwn, StatedRate
from projects.pricing.ratecard import RateSeen, card_of, goes_between, rate_on, role_key

AT = datetime(2026, 1, 1, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def line(role="Designer", day="2026-01-01", currency="SEK", rate="1000", cost="600"):
    key = role_key(role)
    day = date.fromisoformat(day)
    return RateSeen(new_id(), role, key, day, currency, Decimal(rate), Decimal(cost), AT, AT, 1)


def test_a_line_holds_from_its_day_until_the_next_one():
    old, new = line(day="2026-01-01"), line(day="2026-07-01", rate="1100")
    rates = [new, old]
    assert rate_on(rates, "Designer", date(2025, 12, 31), "SEK") is None
    assert rate_on(rates, "Designer", date(2026, 1, 1), "SEK") is old
    assert rate_on(rates, "Designer", date(2026, 6, 30), "SEK") is old
    assert rate_on(rates, "Designer", date(2026, 7, 1), "SEK") is new
    assert rate_on(rates, "Designer", date(2099, 1, 1), "SEK") is new


def test_a_role_is_found_however_it_is_written_and_only_in_its_currency():
    euro, crowns = line(currency="EUR"), line()
    for role in ("designer", " DESIGNER ", "Designer\t"):
        assert rate_on([euro, crowns], role, TODAY, "SEK") is crowns
        assert rate_on([euro, crowns], role, TODAY, "EUR") is euro
    assert rate_on([euro, crowns], "designer", TODAY, "NOK") is None
    assert rate_on([euro, crowns], "design", TODAY, "SEK") is None


@given(st.lists(st.dates(date(2020, 1, 1), date(2030, 1, 1)), unique=True, max_size=8), st.dates())
def test_the_line_of_a_day_is_the_newest_that_has_begun(days, day):
    found = rate_on([line(day=one.isoformat()) for one in days], "designer", day, "SEK")
    assert (found and found.valid_from) == max((one for one in days if one <= day), default=None)


def test_the_card_shows_what_holds_what_comes_and_what_held():
    before, now, later = line(day="2025-01-01"), line(day="2026-11-23"), line(day="2026-11-24")
    other = line(role="Art director", day="2027-01-01")
    first, second = card_of([later, other, before, now], TODAY)
    assert (first.role, first.now, first.coming, first.earlier) == ("Art director", None, (other,), ())
    assert (second.now, second.coming, second.earlier) == (now, (later,), (before,))


@pytest.mark.parametrize(
    ("days", "new", "between"),
    [
        ([], 0, False),
        ([-10], -5, False),
        ([-10], -20, False),
        ([-10, -5], -7, True),
        ([-10, -5], -3, False),
        ([-10, -5], -12, False),
        ([-10, 5], -3, False),
        ([-10, 5], 3, False),
    ],
)
def test_days_that_other_lines_hold_are_not_rewritten(days, new, between):
    at = [TODAY + timedelta(days=one) for one in days]
    assert goes_between(at, TODAY + timedelta(days=new), TODAY) is between


@pytest.mark.parametrize(("base", "quote", "rate"), [("EUR", "SEK", "11.23"), ("SEK", "EUR", "0.08904720")])
def test_a_stated_rate_is_read_either_way_round(base, quote, rate):
    own = InOwn("EUR", StatedRate(new_id(), base, quote, Decimal(rate), TODAY, "", AT))
    assert (own.foreign, own.of(Decimal("13858"))) == ("SEK", Decimal("1234.02"))
    with pytest.raises(ValueError, match="NOK"):
        own.stated.one("NOK")


def test_an_amount_in_yen_has_no_decimals():
    own = InOwn("JPY", StatedRate(new_id(), "SEK", "JPY", Decimal("14.55"), TODAY, "", AT))
    assert own.of(Decimal("10.01")) == Decimal(146)
