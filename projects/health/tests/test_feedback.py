"""The feedback dimension: what a side said, less for views apart; nothing before it is revealed."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from projects.feedback.pulse_factories import pulse_answered, pulse_opened
from projects.feedback.queries.pulse_facts import facts_for_feedback
from projects.health.feedback import View, lost_by, readings, said_score
from tests.tenancy import acting_as, as_creator

ADA, SAM, MIA = PARTIES = [UUID(int=number) for number in (1, 2, 3)]
SUNDAY = date(2026, 11, 22)
D = Decimal


def view(party, about, mean, question="tempo", on=SUNDAY):
    return View(party, about, question, Fraction(mean), on)


def read(views):
    found = readings(views, as_of=SUNDAY)
    return {party: (one.weight, one.freshness, one.score, dict(one.fact)) for party, [one] in found.items()}


def test_a_mean_of_one_is_nothing_and_of_ten_is_all():
    assert [said_score(Fraction(mean)) for mean in (1, 5.5, 10)] == [0, 50, 100]


def test_views_up_to_a_point_apart_cost_nothing_and_more_at_most_twenty():
    assert [lost_by(Fraction(size)) for size in (0, 1, 2, 3, 9)] == [0, 0, 5, 10, 20]


def test_each_side_is_scored_by_what_it_said_of_the_other():
    assert read([view(ADA, SAM, 10), view(SAM, ADA, 1)]) == {
        ADA: (D(15), D(1), D(100), {"said": "10.0", "apart": None}),
        SAM: (D(15), D(1), D(0), {"said": "1.0", "apart": None}),
    }


def test_views_apart_lower_both_sides():
    found = read([view(ADA, SAM, 7), view(SAM, SAM, 10), view(SAM, ADA, 10), view(ADA, ADA, 9)])
    assert found[ADA] == (D(15), D(1), D("61.67"), {"said": "7.0", "apart": "2.0"})
    assert found[SAM] == (D(15), D(1), D(95), {"said": "10.0", "apart": "2.0"})


def test_only_what_is_said_of_another_gives_a_value_and_it_halves_in_eight_weeks():
    assert read([view(ADA, ADA, 9)]) == {}
    old = read([view(ADA, SAM, 10, on=SUNDAY - timedelta(weeks=8))])
    assert old[ADA][1] == D("0.5")


def test_of_three_sides_each_says_something_of_both_others():
    found = read([view(ADA, SAM, 10), view(ADA, MIA, 1), view(MIA, ADA, 10)])
    assert {party: one[2] for party, one in found.items()} == {ADA: D(50), MIA: D(100)}


VIEWS = st.lists(
    st.builds(
        View,
        st.sampled_from(PARTIES),
        st.sampled_from(PARTIES),
        st.sampled_from("xy"),
        st.integers(1, 10).map(Fraction),
        st.just(SUNDAY),
    ),
    unique_by=lambda one: (one.party_id, one.about_id, one.question),
)


@given(VIEWS, st.permutations(PARTIES))
def test_scores_stay_on_the_scale_and_parties_are_alike(views, others):
    to = dict(zip(PARTIES, others, strict=True))
    moved = [View(to[one.party_id], to[one.about_id], one.question, one.mean, SUNDAY) for one in views]
    before, after = read(views), read(moved)
    assert all(0 <= one[2] <= 100 for one in before.values())
    assert after == {to[party]: one for party, one in before.items()}


def test_what_is_not_revealed_says_nothing_even_to_the_sweep(world):
    one, other = world.parties["havsvik"], world.parties["studionord"]
    ada, sam = world.users["ada"].id, world.users["sam"].id
    seats = {one: [ada], other: [sam]}
    now = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    with as_creator():
        shown = pulse_opened(
            world.shared, seats, opened_at=now - timedelta(days=40), revealed_at=now - timedelta(days=30)
        )
        pulse_answered(shown, one, ada, {("tempo", other): (4, ""), ("tempo", None): (9, "")})
        begun = pulse_opened(world.shared, seats, number=2, opened_at=now)
        pulse_answered(begun, other, sam, {("tempo", one): (1, "")})
        with acting_as("portal_system"):
            found = facts_for_feedback([world.shared, world.foreign], as_of=now.date())
            earlier = facts_for_feedback([world.shared], as_of=now.date() - timedelta(days=31))
    [fact] = found[world.shared]
    assert (fact.party_id, fact.about_id, fact.total, fact.count) == (one, other, 4, 1)
    assert fact.revealed_on == date(2026, 10, 21)
    assert (list(found), earlier) == ([world.shared], {})
