"""The benefit of every side: by hand-counted examples and by what must hold of all of them."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.pricing.benefit import (
    Account,
    Answer,
    Item,
    Light,
    Mend,
    Step,
    Trade,
    Verdict,
    answer_of,
    as_shown,
    benefit_of,
    evenness,
    mend,
    quarter_of,
    verdict,
)

YES, NO, WAITS = Answer.CONFIRMED, Answer.DECLINED, Answer.WAITS


def d(value):
    return Decimal(value)


def gain(value, answer=YES, sort="outcome_value"):
    return Item(True, sort, value if value is None else d(value), answer)


def gives(value, answer=YES, sort="own_hours"):
    return Item(False, sort, d(value), answer)


def buyer(price, *items):
    return Account((Trade(d(price), delivers=False),), items)


def maker(price, cost, *items, low=None):
    cost = None if cost is None else d(cost)
    return Account((Trade(d(price), True, cost, None if low is None else d(low)),), items)


def test_a_side_that_delivers_has_its_margin_and_its_agreed_gains():
    found = benefit_of(maker("100000", "75000", gain("5000", sort="reference")))

    assert (found.gains, found.contributions, found.benefit) == (105000, 75000, 30000)
    assert found.ratio == d("0.4")


def test_a_side_that_commissions_has_the_value_less_the_price_and_its_own_hours():
    found = benefit_of(buyer("100000", gain("150000"), gives("20000")))

    assert (found.contributions, found.benefit, found.ratio) == (120000, 30000, d("0.25"))


def test_evenness_is_the_smaller_ratio_of_the_larger():
    assert evenness([d("0.25"), d("0.4")]) == d("0.625")
    assert verdict([Light.SERVES, Light.SERVES], d("0.625")) is Verdict.UNEVEN
    assert verdict([Light.SERVES, Light.SERVES], d("0.7")) is Verdict.EVEN


@pytest.mark.parametrize("ratios", [["0.2", "0"], ["0.2", "-1"], ["0.2", None], ["0.2"], []])
def test_there_is_no_evenness_unless_every_side_is_known_to_earn(ratios):
    assert evenness([None if one is None else d(one) for one in ratios]) is None


def test_one_side_that_is_not_served_decides_whatever_is_unknown():
    assert verdict([Light.NOT, Light.UNKNOWN], None) is Verdict.NOT_BOTH
    assert verdict([Light.SERVES, Light.UNKNOWN], None) is Verdict.UNKNOWN


@pytest.mark.parametrize("answer", [WAITS, NO])
def test_what_nobody_has_confirmed_counts_neither_as_gain_nor_as_contribution(answer):
    bare = benefit_of(buyer("100"))

    assert benefit_of(buyer("100", gain("500", answer), gives("50", answer))) == bare


def test_an_entry_in_words_counts_in_words_only():
    assert benefit_of(buyer("100", gain(None))) == benefit_of(buyer("100"))


def test_an_unknown_cost_leaves_benefit_and_ratio_unknown():
    found = benefit_of(maker("100", None))

    assert (found.benefit, found.ratio, found.light, mend(maker("100", None))) == (
        None,
        None,
        Light.UNKNOWN,
        None,
    )


def test_without_anything_put_in_there_is_no_ratio():
    assert benefit_of(Account()).ratio is None
    assert benefit_of(Account(items=(gain("5"),))).light is Light.UNKNOWN


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        (buyer("100"), Mend(Step.STATE_VALUE, d(100), is_enough=True)),
        (buyer("100", gain("300", WAITS)), Mend(Step.CONFIRM, d(300), is_enough=True)),
        (buyer("100", gain("100", WAITS)), Mend(Step.CONFIRM, d(100), is_enough=False)),
        (buyer("100", gain("30", WAITS), gain("90", NO)), Mend(Step.AGREE, d(90), is_enough=False)),
        (buyer("100", gain("110"), gives("40")), Mend(Step.OWN_HOURS, d(40), is_enough=True)),
        (buyer("100", gain("80")), Mend(Step.PRICE, d(20), is_enough=True)),
        (maker("100", "120"), Mend(Step.MARGIN, d(20), is_enough=False)),
        (maker("100", "100", low="0.2"), Mend(Step.MARGIN, d(20), is_enough=True)),
        (buyer("100", gain("200")), None),
        (maker("100", "80", low="0.3"), None),
    ],
)
def test_the_step_that_would_mend_it_is_the_largest_gap(account, expected):
    assert mend(account) == expected


def test_one_no_is_a_no_and_one_yes_is_enough():
    assert [answer_of(said) for said in ([], [True], [True, True], [True, False])] == [WAITS, YES, YES, NO]


def test_quarters_begin_in_january_april_july_and_october():
    assert [quarter_of(2026, month)[1] for month in range(1, 13)] == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]


MONEY = st.decimals(0, 10**9, places=2, allow_nan=False)
POSITIVE = st.decimals("0.01", 10**9, places=2, allow_nan=False)
ANSWERS = st.sampled_from([YES, NO, WAITS])
SORTS = st.sampled_from(["outcome_value", "own_hours", "reference", "learning", "other"])
ITEMS = st.builds(Item, st.booleans(), SORTS, MONEY | st.none(), ANSWERS)
DEALS = st.tuples(st.integers(0, 3), st.integers(0, 3), MONEY, MONEY).filter(lambda deal: deal[0] != deal[1])


@given(st.lists(DEALS, max_size=6), st.lists(st.tuples(st.integers(0, 3), ITEMS), max_size=8))
def test_prices_between_the_sides_cancel_out(deals, said):
    """However many sides trade with each other, in whatever roles: together they gain what comes from outside."""
    accounts = [Account() for _side in range(4)]
    for commissions, delivers, price, cost in deals:
        accounts[commissions] = replace(
            accounts[commissions], trades=(*accounts[commissions].trades, Trade(price, False))
        )
        accounts[delivers] = replace(
            accounts[delivers], trades=(*accounts[delivers].trades, Trade(price, True, cost))
        )
    for side, item in said:
        accounts[side] = replace(accounts[side], items=(*accounts[side].items, item))

    together = sum(benefit_of(one).benefit for one in accounts)
    outside = sum(
        (item.value if item.is_gain else -item.value)
        for _side, item in said
        if item.value is not None and item.answer is YES
    )
    assert together == outside - sum(cost for _buyer, _maker, _price, cost in deals)


@given(st.lists(POSITIVE, min_size=2, max_size=5), POSITIVE)
def test_evenness_is_between_nought_and_one_and_knows_no_order_and_no_unit(ratios, factor):
    found = evenness(ratios)

    assert 0 < found <= 1
    assert evenness(ratios[::-1]) == found
    assert as_shown(evenness([one * factor for one in ratios])) == as_shown(found)
    assert evenness([*ratios, max(ratios)]) == found


@given(MONEY, st.lists(ITEMS, max_size=6), POSITIVE)
def test_more_confirmed_value_never_serves_a_side_less(price, items, more):
    before = benefit_of(buyer(str(price), *items))
    after = benefit_of(buyer(str(price), *items, gain(str(more))))

    assert after.benefit == before.benefit + more
    assert before.ratio is None or after.ratio > before.ratio


@given(MONEY, st.lists(ITEMS, max_size=6))
def test_a_step_that_is_enough_makes_the_deal_serve_the_side(price, items):
    account = buyer(str(price), *items)
    found = mend(account)

    assert (found is not None) == (benefit_of(account).light is Light.NOT)
    if found and found.step in (Step.CONFIRM, Step.AGREE) and found.is_enough:
        wanted = WAITS if found.step is Step.CONFIRM else NO
        agreed = [replace(one, answer=YES) if one.is_gain and one.answer is wanted else one for one in items]
        assert benefit_of(buyer(str(price), *agreed)).light is Light.SERVES


@given(MONEY, MONEY, st.decimals(0, "0.9", places=2, allow_nan=False))
def test_a_side_that_delivers_is_told_of_its_margin_only_below_the_corridor(price, cost, low):
    found = mend(maker(str(price), str(cost), low=str(low)))

    if found is not None:
        gap = price * low - (price - cost)
        assert found == (
            Mend(Step.MARGIN, gap, is_enough=gap > cost - price)
            if gap > 0
            else Mend(Step.PRICE, cost - price, is_enough=True)
        )
