from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from projects.health.formula import Key, Reading, joint_score, score_party
from projects.health.helping import Step, best_steps

ONE, OTHER = UUID(int=1), UUID(int=2)
GOAL, WAIT = Key("goals", "pace", UUID(int=9)), Key("answers", "wait")
QUARTER = Decimal("0.25")


def scored(**sides):
    return {
        {"one": ONE, "other": OTHER}[side]: score_party(
            [Reading(key, Decimal(weight), Decimal(1), Decimal(score)) for key, weight, score in rows]
        )
        for side, rows in sides.items()
    }


def steps(sides):
    return best_steps(sides, spread_weight=QUARTER, others_act=lambda key: key.dimension == "answers")


def test_what_both_can_act_on_is_the_best_step_of_both():
    sides = scored(one=[(GOAL, 25, 40)], other=[(GOAL, 25, 40)])
    step = Step(GOAL, (ONE, OTHER), Decimal("60.00"))
    assert steps(sides) == {ONE: step, OTHER: step}


def test_an_answer_is_a_step_of_the_side_that_is_waited_for():
    sides = scored(one=[(GOAL, 25, 90), (WAIT, 25, 0)], other=[(GOAL, 25, 90)])
    assert steps(sides)[OTHER].key == WAIT
    assert steps(sides)[OTHER].parties == (ONE,)
    assert steps(sides)[ONE].key == GOAL


def test_nothing_to_raise_is_no_step():
    assert steps(scored(one=[(GOAL, 25, 100)], other=[(GOAL, 25, 100)])) == {}


def test_without_a_score_of_every_side_there_is_none():
    assert best_steps({ONE: score_party([])}, spread_weight=QUARTER, others_act=lambda key: False) == {}


def test_raising_the_side_that_is_served_better_may_help_nobody():
    """With the worse side alone counted, a step that lifts the better one gives nothing."""
    sides = scored(one=[(GOAL, 25, 90), (WAIT, 25, 80)], other=[(GOAL, 25, 20)])
    found = best_steps(sides, spread_weight=Decimal("0.5"), others_act=lambda key: True)
    assert found[ONE] == Step(GOAL, (OTHER,), Decimal("65.00"))
    assert OTHER not in found


rows = st.lists(
    st.tuples(
        st.sampled_from([GOAL, WAIT, Key("delivery", "hours", UUID(int=3))]),
        st.integers(1, 30),
        st.integers(0, 100),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda row: row[0],
)


@given(rows, rows)
def test_no_other_part_that_a_side_can_act_on_would_give_more(one, other):
    sides = scored(one=one, other=other)
    found = steps(sides)
    now = joint_score([side.score for side in sides.values()])
    for party in sides:
        for key in {key for key, _weight, _score in (*one, *other)}:
            raised = scored(
                one=[(k, w, 100 if k == key and not (k == WAIT and party == ONE) else s) for k, w, s in one],
                other=[
                    (k, w, 100 if k == key and not (k == WAIT and party == OTHER) else s) for k, w, s in other
                ],
            )
            gain = joint_score([side.score for side in raised.values()]) - now
            assert gain <= (found[party].points if party in found else 0)
