from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.health.benefit import MarginStand, ValueStand, margin_light, readings, value_light
from projects.openness.steps import Opened, Step, Topic

ADA, SAM, MIA = PARTIES = tuple(UUID(int=number) for number in (1, 2, 3))
SHOP, SHIP = UUID(int=11), UUID(int=12)
SUNDAY = date(2026, 11, 22)
LATER = date(2027, 6, 30)
LOW, HIGH = Decimal("0.2"), Decimal("0.3")


def opens(owner, reader, topic, step=Step.EXISTS, until=LATER):
    return Opened(owner, reader, topic, step, until)


SAM_OPENS = opens(SAM, ADA, Topic.MARGIN)
ADA_OPENS = opens(ADA, SAM, Topic.OUTCOME_VALUE)


def stand(margin, *, party=SAM, project=SHOP, on=SUNDAY):
    known = None if margin is None else Decimal(margin)
    return MarginStand(party, project, known, LOW, HIGH, on)


def value(worth, *, party=ADA, gives="1000", on=SUNDAY):
    return ValueStand(party, None if worth is None else Decimal(worth), Decimal(gives), on)


def read(margins=(), values=(), opened=(), parties=(ADA, SAM)):
    found = readings(margins, values, opened, parties=parties, as_of=SUNDAY)
    return {
        party: [(one.key.part, one.weight, one.freshness, one.score, dict(one.fact)) for one in rows]
        for party, rows in found.items()
    }


@pytest.mark.parametrize(
    ("margin", "light"),
    [
        ("0.20", "inside"),
        ("0.30", "inside"),
        ("0.1999", "near"),
        ("0.15", "near"),
        ("0.35", "near"),
        ("0.1499", "far"),
        ("0.3501", "far"),
        ("-2", "far"),
        ("0.9", "far"),
    ],
)
def test_a_margin_is_inside_its_corridor_near_it_or_far_from_it(margin, light):
    assert margin_light(Decimal(margin), low=LOW, high=HIGH) == light


@pytest.mark.parametrize(("low", "high", "light"), [(None, HIGH, "inside"), (LOW, None, "far")])
def test_a_corridor_may_have_one_end(low, high, light):
    assert margin_light(Decimal("0.1"), low=low, high=high) == light


@pytest.mark.parametrize(
    ("worth", "light"),
    [("1000", "inside"), ("4000", "inside"), ("999", "near"), ("950", "near"), ("949", "far"), ("0", "far")],
)
def test_a_value_covers_what_is_given_nearly_covers_it_or_does_not(worth, light):
    assert value_light(Decimal(worth), gives=Decimal(1000)) == light


def test_an_opened_margin_counts_for_the_side_that_delivers():
    assert read([stand("0.25")], opened=[SAM_OPENS]) == {
        SAM: [("margin", Decimal(20), Decimal(1), Decimal(100), {"light": "inside"})]
    }


@pytest.mark.parametrize(
    "opened",
    [
        (),
        (opens(SAM, ADA, Topic.MARGIN, Step.CLOSED),),
        (opens(SAM, ADA, Topic.MARGIN, until=SUNDAY - timedelta(days=1)),),
        (opens(SAM, ADA, Topic.OUTCOME_VALUE, Step.FULL),),
        (opens(ADA, SAM, Topic.MARGIN, Step.FULL),),
    ],
)
def test_a_margin_that_is_not_opened_has_no_row(opened):
    assert read([stand("0.25")], opened=opened) == {}


def test_an_opened_cost_opens_the_margin():
    assert set(read([stand("0.25")], opened=[opens(SAM, ADA, Topic.COST)])) == {SAM}


def test_of_three_parties_all_the_others_must_see_it():
    margins = [stand("0.25")]
    assert read(margins, opened=[SAM_OPENS], parties=PARTIES) == {}
    assert set(read(margins, opened=[SAM_OPENS, opens(SAM, MIA, Topic.COST)], parties=PARTIES)) == {SAM}


def test_a_party_alone_in_its_partnership_has_opened_nothing():
    assert read([stand("0.25")], opened=[SAM_OPENS], parties=[SAM]) == {}


def test_an_opened_value_counts_for_the_side_that_commissions():
    assert read(values=[value("960")], opened=[ADA_OPENS]) == {
        ADA: [("value", Decimal(20), Decimal(1), Decimal(60), {"light": "near"})]
    }
    assert read(values=[value("960")], opened=[SAM_OPENS]) == {}


def test_what_is_not_stated_or_confirmed_yet_lowers_the_coverage_alone():
    found = read([stand("0.25"), stand(None, project=SHIP)], [value(None)], [SAM_OPENS, ADA_OPENS])
    assert found == {
        ADA: [("value", Decimal(20), Decimal(0), None, {})],
        SAM: [
            ("margin", Decimal(10), Decimal(1), Decimal(100), {"light": "inside"}),
            ("margin", Decimal(10), Decimal(0), None, {}),
        ],
    }


def test_a_side_that_delivers_and_commissions_is_counted_by_both():
    both = [SAM_OPENS, opens(SAM, ADA, Topic.OUTCOME_VALUE)]
    found = read([stand("0.25")], [value("100", party=SAM)], both)
    assert [row[:2] for row in found[SAM]] == [("margin", Decimal(10)), ("value", Decimal(10))]


def test_evidence_halves_in_eight_weeks():
    found = read([stand("0.25", on=SUNDAY - timedelta(weeks=8))], opened=[SAM_OPENS])
    assert found[SAM][0][2] == Decimal("0.5")


FRACTIONS = st.decimals(min_value="-1", max_value="1", places=4)
STEPS = st.lists(
    st.builds(
        Opened,
        st.sampled_from(PARTIES),
        st.sampled_from(PARTIES),
        st.sampled_from([Topic.COST, Topic.MARGIN, Topic.OUTCOME_VALUE]),
        st.sampled_from(Step),
        st.just(LATER),
    ),
    max_size=10,
)
MARGINS = st.lists(
    st.builds(stand, st.none() | FRACTIONS, party=st.sampled_from(PARTIES), project=st.uuids()), max_size=4
)
VALUES = st.lists(
    st.builds(value, st.integers(0, 3000), party=st.sampled_from(PARTIES)),
    max_size=3,
    unique_by=lambda one: one.party_id,
)


@given(FRACTIONS, FRACTIONS)
def test_two_hidden_margins_with_one_light_can_not_be_told_apart(one, other):
    lights = [margin_light(margin, low=LOW, high=HIGH) for margin in (one, other)]
    rows = [read([stand(margin)], opened=[SAM_OPENS]) for margin in (one, other)]
    assert (rows[0] == rows[1]) == (lights[0] == lights[1])


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_two_hidden_values_with_one_light_can_not_be_told_apart(one, other):
    lights = [value_light(Decimal(worth), gives=Decimal(1000)) for worth in (one, other)]
    rows = [read(values=[value(worth)], opened=[ADA_OPENS]) for worth in (one, other)]
    assert (rows[0] == rows[1]) == (lights[0] == lights[1])


@given(MARGINS, VALUES, STEPS)
def test_scores_are_three_and_weights_sum(margins, values, opened):
    for rows in readings(margins, values, opened, parties=PARTIES, as_of=SUNDAY).values():
        assert sum(one.weight for one in rows) == Decimal(20)
        assert {one.score for one in rows} <= {None, Decimal(100), Decimal(60), Decimal(20)}
        assert all(set(one.fact) <= {"light"} for one in rows)


@given(MARGINS, VALUES, STEPS, st.permutations(PARTIES))
def test_parties_change_places_and_nothing_else_changes(margins, values, opened, others):
    to = dict(zip(PARTIES, others, strict=True))
    here = readings(margins, values, opened, parties=PARTIES, as_of=SUNDAY)
    there = readings(
        [MarginStand(to[m.party_id], m.project_id, m.margin, m.low, m.high, m.evidence_on) for m in margins],
        [ValueStand(to[v.party_id], v.value, v.gives, v.evidence_on) for v in values],
        [Opened(to[one.owner], to[one.reader], one.topic, one.step, one.until) for one in opened],
        parties=PARTIES,
        as_of=SUNDAY,
    )
    assert {to[party]: rows for party, rows in here.items()} == there
