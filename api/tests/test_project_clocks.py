"""Both clocks of projects through the API: as the page tells them, the same from both chairs, page by page."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from projects.health.factories import make_deliverable, make_entry, make_project, make_task
from projects.work.queries.facts import read_projects
from tests.tenancy import as_creator
from tests.world import MARKER


@pytest.fixture
def today():
    return timezone.now().date()


@pytest.fixture
def shop(world, today):
    """Half of its days are gone: 250 of 400 hours used, half of the work finished; one of Olga's stands beside it."""
    days = {"starts_on": today - timedelta(days=60), "delivery_on": today + timedelta(days=60)}
    with as_creator():
        make_entry(make_project(world.foreign, name=MARKER), done_on=today, hours="7")
        made = make_project(world.shared, **days)
        done = make_task(made, "T-1", estimate=200, finished_on=today - timedelta(days=9))
        make_task(made, "T-2", estimate=200)
        make_entry(made, done_on=today - timedelta(days=9), hours="250", task=done)
        return made


def test_both_sides_read_the_same_clocks_as_the_page(ada, sam, shop, world, today):
    found = ada.get(f"/projects/{shop.id}/clocks")
    assert found == sam.get(f"/projects/{shop.id}/clocks") == ada.get("/project-clocks")["data"][0]
    with as_creator():
        [read] = read_projects([world.shared], as_of=today, project_ids=[shop.id])
    assert (found["hours_used"], found["hours_budget"], found["hours_forecast"]) == (
        "250.000",
        "400.00",
        "450.000",
    )
    assert (found["used_share"], found["elapsed_share"], found["earned_share"]) == (
        "0.6250",
        "0.5000",
        "0.5000",
    )
    assert (found["alert"], found["cost_index"]) == (read.clocks.alert, "0.8000") == ("over", "0.8000")
    assert found["delivery_forecast_on"] == read.clocks.forecast_on.isoformat()
    assert found["days_late"] == read.clocks.days_late == 0
    assert found["evidence_on"] == (today - timedelta(days=9)).isoformat()


def test_where_nothing_is_agreed_nothing_is_measured(ada, world):
    nothing = dict.fromkeys(("hours_budget", "starts_on", "delivery_on"))
    with as_creator():
        made = make_project(world.shared, **nothing)
    found = ada.get(f"/projects/{made.id}/clocks")
    unknown = {name for name, value in found.items() if value is None}
    assert {"hours_budget", "used_share", "elapsed_share", "days_late", "hours_forecast"} < unknown
    assert (found["hours_used"], found["alert"], found["is_plan_agreed"]) == ("0.000", "", True)


def test_deliverables_that_came_on_their_day_are_counted(ada, shop, today):
    with as_creator():
        make_deliverable(shop, "Kassan", planned_on=today - timedelta(days=5), delivered_on=today)
        make_deliverable(
            shop, "Kartan", planned_on=today - timedelta(days=5), delivered_on=today - timedelta(5)
        )
    found = ada.get(f"/projects/{shop.id}/clocks")
    assert (found["due"], found["on_the_day"]) == (2, 1)


def test_the_list_is_filtered_paged_without_gap_and_holds_nothing_of_strangers(ada, shop, world, today):
    with as_creator():
        more = [
            make_project(world.shared, name=f"P{number}", status="finished", finished_on=today)
            for number in range(2)
        ]
    whole = ada.get("/project-clocks")["data"]
    assert [one["id"] for one in whole] == [str(one.id) for one in (*reversed(more), shop)]
    first = ada.get("/project-clocks?limit=2")
    rest = ada.get(f"/project-clocks?limit=2&cursor={first['next_cursor']}")
    assert first["data"] + rest["data"] == whole
    assert [one["id"] for one in ada.get("/project-clocks?status=active")["data"]] == [str(shop.id)]
    assert ada.get(f"/project-clocks?project={shop.id}")["data"] == whole[2:]
    assert ada.get(f"/project-clocks?partnership={world.foreign}")["data"] == []


def test_a_strangers_project_is_not_there(olga, shop):
    olga.get(f"/projects/{shop.id}/clocks", status=404)


def test_a_page_of_thirty_asks_as_often_as_a_page_of_one(ada, shop, world):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            ada.get("/project-clocks?limit=200")
        return len(captured)

    asked()  # a first use of the key is noted
    one = asked()
    with as_creator():
        for number in range(29):
            make_entry(
                make_project(world.shared, name=f"P{number}"), done_on=timezone.now().date(), hours="1"
            )
    assert asked() == one


def test_hours_of_all_sides_are_counted_to_the_last_thousandth(ada, world, today):
    with as_creator():
        made = make_project(world.shared)
        for _ in range(3):
            make_entry(made, done_on=today, hours="0.333")
    assert Decimal(ada.get(f"/projects/{made.id}/clocks")["hours_used"]) == Decimal("0.999")
