"""How much one side may see of another: steps, the days they hold, cost and margin, and what parity asks for."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.openness.steps import (
    OPENABLE,
    RULES,
    Imbalance,
    Opened,
    Step,
    Topic,
    imbalances,
    pair_of,
    step_in,
)

A, B, C = (UUID(int=number) for number in (1, 2, 3))
TODAY, FAR = date(2026, 11, 23), date(2027, 12, 31)
topics, steps = st.sampled_from(OPENABLE), st.sampled_from(list(Step))
sides = st.permutations([A, B, C])


def opened(owner, reader, topic, step, until=FAR):
    return Opened(owner, reader, topic, Step(step), until)


def seen(rows, owner, reader, topic, today=TODAY):
    return step_in(rows, owner, reader, topic, today=today)


@given(
    rows=st.lists(
        st.builds(opened, sides.map(lambda three: three[0]), sides.map(lambda three: three[1]), topics, steps)
    )
)
def test_a_side_sees_all_of_its_own(rows):
    assert [seen(rows, A, A, topic) for topic in Topic] == [Step.FULL] * len(Topic)


@pytest.mark.parametrize("topic", list(Topic))
def test_while_nothing_is_signed_the_start_holds(topic):
    assert seen([], A, B, topic) == RULES[topic].start


@given(step=steps, topic=topics)
def test_a_grant_holds_to_its_last_day_and_for_its_reader_alone(step, topic):
    rows = [opened(A, B, topic, step, TODAY)]
    assert seen(rows, A, B, topic) == max(step, RULES[topic].least)
    assert seen(rows, A, B, topic, TODAY + timedelta(days=1)) == RULES[topic].start
    assert seen(rows, A, C, topic) == RULES[topic].start
    assert seen(rows, B, A, topic) == RULES[topic].start


@given(cost=steps, margin=steps)
def test_cost_and_margin_tell_each_other(cost, margin):
    rows = [opened(A, B, Topic.COST, cost), opened(A, B, Topic.MARGIN, margin)]
    widest = max(cost, margin)
    assert [seen(rows, A, B, topic) for topic in (Topic.COST, Topic.MARGIN)] == [widest, widest]
    assert seen(rows, A, B, Topic.OUTCOME_VALUE) == Step.CLOSED


def test_what_is_shared_from_the_start_never_closes_below_its_least():
    assert seen([opened(A, B, Topic.TIME, 0)], A, B, Topic.TIME) == Step.DETAIL


@pytest.mark.parametrize(
    ("topic", "pair"),
    [
        (Topic.MARGIN, Topic.OUTCOME_VALUE),
        (Topic.COST, Topic.OUTCOME_VALUE),
        (Topic.OUTCOME_VALUE, Topic.MARGIN),
        (Topic.CAPACITY, Topic.PLANS),
        (Topic.PLANS, Topic.CAPACITY),
        (Topic.TIME, Topic.RESPONSE_TIMES),
        (Topic.RESPONSE_TIMES, Topic.TIME),
        (Topic.KEY_FIGURES, None),
    ],
)
def test_topics_go_in_pairs(topic, pair):
    assert pair_of(topic) == pair


@given(gives=steps, gets=steps)
def test_parity_asks_for_one_step_less_in_return(gives, gets):
    rows = [opened(A, B, Topic.MARGIN, gets), opened(B, A, Topic.OUTCOME_VALUE, gives)]
    expected = []
    if gives < gets - 1:
        expected.append(Imbalance(A, B, Topic.MARGIN, gets, Topic.OUTCOME_VALUE, gives, Step(gets - 1)))
    if gets < gives - 1:
        expected.append(Imbalance(B, A, Topic.OUTCOME_VALUE, gives, Topic.MARGIN, gets, Step(gives - 1)))
    assert imbalances(rows, today=TODAY) == expected


@given(cost=steps, margin=steps, gives=steps)
def test_cost_counts_as_margin_for_parity_in_both_directions(cost, margin, gives):
    rows = [
        opened(A, B, Topic.COST, cost),
        opened(A, B, Topic.MARGIN, margin),
        opened(B, A, Topic.OUTCOME_VALUE, gives),
    ]
    widest = max(cost, margin)
    found = {(one.owner, one.topic, one.step, one.needs) for one in imbalances(rows, today=TODAY)}
    assert found == {
        *([(A, Topic.MARGIN, widest, widest - 1)] if gives < widest - 1 else []),
        *([(B, Topic.OUTCOME_VALUE, gives, gives - 1)] if widest < gives - 1 else []),
    }


def test_what_has_ended_neither_asks_nor_gives():
    ended = TODAY - timedelta(days=1)
    assert imbalances([opened(A, B, Topic.MARGIN, 4, ended)], today=TODAY) == []
    rows = [opened(A, B, Topic.MARGIN, 3), opened(B, A, Topic.OUTCOME_VALUE, 4, ended)]
    assert [one.gives for one in imbalances(rows, today=TODAY)] == [Step.CLOSED]


def test_a_third_side_is_no_return_for_the_second():
    rows = [opened(A, B, Topic.MARGIN, 3), opened(C, A, Topic.OUTCOME_VALUE, 1)]
    assert [(one.owner, one.reader) for one in imbalances(rows, today=TODAY)] == [(A, B)]


@given(
    rows=st.lists(st.builds(opened, st.just(A), st.just(B), st.just(Topic.KEY_FIGURES), steps), max_size=1)
)
def test_key_figures_ask_for_nothing_in_return(rows):
    assert imbalances(rows, today=TODAY) == []
