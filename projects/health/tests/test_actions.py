from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from accounts.doors import entered
from partnership.kit.weeks import Week
from projects.agreement import factories as notes
from projects.health.actions import compute_batch
from projects.health.factories import make_entry, make_project, make_running_project
from projects.health.models import Contribution, PartyHealth, Snapshot
from projects.openness.factories import granted
from projects.openness.models import Grant
from projects.openness.steps import Step, Topic
from tests.tenancy import as_creator
from tests.world import NOW

W47 = Week(2026, 47)


@pytest.fixture
def shop(world):
    with as_creator():
        return make_running_project(world.shared, overrun=2)


def stored():
    with as_creator():
        return (
            list(Snapshot.objects.values_list("partnership_id", "week_on", "joint", "coverage", "band")),
            list(PartyHealth.objects.order_by("party_id").values_list("party_id", "score", "coverage")),
            list(
                Contribution.objects.order_by("party_id", "part").values_list(
                    "part", "weight", "freshness", "score", "points"
                )
            ),
        )


def test_a_week_is_stored_for_the_partnership_each_party_and_each_part(world, shop):
    assert compute_batch([world.shared], week=W47, now=NOW) == 1
    snapshots, parties, parts = stored()
    # 14 weeks of 22 hours + 6 tasks of 20 left = 428 of 400 hours: 107 %, four points for each percent over.
    assert snapshots == [(world.shared, date(2026, 11, 16), parties[0][1], Decimal("0.1903"), "")]
    assert [row[0] for row in parties] == sorted([world.parties["havsvik"], world.parties["studionord"]])
    assert [(part, score) for part, _w, _f, score, _p in parts if part == "hours"] == [
        ("hours", Decimal(72))
    ] * 2


def test_points_sum_to_each_partys_score(world, shop):
    compute_batch([world.shared], week=W47, now=NOW)
    with as_creator():
        for party in PartyHealth.objects.all():
            rows = Contribution.objects.filter(party_id=party.party_id)
            assert sum(row.points for row in rows) == party.score


def test_the_same_again_changes_nothing_and_a_new_fact_replaces_the_rows(world, shop):
    compute_batch([world.shared], week=W47, now=NOW)
    first = stored()
    compute_batch([world.shared], week=W47, now=NOW + timedelta(hours=1))
    assert stored() == first
    with as_creator():
        make_entry(shop, done_on=W47.sunday, hours="40")
    compute_batch([world.shared], week=W47, now=NOW)
    again = stored()
    assert again != first
    assert [len(rows) for rows in again] == [len(rows) for rows in first]


def test_a_partnership_without_work_has_a_week_without_a_score(world):
    compute_batch([world.shared], week=W47, now=NOW)
    snapshots, parties, parts = stored()
    assert snapshots == [(world.shared, W47.monday, None, Decimal(0), "")]
    assert [row[1:] for row in parties] == [(None, Decimal(0))] * 2
    assert parts == []


def test_the_running_week_counts_facts_up_to_today(world, shop):
    compute_batch([world.shared], week=W47.next, now=NOW)
    with as_creator():
        assert Snapshot.objects.get().as_of == NOW.date()


def test_many_partnerships_are_counted_apart_with_the_same_number_of_queries(
    world, shop, django_assert_num_queries
):
    with as_creator():
        make_project(world.foreign, hours_budget=None, delivery_on=None)
    compute_batch([world.shared], week=W47, now=NOW)
    with django_assert_num_queries(20) as one:
        compute_batch([world.shared], week=W47, now=NOW)
    with django_assert_num_queries(len(one)):
        assert compute_batch([world.shared, world.foreign], week=W47, now=NOW) == 2
    assert {row[0]: row[2] is None for row in stored()[0]} == {world.shared: False, world.foreign: True}


def test_nobody_reads_another_partnerships_health(world, shop):
    with as_creator():
        make_running_project(world.foreign)
    compute_batch([world.shared, world.foreign], week=W47, now=datetime(2026, 11, 23, tzinfo=UTC))
    with entered(world.actor("ada")):
        for model in (Snapshot, PartyHealth, Contribution):
            assert set(model.objects.values_list("partnership_id", flat=True)) == {world.shared}


def test_who_proposes_waits_and_the_other_side_does_not(world, shop):
    notes.register()
    for name, days in (("ada", 13), ("sam", 3)):  # up to Sunday: 9 working days and 1
        notes.proposed(
            world.actor(name), world.shared, now=datetime(2026, 11, 22, 9, tzinfo=UTC) - timedelta(days=days)
        )
    compute_batch([world.shared], week=W47, now=NOW)
    with as_creator():
        rows = Contribution.objects.filter(dimension="answers").order_by("-score")
        assert [(row.party_id, row.score, row.weight, row.fact) for row in rows] == [
            (
                world.parties["studionord"],
                Decimal(100),
                Decimal(5),
                {"days": "1.0", "proposals": 1, "open": 1},
            ),
            (
                world.parties["havsvik"],
                Decimal("61.11"),
                Decimal(5),
                {"days": "9.0", "proposals": 1, "open": 1},
            ),
        ]
        ada, sam = (
            PartyHealth.objects.get(party_id=world.parties[name]) for name in ("havsvik", "studionord")
        )
        assert ada.score < sam.score


def grants(world, days_ago=30):
    """Sam's side has cost and plans open to Ada's, and gave plans up before their day."""
    opened_at = NOW - timedelta(days=days_ago)
    sam, ada = world.parties["studionord"], world.parties["havsvik"]
    with as_creator():
        granted(world.shared, sam, ada, Topic.COST, Step.DETAIL, opened_at=opened_at)
        granted(
            world.shared,
            sam,
            ada,
            Topic.PLANS,
            Step.DETAIL,
            opened_at=opened_at,
            ended_at=NOW - timedelta(days=3),
            is_withdrawn=True,
        )


def test_what_the_other_side_opens_counts_for_its_reader_and_both_see_it(world, shop):
    grants(world)
    compute_batch([world.shared], week=W47, now=NOW)
    with as_creator():
        (row,) = Contribution.objects.filter(dimension="openness")
        assert (row.party_id, row.part, row.weight, row.score, row.fact) == (
            world.parties["havsvik"],
            "opened",
            Decimal(15),
            Decimal(50),
            {"kept": 1, "agreed": 2, "expired": 0},
        )


def test_a_past_week_is_counted_the_same_after_what_came_later(world, shop):
    grants(world)
    compute_batch([world.shared], week=W47.previous, now=NOW)
    first = stored()
    assert ("opened", Decimal(15), Decimal(1), Decimal(100)) in [row[:4] for row in first[2]]
    with as_creator():
        Grant.objects.filter(ended_at=None).update(ended_at=NOW)
    compute_batch([world.shared], week=W47.previous, now=NOW)
    assert stored() == first
