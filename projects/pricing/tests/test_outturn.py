from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.doors import entered
from partnership.kit.errors import NotThere
from projects.pricing.queries.outturn import outturn_of, outturns_in
from projects.pricing.tests.bookkeeping import approve, bought, labor, other, put_sheet, worked
from projects.work.factories import ProjectFactory, TaskFactory
from tests.tenancy import as_creator

pytestmark = pytest.mark.django_db
D = Decimal
TODAY = date(2026, 11, 23)


@pytest.fixture
def project(world):
    with as_creator():
        return ProjectFactory(
            partnership_id=world.shared,
            name="Kitchens",
            commissioned_by_id=world.parties["havsvik"],
            delivered_by_id=world.parties["studionord"],
        )


@pytest.fixture
def read(world, project):
    def ask(name="ada"):
        with entered(world.actor(name), partnership_id=world.shared):
            return outturn_of(world.partnership(name), project.id, today=TODAY)

    return ask


def test_both_sides_read_the_same_outturn(project, read):
    with as_creator():
        put_sheet(project, labor("Dev", 100, 800), other("bought_in", 20_000), corridor=(20, 30))
        entries = [worked(project, date(2026, 10, day), 10, "dev") for day in (1, 2, 3)]
        worked(project, date(2026, 10, 4), 5, "Photo")
        approve(entries[0])
        bought(project, date(2026, 10, 5), 6_000, is_approved=True)
        TaskFactory(project=project, hours_estimate=D(70))
    ada, sam = read("ada"), read("sam")
    assert ada == sam
    assert (ada.currency, ada.agreed) == ("SEK", D(100_000))
    assert (ada.price_now, ada.price_unapproved) == (D(30_000), D(16_000))
    # 70 hours at 800 and what is not bought in yet: 14 000
    assert ada.price_forecast == D(30_000) + D(56_000) + D(14_000)
    assert (ada.hours, ada.hours_without_rate) == (D(35), D(5))
    assert (ada.corridor_low, ada.corridor_high) == (D("0.2"), D("0.3"))


def test_without_a_sheet_there_are_hours_and_no_price(project, read):
    with as_creator():
        worked(project, date(2026, 10, 4), 5, "Photo")
    found = read()
    assert (found.price_now, found.price_forecast, found.agreed, found.hours) == (None, None, None, D(5))
    assert found.currency == "SEK"
    assert found.has_anything


def test_hours_of_the_other_side_take_their_part_of_the_rest(project, read):
    with as_creator():
        put_sheet(project, labor("Dev", 100, 800))
        worked(project, date(2026, 10, 1), 30, "Dev")
        worked(project, date(2026, 10, 1), 10, "Lead", side=project.commissioned_by_id)
        TaskFactory(project=project, hours_estimate=D(40))
    assert read().price_forecast == D(24_000) + D(30) * 800


def test_another_partnerships_project_is_not_there(world, project):
    with entered(world.actor("olga"), partnership_id=world.foreign), pytest.raises(NotThere):
        outturn_of(world.partnership("olga"), project.id, today=TODAY)


def test_many_projects_take_as_many_statements_as_one(world, project):
    counts = []
    for more in (0, 6):
        with as_creator():
            for _ in range(more):
                other_one = ProjectFactory(
                    partnership_id=world.shared,
                    commissioned_by_id=world.parties["studionord"],
                    delivered_by_id=world.parties["havsvik"],
                )
                put_sheet(other_one, labor("Dev", 10, 500))
                worked(other_one, date(2026, 10, 1), 2, "Dev")
                bought(other_one, date(2026, 10, 1), 100)
        with (
            entered(world.actor("sam"), partnership_id=world.shared),
            CaptureQueriesContext(connection) as asked,
        ):
            found = outturns_in([world.shared], today=TODAY)
        counts.append((len(found), len(asked)))
    assert counts == [(1, 5), (7, 5)]


def test_a_newer_sheet_changes_what_is_ahead_and_not_what_was_worked(project, read):
    with as_creator():
        put_sheet(project, labor("Dev", 10, 800), from_on=date(2026, 9, 1))
        worked(project, date(2026, 10, 1), 4, "Dev")
        put_sheet(project, labor("Dev", 10, 1000), number=2, from_on=date(2026, 10, 10))
    found = read()
    assert (found.price_now, found.price_forecast, found.agreed) == (D(3200), D(3200 + 6000), D(10_000))


def test_purchases_in_another_currency_stay_out(project, read):
    with as_creator():
        put_sheet(project, labor("Dev", 10, 800))
        bought(project, date(2026, 10, 5), 6_000, currency="EUR")
    assert read().price_now == 0


def test_a_finished_project_forecasts_what_was_done(project, read):
    with as_creator():
        put_sheet(project, labor("Dev", 10, 800))
        worked(project, date(2026, 10, 1), 4, "Dev")
        project.status, project.finished_on = "finished", date(2026, 11, 1)
        project.save()
    assert read().price_forecast == D(3200)
