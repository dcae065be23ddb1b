from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.doors import entered
from partnership.kit.errors import NotThere
from projects.openness.factories import granted
from projects.openness.models import Reading
from projects.openness.steps import Step, Topic
from projects.pricing.queries.book import book_of, project_book
from projects.pricing.tests.bookkeeping import (
    AT,
    bought,
    labor,
    line_cost,
    other,
    put_sheet,
    rate_card,
    worked,
)
from projects.work.factories import ProjectFactory, TaskFactory
from tests.tenancy import as_creator

pytestmark = pytest.mark.django_db
D = Decimal
TODAY = date(2026, 11, 23)


@pytest.fixture
def project(world):
    """Sam's side delivers 40 of 100 hours, an hour costs 500 and later 600; photos were bought in."""
    own = world.organizations["studionord"]
    with as_creator():
        made = ProjectFactory(
            partnership_id=world.shared,
            name="Kitchens",
            commissioned_by_id=world.parties["havsvik"],
            delivered_by_id=world.parties["studionord"],
        )
        put_sheet(made, labor("Dev", 100, 800), other("bought_in", 20_000), corridor=(20, 40))
        rate_card(own, "Dev", 500)
        rate_card(own, "Dev", 600, valid_from=date(2026, 10, 10))
        line_cost(made, own, "labor-Dev", 50_000, hourly=500)
        line_cost(made, own, "bought_in-bought_in", 15_000)
        worked(made, date(2026, 9, 5), 10)
        worked(made, date(2026, 10, 9), 10)
        worked(made, date(2026, 10, 10), 20)
        bought(made, date(2026, 10, 5), 6_000, cost=4_000, owner=own)
        TaskFactory(project=made, hours_estimate=D(60))
    return made


@pytest.fixture
def opened(world):
    def at(step):
        with as_creator():
            granted(world.shared, world.parties["studionord"], world.parties["havsvik"], Topic.MARGIN, step)

    return at


@pytest.fixture
def read(world, project):
    def ask(name):
        with entered(world.actor(name), partnership_id=world.shared):
            return project_book(
                world.actor(name), world.partnership(name), project.id, today=TODAY, now=AT, place="test"
            )[1]

    return ask


def test_the_own_side_reads_cost_margin_and_forecast(read):
    seen = read("sam").costs
    # 20 h × 500 + 20 h × 600 + 4 000 bought in; price 40 h × 800 + 6 000
    assert seen.now.cost.exact == D(26_000)
    assert seen.now.price == D(38_000)
    assert seen.now.margin.exact == D(12_000)
    assert seen.now.share.exact == D("0.3158")
    # and the rest: 60 h × 600, 11 000 to buy in of the planned 15 000
    assert seen.forecast.cost.exact == D(26_000 + 36_000 + 11_000)
    assert seen.forecast.price == D(38_000 + 48_000 + 14_000)
    assert seen.planned.cost.exact == D(65_000)
    assert (seen.now.cost.light, seen.forecast.cost.light) == ("inside", "inside")


def test_finance_reads_the_same_and_a_viewer_prices_alone(read):
    assert read("finn").costs == read("sam").costs
    ada, vera = read("ada"), read("vera")
    assert (ada.costs, vera.costs) == (None, None)
    assert ada.outturn == vera.outturn == read("sam").outturn


def test_each_step_shows_its_form_and_nothing_more(opened, read):
    opened(Step.CLOSED)
    assert read("ada").costs is None


def test_a_light_alone_at_step_one(opened, read):
    opened(Step.EXISTS)
    seen = read("ada").costs
    assert seen.now.share.light == "inside"
    assert [seen.now.cost.low, seen.now.cost.exact, seen.now.margin.exact, seen.now.share.low] == [None] * 4
    assert (seen.months, seen.roles, seen.rates, seen.purchases, seen.width) == ((), (), (), (), None)


def test_bands_of_the_whole_and_of_months_at_step_two(opened, read):
    opened(Step.SUMMARY)
    seen = read("ada").costs
    assert seen.width == D(10_000)
    assert (seen.now.cost.low, seen.now.cost.high) == (D(20_000), D(30_000))
    assert (seen.now.margin.low, seen.now.margin.high) == (D(8_000), D(18_000))
    assert [(one.month, one.cost.low, one.cost.high) for one in seen.months] == [
        (date(2026, 9, 1), D(0), D(10_000)),
        (date(2026, 10, 1), D(20_000), D(30_000)),
    ]
    assert (seen.now.cost.exact, seen.roles, seen.rates, seen.purchases) == (None, (), (), ())


def test_roles_at_step_three_and_no_line(opened, read):
    opened(Step.DETAIL)
    seen = read("ada").costs
    assert seen.now.cost.exact == D(26_000)
    assert [(one.role, one.hours, one.cost.exact) for one in seen.roles] == [("Dev", D(40), D(22_000))]
    assert (seen.bought.exact, seen.beside.exact) == (D(4_000), D(0))
    assert (seen.rates, seen.purchases) == ((), ())


def test_everything_with_its_source_at_step_four(opened, read):
    opened(Step.FULL)
    ada, sam = read("ada").costs, read("sam").costs
    assert ada == sam
    assert [(one.valid_from, one.hours, one.hourly_cost) for one in ada.rates] == [
        (date(2026, 9, 1), D(20), D(500)),
        (date(2026, 10, 10), D(20), D(600)),
    ]
    assert [(one.text, one.price, one.cost) for one in ada.purchases] == [("Photos", D(6_000), D(4_000))]


def test_the_own_side_sees_what_the_other_sees(opened, read):
    opened(Step.SUMMARY)
    [other_side] = read("sam").others
    assert (other_side.side.name, other_side.step) == ("Havsvik Hem", Step.SUMMARY)
    assert other_side.costs == read("ada").costs
    assert read("ada").others == ()


def test_each_look_of_the_other_side_is_written_down(world, opened, read):
    opened(Step.SUMMARY)
    read("sam")
    with as_creator():
        assert Reading.objects.count() == 0
    read("ada")
    with as_creator():
        found = Reading.objects.order_by("topic").values_list("topic", "place", "times")
        assert list(found) == [("cost", "test", 1), ("margin", "test", 1)]


def test_hours_without_a_cost_leave_the_cost_unknown_and_say_so(world, project, read):
    with as_creator():
        worked(project, date(2026, 10, 11), 3, "Photo")
    seen = read("sam").costs
    assert (seen.now.cost.exact, seen.hours_without_cost) == (None, D(3))
    assert (seen.months, seen.roles) == ((), ())


def test_the_own_cost_of_the_line_stands_in_for_the_rate_card(world, project, read):
    with as_creator():
        worked(project, date(2026, 8, 1), 2)
    rates = [(one.valid_from, one.hours, one.hourly_cost) for one in read("sam").costs.rates]
    assert rates[0] == (None, D(2), D(500))


def test_a_stranger_is_not_there(world, project):
    olga = world.actor("olga")
    with entered(olga, partnership_id=world.foreign), pytest.raises(NotThere):
        project_book(olga, world.partnership("olga"), project.id, today=TODAY, now=AT, place="test")


@pytest.mark.parametrize("name", ["ada", "sam"])
def test_the_book_asks_as_often_with_many_projects(world, project, opened, name):
    opened(Step.FULL)
    counts = []
    for more in (0, 5):
        with as_creator():
            for _ in range(more):
                made = ProjectFactory(
                    partnership_id=world.shared,
                    commissioned_by_id=world.parties["havsvik"],
                    delivered_by_id=world.parties["studionord"],
                )
                put_sheet(made, labor("Dev", 10, 500))
                worked(made, date(2026, 10, 12), 2)
        with (
            entered(world.actor(name), partnership_id=world.shared),
            CaptureQueriesContext(connection) as asked,
        ):
            actor, partnership = world.actor(name), world.partnership(name)
            book = book_of(actor, partnership, today=TODAY, now=AT, place="test")
        counts.append((len(book.projects), len(asked)))
    assert counts[0][1] == counts[1][1]
    assert [count[0] for count in counts] == [1, 6]
