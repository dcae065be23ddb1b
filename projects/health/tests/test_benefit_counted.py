"""Benefit in a counted week: out of real rows, by lights alone, and the same again."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from partnership.kit.weeks import Week
from projects.health.actions import compute_batch
from projects.health.factories import make_project
from projects.health.models import Contribution
from projects.openness.factories import granted
from projects.openness.steps import Step, Topic
from projects.pricing.models import Confirmation, Entry, Rate
from projects.pricing.tests.bookkeeping import labor, put_sheet, rate_card, worked
from tests.tenancy import as_creator
from tests.world import NOW

W47 = Week(2026, 47)
OPENED = datetime(2026, 9, 1, 9, tzinfo=UTC)


@pytest.fixture
def shop(world):
    """Forty hours at 1,000 of Sam's side, and a signed corridor of 20 to 30 percent."""
    with as_creator():
        project = make_project(world.shared)
        put_sheet(project, labor("Dev", 100, 1000), corridor=(20, 30))
        worked(project, date(2026, 11, 12), 40)
    return project


def opens(world, owner, reader, topic, step=Step.EXISTS):
    with as_creator():
        granted(world.shared, world.parties[owner], world.parties[reader], topic, step, opened_at=OPENED)


def costs(world, hourly):
    with as_creator():
        rate_card(world.organizations["studionord"], "Dev", hourly)


def counted(world):
    compute_batch([world.shared], week=W47, now=NOW)
    with as_creator():
        rows = Contribution.objects.filter(dimension="benefit").order_by("party_id", "part")
        return list(rows.values_list("party_id", "part", "weight", "freshness", "score", "fact"))


@pytest.mark.parametrize(
    ("hourly", "light", "score"),
    [(750, "inside", 100), (820, "near", 60), (650, "near", 60), (990, "far", 20)],
)
def test_an_opened_margin_counts_by_its_light(world, shop, hourly, light, score):
    costs(world, hourly)
    opens(world, "studionord", "havsvik", Topic.MARGIN)
    ((party, part, weight, _fresh, points, fact),) = counted(world)
    assert (party, part, weight) == (world.parties["studionord"], "margin", Decimal(20))
    assert (points, fact) == (Decimal(score), {"light": light})


def test_a_closed_margin_has_no_row(world, shop):
    costs(world, 750)
    assert counted(world) == []
    opens(world, "havsvik", "studionord", Topic.OUTCOME_VALUE)
    assert [row[1] for row in counted(world)] == ["value"]


def test_two_hidden_costs_with_one_light_give_the_same_rows(world, shop):
    opens(world, "studionord", "havsvik", Topic.COST)
    costs(world, 743)
    first = counted(world)
    with as_creator():
        Rate.objects.update(hourly_cost=Decimal(777))
    assert counted(world) == first != []


def test_without_a_stated_cost_there_is_no_value(world, shop):
    opens(world, "studionord", "havsvik", Topic.MARGIN)
    assert [(row[4], row[5]) for row in counted(world)] == [(None, {})]


@pytest.mark.parametrize(
    ("worth", "said", "score"),
    [(40000, True, 100), (38000, True, 60), (20000, True, 20), (40000, None, None)],
)
def test_only_a_confirmed_value_counts(world, shop, worth, said, score):
    opens(world, "havsvik", "studionord", Topic.OUTCOME_VALUE)
    with as_creator():
        entry = Entry.objects.create(
            partnership_id=world.shared,
            organization=world.organizations["havsvik"],
            party_id=world.parties["havsvik"],
            way="gain",
            sort="outcome_value",
            text="More orders",
            done_on=date(2026, 11, 10),
            value=Decimal(worth),
            currency="SEK",
            created_at=OPENED,
            updated_at=OPENED,
        )
        if said is not None:
            Confirmation.objects.create(
                partnership_id=world.shared,
                entry=entry,
                entry_version=1,
                party_id=world.parties["studionord"],
                agrees=said,
                said_at=datetime(2026, 11, 16, 9, tzinfo=UTC),
            )
    assert [row[4] for row in counted(world)] == [None if score is None else Decimal(score)]


def test_what_is_worked_and_priced_later_leaves_a_past_week_alone(world, shop):
    costs(world, 750)
    opens(world, "studionord", "havsvik", Topic.MARGIN)
    first = counted(world)
    with as_creator():
        worked(shop, date(2026, 11, 23), 80)
        rate_card(world.organizations["studionord"], "Dev", 2000, valid_from=date(2026, 11, 23))
    assert counted(world) == first


def test_opened_books_are_counted_with_the_same_number_of_queries(world, shop, django_assert_num_queries):
    costs(world, 750)
    opens(world, "studionord", "havsvik", Topic.MARGIN)
    counted(world)
    with django_assert_num_queries(30) as one:
        compute_batch([world.shared], week=W47, now=NOW)
    with as_creator():
        put_sheet(make_project(world.foreign), labor("Dev", 100, 1000), corridor=(20, 30))
        granted(
            world.foreign,
            world.parties["grafit"],
            world.parties["fjallbo"],
            Topic.MARGIN,
            Step.EXISTS,
            opened_at=OPENED,
        )
    compute_batch([world.foreign], week=W47, now=NOW)
    with django_assert_num_queries(len(one)):
        compute_batch([world.shared, world.foreign], week=W47, now=NOW)
