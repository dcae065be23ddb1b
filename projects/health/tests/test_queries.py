from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from accounts.doors import entered
from accounts.queries import partnership_seen
from partnership.kit.errors import NotThere
from partnership.kit.weeks import Week
from projects.agreement import factories as notes
from projects.goals.actions.check_ins import CheckInSaid, check_in
from projects.goals.factories import goal_agreed
from projects.goals.models import Measure
from projects.health.actions import compute_batch
from projects.health.explained import explained
from projects.health.factories import make_deliverable, make_entry, make_running_project
from projects.health.queries import health_of_weeks
from tests.tenancy import as_creator
from tests.world import NOW

W46, W47 = Week(2026, 46), Week(2026, 47)


@pytest.fixture
def two_weeks(world):
    """Sunday's 40 extra hours push the forecast from 400 to 440 hours; a delivery came a day late."""
    with as_creator():
        shop = make_running_project(world.shared)
        make_entry(shop, done_on=W47.sunday, hours="40")
        make_deliverable(shop, "Kassan", planned_on=date(2026, 11, 6), delivered_on=date(2026, 11, 6))
        make_deliverable(shop, "Sökningen", planned_on=date(2026, 11, 18), delivered_on=date(2026, 11, 19))
    for week in (W46, W47):
        compute_batch([world.shared], week=week, now=NOW)
    return world


def seen_by(world, name, week=W47):
    actor = world.actor(name)
    with entered(actor):
        return health_of_weeks(actor, world.shared, week)


def rows_of(world, name, week=W47):
    actor = world.actor(name)
    with entered(actor):
        told = explained(actor, partnership_seen(actor, world.shared), week, today=week.sunday)
        return {party: side.rows for party, side in told.sides.items()}


def test_the_page_tells_the_score_the_change_and_drivers_that_sum_to_it(two_weeks):
    seen = seen_by(two_weeks, "ada")
    assert seen.week == W47
    assert sum(driver.points for driver in seen.drivers) == seen.change
    assert seen.change == round(seen.trend[-1].joint) - round(seen.trend[-2].joint)
    assert seen.drivers[0].text == "Ny webbutik is heading for 110% of its hours, was 100%"
    assert seen.drivers[0].url == f"/p/{two_weeks.shared}/work/projects/{seen.drivers[0].key.subject}/"


def test_both_sides_see_the_same_health(two_weeks):
    assert seen_by(two_weeks, "ada") == seen_by(two_weeks, "sam")


def test_with_delivery_alone_there_is_a_number_but_too_little_evidence(two_weeks):
    seen = seen_by(two_weeks, "ada")
    assert (seen.band, seen.has_enough, seen.covered) == ("", False, ("delivery",))
    assert seen.uncovered == ("goals", "benefit", "openness", "feedback", "answers")
    assert Decimal("0.15") < seen.coverage <= Decimal("0.2")


def test_a_week_that_was_not_counted_shows_the_latest_before_it(two_weeks):
    assert seen_by(two_weeks, "ada", W47.shifted(2)).week == W47


def test_without_any_week_there_is_nothing_to_show(world):
    seen = seen_by(world, "ada")
    assert (seen.score, seen.change, seen.drivers, seen.trend, seen.has_enough) == (None, None, (), (), False)


def test_the_first_week_has_no_change_and_no_drivers(world):
    with as_creator():
        make_running_project(world.shared)
    compute_batch([world.shared], week=W47, now=NOW)
    seen = seen_by(world, "sam")
    assert (seen.change, seen.drivers, len(seen.trend)) == (None, (), 1)


def test_every_row_is_told_and_the_points_of_each_side_sum_to_its_score(two_weeks):
    rows = rows_of(two_weeks, "sam")
    assert set(rows) == {two_weeks.parties["havsvik"], two_weeks.parties["studionord"]}
    for side in rows.values():
        assert [row.text for row in side][1:] == [
            "Ny webbutik is heading for 110% of its hours",
            "Ny webbutik: 1 of 2 deliveries on the agreed day",
        ]
        assert round(sum(row.points for row in side)) == seen_by(two_weeks, "sam").score


def test_a_stranger_is_told_that_there_is_nothing(two_weeks):
    olga = two_weeks.actor("olga")
    with entered(olga), pytest.raises(NotThere):
        health_of_weeks(olga, two_weeks.shared, W47)


@pytest.mark.parametrize("weeks", [2, 13])
def test_a_home_asks_twice_however_much_stands_behind(two_weeks, django_assert_num_queries, weeks):
    for back in range(2, weeks):
        compute_batch([two_weeks.shared], week=W47.shifted(-back), now=NOW - timedelta(weeks=back))
    actor = two_weeks.actor("ada")
    with entered(actor), django_assert_num_queries(2):
        health_of_weeks(actor, two_weeks.shared, W47)


@pytest.fixture
def promised(two_weeks):
    """A signed goal whose value came a week late, and a proposal of Ada's that waits."""
    people = [two_weeks.actor("ada"), two_weeks.actor("sam")]
    early = datetime(2026, 9, 7, 9, tzinfo=UTC)
    goal = goal_agreed(people, two_weeks.shared, now=early)
    sunday = datetime(2026, 11, 22, 9, tzinfo=UTC)
    with entered(people[1], partnership_id=two_weeks.shared):
        (row,) = Measure.objects.filter(goal=goal)
        for value, at in ((50, sunday - timedelta(weeks=1)), (60, sunday)):
            said = CheckInSaid(8, values={row.id: Decimal(value)})
            check_in(people[1], goal=goal, said=said, today=at.date(), now=at)
    notes.register()
    notes.proposed(people[0], two_weeks.shared, now=sunday - timedelta(days=9))
    for week in (W46, W47):
        compute_batch([two_weeks.shared], week=week, now=NOW)
    return two_weeks


def test_goals_and_waiting_are_drivers_and_no_side_is_named_as_the_cause(promised):
    texts = [driver.text for driver in seen_by(promised, "sam").drivers]
    assert "More orders: 60% achieved of the 82% that the pace expects, was 50%" in texts
    assert "Proposals and questions wait 5 working days for an answer, was 0" in texts
    assert not any(name in text for text in texts for name in ("Ada", "Sam", "Havsvik", "Studio"))
    assert seen_by(promised, "sam").covered == ("answers", "delivery", "goals")


def test_the_sides_differ_by_what_waits_and_each_reads_its_own_row(promised):
    rows = rows_of(promised, "ada")
    own, others = rows[promised.parties["havsvik"]], rows[promised.parties["studionord"]]
    told = "Proposals and questions wait 5 working days for an answer"
    assert [row.text == told for row in own].count(True) == 1
    assert [row.text == told for row in others].count(True) == 0
    assert "More orders: achieved against the pace" in [row.name for row in own]
    assert (
        sum(driver.points for driver in seen_by(promised, "ada").drivers) == seen_by(promised, "ada").change
    )
