"""What a sheet's lines cost is the deliverer's own: who states it, until when, and what it holds for."""

from decimal import Decimal

import pytest

from accounts.doors import entered
from partnership.kit.errors import NotAllowed
from projects.agreement.factories import signed
from projects.pricing import sheet_refusals as refusals
from projects.pricing.actions.costs import CostSaid
from projects.pricing.buildup import Line, Sort
from projects.pricing.factories import costs_stated, labor, sheet_proposed
from projects.pricing.linecosts import LineCostSeen, direct_costs, hourly_costs
from projects.pricing.models import LineCost
from projects.pricing.queries.sheets import line_costs, sheet_versions
from tests.events import events_of
from tests.tenancy import as_creator

D = Decimal


def rows_of(model):
    with as_creator():
        return model.objects.count()


@pytest.fixture
def proposed(world, project):
    """A proposed sheet, with the ids of its lines by their text."""
    version = sheet_proposed(world.actor("sam"), project)
    with as_creator():
        [seen] = sheet_versions(world.shared, project.id)
    return version, {row["text"]: row["id"] for row in seen.values["lines"]}


def stated(world, project, number, name="sam"):
    with entered(world.actor(name), partnership_id=world.shared):
        return {
            key: (one.hourly_cost, one.cost)
            for key, one in line_costs(world.shared, project.id, number).items()
        }


def by_hour(amount):
    return CostSaid(hourly_cost=D(amount))


def test_costs_are_the_deliverers_own_rows(world, project, proposed):
    _version, ids = proposed
    costs_stated(world.actor("finn"), project, 1, {ids["Developer"]: by_hour(700), ids["Server"]: "8000"})
    assert stated(world, project, 1) == {
        ids["Developer"]: (D(700), D(70_000)),
        ids["Server"]: (None, D(8_000)),
    }
    assert stated(world, project, 1, "ada") == {}
    assert "pricing.costs_stated" not in [one["kind"] for one in events_of(world.shared)]
    own = events_of(world.organizations["studionord"].id)
    assert [one["data"] for one in own if one["kind"] == "pricing.costs_stated"] == [{"number": 1}]


def test_costs_may_change_while_the_version_waits(world, project, proposed):
    _version, ids = proposed
    for amount in (700, 650, 650):
        costs_stated(world.actor("sam"), project, 1, {ids["Developer"]: by_hour(amount)})
    assert stated(world, project, 1) == {ids["Developer"]: (D(650), D(65_000))}
    assert rows_of(LineCost) == 1


def test_signed_costs_stay_and_missing_ones_may_follow(world, project, proposed):
    version, ids = proposed
    sam = world.actor("sam")
    costs_stated(sam, project, 1, {ids["Developer"]: by_hour(700)})
    for name in ("ada", "sam"):
        signed(world.actor(name), version)
    costs_stated(sam, project, 1, {ids["Developer"]: by_hour(700), ids["Server"]: "8000"})
    with pytest.raises(refusals.CostSigned) as raised:
        costs_stated(sam, project, 1, {ids["Developer"]: by_hour(1)})
    assert raised.value.on_field == f"costs.{ids['Developer']}"
    assert stated(world, project, 1)[ids["Server"]] == (None, D(8_000))


def test_a_cost_holds_on_in_later_versions_until_another_is_stated(world, project, proposed):
    _version, ids = proposed
    sam = world.actor("sam")
    costs_stated(sam, project, 1, {ids["Developer"]: by_hour(700), ids["Server"]: "8000"})
    sheet_proposed(world.actor("ada"), project, lines=[labor(hours="10", id=ids["Developer"])])
    assert stated(world, project, 2)[ids["Developer"]] == (D(700), D(70_000))
    costs_stated(sam, project, 2, {ids["Developer"]: by_hour(600)})
    assert stated(world, project, 2)[ids["Developer"]] == (D(600), D(6_000))
    assert stated(world, project, 1)[ids["Developer"]] == (D(700), D(70_000))


def test_other_sides_and_roles_state_no_costs(world, project, proposed):
    _version, ids = proposed
    for name, refusal in {"ada": refusals.DelivererStates, "vera": NotAllowed}.items():
        with pytest.raises(refusal):
            costs_stated(world.actor(name), project, 1, {ids["Server"]: "1"})
    assert rows_of(LineCost) == 0


def test_costs_that_can_not_be_are_refused_at_their_line(world, project, proposed):
    _version, ids = proposed
    server, developer = ids["Server"], ids["Developer"]
    cases = [
        (server, CostSaid(cost=D(-1)), refusals.BelowZero),
        (server, CostSaid(cost=D(10) ** 12), refusals.TooLarge),
        (server, CostSaid(cost=D("0.005")), refusals.TooFine),
        (server, CostSaid(hourly_cost=D(5)), refusals.OneCost),
        (developer, CostSaid(), refusals.OneCost),
        (developer, CostSaid(D(5), D(5)), refusals.OneCost),
        ("unknown", CostSaid(cost=D(5)), refusals.LineNotHere),
    ]
    for key, said, refusal in cases:
        with pytest.raises(refusal) as raised:
            costs_stated(world.actor("sam"), project, 1, {key: said})
        assert (type(raised.value), raised.value.on_field) == (refusal, f"costs.{key}")


def test_costs_are_stated_for_a_version_that_waits_or_holds(world, project, proposed):
    _version, ids = proposed
    sheet_proposed(world.actor("ada"), project, lines=[labor(id=ids["Developer"])])
    for number in (0, 1, 7):
        with pytest.raises(refusals.NoSheet):
            costs_stated(world.actor("sam"), project, number, {ids["Developer"]: by_hour(1)})


def test_a_cost_by_the_hour_goes_with_the_hours_of_each_version():
    lines = [
        Line("a", Sort.LABOUR, role="Dev", hours=D(10), rate=D(100), price=D(1000)),
        Line("b", Sort.TOOLS, price=D(5)),
    ]
    found = {"a": LineCostSeen("a", 1, D(7), D(700)), "b": LineCostSeen("b", 1, None, D(3))}
    assert direct_costs(lines, found, number=1, currency="SEK") == {"a": D(700), "b": D(3)}
    assert direct_costs(lines, found, number=2, currency="SEK") == {"a": D(70), "b": D(3)}
    assert hourly_costs(lines, found) == {"dev": D(7)}
