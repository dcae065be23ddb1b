from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.health.openness import Question, Told, readings
from projects.openness.steps import OPENABLE, Opened, Step, Topic

ADA, SAM, MIA = PARTIES = tuple(UUID(int=number) for number in (1, 2, 3))
SUNDAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 16)
LATER = date(2027, 6, 30)


def opens(owner, reader, topic=Topic.COST, step=Step.DETAIL, until=LATER):
    return Opened(owner, reader, topic, step, until)


def read(opened=(), withdrawn=(), questions=()):
    found = readings(opened, withdrawn, questions, as_of=SUNDAY)
    return {
        party: [(one.key.part, one.weight, one.freshness, one.score, dict(one.fact)) for one in rows]
        for party, rows in found.items()
    }


def test_what_is_as_open_as_agreed_is_whole_and_fresh_for_its_reader_alone():
    assert read([opens(SAM, ADA)]) == {
        ADA: [("opened", Decimal(15), Decimal(1), Decimal(100), {"kept": 1, "agreed": 1, "expired": 0})]
    }


def test_a_withdrawn_step_counts_as_broken_until_its_last_day():
    withdrawn = [opens(SAM, ADA, until=SUNDAY)]
    ((_part, _weight, fresh, score, fact),) = read(withdrawn=withdrawn)[ADA]
    assert (fresh, score, fact) == (Decimal(1), Decimal(0), {"kept": 0, "agreed": 1, "expired": 0})
    assert read(withdrawn=[opens(SAM, ADA, until=SUNDAY - timedelta(days=1))]) == {}


def test_what_is_left_of_a_withdrawn_step_counts():
    found = read([opens(SAM, ADA, step=Step.EXISTS)], [opens(SAM, ADA, step=Step.DETAIL)])
    assert [row[3] for row in found[ADA]] == [Decimal("33.33")]


def test_with_the_price_known_an_open_margin_makes_up_for_a_withdrawn_cost():
    found = read([opens(SAM, ADA, Topic.MARGIN)], [opens(SAM, ADA, Topic.COST)])
    assert [row[3] for row in found[ADA]] == [Decimal(100)]


@pytest.mark.parametrize(
    ("days_ago", "seen"), [(1, (Decimal(50), 1)), (42, (Decimal(50), 1)), (56, None), (90, None)]
)
def test_what_ran_out_without_being_renewed_counts_half_for_eight_weeks(days_ago, seen):
    found = read([opens(SAM, ADA, until=SUNDAY - timedelta(days=days_ago))])
    assert (found[ADA][0][3], found[ADA][0][4]["expired"]) == seen if seen else found == {}


def test_what_ran_out_is_as_old_as_its_last_day_and_halves_in_six_weeks():
    found = read([opens(SAM, ADA, until=SUNDAY - timedelta(weeks=6))])
    assert found[ADA][0][2] == Decimal("0.5")


def test_a_step_agreed_as_closed_promises_nothing():
    assert read([opens(SAM, ADA, step=Step.CLOSED)]) == {}


def test_questions_wait_in_working_days_and_share_the_weight():
    questions = [Question(ADA, MONDAY - timedelta(weeks=1), None), Question(ADA, MONDAY, MONDAY)]
    assert read([opens(SAM, ADA)], (), questions)[ADA] == [
        ("opened", Decimal("10.5"), Decimal(1), Decimal(100), {"kept": 1, "agreed": 1, "expired": 0}),
        (
            "questions",
            Decimal("4.5"),
            Decimal(1),
            Decimal("86.11"),
            {"days": "4.5", "questions": 2, "open": 1},
        ),
    ]


def test_questions_alone_carry_the_whole_weight():
    assert [row[:2] for row in read(questions=[Question(SAM, MONDAY, None)])[SAM]] == [
        ("questions", Decimal(15))
    ]


def test_where_nothing_was_agreed_or_asked_there_is_no_value():
    assert read() == {}


def test_of_three_parties_each_is_served_by_all_the_others():
    found = read([opens(SAM, ADA), opens(MIA, ADA), opens(ADA, MIA)], [opens(MIA, ADA, Topic.PLANS)])
    assert {party: rows[0][3:] for party, rows in found.items()} == {
        ADA: (Decimal("66.67"), {"kept": 2, "agreed": 3, "expired": 0}),
        MIA: (Decimal(100), {"kept": 1, "agreed": 1, "expired": 0}),
    }


DAYS = st.dates(min_value=date(2026, 8, 1), max_value=date(2027, 3, 31))
ROWS = st.lists(
    st.builds(
        Opened,
        st.sampled_from(PARTIES),
        st.sampled_from(PARTIES),
        st.sampled_from(OPENABLE),
        st.sampled_from(Step),
        DAYS,
    ).filter(lambda one: one.owner != one.reader),
    max_size=8,
    unique_by=lambda one: (one.owner, one.reader, one.topic),
)
QUESTIONS = st.lists(st.builds(Question, st.sampled_from(PARTIES), DAYS, st.none() | DAYS), max_size=5)


@given(ROWS, ROWS, QUESTIONS)
def test_scores_stay_on_the_scale_and_weights_sum(opened, withdrawn, questions):
    for rows in readings(opened, withdrawn, questions, as_of=SUNDAY).values():
        assert sum(one.weight for one in rows) == Decimal(15)
        assert all(0 <= one.score <= 100 and 0 <= one.freshness <= 1 for one in rows)


@given(ROWS, ROWS, QUESTIONS, st.permutations(PARTIES))
def test_parties_change_places_and_nothing_else_changes(opened, withdrawn, questions, others):
    to = dict(zip(PARTIES, others, strict=True))

    def moved(rows):
        return [Opened(to[row.owner], to[row.reader], row.topic, row.step, row.until) for row in rows]

    asked = [Question(to[one.party_id], one.asked_on, one.ended_on) for one in questions]
    here = readings(opened, withdrawn, questions, as_of=SUNDAY)
    there = readings(moved(opened), moved(withdrawn), asked, as_of=SUNDAY)
    assert {to[party]: rows for party, rows in here.items()} == there


@given(ROWS, ROWS, QUESTIONS)
def test_the_order_of_the_facts_is_all_the_same(opened, withdrawn, questions):
    assert readings(opened, withdrawn, questions, as_of=SUNDAY) == readings(
        opened[::-1], withdrawn[::-1], questions[::-1], as_of=SUNDAY
    )


@pytest.mark.parametrize(
    ("late", "score", "fresh"), [(-3, 100, 1), (0, 100, 1), (14, 75, 0), (28, 50, 0), (56, 0, 0), (400, 0, 0)]
)
def test_a_page_is_whole_until_its_day_and_nothing_eight_weeks_later(late, score, fresh):
    told = [Told(SAM, SUNDAY - timedelta(days=late))]
    found = readings([], [], [], told, sides=[ADA, SAM], as_of=SUNDAY)
    ((one,),) = found.values()
    assert set(found) == {ADA}
    assert (one.key.part, one.weight, one.score, one.fact) == (
        "insight",
        Decimal(15),
        Decimal(score),
        {"fresh": fresh, "pages": 1},
    )


def test_with_all_three_parts_each_carries_its_share():
    found = readings(
        [opens(SAM, ADA)],
        [],
        [Question(ADA, MONDAY, None)],
        [Told(SAM, SUNDAY)],
        sides=[ADA, SAM],
        as_of=SUNDAY,
    )
    assert [(one.key.part, one.weight) for one in found[ADA]] == [
        ("opened", Decimal("8.4")),
        ("questions", Decimal("3.6")),
        ("insight", Decimal("3")),
    ]
