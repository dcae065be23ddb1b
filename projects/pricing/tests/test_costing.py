from datetime import date
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from projects.openness.steps import Step
from projects.pricing.actuals import Rest
from projects.pricing.buildup import Line, SheetKind, Sort
from projects.pricing.costing import BoughtIn, Costed, LineCosts, cost_side
from projects.pricing.opened import Prices, reduced
from projects.pricing.sheet import SheetTerms

D = Decimal
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
LINES = (
    Line("1", Sort.LABOUR, role="Dev", hours=D(100), rate=D(800), price=D(80_000)),
    Line("2", Sort.BOUGHT_IN, text="Photos", price=D(20_000)),
    Line("3", Sort.OVERHEAD, price=D(0)),
)
TERMS = SheetTerms(UUID(int=1), "Kitchens", SheetKind.TIME_AND_MATERIALS, "SEK", LINES)
COSTS = LineCosts({"1": D(50_000), "2": D(10_000), "3": D(6_000)}, {"dev": D(500)})


def side(*work, bought=(), lines=COSTS, terms=TERMS, today=None, rest=None):
    return cost_side(work, bought, terms=terms, lines=lines, today_hourly=today or {}, rest=rest or Rest())


def hours(month, many, cost=None, role="Dev"):
    return Costed(role, role.lower(), month, D(many), None if cost is None else D(cost))


def photos(cost, day=date(2026, 9, 5)):
    return BoughtIn(UUID(int=2), "Photos", day, D(20_000), None if cost is None else D(cost))


def test_overhead_follows_the_costs_as_it_is_planned():
    found = side(hours(SEPTEMBER, 50, 500), bought=[photos(10_000)])
    # 25 000 and 10 000, and a tenth beside them; ahead are 50 hours more
    assert (found.now, found.beside) == (D(38_500), D(3_500))
    assert (found.forecast, found.planned) == (D(66_000), D(66_000))


def test_what_the_rate_card_says_today_holds_for_the_rest():
    found = side(hours(SEPTEMBER, 50, 500), bought=[photos(10_000)], today={"dev": D(600)})
    # Planned anew at 600: 70 000 direct, and 6 000 beside it
    assert found.forecast == (D(25_000) + D(30_000) + D(10_000)) * D(76_000) / D(70_000)


def test_an_unknown_overhead_leaves_the_cost_unknown():
    partly = LineCosts({"1": D(50_000), "2": D(10_000)}, {"dev": D(500)})
    assert (side(hours(SEPTEMBER, 5, 500), lines=partly).now, side(hours(SEPTEMBER, 5, 500)).now) == (
        None,
        D(2_750),
    )


def test_a_purchase_without_a_cost_leaves_the_cost_unknown_and_is_counted():
    found = side(hours(SEPTEMBER, 5, 500), bought=[photos(None)])
    assert (found.now, found.forecast, found.purchases_without_cost) == (None, None, 1)


def test_without_a_sheet_what_is_known_is_what_was_done():
    found = side(hours(SEPTEMBER, 5, 500), terms=None, lines=LineCosts())
    assert (found.now, found.planned) == (D(2_500), None)


AMOUNTS = st.decimals(0, 10_000, places=2)


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=1, max_size=6), AMOUNTS)
def test_months_and_roles_sum_to_the_whole_to_the_last_ore(some, cost):
    months = [date(2026, 1 + place, 1) for place in range(len(some))]
    work = [
        Costed(f"Role {place % 2}", f"role {place % 2}", month, amount / 7, hourly / 3)
        for place, (month, (amount, hourly)) in enumerate(zip(months, some, strict=True))
    ]
    found = side(*work, bought=[photos(cost)])
    seen = reduced(found, Prices("SEK", D(1), D(1), D(1)), step=Step.DETAIL)
    whole = seen.now.cost.exact
    assert sum(one.cost.exact for one in seen.months) == whole
    assert sum(one.cost.exact for one in seen.roles) + seen.bought.exact + seen.beside.exact == whole
