from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from partnership.kit.rounding import rounded
from projects.health.change import joint_drivers, party_drivers, whole_drivers
from projects.health.formula import SPREAD, Driver, Key, Reading, joint_score, score_party

ADA, SAM = UUID(int=1), UUID(int=2)
PARTS = [
    Key("delivery", "hours", ADA),
    Key("delivery", "date", ADA),
    Key("goals", "goal", SAM),
    Key("answers", "wait"),
]
WEIGHTS = {"delivery": Decimal(8), "goals": Decimal(25), "answers": Decimal(5)}
WEEKS = st.lists(
    st.tuples(
        st.sampled_from(PARTS),
        st.decimals(min_value=0, max_value=1, places=4),
        st.none() | st.decimals(min_value=0, max_value=100, places=2),
    ),
    max_size=4,
    unique_by=lambda row: row[0],
).map(
    lambda rows: score_party(
        [Reading(key, WEIGHTS[key.dimension], fresh, score) for key, fresh, score in rows]
    )
)


def week(**scores):
    rows = {"hours": PARTS[0], "date": PARTS[1], "goal": PARTS[2]}
    return score_party(
        [Reading(rows[name], Decimal(8), Decimal(1), Decimal(score)) for name, score in scores.items()]
    )


@given(WEEKS, WEEKS)
def test_drivers_sum_to_the_change_of_a_party_exactly(before, after):
    drivers = party_drivers(before, after)
    if before.score is None or after.score is None:
        assert drivers == []
    else:
        assert sum(driver.points for driver in drivers) == after.score - before.score


@given(WEEKS, WEEKS, WEEKS, WEEKS)
def test_drivers_sum_to_the_joint_change_exactly_and_in_the_whole_numbers_people_see(one, two, three, four):
    before, after = {ADA: one, SAM: two}, {ADA: three, SAM: four}
    old, new = (joint_score([party.score for party in side.values()]) for side in (before, after))
    drivers = joint_drivers(before, after)
    if old is None or new is None:
        assert drivers == []
        return
    assert sum(driver.points for driver in drivers) == new - old
    if drivers:
        whole = whole_drivers(drivers, before=old, after=new)
        assert sum(driver.points for driver in whole) == rounded(new) - rounded(old)


def test_a_part_that_moved_alone_explains_the_whole_change():
    before, after = week(hours="90", date="100"), week(hours="76", date="100")
    assert party_drivers(before, after) == [Driver(PARTS[0], Decimal(-7))]


def test_a_new_part_with_the_same_score_moves_nothing_and_blames_nobody():
    assert party_drivers(week(hours="80"), week(hours="80", date="80")) == []


def test_a_new_part_under_the_mean_is_the_driver_and_not_its_older_neighbour():
    drivers = party_drivers(week(hours="100"), week(hours="100", date="50"))
    assert drivers == [Driver(PARTS[1], Decimal("-18.75")), Driver(PARTS[0], Decimal("-6.25"))]


def test_sides_that_drift_apart_are_a_driver_of_their_own():
    before = {ADA: week(hours="80"), SAM: week(hours="80")}
    after = {ADA: week(hours="80"), SAM: week(hours="60")}
    drivers = joint_drivers(before, after)
    assert drivers == [Driver(PARTS[0], Decimal(-10)), Driver(Key(SPREAD, SPREAD), Decimal(-5))]


def test_whole_numbers_come_largest_first_without_zeros():
    drivers = [
        Driver(PARTS[0], Decimal("5.9")),
        Driver(PARTS[1], Decimal("-7.2")),
        Driver(PARTS[2], Decimal("-2.8")),
        Driver(PARTS[3], Decimal("0.1")),
    ]
    whole = whole_drivers(drivers, before=Decimal("78"), after=Decimal("74"))
    assert [(driver.key, int(driver.points)) for driver in whole] == [
        (PARTS[1], -7),
        (PARTS[0], 6),
        (PARTS[2], -3),
    ]


def test_a_party_that_joined_can_not_be_compared():
    assert joint_drivers({ADA: week(hours="80")}, {ADA: week(hours="80"), SAM: week(hours="80")}) == []
