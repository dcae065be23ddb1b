"""Early warnings count as good for every side; that nobody warned counts for nothing."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from projects.health.formula import Key, Reading, score_party
from projects.health.warned import KEY, with_warnings

DAY = date(2026, 11, 23)
ONE, OTHER = UUID(int=1), UUID(int=2)
SIDES = (ONE, OTHER)
PULSE = Reading(Key("feedback", "pulse"), Decimal(15), Decimal(1), Decimal(40))
DAYS = st.lists(st.integers(0, 120).map(lambda days: DAY - timedelta(days=days)), max_size=9)


def found(heard, raised):
    return with_warnings(heard, raised, parties=SIDES, as_of=DAY, weight=Decimal(15))


def test_a_warning_of_today_is_a_fifth_of_the_dimension_for_both_sides():
    rows = found({ONE: [PULSE]}, [DAY])
    assert [(row.key, row.weight, row.score) for row in rows[ONE]] == [
        (PULSE.key, Decimal(12), Decimal(40)),
        (KEY, Decimal(3), Decimal(100)),
    ]
    assert [(row.key, row.weight, row.freshness) for row in rows[OTHER]] == [(KEY, Decimal(3), Decimal(1))]
    assert score_party(rows[ONE]).score == Decimal(52)


def test_it_fades_over_eight_weeks_and_then_has_no_value():
    days = {0: "1.0000", 28: "0.7071", 55: "0.5062"}
    for age, fresh in days.items():
        [row] = found({}, [DAY - timedelta(days=age)])[ONE]
        assert str(row.freshness) == fresh
    assert found({ONE: [PULSE]}, [DAY - timedelta(days=56)]) == {ONE: [PULSE]}
    assert found({}, []) == {}


def test_what_comes_after_the_day_is_not_known_on_it():
    assert found({}, [DAY + timedelta(days=1)]) == {}


@given(DAYS, st.integers(0, 100))
def test_a_warning_never_lowers_a_score(raised, said):
    heard = {ONE: [Reading(PULSE.key, Decimal(15), Decimal(1), Decimal(said))]}
    rows = found(heard, raised)
    assert sum(row.weight for row in rows[ONE]) == 15
    assert score_party(rows[ONE]).score >= score_party(heard[ONE]).score
