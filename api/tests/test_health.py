from datetime import date, timedelta

import pytest

from partnership.kit.weeks import Week
from projects.health.actions import compute_batch
from projects.health.factories import make_entry, make_running_project
from tests.tenancy import as_creator
from tests.world import MARKER, NOW

W45, W46, W47 = (Week(2026, number) for number in (45, 46, 47))


@pytest.fixture
def weeks(world):
    """Three counted weeks of both partnerships; the last with more hours than planned."""
    with as_creator():
        shop = make_running_project(world.shared)
        make_running_project(world.foreign, name=MARKER)
        make_entry(shop, done_on=W47.sunday, hours="40")
    for week in (W45, W46, W47):
        compute_batch([world.shared, world.foreign], week=week, now=NOW)
    return world


def history(world):
    return f"/partnerships/{world.shared}/health"


def test_the_latest_week_of_each_partnership_is_listed(ada, weeks):
    (found,) = ada.get("/health")["data"]

    assert (found["partnership"], found["week"], found["week_on"]) == (
        str(weeks.shared),
        "2026-W47",
        "2026-11-16",
    )
    assert [one["id"] for one in found["parties"]] == [
        str(weeks.parties["havsvik"]),
        str(weeks.parties["studionord"]),
    ]
    assert all(0 <= float(one["score"]) <= 100 for one in found["parties"])
    assert ada.get(f"/health?partnership={weeks.foreign}")["data"] == []


def test_both_sides_read_the_same(ada, sam, weeks):
    assert ada.get(history(weeks)) == sam.get(history(weeks))


def test_the_history_is_read_week_by_week(ada, weeks):
    first = ada.get(f"{history(weeks)}?limit=2")
    second = ada.get(f"{history(weeks)}?limit=2&cursor={first['next_cursor']}")

    assert [one["week"] for one in first["data"] + second["data"]] == ["2026-W47", "2026-W46", "2026-W45"]
    between = f"{history(weeks)}?since={W46.monday}&until={W47.monday}"
    assert [one["week"] for one in ada.get(between)["data"]] == ["2026-W46"]


def test_one_week_is_explained_to_the_last_point(ada, weeks):
    found = ada.get(f"{history(weeks)}/2026-W47", Accept_Language="en")

    assert sum(one["points"] for one in found["drivers"]) == found["change"]
    assert [one.keys() for one in found["steps"]] == [{"party", "points", "text"}] * len(found["steps"])
    assert {one["party"] for one in found["steps"]} <= {one["id"] for one in found["parties"]}
    for party in found["parties"]:
        parts = [float(one["points"]) for one in found["contributions"] if one["party"] == party["id"]]
        assert round(sum(parts), 2) == float(party["score"])
    assert MARKER not in ada.last.text


@pytest.mark.parametrize("week", ["2026-W01", "2026-W60", "0000-W01", "9999-W52", "now", "%00"])
def test_a_week_that_was_not_counted_is_not_there(ada, weeks, week):
    assert ada.get(f"{history(weeks)}/{week}", status=404)["code"] == "not_found"


def test_strangers_find_nothing(ada, olga, weeks):
    olga.get(history(weeks), status=404)
    olga.get(f"{history(weeks)}/2026-W47", status=404)
    assert [one["partnership"] for one in olga.get("/health")["data"]] == [str(weeks.foreign)]


def test_without_any_week_the_lists_are_empty(ada, world):
    assert ada.get("/health")["data"] == []
    assert ada.get(history(world))["data"] == []
    assert ada.get(f"{history(world)}?until={date(2026, 1, 1) + timedelta(days=1)}")["has_more"] is False
